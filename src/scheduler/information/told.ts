import type { Writable } from '../../base/writable.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import { QUIET } from '../../cluster/facts/status.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive } from '../../kernel/archive.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';
import { Corrections } from './corrections.js';
import { blankEntry, describe, trueLoad } from './entry.js';
import type { Information, MessageListener, Sent } from './information.js';

/**
 * Messages without loss, smoothing or hearsay: whenever a node tells, all others hear what is true
 * of it at that instant, processes on their way to it counted as there, and believe it until its
 * next message. So what is known is up to a period old, half of one on average. Source: the
 * individual updates of Mitzenmacher, "How useful is old information?" (2000). One that is cut off
 * hears the last message when it no longer is.
 */
export class Told implements Information {
  onMessage: MessageListener | undefined;
  /** By node: what it said last. */
  readonly #said: (Entry | undefined)[];
  /** By node: since when it has listened. */
  readonly #since: Float64Array;
  readonly #corrections: Corrections;

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parameters: OpenMosixParameters) {
    this.#cluster = cluster;
    this.#parameters = parameters;

    this.#said = cluster.nodes.map(() => undefined);
    this.#since = new Float64Array(cluster.nodes.length);
    this.#corrections = new Corrections(cluster, parameters, 0);
  }

  exchange(archive: Archive): void {
    archive.list('said', this.#said);
    archive.column('since', this.#since);
    archive.part('corrections', this.#corrections);
  }

  tick(index: NodeIndex): void {
    const { nodes, agenda } = this.#cluster;
    const node = nodes[index]!;
    if (node.has(QUIET)) return;
    const entry = blankEntry();
    describe(entry, node, trueLoad(node), agenda.now);
    this.#said[index] = entry;
    if (this.onMessage === undefined) return;
    for (const { index: other } of nodes)
      if (this.#hears(other, index)) this.onMessage(index, other);
  }

  known(index: NodeIndex): readonly Entry[] {
    const oldest = this.#cluster.agenda.now - this.#parameters.staleness;
    const known: Writable<Entry>[] = [];
    for (const { index: other } of this.#cluster.nodes) {
      const said = this.#said[other];
      if (said === undefined || said.measuredAt < Math.max(oldest, this.#since[index]!)) continue;
      if (this.#hears(index, other)) known.push({ ...said });
    }
    known.sort((a, b) => b.measuredAt - a.measuredAt);
    this.#corrections.apply(index, known);
    return known;
  }

  /** A message of a stranger is heard by one node, and so is none of these. */
  believe(): boolean {
    return false;
  }

  moved(index: NodeIndex, to: NodeId, process: Sent): void {
    this.#corrections.add(index, to, process);
  }

  reset(index: NodeIndex): void {
    this.#since[index] = this.#cluster.agenda.now;
    this.#corrections.forget(index);
  }

  #hears(index: NodeIndex, other: NodeIndex): boolean {
    const { nodes, network, neighbours } = this.#cluster;
    if (index === other || !nodes[index]!.isMember) return false;
    return !network.isCut(index, other) && neighbours.knows(index, other);
  }
}
