import {
  faster,
  migrate,
  needsProcess,
  needsSubject,
  nextPanel,
  nodeActions,
  pinnedToProcess,
  previousPanel,
  showView,
  signal,
  slower,
  step,
  toggleLock,
  togglePause,
} from './acts.js';
import type { Dialog } from './dialogs/dialog.js';
import { openHelp, openPalette } from './dialogs/finding-keys.js';
import { openDetails, openWhy } from './dialogs/in-focus.js';
import { openSpawn } from './dialogs/process/spawn.js';
import { openScenarios } from './dialogs/scenarios.js';
import { openSetup } from './dialogs/setup.js';
import { noFuturesReason, openWhatIf } from './dialogs/time/what-if.js';
import type { KeyBinding } from './key-binding.js';
import { withCommandPrompt } from './prompt/prompt.js';
import { noScenarioReason } from './scenarios.js';
import { readOnlyReason, realTimeReason } from './sending.js';
import type { DashboardState } from './state.js';
import { comeBack } from './trail.js';
import { noPastReason, stepBack } from './travel.js';
import { nothingToTakeBack, takeBack } from './undo.js';
import { next } from './update-result.js';
import { VIEWS, viewOf } from './views/registry.js';

/** Those that stand before a view's own keys, in function bar and help. */
const FIRST_KEYS: readonly KeyBinding[] = [
  { keys: ['f1', '?', 'h'], label: 'F1 ?', description: 'this help', act: openHelp, short: 'help' },
  {
    keys: ['f2', 'S-s'],
    label: 'F2 S',
    description: 'setup: columns, panels, theme, frame rate, keys of vim',
    act: openSetup,
    short: 'setup',
  },
];

const LAST_KEYS: readonly KeyBinding[] = [
  {
    keys: ['m'],
    label: 'm',
    description: 'migrate the process, or all tagged: to a node, home, or where it runs best',
    act: migrate,
    short: 'migrate',
    disabled: needsProcess,
  },
  {
    keys: ['f9', 'k'],
    label: 'F9 k',
    description: 'send a signal to the process, or to all tagged',
    act: signal,
    short: 'signal',
    disabled: needsProcess,
  },
  {
    keys: ['w'],
    label: 'w',
    description: 'why the process is where it is, and whether it would move',
    act: (state) => openWhy(pinnedToProcess(state)),
    short: 'why',
    disabled: needsSubject,
  },
  {
    keys: ['enter'],
    label: 'Enter',
    description: 'details of the process or node',
    act: (state) => openDetails(pinnedToProcess(state)),
    short: 'details',
    disabled: needsSubject,
  },
  {
    keys: ['p'],
    label: 'p',
    description: 'pause or resume time',
    act: togglePause,
    short: 'pause',
    disabled: realTimeReason,
  },
  {
    keys: ['.'],
    label: '.',
    description: 'pause and advance one second',
    act: step,
    short: 'step',
    disabled: realTimeReason,
  },
  {
    keys: [','],
    label: ',',
    description: 'pause and go back one second',
    act: stepBack,
    short: 'back',
    disabled: noPastReason,
  },
  {
    keys: ['b'],
    label: 'b',
    description: 'to a moment: writes :go; then 10min, -30s, or Enter alone for the present',
    act: (state) => next(withCommandPrompt(state, 'go ')),
    disabled: noPastReason,
  },
  {
    keys: ['S-w'],
    label: 'W',
    description: 'what if: the next hour under each policy, run ahead; :what-if has more questions',
    act: openWhatIf,
    disabled: noFuturesReason,
  },
  {
    keys: ['+', '='],
    label: '+',
    description: 'speed time up',
    act: faster,
    short: 'faster',
    disabled: realTimeReason,
  },
  {
    keys: ['-', '_'],
    label: '-',
    description: 'slow time down',
    act: slower,
    short: 'slower',
    disabled: realTimeReason,
  },
  {
    keys: ['S-l'],
    label: 'L',
    description: 'lock the process to its node, or unlock it',
    act: toggleLock,
    short: 'lock',
    disabled: needsProcess,
  },
  {
    keys: ['a'],
    label: 'a',
    description: 'start a process',
    act: openSpawn,
    short: 'start',
    disabled: readOnlyReason,
  },
  {
    keys: ['x'],
    label: 'x',
    description: 'actions on the node: leave, join, crash, flags and more',
    act: nodeActions,
    short: 'nodes',
    disabled: readOnlyReason,
  },
  {
    keys: ['S-o'],
    label: 'O',
    description: 'scenarios: start another one, or this one again',
    act: openScenarios,
    disabled: noScenarioReason,
  },
  {
    keys: ['z'],
    label: 'z',
    description:
      'take the last act back: join after leave, recover after crash, the process where it was',
    act: takeBack,
    disabled: (state) => readOnlyReason(state) ?? nothingToTakeBack(state),
  },
  ...VIEWS.map(({ id, title }, index) => ({
    keys: [String(index + 1)],
    label: String(index + 1),
    description: `the ${title} view`,
    act: showView(id),
  })),
  {
    keys: ['escape'],
    label: 'Esc',
    description: 'back to where Enter led from',
    act: comeBack,
    disabled: ({ trail }) => (trail.length === 0 ? 'nothing to go back to' : undefined),
  },
  { keys: ['tab'], label: 'Tab', description: 'the next panel of the view', act: nextPanel },
  { keys: ['S-tab'], label: 'S-Tab', description: 'the previous panel', act: previousPanel },
  {
    keys: [':'],
    label: ':',
    description: 'command line: says what each word means, Tab completes, Up recalls',
    act: (state) => next(withCommandPrompt(state)),
  },
  {
    keys: ['C-p'],
    label: 'Ctrl-P',
    description:
      'palette: all commands, keys, policies, parameters, scenarios, nodes and processes by a few letters',
    act: openPalette,
  },
  {
    keys: ['C-l'],
    label: 'Ctrl-L',
    description: 'redraw the screen',
    act: (state) => next(state, { type: 'redraw' }),
  },
  {
    keys: ['C-z'],
    label: 'Ctrl-Z',
    description: 'suspend; fg resumes',
    act: (state) => next(state, { type: 'suspend' }),
  },
  {
    keys: ['q', 'f10', 'C-c'],
    label: 'q F10',
    description: 'quit',
    act: (state) => next(state, { type: 'quit' }),
    short: 'quit',
    stays: true,
  },
];

