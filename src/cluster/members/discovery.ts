import type { Archive } from '../../kernel/archive.js';
import { shareInterface } from '../facts/interfaces.js';
import type { NodeSpec } from '../facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
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
  readonly #indices: readonly NodeIndex[];
  readonly #interfaces: string[];
  /** omdiscd -m; undefined: without. */
  readonly #ttls: (number | undefined)[];
  readonly #known: Set<NodeIndex>[];
  /** The same in the order in which they were found. */
  readonly #found: NodeIndex[][];

  readonly #reaches: Reaches;

  constructor(nodes: readonly Pick<NodeSpec, 'interface' | 'ttl'>[], reaches: Reaches) {
    this.#reaches = reaches;

    this.#indices = nodes.map((_, index) => asNodeIndex(index));
    this.#interfaces = nodes.map((node) => node.interface);
    this.#ttls = nodes.map((node) => node.ttl);
    this.#known = nodes.map(() => new Set());
    this.#found = nodes.map(() => []);
  }

  exchange(archive: Archive): void {
    archive.list('interfaces', this.#interfaces);
    archive.list('ttls', this.#ttls);
    archive.list('known', this.#known, {
      save: (known) => [...known],
      restore: (saved) => new Set(saved as readonly NodeIndex[]),
    });
    archive.list('found', this.#found);
  }

  get differ(): boolean {
    return true;
  }

  knows(index: NodeIndex, other: NodeIndex): boolean {
    return this.#known[index]!.has(other);
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
    let count = 0;
    for (const other of this.#indices) {
      if (this.#hears(index, other) && this.#add(other, index)) count++;
    }
    return count;
  }

  start(index: NodeIndex): number {
    for (const other of this.#indices) {
      if (this.#hears(other, index)) this.#add(index, other);
    }
    return this.announce(index);
  }

  /** omdiscd writes the tables. */
  setTable(): boolean {
    return false;
  }

  forget(index: NodeIndex): void {
    this.#known[index]!.clear();
    this.#found[index] = [];
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

  #add(index: NodeIndex, other: NodeIndex): boolean {
    if (this.#known[index]!.has(other)) return false;
    this.#known[index]!.add(other);
    this.#found[index]!.push(other);
    return true;
  }
}
