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
import { entryOf } from './entry.js';
import { blankEntry, EntryRings, ringBytes } from './entry-rings.js';
import type { Information, MessageListener } from './information.js';
import { Vectors, vectorBytes } from './vectors.js';

/** A process sent to a node which has not yet been measured with all of it since. */
interface Correction {
  readonly node: NodeId;
  readonly at: number;
  readonly bytes: number;
}

/**
 * openMosix's information dissemination: once per period a node sends its window, its own entry and
 * the freshest of its vector, to one node drawn at random of all those in its table; the younger
 * entry is kept (test/laws/7-gossip-age.test.ts). A message takes no time: it is a thousand times shorter than a period.
 */
export class Gossip implements Information {
  onMessage: MessageListener | undefined;
  readonly #rings: EntryRings;
  readonly #vectors: Vectors;
  /** By node: what it knows better than its vector. */
  readonly #corrections: Correction[][];
  /** The entries that were given out last: overwritten each time, for there are millions. */
  readonly #shown: Writable<Entry>[] = [];

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
    const { capacity, lifetime } = sizesOf(count, parameters);
    this.#rings = new EntryRings(count, lifetime);
    this.#vectors = new Vectors(count, capacity, this.#rings);
    this.#corrections = cluster.nodes.map(() => []);
  }

  exchange(archive: Archive): void {
    archive.part('rings', this.#rings);
    archive.part('vectors', this.#vectors);
    archive.list('corrections', this.#corrections);
    archive.part('random', this.#random);
  }

  tick(index: NodeIndex): void {
    const { nodes, agenda, neighbours, network } = this.#cluster;
    const { window, staleness } = this.#parameters;
    // A node that receives no messages must still forget: an old entry's place in its ring is used again.
    this.#vectors.prune(index, agenda.now - staleness);
    const others = neighbours.count(index);
    if (others === 0) return;
    if (nodes[index]!.has(QUIET)) return;
    const { now } = agenda;
    const own = this.#rings.add(index, entryOf(nodes[index]!, this.#meter.upper(index), now));
    const target = neighbours.neighbour(index, this.#random.below(others));
    if (!nodes[target]!.isMember) return;
    if (network.isCut(index, target)) return;
    if (!neighbours.knows(target, index) && this.#refuses(target, index)) return;
    this.#vectors.send(index, target, own, window - 1, now - staleness);
    this.onMessage?.(index, target);
  }

  known(index: NodeIndex): readonly Entry[] {
    const length = this.#vectors.length(index);
    const known: Writable<Entry>[] = [];
    for (let position = 0; position < length; position++) {
      if (position === this.#shown.length) this.#shown.push(blankEntry());
      const entry = this.#shown[position]!;
      this.#rings.read(this.#vectors.id(index, position), entry);
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
    const { staleness, period } = this.#parameters;
    // Once a period, a node prunes what is stale.
    const forgotten = now - staleness - 2 * period;
    const id = this.#rings.forge(about, { node: claims.node, ...lie, measuredAt: now }, forgotten);
    this.#vectors.send(index, index, id, 0, now - staleness);
    return true;
  }

  moved(index: NodeIndex, to: NodeId, bytes: number): void {
    this.#corrections[index]!.push({ node: to, at: this.#cluster.agenda.now, bytes });
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
    const { nodes, agenda, secureports } = this.#cluster;
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
    for (const { node, at, bytes } of corrections) {
      // A load is an average over a period: the first ones after the move hold only a part of it.
      const complete = at + 2 * period;
      const entry = known.find((one) => one.node === node && one.measuredAt < complete);
      if (entry === undefined) continue;
      entry.load += oneProcessLoad(entry);
      // Room, however, is promised at once.
      if (entry.measuredAt < at) entry.freeBytes = Math.max(0, entry.freeBytes - bytes);
    }
  }
}

/** Bytes that the tables of gossip take: what all nodes believe, and the entries that they made. */
export function gossipBytes(
  nodes: number,
  parameters: OpenMosixParameters,
): { readonly vectors: number; readonly entries: number } {
  const { capacity, lifetime } = sizesOf(nodes, parameters);
  return { vectors: nodes * vectorBytes(capacity), entries: nodes * ringBytes(lifetime) };
}

/** Entries that a vector has room for, and that a node makes while one of them may be believed. */
function sizesOf(
  nodes: number,
  { window, vector, staleness, period }: OpenMosixParameters,
): { readonly capacity: number; readonly lifetime: number } {
  // At most one entry of each other node, and one of what a stranger has made up.
  const capacity = Math.min(nodes, Math.max(vector, window - 1));
  return { capacity, lifetime: Math.ceil(staleness / period) + 1 };
}
