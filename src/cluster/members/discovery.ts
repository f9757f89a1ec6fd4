import type { NodeSpec } from '../facts/node-spec.js';

/** Which nodes a node has in its table, as indices; itself is not among them. */
export interface Neighbours {
  /** Whether `index` knows `other` as a node of its cluster. */
  knows(index: number, other: number): boolean;
  /** How many it knows. */
  count(index: number): number;
  /** The nodes that it knows, `at` from 0 to count - 1. */
  neighbour(index: number, at: number): number;
  /** A node announces itself. @returns how many have found it by that */
  announce(index: number): number;
  /** A node starts: it announces itself, and those who hear it answer. @returns as `announce` */
  start(index: number): number;
  /** A node announces on another interface from now on. @returns whether it announces at all */
  setInterface(index: number, name: string): boolean;
  /** A node ends its membership: its table is empty. */
  forget(index: number): void;
}

/** How nodes come to know of each other. */
export type DiscoveryKind = 'map' | 'omdiscd';

/** Whether a word of one node can reach another one now. */
export type Reaches = (from: number, to: number) => boolean;

/** The tables of the nodes of a cluster at its start. */
export function neighboursOf(
  { nodes, discovery }: { readonly nodes: readonly NodeSpec[]; readonly discovery: DiscoveryKind },
  reaches: Reaches,
): Neighbours {
  return discovery === 'omdiscd' ? new Discovery(nodes, reaches) : new SameMap(nodes.length);
}

/** The table of /etc/openmosix.map, the same on every node: everybody knows everybody. */
class SameMap implements Neighbours {
  readonly #nodes: number;

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  knows(index: number, other: number): boolean {
    return index !== other;
  }

  count(): number {
    return this.#nodes - 1;
  }

  neighbour(index: number, at: number): number {
    return at < index ? at : at + 1;
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
 * omdiscd: nodes find each other by announcements on a network interface. Who hears one for the first
 * time adds the node to its table; a node that announces on another interface is not heard. Nothing is
 * taken out of a table but by a node that starts anew.
 */
class Discovery implements Neighbours {
  readonly #interfaces: string[];
  readonly #known: Set<number>[];
  /** The same in the order in which they were found. */
  readonly #found: number[][];

  readonly #reaches: Reaches;

  constructor(nodes: readonly Pick<NodeSpec, 'interface'>[], reaches: Reaches) {
    this.#reaches = reaches;

    this.#interfaces = nodes.map((node) => node.interface);
    this.#known = nodes.map(() => new Set());
    this.#found = nodes.map(() => []);
  }

  knows(index: number, other: number): boolean {
    return this.#known[index]!.has(other);
  }

  count(index: number): number {
    return this.#found[index]!.length;
  }

  neighbour(index: number, at: number): number {
    return this.#found[index]![at]!;
  }

  setInterface(index: number, name: string): boolean {
    this.#interfaces[index] = name;
    return true;
  }

  announce(index: number): number {
    let count = 0;
    for (let other = 0; other < this.#found.length; other++) {
      if (this.#hears(index, other) && this.#add(other, index)) count++;
    }
    return count;
  }

  start(index: number): number {
    for (let other = 0; other < this.#found.length; other++) {
      if (this.#hears(other, index)) this.#add(index, other);
    }
    return this.announce(index);
  }

  forget(index: number): void {
    this.#known[index]!.clear();
    this.#found[index] = [];
  }

  #hears(from: number, to: number): boolean {
    return (
      from !== to && this.#interfaces[from] === this.#interfaces[to] && this.#reaches(from, to)
    );
  }

  #add(index: number, other: number): boolean {
    if (this.#known[index]!.has(other)) return false;
    this.#known[index]!.add(other);
    this.#found[index]!.push(other);
    return true;
  }
}
