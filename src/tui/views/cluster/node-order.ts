import type { NodeView } from '../../../cluster/facts/view.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import type { ClusterViewState, NodeColumn, NodeOrder } from './cluster-state.js';

/** The columns by which nodes can be sorted, and whether the highest come first at first. */
export const NODE_COLUMNS: Readonly<Record<NodeColumn, boolean>> = {
  id: false,
  name: false,
  state: true,
  speed: true,
  load: true,
  memory: true,
  cpus: true,
  runnable: true,
  local: true,
  guests: true,
  away: true,
};

/** The nodes that are listed, in the order of the list. */
export function listedNodes({ sample, views }: DashboardState): readonly NodeView[] {
  const { sort, filter } = views.cluster;
  const before = LISTED.get(sample.nodes);
  if (before !== undefined && before.sort === sort && before.filter === filter) return before.nodes;
  const nodes = ordered(matching(sample.nodes, filter), sort);
  LISTED.set(sample.nodes, { sort, filter, nodes });
  return nodes;
}

interface Listed extends Pick<ClusterViewState, 'sort' | 'filter'> {
  readonly nodes: readonly NodeView[];
}

/** What is asked several times for one frame: thousands of nodes are sorted once. */
const LISTED = new WeakMap<readonly NodeView[], Listed>();

/** Nodes that have every word of the filter in number, name, address or state. */
function matching(nodes: readonly NodeView[], filter: string): readonly NodeView[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return nodes;
  return nodes.filter(({ id, name, address, state }) => {
    const text = `${name} ${address} ${state}`.toLowerCase();
    return words.every((word) => (/^\d+$/.test(word) ? id === Number(word) : text.includes(word)));
  });
}

function ordered(nodes: readonly NodeView[], { column, descending }: NodeOrder) {
  if (column === 'id') return descending ? nodes.toReversed() : nodes;
  const sign = descending ? -1 : 1;
  const keyed = nodes.map((node) => ({ node, key: keyOf(node, column) }));
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.node.id - b.node.id));
  return keyed.map(({ node }) => node);
}

/** Loads in hundredths, as they are shown: what looks the same keeps its place. */
function keyOf(node: NodeView, column: NodeColumn): number | string {
  switch (column) {
    case 'load':
      return isMember(node) ? Math.round(100 * loadOf(node)) : -1;
    case 'memory':
      return node.memoryUsedBytes;
    case 'cpus':
      return node.cpus * node.threads;
    case 'speed':
      return node.believedSpeed;
    default:
      return node[column];
  }
}
