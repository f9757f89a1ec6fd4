import type { Cluster } from '../../cluster/cluster.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import { QUIET } from '../../cluster/facts/status.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive } from '../../kernel/archive.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';
import { Corrections } from './corrections.js';
import { blankEntry, describe, trueLoad } from './entry.js';
import type { Information, Sent } from './information.js';

/** What was true of a node from `measuredAt` on. */
interface Truth extends Entry {
  /** Whether others could hear of it. */
  readonly isHeard: boolean;
}

/**
 * Every node knows of every other what was true so many seconds ago, processes on their way counted
 * as there: nothing until so much time has passed. Source: the continuous updates of Mitzenmacher,
 * "How useful is old information?" (2000). What happens to processes and nodes counts from its
 * instant, what is set on a node from its next message.
 */
export class Delayed implements Information {
  /** By node: all that was true of it within the delay, and the last that was before. */
  readonly #truths: Truth[][];
  readonly #corrections: Corrections;

  readonly #cluster: Cluster;
  readonly #delaySeconds: number;

  constructor(cluster: Cluster, parameters: OpenMosixParameters, delaySeconds: number) {
    this.#cluster = cluster;
    this.#delaySeconds = delaySeconds;

    this.#truths = cluster.nodes.map(() => []);
    this.#corrections = new Corrections(cluster, parameters, 0);
    for (const { index } of cluster.nodes) this.#note(index);
    cluster.onChange = (index) => this.#note(index);
  }

  exchange(archive: Archive): void {
    archive.list('truths', this.#truths);
    archive.part('corrections', this.#corrections);
  }

  tick(index: NodeIndex): void {
    this.#note(index);
  }

  known(index: NodeIndex): readonly Entry[] {
    const { nodes, agenda, network, neighbours } = this.#cluster;
    const measuredAt = agenda.now - this.#delaySeconds;
    const known: Entry[] = [];
    for (const { index: other } of nodes) {
      if (other === index || network.isCut(index, other) || !neighbours.knows(index, other))
        continue;
      const truths = this.#truths[other]!;
      const truth = truths[lastBy(measuredAt, truths)];
      if (truth === undefined || !truth.isHeard) continue;
      const { isHeard, ...entry } = truth;
      known.push({ ...entry, measuredAt });
    }
    this.#corrections.apply(index, known);
    return known;
  }

  /** A node that knows the truth believes no stranger. */
  believe(): boolean {
    return false;
  }

  moved(index: NodeIndex, to: NodeId, process: Sent): void {
    this.#corrections.add(index, to, process);
  }

  reset(index: NodeIndex): void {
    this.#note(index);
    this.#corrections.forget(index);
  }

  /** Something may have changed on a node. */
  #note(index: NodeIndex): void {
    const node = this.#cluster.nodes[index]!;
    const { now } = this.#cluster.agenda;
    const truths = this.#truths[index]!;
    const entry = blankEntry();
    describe(entry, node, trueLoad(node), now);
    const truth = { ...entry, isHeard: node.isMember && !node.has(QUIET) };
    const last = truths.at(-1);
    if (last !== undefined && areAlike(last, truth)) return;
    // Of an instant only what is true after it counts.
    if (last?.measuredAt === now) truths.pop();
    else truths.splice(0, Math.max(0, lastBy(now - this.#delaySeconds, truths)));
    truths.push(truth);
  }
}

/** Where what was true at a time stands; -1: that was before all of them. */
function lastBy(time: number, truths: readonly Truth[]): number {
  let low = 0;
  let high = truths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (truths[middle]!.measuredAt <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function areAlike(one: Truth, other: Truth): boolean {
  return (
    one.load === other.load &&
    one.freeBytes === other.freeBytes &&
    one.isHeard === other.isHeard &&
    one.blocked === other.blocked &&
    one.speed === other.speed &&
    one.cpus === other.cpus &&
    one.countedCpus === other.countedCpus &&
    one.memoryBytes === other.memoryBytes
  );
}
