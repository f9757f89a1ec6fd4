import type { Command } from '../../../cluster/facts/command.js';
import { openStandpoint } from '../../dialogs/node/standpoint.js';
import { openSort } from '../../dialogs/process/sort.js';
import { openUsers } from '../../dialogs/process/users.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import type { Act, KeyBinding } from '../../key-binding.js';
import { answerNotice } from '../../notice.js';
import { withFilterPrompt, withSearchPrompt } from '../../prompt/prompt.js';
import { meantPids, send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { layoutOf } from '../layout.js';
import type { ColumnId } from './column.js';
import { columnOf } from './columns.js';
import { HABIT_KEYS } from './habit-keys.js';
import { needsListed, needsTarget } from './needs.js';
import { moveNodeCursor, nodesFocused, nodesInSight, scrollNodes } from './node-cursor.js';
import { relisted, selectedProcess, withMtop, withSelectedRow, withSort } from './process-list.js';
import { familyOf } from './tree.js';
import { TREE_KEYS } from './tree-keys.js';

/** More rows than any list has. */
const ALL_ROWS = 1_000_000;

/** htop's keys of the process list, and those that openMosix's mtop adds. */
export const MTOP_KEYS: readonly KeyBinding[] = [
  {
    keys: ['f3', '/'],
    label: 'F3 /',
    description: 'search: digits are a pid',
    act: (state) => next(withSearchPrompt(state)),
    short: 'search',
  },
  {
    keys: ['f4', '\\'],
    label: 'F4 \\',
    description: 'filter: n=3 home=1 user=x cpu>50 mem>100MB st=M /regex/ words',
    act: (state) => next(withFilterPrompt(state)),
    short: 'filter',
  },
  {
    keys: ['f5', 't'],
    label: 'F5 t',
    description: 'tree: processes below their parents',
    act: (state) => next(relisted(state, { tree: !state.views.mtop.tree })),
    short: 'tree',
  },
  {
    keys: ['f6', '<', '>'],
    label: 'F6 <',
    description: 'sort by a column',
    act: openSort,
    short: 'sort',
  },
  { keys: ['S-i'], label: 'I', description: 'invert the order', act: invertSort },
  { keys: ['up'], label: 'Up', description: 'one row up', act: moveBy(-1) },
  { keys: ['down'], label: 'Down', description: 'one row down', act: moveBy(1) },
  { keys: ['pageup', 'C-b'], label: 'PgUp', description: 'one page up', act: movePage(-1) },
  { keys: ['pagedown', 'C-f'], label: 'PgDn', description: 'one page down', act: movePage(1) },
  { keys: ['home'], label: 'Home', description: 'first row', act: moveBy(-ALL_ROWS) },
  { keys: ['end'], label: 'End', description: 'last row', act: moveBy(ALL_ROWS) },
  { keys: ['S-p'], label: 'P', description: 'sort by CPU; again: invert', act: sortBy('cpu') },
  { keys: ['S-m'], label: 'M', description: 'sort by memory', act: sortBy('resident') },
  { keys: ['S-t'], label: 'T', description: 'sort by CPU time', act: sortBy('time') },
  { keys: ['S-n'], label: 'N', description: 'sort by pid', act: sortBy('pid') },
  {
    keys: ['space'],
    label: 'Space',
    description: 'tag or untag the process',
    act: toggleTag,
    disabled: needsListed,
  },
  {
    keys: ['c'],
    label: 'c',
    description: 'tag the process and its children',
    act: tagFamily,
    disabled: needsListed,
  },
  {
    keys: ['S-u'],
    label: 'U',
    description: 'untag all',
    act: (state) => next(withMtop(state, { tagged: new Set() })),
    disabled: ({ views }) => (views.mtop.tagged.size === 0 ? 'nothing is tagged' : undefined),
  },
  {
    keys: ['left', 'right'],
    label: 'Left',
    description: 'fold or unfold in the tree',
    act: toggleFold,
    disabled: ({ views }) => (views.mtop.tree ? undefined : 'only in the tree: F5'),
  },
  {
    keys: ['S-f'],
    label: 'F',
    description: 'follow the process wherever it migrates',
    act: toggleFollow,
    disabled: needsListed,
  },
  {
    keys: ['S-z'],
    label: 'Z',
    description: 'freeze the list while time goes on',
    act: toggleFrozen,
  },
  {
    keys: ['u'],
    label: 'u',
    description: 'the processes of one user, or of all',
    act: openUsers,
  },
  {
    keys: ['v'],
    label: 'v',
    description: 'see the list from the whole cluster or from a node',
    act: openStandpoint,
  },
  {
    keys: ['S-up'],
    label: 'S-Up',
    description: 'scroll the nodes up',
    act: (state) => next(scrollNodes(state, -1)),
  },
  {
    keys: ['S-down'],
    label: 'S-Down',
    description: 'scroll the nodes down',
    act: (state) => next(scrollNodes(state, 1)),
  },
  {
    keys: ['f7', ']'],
    label: 'F7 ]',
    description: 'nice - 1: more CPU',
    act: renice(-1),
    disabled: needsTarget,
  },
  {
    keys: ['f8', '['],
    label: 'F8 [',
    description: 'nice + 1: less CPU',
    act: renice(1),
    disabled: needsTarget,
  },
  ...TREE_KEYS,
  ...HABIT_KEYS,
];

/** Sorts by a column; the column that the list is sorted by already is inverted. */
export function sortBy(column: ColumnId): Act {
  return (state) => {
    const { sort } = state.views.mtop;
    if (sort.column === column) return invertSort(state);
    return next(withSort(state, { column, descending: columnOf(column).descending }));
  };
}

function invertSort(state: DashboardState): Update {
  const { sort } = state.views.mtop;
  return next(withSort(state, { ...sort, descending: !sort.descending }));
}

/** Moves the cursor of the panel that has the keys. */
function moveBy(rows: number): Act {
  return (state) =>
    next(
      nodesFocused(state)
        ? moveNodeCursor(state, rows, nodesInSight(state))
        : withSelectedRow(state, state.views.mtop.selectedRow + rows),
    );
}

function movePage(pages: 1 | -1): Act {
  return (state) => {
    const rows = nodesFocused(state) ? nodesInSight(state) : layoutOf(state).list.height - 1;
    return moveBy(pages * Math.max(1, rows))(state);
  };
}

function toggleFold(state: DashboardState): Update {
  const pid = selectedProcess(state)?.pid;
  if (pid === undefined) return next(state);
  const folded = toggleIn(state.views.mtop.folded, pid);
  return next(relisted(state, { selectedPid: pid, folded }));
}

/** As in htop, the cursor moves on, so that holding the key tags a row of processes. */
function toggleTag(state: DashboardState): Update {
  const { listed, selectedRow, tagged } = state.views.mtop;
  const marked = withMtop(state, { tagged: toggleIn(tagged, listed[selectedRow]!.pid) });
  return next(withSelectedRow(marked, selectedRow + 1));
}

function tagFamily(state: DashboardState): Update {
  const { listed, selectedRow, tagged } = state.views.mtop;
  const family = familyOf(listed[selectedRow]!.pid, state.sample.processes);
  return next(withMtop(state, { tagged: new Set([...tagged, ...family]) }));
}

function toggleFollow(state: DashboardState): Update {
  const { pid, command } = selectedProcess(state)!;
  const followedPid = state.views.mtop.followedPid === pid ? undefined : pid;
  const notice = answerNotice(
    followedPid === undefined
      ? 'no process is followed'
      : `following process ${pid} ${sanitize(command)}: F ends it`,
  );
  return next({ ...withMtop(state, { followedPid, selectedPid: pid }), notice });
}

function toggleFrozen(state: DashboardState): Update {
  const frozen = !state.views.mtop.frozen;
  const notice = answerNotice(
    frozen ? 'list frozen while time goes on: Z unfreezes it' : 'list live again',
  );
  const later = { ...state, notice };
  return next(frozen ? withMtop(later, { frozen }) : relisted(later, { frozen }));
}

function renice(by: 1 | -1): Act {
  return (state) => {
    const byPid = new Map(state.sample.processes.map((process) => [process.pid, process]));
    const pids = meantPids(state, selectedProcess(state)!.pid);
    const commands = pids.flatMap((pid): readonly Command[] => {
      const process = byPid.get(pid);
      if (process === undefined) return [];
      return [{ do: 'renice', pid, nice: clamp(process.nice + by, -20, 19) }];
    });
    return send(state, commands);
  };
}

function toggleIn(pids: ReadonlySet<number>, pid: number): ReadonlySet<number> {
  const changed = new Set(pids);
  if (!changed.delete(pid)) changed.add(pid);
  return changed;
}
