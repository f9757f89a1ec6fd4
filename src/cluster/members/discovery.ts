import type { Archive } from '../../kernel/archive.js';
import { shareInterface } from '../facts/interfaces.js';
import type { NodeSpec } from '../facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import { packedOrders, unpackedOrders } from './found-orders.js';
import { gatewaysFrom } from './gateways.js';
import { Maps, type MapsSpec } from './maps.js';
import type { DiscoveryKind, Neighbours, Reaches } from './neighbours.js';

interface DiscoverySpec extends MapsSpec {
  /** Whether nodes have found each other before the run begins. Default: no. */
  readonly omdiscd?: { readonly settled: boolean };
}

/** The tables of the nodes of a cluster at its start. */
export function neighboursOf(
  spec: DiscoverySpec & { readonly discovery: DiscoveryKind },
  reaches: Reaches,
): Neighbours {
  return spec.discovery === 'omdiscd' ? discovered(spec, reaches) : new Maps(spec);
}

function discovered({ nodes, omdiscd }: DiscoverySpec, reaches: Reaches): Discovery {
  const discovery = new Discovery(nodes, reaches);
  if (omdiscd?.settled) for (const index of nodes.keys()) discovery.announce(asNodeIndex(index));
  return discovery;
}

/**
 * omdiscd: nodes find each other by announcements on a network interface. A node that hears
 * one for the first time adds its sender to its table; it hears those that announce on an interface
 * that it has too. Only a restart takes anything out of a node's table.
 */
class Discovery implements Neighbours {
  readonly kind = 'omdiscd';
  readonly #interfaces: string[];
  /** omdiscd -m; undefined: without. */
  readonly #ttls: (number | undefined)[];
  /** By node: whom it has found, in the order in which it did. */
  #found: NodeIndex[][];
  /**
   * The same as bits, a row for each node that is found: of all that announce themselves again and
   * again nearly nobody is new to anybody, and a word says so of 32 nodes.
   */
  readonly #knownBy: Uint32Array;
  /** Words of a row. */
  readonly #width: number;
  /** What is saved; undefined: it has changed. A run is saved far more often than a node starts. */
  #packed: Int32Array | undefined;

  readonly #reaches: Reaches;

  constructor(nodes: readonly Pick<NodeSpec, 'interface' | 'ttl'>[], reaches: Reaches) {
    this.#reaches = reaches;

    this.#interfaces = nodes.map((node) => node.interface);
    this.#ttls = nodes.map((node) => node.ttl);
    this.#found = nodes.map(() => []);
    this.#width = Math.ceil(nodes.length / 32);
    this.#knownBy = new Uint32Array(nodes.length * this.#width);
  }

  exchange(archive: Archive): void {
    archive.list('interfaces', this.#interfaces);
    archive.list('ttls', this.#ttls);
    this.#found = archive.coded<NodeIndex[][]>('found', this.#found, {
      save: () => this.#orders().slice(),
      restore: (saved) => this.#taken(saved as Int32Array),
    });
  }

  get differ(): boolean {
    return true;
  }

  knows(index: NodeIndex, other: NodeIndex): boolean {
    return (this.#knownBy[this.#wordOf(index, other)]! & bitOf(index)) !== 0;
  }

  count(index: NodeIndex): number {
    return this.#found[index]!.length;
  }

  neighbour(index: NodeIndex, at: number): NodeIndex {
    return this.#found[index]![at]!;
  }

  setInterface(index: NodeIndex, name: string, ttl?: number): boolean {
    this.#interfaces[index] = name;
    this.#ttls[index] = ttl;
    return true;
  }

  announce(index: NodeIndex): number {
    const row = index * this.#width;
    let count = 0;
    for (let word = 0; word < this.#width; word++) {
      let strangers = ~this.#knownBy[row + word]!;
      while (strangers !== 0) {
        const lowest = strangers & -strangers;
        strangers ^= lowest;
        const other = 32 * word + 31 - Math.clz32(lowest);
        if (other >= this.#found.length) break;
        if (!this.#hears(index, asNodeIndex(other))) continue;
        this.#add(asNodeIndex(other), index);
        count++;
      }
    }
    return count;
  }

  start(index: NodeIndex): number {
    for (const at of this.#found.keys()) {
      const other = asNodeIndex(at);
      if (!this.knows(index, other) && this.#hears(other, index)) this.#add(index, other);
    }
    return this.announce(index);
  }

  /** omdiscd writes the tables. */
  setTable(): boolean {
    return false;
  }

  forget(index: NodeIndex): void {
    for (const other of this.#found[index]!) {
      this.#knownBy[this.#wordOf(index, other)]! &= ~bitOf(index);
    }
    this.#found[index] = [];
    this.#packed = undefined;
  }

  #hears(from: NodeIndex, to: NodeIndex): boolean {
    if (from === to || !this.#reaches(from, to)) return false;
    const ttl = this.#ttls[from];
    return ttl === undefined
      ? shareInterface(this.#interfaces[from]!, this.#interfaces[to]!)
      : this.#hearsFar(from, to, ttl);
  }

  /** omdiscd -m: only the first interface talks, and ttl - 1 nodes with several ones pass it on. */
  #hearsFar(from: NodeIndex, to: NodeIndex, ttl: number): boolean {
    const networks = this.#interfaces.map((names) => names.split(','));
    const gateways = gatewaysFrom(networks[from]!.slice(0, 1), networks);
    return networks[to]!.some((name) => (gateways.get(name) ?? ttl) < ttl);
  }

  #add(index: NodeIndex, other: NodeIndex): void {
    this.#found[index]!.push(other);
    this.#knownBy[this.#wordOf(index, other)]! |= bitOf(index);
    this.#packed = undefined;
  }

  #orders(): Int32Array {
    this.#packed ??= packedOrders(this.#found);
    return this.#packed;
  }

  /** Takes up what was saved. @returns whom each node has found by then */
  #taken(packed: Int32Array): NodeIndex[][] {
    if (isSame(packed, this.#orders())) return this.#found;
    this.#knownBy.fill(0);
    const found = unpackedOrders(packed, this.#found.length);
    found.forEach((others, at) => {
      const index = asNodeIndex(at);
      for (const other of others) this.#knownBy[this.#wordOf(index, other)]! |= bitOf(index);
    });
    this.#packed = packed.slice();
    return found;
  }

  /** Where it stands whether `index` knows `other`. */
  #wordOf(index: NodeIndex, other: NodeIndex): number {
    return other * this.#width + (index >>> 5);
  }
}

/** Of a word of 32 nodes. */
function bitOf(index: NodeIndex): number {
  return 1 << (index & 31);
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
