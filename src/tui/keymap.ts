import { type KeyBinding, key } from './key-binding.js';
import type { Action } from './message.js';
import type { DashboardState } from './state.js';
import { FINDING_KEYS, LIST_KEYS } from './views/mtop/list-keys.js';
import { nodeInFocus, processInFocus, VIEWS, viewOf } from './views/registry.js';
import type { ViewId } from './views/view-id.js';

/** The keys that act only where the process list is. */
const LIST: readonly ViewId[] = ['mtop'];

/** In the order of the help; the function bar shows those with a short word, in this order. */
export const KEYMAP: readonly KeyBinding[] = [
  key(['f1', '?', 'h'], 'F1 ?', 'this help', { type: 'open-help' }, { short: 'help' }),
  ...FINDING_KEYS,
  key(['up'], 'Up', 'one process up', { type: 'move-cursor', by: -1 }, { views: LIST }),
  key(['down'], 'Down', 'one process down', { type: 'move-cursor', by: 1 }, { views: LIST }),
  key(
    ['pageup', 'C-b'],
    'PgUp',
    'one page up',
    { type: 'move-cursor-page', by: -1 },
    { views: LIST },
  ),
  key(
    ['pagedown', 'C-f'],
    'PgDn',
    'one page down',
    { type: 'move-cursor-page', by: 1 },
    { views: LIST },
  ),
  key(['home'], 'Home', 'first process', { type: 'move-cursor-end', to: 'first' }, { views: LIST }),
  key(['end'], 'End', 'last process', { type: 'move-cursor-end', to: 'last' }, { views: LIST }),
  key(
    ['m'],
    'm',
    'migrate the process, or all that are tagged: to a node, home, or where it is best off',
    { type: 'open-migrate' },
    { short: 'migrate', disabled: needsProcess },
  ),
  key(
    ['f9', 'k'],
    'F9 k',
    'send the process, or all that are tagged, a signal',
    { type: 'open-signals' },
    { short: 'signal', disabled: needsProcess },
  ),
  key(
    ['w'],
    'w',
    'why the process is where it is, and whether it would move',
    { type: 'open-why' },
    { short: 'why', disabled: needsSubject },
  ),
  key(
    ['enter'],
    'Enter',
    'details of the process or node',
    { type: 'open-details' },
    { short: 'details', disabled: needsSubject },
  ),
  key(['p'], 'p', 'pause time, or let it go on', { type: 'toggle-pause' }, { short: 'pause' }),
  key(['.'], '.', 'pause and advance one second', { type: 'step' }, { short: 'step' }),
  key(['+', '='], '+', 'time goes faster', { type: 'change-rate', by: 1 }, { short: 'faster' }),
  key(['-', '_'], '-', 'time goes slower', { type: 'change-rate', by: -1 }, { short: 'slower' }),
  key(
    ['S-l'],
    'L',
    'lock the process to its node, or unlock it',
    { type: 'toggle-lock' },
    { short: 'lock', disabled: needsProcess },
  ),
  key(
    ['a'],
    'a',
    'start a process',
    { type: 'open-spawn' },
    { short: 'start', disabled: needsWrite },
  ),
  key(
    ['x'],
    'x',
    'node actions: leave, join, crash, flags and more',
    { type: 'open-node-actions' },
    { short: 'nodes', disabled: needsWrite },
  ),
  key(['S-p'], 'P', 'sort by CPU, again: the other way round', sortBy('cpu'), { views: LIST }),
  key(['S-m'], 'M', 'sort by memory', sortBy('resident'), { views: LIST }),
  key(['S-t'], 'T', 'sort by CPU time', sortBy('time'), { views: LIST }),
  key(['S-n'], 'N', 'sort by pid', sortBy('pid'), { views: LIST }),
  ...VIEWS.map(({ id, title }, index) =>
    key([String(index + 1)], String(index + 1), `the view ${title}`, {
      type: 'show-view',
      view: id,
    }),
  ),
  key(['tab'], 'Tab', 'the next panel of the view', { type: 'next-panel', by: 1 }),
  key(['S-tab'], 'S-Tab', 'the panel before', { type: 'next-panel', by: -1 }),
  ...LIST_KEYS,
  key(['C-l'], 'Ctrl-L', 'draw the screen anew', { type: 'redraw' }),
  key(['C-z'], 'Ctrl-Z', 'suspend; fg comes back', { type: 'suspend' }),
  key(['q', 'f10', 'C-c'], 'q F10', 'quit', { type: 'quit' }, { short: 'quit' }),
];

/** The binding of a key in the view shown. */
export function bindingOf(key: string, state: DashboardState): KeyBinding | undefined {
  return bindingsIn(state).find(({ keys }) => keys.includes(key));
}

/** What the keys do in the view shown: its own first, then those of all views. */
export function bindingsIn(state: DashboardState): readonly KeyBinding[] {
  const { id, keys: own } = viewOf(state);
  const taken = new Set(own.flatMap(({ keys }) => keys));
  const shared = KEYMAP.flatMap((binding): readonly KeyBinding[] => {
    if (binding.views?.includes(id) === false) return [];
    const keys = binding.keys.filter((name) => !taken.has(name));
    if (keys.length === 0) return [];
    return keys.length === binding.keys.length ? [binding] : [withKeys(binding, keys)];
  });
  // The help stands before a view's own keys.
  return [...shared.slice(0, 1), ...own, ...shared.slice(1)];
}

/** The keys as a Markdown table, for the README. */
export function keymapMarkdown(): string {
  const row = ({ label, description }: KeyBinding, where: string) =>
    `| \`${label}\` | ${description} | ${where} |`;
  return [
    '| key | what it does | where |',
    '| --- | --- | --- |',
    ...KEYMAP.map((binding) => row(binding, binding.views?.join(', ') ?? '')),
    ...VIEWS.flatMap(({ title, keys }) => keys.map((binding) => row(binding, title))),
  ].join('\n');
}

/** The binding with only those keys that its view leaves to it. */
function withKeys(binding: KeyBinding, keys: readonly string[]): KeyBinding {
  const first = keys[0]!;
  const label = binding.keys[0] === first ? binding.label : first.toUpperCase();
  return { ...binding, keys, label };
}

function sortBy(column: 'cpu' | 'resident' | 'time' | 'pid'): Action {
  return { type: 'sort-by', column };
}

function needsWrite(state: DashboardState): string | undefined {
  return state.readOnly ? 'read-only: nothing can be changed' : undefined;
}

function needsProcess(state: DashboardState): string | undefined {
  const reason = needsWrite(state);
  if (reason !== undefined) return reason;
  return processInFocus(state) === undefined ? 'there is no process to act on' : undefined;
}

function needsSubject(state: DashboardState): string | undefined {
  return processInFocus(state) === undefined && nodeInFocus(state) === undefined
    ? 'there is no process and no node to tell of'
    : undefined;
}
