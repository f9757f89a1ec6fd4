import type { NodeState, NodeView } from '../../../cluster/facts/view.js';
import type { DashboardState } from '../../state.js';
import type { Grouping } from './cluster-state.js';
import { listedNodes } from './node-order.js';

/** Nodes that have something in common, in the order of the table. */
export interface NodeGroup {
  /** What they have in common. */
  readonly title: string;
  readonly nodes: readonly NodeView[];
  readonly isFolded: boolean;
}

/** A row of the table: a node, or the head of a group. */
export type NodeTableRow =
  | { readonly node: NodeView; readonly group?: undefined }
  | { readonly group: NodeGroup; readonly node?: undefined };

/** The rows of the table: nodes, or groups and the nodes of those that are not folded. */
export function listedRows(state: DashboardState): readonly NodeTableRow[] {
  const { grouping, folded } = state.views.cluster;
  const nodes = listedNodes(state);
  const before = LISTED.get(nodes);
  if (before?.grouping === grouping && before.folded === folded) return before.rows;
  const rows = rowsFor(nodes, grouping, folded);
  LISTED.set(nodes, { grouping, folded, rows });
  return rows;
}

interface Listed {
  readonly grouping: Grouping;
  readonly folded: ReadonlySet<string>;
  readonly rows: readonly NodeTableRow[];
}

/** What is asked several times for one frame: thousands of nodes are grouped once. */
const LISTED = new WeakMap<readonly NodeView[], Listed>();

/** By what the nodes can be grouped so that it tells them apart; by state always. */
export function groupingsOf(nodes: readonly NodeView[]): readonly Grouping[] {
  const differ = (grouping: Grouping) => new Set(nodes.map(TITLES[grouping])).size > 1;
  return ['none', 'state', ...(['site', 'hardware'] as const).filter(differ)];
}

/** What the node has in common with the others of its group. */
export function groupOf(node: NodeView, grouping: Grouping): string {
  return TITLES[grouping](node);
}

const TITLES: Readonly<Record<Grouping, (node: NodeView) => string>> = {
  none: () => '',
  state: ({ state }) => state,
  site: ({ site }) => site || 'no site',
  hardware: ({ cpus, threads, speed }) =>
    `${threads > 1 ? `${cpus}x${threads}` : cpus} at ${Math.round(speed)}`,
};

function rowsFor(
  nodes: readonly NodeView[],
  grouping: Grouping,
  folded: ReadonlySet<string>,
): readonly NodeTableRow[] {
  if (grouping === 'none') return nodes.map((node) => ({ node }));
  const groups = new Map<string, NodeView[]>();
  for (const node of nodes) {
    const title = groupOf(node, grouping);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [node]);
    else group.push(node);
  }
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([title, members]): readonly NodeTableRow[] => {
      const isFolded = folded.has(title);
      const head = { group: { title, nodes: members, isFolded } };
      return isFolded ? [head] : [head, ...members.map((node) => ({ node }))];
    });
}

/** States in the order of a node's life; all else by name. */
function rank(title: string): number {
  return STATES.indexOf(title as NodeState);
}

const STATES: readonly NodeState[] = ['up', 'leaving', 'left', 'down'];
