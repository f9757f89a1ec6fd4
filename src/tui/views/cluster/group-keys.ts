import type { KeyBinding } from '../../key-binding.js';
import { answerNotice } from '../../notice.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { Grouping } from './cluster-state.js';
import { moveCursor, rowsOf, rowUnderCursor, withCluster } from './node-cursor.js';
import { groupingsOf, groupOf, listedRows } from './node-groups.js';

/** The keys of groups of nodes. */
export const GROUP_KEYS: readonly KeyBinding[] = [
  {
    keys: ['g'],
    label: 'g',
    description: 'group the nodes by state, by site, by hardware, or not at all',
    act: nextGrouping,
    short: 'group',
  },
  {
    keys: ['f'],
    label: 'f',
    description: 'fold or unfold the group',
    act: (state) => next(toggleFold(state)),
    disabled: needsGroups,
  },
  {
    keys: ['S-f'],
    label: 'F',
    description: 'fold all groups, or unfold them',
    act: toggleAll,
    disabled: needsGroups,
  },
];

/** Folds or unfolds the group under the cursor, or that of the node there. */
export function toggleFold(state: DashboardState): DashboardState {
  const { grouping, folded } = state.views.cluster;
  const row = rowUnderCursor(state);
  if (row === undefined || grouping === 'none') return state;
  const title = row.group === undefined ? groupOf(row.node, grouping) : row.group.title;
  const others = new Set([...folded].filter((other) => other !== title));
  const changed = others.size === folded.size ? new Set([...folded, title]) : others;
  return moveCursor(
    withCluster(state, { folded: changed, head: { title, node: state.selectedNode } }),
    0,
  );
}

/** Groups whose nodes would not all be seen begin folded. */
function nextGrouping(state: DashboardState): Update {
  const { nodes } = state.sample;
  const groupings = groupingsOf(nodes);
  const at = groupings.indexOf(state.views.cluster.grouping);
  const grouping = groupings[(at + 1) % groupings.length]!;
  const isCrowded = nodes.length > rowsOf(state);
  const folded = isCrowded ? titlesOf(state, grouping) : new Set<string>();
  const said = grouping === 'none' ? 'nodes are not grouped' : `nodes are grouped by ${grouping}`;
  const grouped = withCluster(state, { grouping, folded, head: undefined });
  return next({ ...moveCursor(grouped, 0), notice: answerNotice(said) });
}

function toggleAll(state: DashboardState): Update {
  const { grouping, folded } = state.views.cluster;
  const changed = folded.size > 0 ? new Set<string>() : titlesOf(state, grouping);
  return next(moveCursor(withCluster(state, { folded: changed }), 0));
}

function titlesOf({ sample }: DashboardState, grouping: Grouping): ReadonlySet<string> {
  return new Set(sample.nodes.map((node) => groupOf(node, grouping)));
}

function needsGroups(state: DashboardState): string | undefined {
  return listedRows(state).some(({ group }) => group !== undefined)
    ? undefined
    : 'the nodes are not grouped: g groups them';
}
