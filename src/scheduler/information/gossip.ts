import type { Writable } from '../../base/writable.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Claims } from '../../cluster/facts/command.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import { QUIET } from '../../cluster/facts/status.js';
import { asNodeIndex, type NodeIndex } from '../../cluster/node-index.js';
import type { Archive } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import { oneProcessLoad } from '../measuring/load.js';
import type { LoadMeter } from '../measuring/load-meter.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';
import { blankEntry, describe } from './entry.js';
import type { Information, MessageListener, Sent } from './information.js';
import { Vectors, vectorBytes } from './vectors.js';

/** A process sent to a node which has not yet been measured with all of it since. */
interface Correction extends Sent {
  readonly node: NodeId;
  readonly at: number;
}

/**
 * openMosix's information dissemination: once per period a node sends its window, its own entry and
 * the freshest of its vector, to one node drawn at random of all those in its table; the younger
 * entry is kept (test/laws/7-gossip-age.test.ts). A message takes no time: it is a thousand times
 * shorter than a period.
 */
export class Gossip implements Information {
  onMessage: MessageListener | undefined;
  readonly #vectors: Vectors;
  /** By node: what it knows better than its vector. */
  readonly #corrections: Correction[][];
  /** The entries that were given out last: overwritten each time, for there are millions. */
  readonly #shown: Writable<Entry>[] = [];
  /** What a node says of itself, overwritten too. */
  readonly #own = blankEntry();

  readonly #cluster: Cluster;
  readonly #meter: LoadMeter;
  readonly #parameters: OpenMosixParameters;
  readonly #random: Random;

  constructor(cluster: Cluster, meter: LoadMeter, parameters: OpenMosixParameters, random: Random) {
    this.#cluster = cluster;
    this.#meter = meter;
    this.#parameters = parameters;
    this.#random = random;

    const count = cluster.nodes.length;
    this.#vectors = new Vectors(count, capacityOf(count, parameters));
    this.#corrections = cluster.nodes.map(() => []);
  }

  exchange(archive: Archive): void {
    archive.part('vectors', this.#vectors);
    archive.list('corrections', this.#corrections);
    archive.part('random', this.#random);
  }

  tick(index: NodeIndex): void {
    const { nodes, agenda, neighbours, network } = this.#cluster;
    const { window, staleness } = this.#parameters;
    this.#vectors.prune(index, agenda.now - staleness);
    const others = neighbours.count(index);
    if (others === 0) return;
    if (nodes[index]!.has(QUIET)) return;
    const { now } = agenda;
    const target = neighbours.neighbour(index, this.#random.below(others));
    if (!nodes[target]!.isMember) return;
    if (network.isCut(index, target)) return;
    if (!neighbours.knows(target, index) && this.#refuses(target, index)) return;
    describe(this.#own, nodes[index]!, this.#meter.upper(index), now);
    this.#vectors.begin(index, this.#own);
    this.#vectors.send(index, target, window - 1, now - staleness);
    this.onMessage?.(index, target);
  }

  known(index: NodeIndex): readonly Entry[] {
    const length = this.#vectors.length(index);
    const known: Writable<Entry>[] = [];
    for (let position = 0; position < length; position++) {
      if (position === this.#shown.length) this.#shown.push(blankEntry());
      const entry = this.#shown[position]!;
      this.#vectors.read(index, position, entry);
      known.push(entry);
    }
    this.#correct(index, known);
    return this.#cluster.neighbours.kind === 'map' && this.#cluster.neighbours.differ
      ? known.filter(({ node }) => this.#isInTable(index, node))
      : known;
  }

  believe(index: NodeIndex, claims: Claims): boolean {
    const { nodes, agenda } = this.#cluster;
    const { now } = agenda;
    const { load, speed, cpus, freeBytes } = claims;
    // The message says nothing about memory: an idle node's is free.
    const memoryBytes = freeBytes;
    const lie = { load, speed, cpus, countedCpus: cpus, memoryBytes, freeBytes, blocked: false };
    const about = this.#cluster.node(claims.node)?.index ?? asNodeIndex(nodes.length);
    this.#vectors.begin(about, { node: claims.node, ...lie, measuredAt: now });
    this.#vectors.send(index, index, 0, now - this.#parameters.staleness);
    return true;
  }

  moved(index: NodeIndex, to: NodeId, { bytes, threads }: Sent): void {
    this.#corrections[index]!.push({ node: to, at: this.#cluster.agenda.now, bytes, threads });
  }

  reset(index: NodeIndex): void {
    this.#vectors.clear(index);
    this.#corrections[index] = [];
  }

  /** Who is not in a node's map is unknown to it, whoever has told of him. */
  #isInTable(index: NodeIndex, node: NodeId): boolean {
    const { neighbours } = this.#cluster;
    const about = this.#cluster.node(node);
    return about === undefined || neighbours.knows(index, about.index);
  }

  /** A node that has not found the sender takes it for a stranger. */
  #refuses(target: NodeIndex, sender: NodeIndex): boolean {
    const { nodes, agenda } = this.#cluster;
    const { secureports } = nodes[target]!.kernel;
    const [from, node] = [nodes[sender]!.spec.address, nodes[target]!.id];
    this.#cluster.emit({ at: agenda.now, type: 'intrusion', node, from, believed: !secureports });
    return secureports;
  }

  /** The processes sent to a node count on top of what it said before they came. */
  #correct(index: NodeIndex, known: readonly Writable<Entry>[]): void {
    const corrections = this.#corrections[index]!;
    if (corrections.length === 0) return;
    const { staleness, period } = this.#parameters;
    const oldest = this.#cluster.agenda.now - staleness;
    while (corrections.length > 0 && corrections[0]!.at < oldest) corrections.shift();
    for (const { node, at, bytes, threads } of corrections) {
      // A load is an average over a period: the first ones after the move hold only a part of it.
      const complete = at + 2 * period;
      const entry = known.find((one) => one.node === node && one.measuredAt < complete);
      if (entry === undefined) continue;
      entry.load += threads * oneProcessLoad(entry);
      // Room, however, is promised at once.
      if (entry.measuredAt < at) entry.freeBytes = Math.max(0, entry.freeBytes - bytes);
    }
  }
}

/** Bytes that what all nodes believe takes. */
export function gossipBytes(nodes: number, parameters: OpenMosixParameters): number {
  return nodes * vectorBytes(capacityOf(nodes, parameters));
}

/** Entries that a vector has room for: at most one of each other node, and one that is made up. */
function capacityOf(nodes: number, { window, vector }: OpenMosixParameters): number {
  return Math.min(nodes, Math.max(vector, window - 1));
}
