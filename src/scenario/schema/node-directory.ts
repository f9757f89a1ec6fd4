import { MAX_NODE_ID, type NodeId, type NodeSpec } from '../../cluster/facts/node-spec.js';
import { describe, type Read, reader, suggestion } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { orList } from './readers.js';

/** The nodes of a scenario, and how its other sections name them. */
export class NodeDirectory {
  readonly names: ReadonlyMap<string, NodeId>;
  readonly ids: ReadonlySet<NodeId>;

  /**
   * @param certain false: the nodes section has mistakes in names or numbers, so that a node that
   *   is not found here may be there once they are mended
   * @param maps the names of the scenario's map files
   */
  constructor(
    readonly nodes: readonly NodeSpec[],
    readonly certain: boolean,
    readonly maps: readonly string[] = [],
  ) {
    this.names = new Map(nodes.map(({ name, id }) => [name, id]));
    this.ids = new Set(nodes.map(({ id }) => id));
  }
}

/** A node by name or N#, or one of some words that stand in its place. */
export function nodeOr<Word extends string>(
  { nodes, names, ids, certain }: NodeDirectory,
  words: readonly Word[],
): Read<NodeId | Word> {
  return reader(
    () => nodeSchema(words),
    (value, report) => {
      const written = value.kind === 'scalar' ? value.value : undefined;
      const word = words.find((candidate) => candidate === written);
      if (word !== undefined) return word;
      const id = typeof written === 'string' ? (names.get(written) ?? Number(written)) : written;
      if (typeof id === 'number' && ids.has(id)) return id;
      const isReference = typeof written === 'string' || typeof written === 'number';
      if (certain || !isReference) {
        const allowed = orList([`the name or N# of a node (${known(nodes)})`, ...words]);
        const hint = suggestion(String(written), [...names.keys(), ...words]);
        report(value, `must be ${allowed}, got ${describe(value)}${hint}`);
      }
      return undefined;
    },
  );
}

/** Which nodes there are, only the file itself says. */
function nodeSchema(words: readonly string[]): JsonSchema {
  const description = orList(['the name or N# of a node', ...words]);
  const nodes = [{ type: 'string' }, { type: 'integer', minimum: 1, maximum: MAX_NODE_ID }];
  return { description, anyOf: words.length === 0 ? nodes : [{ enum: words }, ...nodes] };
}

/** A node by name or N#. */
export function node(directory: NodeDirectory): Read<NodeId> {
  return nodeOr<never>(directory, []);
}

/** "cm1 to cm7", "node1". */
function known(nodes: readonly NodeSpec[]): string {
  const first = nodes[0]?.name ?? 'none';
  const last = nodes[nodes.length - 1]?.name ?? first;
  return first === last ? first : `${first} to ${last}`;
}

/** Stands in for the nodes of a file where a schema is made. */
export const ANY_NODES = new NodeDirectory([], false);
