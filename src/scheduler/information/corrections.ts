import type { Writable } from '../../base/writable.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { oneProcessLoad } from '../measuring/load.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';
import type { Sent } from './information.js';

/** A process sent to a node that may not have told of it since. */
interface Correction extends Sent {
  readonly node: NodeId;
  readonly at: number;
}

/**
 * What nodes know better than what they were told: processes that they have sent themselves count
 * on top of what their targets said before they came, as far as `ownMoves` says.
 */
export class Corrections implements Stateful {
  readonly #byNode: Correction[][];

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;
  readonly #incompleteSeconds: number;

  /**
   * @param incompleteSeconds for so long after it was sent a process is not wholly in the loads that
   *   are told of its target
   */
  constructor(cluster: Cluster, parameters: OpenMosixParameters, incompleteSeconds: number) {
    this.#cluster = cluster;
    this.#parameters = parameters;
    this.#incompleteSeconds = incompleteSeconds;

    this.#byNode = cluster.nodes.map(() => []);
  }

  exchange(archive: Archive): void {
    archive.list('byNode', this.#byNode);
  }

  add(index: NodeIndex, node: NodeId, { bytes, threads }: Sent): void {
    this.#byNode[index]!.push({ node, at: this.#cluster.agenda.now, bytes, threads });
  }

  forget(index: NodeIndex): void {
    this.#byNode[index] = [];
  }

  /** Adds what a node has sent to what it knows. */
  apply(index: NodeIndex, known: readonly Writable<Entry>[]): void {
    const sent = this.#byNode[index]!;
    if (sent.length === 0) return;
    const { staleness, ownMoves } = this.#parameters;
    const oldest = this.#cluster.agenda.now - staleness;
    while (sent.length > 0 && sent[0]!.at < oldest) sent.shift();
    for (const { node, at, bytes, threads } of sent) {
      const complete = at + this.#incompleteSeconds;
      const entry = known.find((one) => one.node === node && one.measuredAt < complete);
      if (entry === undefined) continue;
      entry.load += ownMoves * threads * oneProcessLoad(entry);
      // Room, however, is promised at once.
      if (entry.measuredAt < at) entry.freeBytes = Math.max(0, entry.freeBytes - bytes);
    }
  }
}
