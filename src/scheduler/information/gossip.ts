import type { Writable } from '../../base/writable.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Claims } from '../../cluster/facts/command.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import { QUIET } from '../../cluster/facts/status.js';
import { asNodeIndex, type NodeIndex } from '../../cluster/node-index.js';
import type { Archive } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { LoadMeter } from '../measuring/load-meter.js';
import type { Entry, OpenMosixParameters } from '../policies/policy.js';
import { Corrections } from './corrections.js';
import { blankEntry, describe } from './entry.js';
import type { Information, MessageListener, Sent } from './information.js';
import { Vectors, vectorBytes } from './vectors.js';

interface GossipParts {
  readonly meter: LoadMeter;
  /** Draws whom a message goes to. */
  readonly random: Random;
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
  readonly #corrections: Corrections;
  /** The entries that were given out last: overwritten each time, for there are millions. */
  readonly #shown: Writable<Entry>[] = [];
  /** What a node says of itself, overwritten too. */
  readonly #own = blankEntry();

  readonly #cluster: Cluster;
  readonly #meter: LoadMeter;
  readonly #parameters: OpenMosixParameters;
  readonly #random: Random;

  constructor(cluster: Cluster, parameters: OpenMosixParameters, { meter, random }: GossipParts) {
    this.#cluster = cluster;
    this.#meter = meter;
    this.#parameters = parameters;
    this.#random = random;

    const count = cluster.nodes.length;
    this.#vectors = new Vectors(count, capacityOf(count, parameters));
    // A load is an average over a period: the first ones after a move hold only a part of it.
    this.#corrections = new Corrections(cluster, parameters, 2 * meter.periodSeconds);
  }

  exchange(archive: Archive): void {
    archive.part('vectors', this.#vectors);
    archive.part('corrections', this.#corrections);
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
    const meter = this.#meter;
    describe(this.#own, nodes[index]!, meter.upper(index), meter.measuredAt(index));
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
    this.#corrections.apply(index, known);
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

  moved(index: NodeIndex, to: NodeId, process: Sent): void {
    this.#corrections.add(index, to, process);
  }

  reset(index: NodeIndex): void {
    this.#vectors.clear(index);
    this.#corrections.forget(index);
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
}

/** Bytes that what all nodes believe takes. */
export function gossipBytes(nodes: number, parameters: OpenMosixParameters): number {
  return nodes * vectorBytes(capacityOf(nodes, parameters));
}

/** Entries that a vector has room for: at most one of each other node, and one that is made up. */
function capacityOf(nodes: number, { window, vector }: OpenMosixParameters): number {
  return Math.min(nodes, Math.max(vector, window - 1));
}
