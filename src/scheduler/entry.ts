import type { Node } from '../cluster/node.js';
import { countedCpus, oneProcessLoad } from './load.js';
import type { Entry } from './policies/policy.js';

/** What a node says of itself. */
export function entryOf(node: Node, load: number, now: number): Entry {
  const { spec } = node;
  return {
    node: spec.id,
    load,
    speed: spec.speed,
    cpus: spec.cpus,
    countedCpus: countedCpus(spec),
    freeBytes: node.freeBytes,
    blocked: node.state !== 'up',
    measuredAt: now,
  };
}

/** The entry of a node to which a process has been sent since. */
export function withOneMore(entry: Entry): Entry {
  return { ...entry, load: entry.load + oneProcessLoad(entry) };
}
