import type { Archive, Stateful } from '../../kernel/archive.js';
import { shareInterface } from '../facts/interfaces.js';
import type { NodeSpec } from '../facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';

/** Which nodes a node has in its table; itself is not among them. */
export interface Neighbours extends Stateful {
  /** Whether `index` knows `other` as a node of its cluster. */
  knows(index: NodeIndex, other: NodeIndex): boolean;
  /** The number of nodes that it knows. */
  count(index: NodeIndex): number;
  /** The nodes that it knows, `at` from 0 to count - 1. */
  neighbour(index: NodeIndex, at: number): NodeIndex;
  /** A node announces itself. @returns how many have found it by that */
  announce(index: NodeIndex): number;
  /** A node starts: it announces itself, and those that hear it answer. @returns as `announce` */
  start(index: NodeIndex): number;
  /** A node announces on other interfaces from now on. @returns whether it announces at all */
  setInterface(index: NodeIndex, name: string): boolean;
  /** A node ends its membership: its table is empty. */
  forget(index: NodeIndex): void;
}

/** How nodes come to know of each other. */
export type DiscoveryKind = 'map' | 'omdiscd';

/** Whether a message from one node can reach another one now. */
export type Reaches = (from: NodeIndex, to: NodeIndex) => boolean;

/** The tables of the nodes of a cluster at its start. */
export function neighboursOf(
  { nodes, discovery }: { readonly nodes: readonly NodeSpec[]; readonly discovery: DiscoveryKind },
  reaches: Reaches,
): Neighbours {
  return discovery === 'omdiscd' ? new Discovery(nodes, reaches) : new SameMap(nodes.length);
}

/** The table of /etc/openmosix.map, the same on every node: each knows all the others. */
class SameMap implements Neighbours {
  readonly #nodes: number;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  /** A map file does not change. */
  exchange(): void {}

  knows(index: NodeIndex, other: NodeIndex): boolean {
    return index !== other;
  }

  count(): number {
    return this.#nodes - 1;
  }

  neighbour(index: NodeIndex, at: number): NodeIndex {
    return asNodeIndex(at < index ? at : at + 1);
  }

  announce(): number {
    return 0;
  }

  start(): number {
    return 0;
  }

  setInterface(): boolean {
    return false;
  }

  forget(): void {}
}

/**
 * omdiscd: nodes find each other by announcements on a network interface. A node that hears
 * one for the first time adds its sender to its table; it hears those that announce on an interface
 * that it has too. Only a restart takes anything out of a node's table.
 */
class Discovery implements Neighbours {
  readonly #indices: readonly NodeIndex[];
  readonly #interfaces: string[];
  readonly #known: Set<NodeIndex>[];
  /** The same in the order in which they were found. */
  readonly #found: NodeIndex[][];

  readonly #reaches: Reaches;

  constructor(nodes: readonly Pick<NodeSpec, 'interface'>[], reaches: Reaches) {
    this.#reaches = reaches;

    this.#indices = nodes.map((_, index) => asNodeIndex(index));
    this.#interfaces = nodes.map((node) => node.interface);
    this.#known = nodes.map(() => new Set());
    this.#found = nodes.map(() => []);
  }

  exchange(archive: Archive): void {
    archive.list('interfaces', this.#interfaces);
    archive.list('known', this.#known, {
      save: (known) => [...known],
      restore: (saved) => new Set(saved as readonly NodeIndex[]),
    });
    archive.list('found', this.#found);
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

  setInterface(index: NodeIndex, name: string): boolean {
    this.#interfaces[index] = name;
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

  forget(index: NodeIndex): void {
    this.#known[index]!.clear();
    this.#found[index] = [];
  }

  #hears(from: NodeIndex, to: NodeIndex): boolean {
    if (from === to || !this.#reaches(from, to)) return false;
    return shareInterface(this.#interfaces[from]!, this.#interfaces[to]!);
  }

  #add(index: NodeIndex, other: NodeIndex): boolean {
    if (this.#known[index]!.has(other)) return false;
    this.#known[index]!.add(other);
    this.#found[index]!.push(other);
    return true;
  }
}
