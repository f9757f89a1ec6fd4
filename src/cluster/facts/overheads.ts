import { formatDuration } from '../../base/units.js';

/** What a call to another node costs. */
export interface CallCosts {
  /** One way, seconds. */
  readonly latencySeconds: number;
  /** What carrying it out takes, seconds. */
  readonly handlingSeconds: number;
}

/**
 * What the balancer of a node believes calls and migrations to cost, on all ways:
 * /proc/hpc/admin/overheads, as tune(1) measures it. The true costs are those of the network.
 */
export interface Overheads extends CallCosts {
  /** Of a migration, before its bytes move, seconds. */
  readonly fixedSeconds: number;
}

/** A table of a node that has one of its own. */
export function callText({ latencySeconds, handlingSeconds }: CallCosts): string {
  return `call: ${formatDuration(latencySeconds)} one way, ${formatDuration(handlingSeconds)} to carry it out`;
}

export function migrationText({ fixedSeconds }: Pick<Overheads, 'fixedSeconds'>): string {
  return `migration: ${formatDuration(fixedSeconds)} before its bytes`;
}
