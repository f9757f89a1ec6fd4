import type { Capacity, NodeSpec } from './facts/node-spec.js';

/**
 * The capacities of the nodes of a cluster. Nodes that are alike have one in common, so that it is
 * in a cache whichever of thousands of nodes is looked at.
 */
export class Capacities {
  readonly #known = new Map<string, Capacity>();

  of({ cpus, threads, htGain, htAware, speed, memoryBytes, swapBytes }: NodeSpec): Capacity {
    const key = [cpus, threads, htGain, htAware, speed, memoryBytes, swapBytes].join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const capacity = { cpus, threads, htGain, htAware, speed, memoryBytes, swapBytes };
    this.#known.set(key, capacity);
    return capacity;
  }
}
