import type { Totals } from '../cluster/facts/view.js';
import type { JobRecords } from './job-records.js';
import type { LiveNode } from './live-node.js';

/** What has been counted of real nodes since they were seen first. */
export function totalsOf(
  nodes: readonly LiveNode[],
  { alive, records }: { readonly alive: number; readonly records: JobRecords | undefined },
): Totals {
  const sum = (amount: (node: LiveNode) => number) =>
    nodes.reduce((total, node) => total + amount(node), 0);
  return {
    arrived: sum(({ arrived }) => arrived),
    completed: sum(({ completed }) => completed),
    killed: sum(({ killed }) => killed),
    alive,
    migrations: records?.migrations ?? 0,
    bytesMoved: records?.bytesMoved ?? 0,
    workDelivered: sum(({ cpuSecondsUsed, spec }) => (cpuSecondsUsed * spec.speed) / 10_000),
  };
}
