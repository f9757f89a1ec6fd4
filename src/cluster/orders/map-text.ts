import type { Cluster } from '../cluster.js';
import type { NodeId, NodeSpec } from '../facts/node-spec.js';
import type { Node } from '../node.js';

/** Nodes that follow each other in N# and in the last byte of their address: a line of a map. */
interface Run {
  readonly first: Entry;
  count: number;
}

type Entry = Pick<NodeSpec, 'id' | 'address'>;

/** What showmap(1) and setpe -r print on a node. */
export function tableText({ nodes, neighbours }: Cluster, node: Node): string {
  const table = nodes
    .filter((other) => other === node || neighbours.knows(node.index, other.index))
    .map(({ spec }) => spec)
    .sort((a, b) => a.id - b.id);
  return mapText(node.id, table);
}

/**
 * The table of a node as showmap(1) prints it, N# in hexadecimal.
 * @param nodes in the order of N#
 */
function mapText(own: NodeId, nodes: readonly Entry[]): string {
  const rows = runsOf(nodes).map(({ first, count }) =>
    row(hexadecimal(first.id), first.address, String(count)),
  );
  const header = row('Base Node-Id', 'Address', 'Count');
  return [
    `My Node-Id: ${hexadecimal(own)}`,
    '',
    header,
    row('-'.repeat(12), '-'.repeat(16), '-'.repeat(5)),
    ...rows,
  ].join('\n');
}

function runsOf(nodes: readonly Entry[]): readonly Run[] {
  const runs: Run[] = [];
  for (const node of nodes) {
    const last = runs.at(-1);
    if (last !== undefined && continues(last, node)) last.count++;
    else runs.push({ first: node, count: 1 });
  }
  return runs;
}

function continues({ first, count }: Run, { id, address }: Entry): boolean {
  const [, net, host] = /^(.*\.)(\d+)$/.exec(first.address) ?? [];
  return id === first.id + count && address === `${net}${Number(host) + count}`;
}

function row(id: string, address: string, count: string): string {
  return `${id.padEnd(12)} ${address.padEnd(16)} ${count}`;
}

function hexadecimal(id: NodeId): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}