/** What the keys of vim mean where they are wanted. */
const VIM_KEYS: Readonly<Record<string, string>> = { j: 'down', k: 'up', g: 'home', 'S-g': 'end' };

/** The key that is meant: where vim's are wanted, j is Down, unless the view has a j of its own. */
export function meantKey(key: string, state: DashboardState): string {
  const meant = state.settings.vimKeys ? VIM_KEYS[key] : undefined;
  if (meant === undefined || state.prompt !== undefined) return key;
  if (state.dialog !== undefined) return isTyped(state.dialog) ? key : meant;
  const own = viewOf(state).keys.some(
    (binding) => binding.keys.includes(key) && (binding.applies?.(state) ?? true),
  );
  return own ? key : meant;
}

/** Whether letters are written or choose in a dialog. */
function isTyped({ kind }: Dialog): boolean {
  return !['help', 'why-process', 'why-node', 'process-details', 'node-details'].includes(kind);
}

/** The keys of all views, in the order of the help. */
export const KEYMAP: readonly KeyBinding[] = [...FIRST_KEYS, ...LAST_KEYS];

/** The binding of a key in the view shown. */
export function bindingOf(key: string, state: DashboardState): KeyBinding | undefined {
  return bindingsIn(state).find(({ keys }) => keys.includes(key));
}

/** What the keys do in the view shown; its own go before those of all views. */
export function bindingsIn(state: DashboardState): readonly KeyBinding[] {
  const own = viewOf(state).keys.filter((binding) => binding.applies?.(state) ?? true);
  const others = state.settings.vimKeys ? Object.keys(VIM_KEYS) : [];
  const taken = new Set([...own.flatMap(({ keys }) => keys), ...others]);
  const free = (shared: readonly KeyBinding[]) =>
    shared.flatMap((binding): readonly KeyBinding[] => {
      const keys = binding.keys.filter((name) => !taken.has(name));
      if (keys.length === 0) return [];
      return keys.length === binding.keys.length ? [binding] : [withKeys(binding, keys)];
    });
  return [...free(FIRST_KEYS), ...own, ...free(LAST_KEYS)];
}

/** The keys as a Markdown table, for docs/keys.md. */
export function keymapMarkdown(): string {
  const row = ({ label, description }: KeyBinding, where: string) =>
    `| \`${label}\` | ${description} | ${where} |`;
  return [
    '| key | what it does | where |',
    '| --- | --- | --- |',
    ...KEYMAP.map((binding) => row(binding, '')),
    ...VIEWS.flatMap(({ title, keys }) => keys.map((binding) => row(binding, title))),
  ].join('\n');
}

/** The binding with only those keys that its view leaves to it. */
function withKeys(binding: KeyBinding, keys: readonly string[]): KeyBinding {
  const words = binding.label.split(' ');
  const kept = words.filter((_, index) => keys.includes(binding.keys[index] ?? ''));
  const first = keys[0]!;
  const label =
    words.length > 1 && kept.length > 0
      ? kept.join(' ')
      : binding.keys[0] === first
        ? binding.label
        : first.toUpperCase();
  return { ...binding, keys, label };
}
