import type { Command } from '../../../cluster/facts/command.js';
import { openSetup } from '../../dialogs/setup.js';
import { openSort } from '../../dialogs/sort.js';
import { openStandpoint } from '../../dialogs/standpoint.js';
import { sanitize } from '../../drawing/sanitize.js';
import { type KeyBinding, key } from '../../key-binding.js';
import { answerNotice } from '../../notice.js';
import { withCommandPrompt, withFilterPrompt, withSearchPrompt } from '../../prompt/prompt.js';
import { mayWrite, meantPids, sent } from '../../sending.js';
import {
  clamp,
  type DashboardState,
  relisted,
  selectedProcess,
  withSelectedRow,
  withSort,
} from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { scrollNodes } from '../node-scroll.js';
import { familyOf } from './tree.js';

const LIST = ['mtop'] as const;

/** htop's keys of the process list: setup, search, filter, tree, order. */
export const FINDING_KEYS: readonly KeyBinding[] = [
  key(['f2', 'S-s'], 'F2 S', 'setup: columns, panels, theme, frame rate', openSetup, {
    short: 'setup',
  }),
  list(['f3', '/'], 'F3 /', 'search: digits are a pid', (state) => next(withSearchPrompt(state)), {
    short: 'search',
  }),
  list(
    ['f4', '\\'],
    'F4 \\',
    'filter: n=3 home=1 user=x cpu>50 mem>100MB st=M /regex/ words',
    (state) => next(withFilterPrompt(state)),
    { short: 'filter' },
  ),
  list(['f5', 't'], 'F5 t', 'tree: processes below their parents', toggleTree, { short: 'tree' }),
  list(['f6', '<', '>', ','], 'F6 <', 'sort by a column', openSort, { short: 'sort' }),
  list(['S-i'], 'I', 'sort the other way round', ({ sort, ...state }) =>
    next(withSort({ ...state, sort }, { ...sort, descending: !sort.descending })),
  ),
];

/** What else is done with the list: tags, folding, following, freezing, other standpoints. */
export const LIST_KEYS: readonly KeyBinding[] = [
  list(['space'], 'Space', 'tag the process, or untag it', toggleTag, {
    disabled: needsListed,
  }),
  list(['c'], 'c', 'tag the process and its children', tagFamily, { disabled: needsListed }),
  list(['S-u'], 'U', 'untag all', (state) => next({ ...state, tagged: new Set() }), {
    disabled: ({ tagged }) => (tagged.size === 0 ? 'nothing is tagged' : undefined),
  }),
  list(['left', 'right'], 'Left', 'fold or unfold in the tree', toggleFold, {
    disabled: ({ tree }) => (tree ? undefined : 'only in the tree: F5'),
  }),
  list(['S-f'], 'F', 'follow the process wherever it migrates', toggleFollow, {
    disabled: needsListed,
  }),
  list(['S-z'], 'Z', 'freeze the list while time goes on', toggleFrozen),
  list(['u'], 'u', 'filter by user', (state) => next(withFilterPrompt(state, 'user='))),
  list(['v'], 'v', 'look from the whole cluster or from a node', openStandpoint),
  list(['S-up'], 'S-Up', 'scroll the nodes up', (state) => next(scrollNodes(state, -1))),
  list(['S-down'], 'S-Down', 'scroll the nodes down', (state) => next(scrollNodes(state, 1))),
  key(['f7', ']'], 'F7 ]', 'nice - 1: more CPU', (state) => renice(state, -1), {
    disabled: needsTarget,
    views: LIST,
  }),
  key(['f8', '['], 'F8 [', 'nice + 1: less CPU', (state) => renice(state, 1), {
    disabled: needsTarget,
    views: LIST,
  }),
  key([':'], ':', 'command line: Tab completes, Up is the one before', (state) =>
    next(withCommandPrompt(state)),
  ),
];

function list(
  keys: readonly string[],
  label: string,
  description: string,
  act: (state: DashboardState) => Update,
  extras: Pick<KeyBinding, 'short' | 'disabled'> = {},
): KeyBinding {
  return key(keys, label, description, act, { ...extras, views: LIST });
}

function needsListed(state: DashboardState): string | undefined {
  return selectedProcess(state) === undefined ? 'there is no process here' : undefined;
}

function needsTarget(state: DashboardState): string | undefined {
  return mayWrite(state)?.text ?? needsListed(state);
}

function toggleTree(state: DashboardState): Update {
  return next(relisted({ ...state, tree: !state.tree }));
}

function toggleFold(state: DashboardState): Update {
  const pid = selectedProcess(state)?.pid;
  if (pid === undefined) return next(state);
  return next(relisted({ ...state, selectedPid: pid, folded: toggled(state.folded, pid) }));
}

/** htop goes on to the next one, so that a row of them is tagged by holding the key. */
function toggleTag(state: DashboardState): Update {
  const { pid } = state.listed[state.selectedRow]!;
  const tagged = toggled(state.tagged, pid);
  return next(withSelectedRow({ ...state, tagged }, state.selectedRow + 1));
}

function tagFamily(state: DashboardState): Update {
  const { pid } = state.listed[state.selectedRow]!;
  const family = familyOf(pid, state.sample.processes);
  return next({ ...state, tagged: new Set([...state.tagged, ...family]) });
}

function toggleFollow(state: DashboardState): Update {
  const { pid, command } = selectedProcess(state)!;
  const followedPid = state.followedPid === pid ? undefined : pid;
  const notice = answerNotice(
    followedPid === undefined
      ? 'no process is followed'
      : `process ${pid} ${sanitize(command)} is followed: F lets it go`,
  );
  return next({ ...state, followedPid, selectedPid: pid, notice });
}

function toggleFrozen(state: DashboardState): Update {
  const frozen = !state.frozen;
  const notice = answerNotice(
    frozen ? 'the list is frozen, time goes on: Z thaws it' : 'the list goes on',
  );
  const later = { ...state, frozen, notice };
  return next(frozen ? later : relisted(later));
}

function renice(state: DashboardState, by: 1 | -1): Update {
  const byPid = new Map(state.sample.processes.map((process) => [process.pid, process]));
  const pids = meantPids(state, selectedProcess(state)!.pid);
  const commands = pids.flatMap((pid): readonly Command[] => {
    const process = byPid.get(pid);
    if (process === undefined) return [];
    return [{ do: 'renice', pid, nice: clamp(process.nice + by, -20, 19) }];
  });
  return sent(state, commands);
}

function toggled(pids: ReadonlySet<number>, pid: number): ReadonlySet<number> {
  const changed = new Set(pids);
  if (!changed.delete(pid)) changed.add(pid);
  return changed;
}
