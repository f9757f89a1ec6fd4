import type { Reboot } from '../../cluster/facts/command.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, optional, readMap, required } from './field.js';
import { type NodeDirectory, node } from './node-directory.js';
import { flag, quantity, SECONDS } from './readers.js';
import { type At, common } from './timeline-fields.js';

interface RebootKeys {
  readonly node: NodeId;
  readonly noht: boolean | undefined;
  readonly boot: number;
}

/** What a reboot has besides `at` and `do`. */
export function rebootFields(directory: NodeDirectory): Fields<RebootKeys> {
  return {
    node: required(node(directory), 1),
    noht: optional<boolean | undefined>(flag, undefined),
    boot: optional(quantity(SECONDS), 60),
  };
}

/** Reads { at: 1h, do: reboot, node: cm3, noht: true, boot: 2min }. */
export function readReboot(
  value: Value,
  directory: NodeDirectory,
  report: Report,
): { readonly do: 'reboot'; readonly node: NodeId } & Reboot & At {
  const fields = { ...common(['reboot']), ...rebootFields(directory) };
  const { boot, noht, ...command } = readMap(value, fields, report);
  return { ...command, ...(noht !== undefined && { noht }), bootSeconds: boot };
}
