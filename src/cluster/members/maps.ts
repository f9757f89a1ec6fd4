import { assert } from '../../base/assert.js';
import type { Archive } from '../../kernel/archive.js';
import type { NodeId, NodeSpec } from '../facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import { addressMissing, type MapNode } from './map-table.js';
import type { Neighbours } from './neighbours.js';

/** What tables are made of. */
export interface MapsSpec {
  readonly nodes: readonly NodeSpec[];
  /** The map files of the scenario, by name. Default: none. */
  readonly maps?: Readonly<Record<string, readonly MapNode[]>>;
}

/** The table of a node that has one of its own. */
interface Table {
  readonly others: readonly NodeIndex[];
  readonly set: ReadonlySet<NodeIndex>;
}

/**
 * The tables of /etc/openmosix.map, written by setpe. A node that was given no map of its own has
 * that of the whole cluster: it knows all the others.
 */
export class Maps implements Neighbours {
  readonly kind = 'map';
  readonly #own = new Map<NodeIndex, Table>();

  readonly #nodes: number;

  constructor({ nodes, maps = {} }: MapsSpec) {
    this.#nodes = nodes.length;
    nodes.forEach((spec, position) => {
      if (spec.map === undefined) return;
      const table = tableOf(maps[spec.map] ?? [], nodes, spec);
      assert(typeof table !== 'string', `node ${spec.id} has a map that is wrong: ${table}`);
      this.setTable(asNodeIndex(position), table);
    });
  }

  exchange(archive: Archive): void {
    archive.map('own', this.#own, {
      save: ({ others }) => [...others],
      restore: (saved) => withSet(saved as readonly NodeIndex[]),
    });
  }

  get differ(): boolean {
    return this.#own.size > 0;
  }

  knows(index: NodeIndex, other: NodeIndex): boolean {
    const own = this.#own.size === 0 ? undefined : this.#own.get(index);
    return own === undefined ? index !== other : own.set.has(other);
  }

  count(index: NodeIndex): number {
    const own = this.#own.size === 0 ? undefined : this.#own.get(index);
    return own === undefined ? this.#nodes - 1 : own.others.length;
  }

  neighbour(index: NodeIndex, at: number): NodeIndex {
    const own = this.#own.size === 0 ? undefined : this.#own.get(index);
    return own === undefined ? asNodeIndex(at < index ? at : at + 1) : own.others[at]!;
  }

  setTable(index: NodeIndex, others: readonly NodeIndex[]): boolean {
    this.#own.set(index, withSet(others.filter((other) => other !== index)));
    return true;
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

function withSet(others: readonly NodeIndex[]): Table {
  return { others, set: new Set(others) };
}

/**
 * The nodes that a map names, as their positions among `nodes`; or, in setpe's words where they are
 * known, why the node `own` cannot use it.
 * @param self setpe -p: its own N#, so that its address need not be in the map
 */
export function tableOf(
  map: readonly MapNode[],
  nodes: readonly NodeSpec[],
  own: NodeSpec,
  self?: NodeId,
): readonly NodeIndex[] | string {
  if (self !== undefined && self !== own.id) return `node ${own.id} cannot become N# ${self}`;
  const table: NodeIndex[] = [];
  let hasOwn = false;
  for (const entry of map) {
    const position = nodes.findIndex(({ id }) => id === entry.id);
    const spec = nodes[position];
    if (spec === undefined) return `the map names N# ${entry.id}, and there is no such node`;
    const isSelf = spec === own && self !== undefined;
    if (!isSelf && !isAt(entry, spec)) {
      const { address, name } = entry;
      return `N# ${entry.id} is ${spec.name} at ${spec.address}, not ${name ?? address}`;
    }
    if (spec === own) hasOwn = true;
    table.push(asNodeIndex(position));
  }
  return hasOwn ? table : addressMissing(own.address);
}

function isAt({ address, name }: MapNode, spec: NodeSpec): boolean {
  if (address === undefined) return name === undefined || name === spec.name;
  return address === spec.address || spec.aliases.includes(address);
}
