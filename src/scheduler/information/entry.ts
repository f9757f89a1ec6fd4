import { guestRefusal } from '../../cluster/moving/admission.js';
import type { Node } from '../../cluster/node.js';
import { countedCpus } from '../measuring/load.js';
import type { Entry } from '../policies/policy.js';

/** What a node says of itself. */
export function entryOf(node: Node, load: number, now: number): Entry {
  const { believed } = node.settings;
  return {
    node: node.id,
    load,
    speed: believed.speed,
    cpus: believed.cpus,
    countedCpus: countedCpus(believed),
    memoryBytes: believed.memoryBytes,
    freeBytes: node.freeBytes,
    blocked: guestRefusal(node) !== undefined,
    measuredAt: now,
  };
}
