import type { NodeView } from '../../../cluster/facts/view.js';
import { openNodeDetails } from '../../dialogs/details.js';
import { openMoveOff } from '../../dialogs/node/move-off.js';
import { openNodes } from '../../dialogs/node/nodes.js';
import type { Act, KeyBinding } from '../../key-binding.js';
import { editing, pressInLine } from '../../prompt/line-editor.js';
import { readOnlyReason, send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { openProcesses } from '../../trail.js';
import { next, type Update } from '../../update-result.js';
import type { NodeColumn } from './cluster-state.js';
import { GROUP_KEYS, toggleFold } from './group-keys.js';
import {
  cursorOnRow,
  moveCursor,
  nodeUnderCursor,
  rowsOf,
  rowUnderCursor,
  withCluster,
} from './node-cursor.js';
import { listedRows } from './node-groups.js';
import { NODE_COLUMNS } from './node-order.js';

/** What can be done to nodes. */
export const MENU_KEY: KeyBinding = {
  keys: ['x'],
  label: 'x',
  description: 'actions on the node, or on all tagged',
  act: (state) => openNodes(state, chosenNodes(state)),
  short: 'actions',
  disabled: needsNode,
};

const BUSIEST: KeyBinding = {
  keys: ['S-p'],
  label: 'P',
  description: 'the busiest node on top: sort by load, without groups; again: invert',
  act: (state) => {
    const ungrouped = withCluster(state, { grouping: 'none', head: undefined });
    return next(cursorOnRow(sortBy('load')(ungrouped).state, 0));
  },
};

/** The keys of the table of nodes. */
export const CLUSTER_KEYS: readonly KeyBinding[] = [
  MENU_KEY,
  {
    keys: ['enter'],
    label: 'Enter',
    description: "the node's processes, Esc comes back; on a group: fold or unfold it",
    act: (state) => {
      const node = nodeUnderCursor(state);
      return node === undefined ? next(toggleFold(state)) : openProcesses(state, node);
    },
    short: 'processes',
    disabled: needsRow,
  },
  {
    keys: ['d'],
    label: 'd',
    description: 'details of the node',
    act: (state) => openNodeDetails(state, nodeUnderCursor(state)!.id),
    short: 'details',
    disabled: needsListed,
  },
  {
    keys: ['m'],
    label: 'm',
    description: 'move processes off the node: so many, to where each runs best',
    act: (state) => openMoveOff(state, nodeUnderCursor(state)!),
    short: 'move off',
    disabled: (state) => readOnlyReason(state) ?? needsListed(state),
  },
  { ...BUSIEST, short: 'busiest' },
  ...GROUP_KEYS,
  { keys: ['S-m'], label: 'M', description: 'sort by memory', act: sortBy('memory') },
  {
    keys: ['f6'],
    label: 'F6',
    description: 'sort by the next column',
    act: sortByNext,
    short: 'sort',
  },
  { keys: ['S-i'], label: 'I', description: 'invert the order', act: invertSort },
  {
    keys: ['/', '\\', 'f3', 'f4'],
    label: 'F4 /',
    description: 'only nodes with these words in name, address or state; digits are an N#',
    act: (state) => next(withCluster(state, { editor: editing(state.views.cluster.filter) })),
    short: 'filter',
  },
  {
    keys: ['space'],
    label: 'Space',
    description: 'tag or untag the node, or all of the group',
    act: toggleTag,
    short: 'tag',
  },
  {
    keys: ['S-u'],
    label: 'U',
    description: 'untag all nodes',
    act: (state) => next(withTags(state, [])),
    short: 'untag',
    disabled: ({ views }) => (views.cluster.tagged.size === 0 ? 'no node is tagged' : undefined),
  },
  {
    keys: ['*'],
    label: '*',
    description: 'tag all nodes',
    act: (state) => next(withTags(state, state.sample.nodes)),
    short: 'all',
  },
  {
    keys: ['>'],
    label: '>',
    description: 'the balancer believes the node faster',
    act: changeSpeed(1),
    short: 'speed',
    disabled: needsNode,
  },
  {
    keys: ['<'],
    label: '<',
    description: 'the balancer believes the node slower',
    act: changeSpeed(-1),
    disabled: needsNode,
  },
  {
    keys: ['up'],
    label: 'Up',
    description: 'one node up',
    act: (state) => next(moveCursor(state, -1)),
  },
  {
    keys: ['down'],
    label: 'Down',
    description: 'one node down',
    act: (state) => next(moveCursor(state, 1)),
  },
  {
    keys: ['pageup'],
    label: 'PgUp',
    description: 'one page up',
    act: (state) => next(moveCursor(state, -rowsOf(state))),
  },
  {
    keys: ['pagedown'],
    label: 'PgDn',
    description: 'one page down',
    act: (state) => next(moveCursor(state, rowsOf(state))),
  },
  {
    keys: ['home'],
    label: 'Home',
    description: 'first row',
    act: (state) => next(cursorOnRow(state, 0)),
  },
  {
    keys: ['end'],
    label: 'End',
    description: 'last row',
    act: (state) => next(cursorOnRow(state, listedRows(state).length - 1)),
  },
];

const SPEED_STEP = 100;

/** Sorts by a column; the column that the nodes are sorted by already is inverted. */
export function sortBy(column: NodeColumn): Act {
  return (state) => {
    const { sort } = state.views.cluster;
    const descending = sort.column === column ? !sort.descending : NODE_COLUMNS[column];
    return next(moveCursor(withCluster(state, { sort: { column, descending } }), 0));
  };
}

function sortByNext(state: DashboardState): Update {
  const columns = Object.keys(NODE_COLUMNS) as NodeColumn[];
  const at = columns.indexOf(state.views.cluster.sort.column);
  return sortBy(columns[(at + 1) % columns.length]!)(state);
}

function invertSort(state: DashboardState): Update {
  return sortBy(state.views.cluster.sort.column)(state);
}

/** While the filter is written, keys are its characters. */
export function pressInFilter(state: DashboardState, name: string): Update | undefined {
  const { editor, filter } = state.views.cluster;
  if (editor === undefined) {
    const clears = name === 'escape' && filter !== '';
    return clears ? next(moveCursor(withCluster(state, { filter: '' }), 0)) : undefined;
  }
  if (name === 'enter') return next(withCluster(state, { editor: undefined }));
  if (name === 'escape') {
    return next(moveCursor(withCluster(state, { editor: undefined, filter: '' }), 0));
  }
  const line = pressInLine(editor, name);
  if (line === undefined) return undefined;
  return next(moveCursor(withCluster(state, { editor: line, filter: line.text }), 0));
}

function needsRow(state: DashboardState): string | undefined {
  return rowUnderCursor(state) === undefined ? 'no node is selected' : undefined;
}

function needsListed(state: DashboardState): string | undefined {
  return nodeUnderCursor(state) === undefined ? 'no node is selected' : undefined;
}

function withTags(
  state: DashboardState,
  nodes: readonly { readonly id: number }[],
): DashboardState {
  return withCluster(state, { tagged: new Set(nodes.map(({ id }) => id)) });
}

function toggleTag(state: DashboardState): Update {
  const under = nodesUnderCursor(state);
  const tags = state.views.cluster.tagged;
  const ids = new Set(under.map(({ id }) => id));
  const others = state.sample.nodes.filter(({ id }) => tags.has(id) && !ids.has(id));
  const isTagged = under.every(({ id }) => tags.has(id));
  return next(moveCursor(withTags(state, isTagged ? others : [...others, ...under]), 1));
}

/** The node under the cursor, or the nodes of the group there. */
function nodesUnderCursor(state: DashboardState): readonly NodeView[] {
  const row = rowUnderCursor(state);
  if (row === undefined) return [];
  return row.group === undefined ? [row.node] : row.group.nodes;
}

/** The nodes that are tagged; if none is, those under the cursor. */
function chosenNodes(state: DashboardState): readonly NodeView[] {
  const { nodes } = state.sample;
  const tags = state.views.cluster.tagged;
  return tags.size > 0 ? nodes.filter(({ id }) => tags.has(id)) : nodesUnderCursor(state);
}

/** By a tenth, in whole steps, and by one at least. */
function changeSpeed(direction: 1 | -1): Act {
  return (state) => {
    const commands = chosenNodes(state).map(({ id, believedSpeed }) => {
      const steps = Math.round((believedSpeed * 1.1 ** direction) / SPEED_STEP);
      const beside = Math.floor(believedSpeed / SPEED_STEP) + direction;
      const changed = direction > 0 ? Math.max(steps, beside) : Math.min(steps, beside);
      const speed = SPEED_STEP * Math.max(1, changed);
      return { do: 'setspeed', node: id, speed } as const;
    });
    return send(state, commands);
  };
}

function needsNode(state: DashboardState): string | undefined {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return reason;
  return chosenNodes(state).length === 0 ? 'no node is selected' : undefined;
}
