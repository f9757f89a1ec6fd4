import type { Writable } from '../../base/writable.js';
import { guestRefusal } from '../../cluster/moving/admission.js';
import type { Node } from '../../cluster/node.js';
import { countedCpus, normalisedLoad } from '../measuring/load.js';
import type { Entry } from '../policies/policy.js';

/**
 * What a node says of itself, written into `entry`.
 * @param measuredAt when its load was measured
 */
export function describe(
  entry: Writable<Entry>,
  node: Node,
  load: number,
  measuredAt: number,
): void {
  const { believed } = node.settings;
  entry.node = node.id;
  entry.load = load;
  entry.speed = believed.speed;
  entry.cpus = believed.cpus;
  entry.countedCpus = countedCpus(believed);
  entry.memoryBytes = believed.memoryBytes;
  entry.freeBytes = node.freeBytes;
  entry.blocked = guestRefusal(node) !== undefined;
  entry.measuredAt = measuredAt;
}

/** The load of a node at this instant, as if processes on their way to it were there. */
export function trueLoad(node: Node): number {
  return normalisedLoad(node.settings.believed, node.runnable + node.incoming);
}

/** An entry to be written to. What is measured begins as fractions, so that V8 keeps doubles. */
export function blankEntry(): Writable<Entry> {
  return {
    node: 0,
    load: 0.5,
    speed: 0,
    cpus: 0,
    countedCpus: 0,
    memoryBytes: 0.5,
    freeBytes: 0.5,
    blocked: false,
    measuredAt: 0.5,
  };
}
