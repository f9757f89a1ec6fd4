import type { Cluster } from '../../cluster/cluster.js';
import type { Node } from '../../cluster/node.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';

/**
 * Which nodes have refused a process of a node lately, or have died under one: for `refusalPause`
 * seconds that node does not see them. Without it, it would ask the same one again at each tick,
 * since what it believes of it does not change so fast.
 */
export class Refusals implements Stateful {
  /** By index of the node that asked: N# and the time of the last refusal. */
  readonly #times: (Map<number, number> | undefined)[] = [];

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parameters: OpenMosixParameters) {
    this.#cluster = cluster;
    this.#parameters = parameters;
  }

  exchange(archive: Archive): void {
    archive.list('times', this.#times, {
      save: (times) => times && [...times],
      restore: (saved) =>
        saved === undefined ? saved : new Map(saved as readonly (readonly [number, number])[]),
    });
  }

  add(source: Node, target: Node): void {
    this.#times[source.index] ??= new Map();
    this.#times[source.index]!.set(target.id, this.#cluster.agenda.now);
  }

  /** A node restarts. */
  forget(index: number): void {
    if (this.#times[index] !== undefined) this.#times[index] = undefined;
  }

  /** Those of `known` that have not refused a process of the node (index) lately. */
  without(index: number, known: readonly Entry[]): readonly Entry[] {
    const times = this.#times[index];
    if (times === undefined) return known;
    const oldest = this.#cluster.agenda.now - this.#parameters.refusalPause;
    return known.filter(({ node }) => !((times.get(node) ?? Number.NEGATIVE_INFINITY) > oldest));
  }
}
