import { BYTES_FORM, DURATION_FORM, parseBytes, parseDuration } from '../../../base/units.js';
import type { Spawn } from '../../../cluster/facts/command.js';
import { PROFILE_NAMES, profileNamed } from '../../../cluster/facts/profile.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { isMember } from '../../past/cluster-figures.js';
import { editing, pressInLine } from '../../prompt/line-editor.js';
import { MOST_SPAWNED } from '../../prompt/spawn-word.js';
import { send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { selectedProcess } from '../../views/mtop/process-list.js';
import type { DialogContent, SpawnDialog } from '../dialog.js';
import { hintLine, wrapped } from '../dialog-lines.js';

/**
 * Asks for a process to be started: its home, work, memory, command and profile, and how many of
 * it.
 */
export function openSpawn(state: DashboardState): Update {
  const firstMember = state.sample.nodes.find(isMember)?.id ?? 1;
  const home = selectedProcess(state)?.home ?? firstMember;
  const values = [String(home), '60s', '20MB', 'loop', 'cpu-bound', '1'];
  return next({ ...state, dialog: { kind: 'spawn', values, selected: 0, problem: undefined } });
}

export function spawnContent(state: DashboardState, dialog: SpawnDialog): DialogContent {
  return {
    title: 'start a process',
    intro:
      dialog.problem === undefined
        ? wrapped('work: seconds of an idle CPU of speed 10000', CELLS, 'dim')
        : wrapped(dialog.problem, CELLS, 'bad'),
    items: FIELDS.map(({ title, hint }, index) => [
      span(` ${fitText(title, TITLE_CELLS)}`, { colour: 'strong' }),
      ...fieldSpans(dialog, index, state),
      span(` ${fitText(hint, HINT_CELLS)}`, { colour: 'dim' }),
    ]),
    marked: true,
    hints: hintLine([
      ['Up Down', 'field'],
      ['Left Right', 'profile'],
      ['Enter', 'start'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInSpawn(
  state: DashboardState,
  dialog: SpawnDialog,
  key: string,
): Update | undefined {
  const value = dialog.values[dialog.selected] ?? '';
  switch (key) {
    case 'enter':
      return start(state, dialog);
    case 'tab':
    case 'down':
      return next({ ...state, dialog: onField(dialog, 1) });
    case 'S-tab':
    case 'up':
      return next({ ...state, dialog: onField(dialog, -1) });
    case 'left':
    case 'right': {
      if (FIELDS[dialog.selected]?.title !== 'profile') return undefined;
      return next({ ...state, dialog: withValue(dialog, besides(value, key === 'left' ? -1 : 1)) });
    }
    default: {
      const line = pressInLine(editing(value), key);
      if (line === undefined || line.text === value) return undefined;
      return next({ ...state, dialog: withValue(dialog, line.text) });
    }
  }
}

/** Pasted text goes into the field under the cursor. */
export function pasteInSpawn(state: DashboardState, dialog: SpawnDialog, text: string): Update {
  const value = (dialog.values[dialog.selected] ?? '') + sanitize(text.trim());
  return next({ ...state, dialog: withValue(dialog, value) });
}

const MOST_CHARACTERS = 40;
const COUNT_FIELD = 5;
const FIELD_CELLS = 20;
const TITLE_CELLS = 9;
const HINT_CELLS = 26;
const CELLS = TITLE_CELLS + FIELD_CELLS + HINT_CELLS + 2;

const FIELDS: readonly { readonly title: string; readonly hint: string }[] = [
  { title: 'home', hint: 'N# of a node' },
  { title: 'work', hint: '20s, 10min, 4h or endless' },
  { title: 'memory', hint: '400MB, 1.5GB' },
  { title: 'command', hint: 'R, mosrun -2 R, runon 3 R' },
  { title: 'profile', hint: 'what it does' },
  { title: 'count', hint: 'how many of it' },
];

function fieldSpans(dialog: SpawnDialog, index: number, { charset }: DashboardState): Line {
  const value = sanitize(dialog.values[index] ?? '');
  const cursor = index === dialog.selected ? '_' : '';
  const text = fitText(value + cursor, FIELD_CELLS, 'left', charset.ellipsis);
  return [span(text, { colour: 'strong', ground: 'field' })];
}

/** The profile `by` steps from the one written, going round. */
function besides(written: string, by: number): string {
  const index = PROFILE_NAMES.findIndex((name) => name.startsWith(written.trim()));
  return PROFILE_NAMES.at((index + by) % PROFILE_NAMES.length)!;
}

/** The field `by` further, going round: the last one is one up from the first. */
function onField(dialog: SpawnDialog, by: 1 | -1): SpawnDialog {
  const selected = (dialog.selected + by + FIELDS.length) % FIELDS.length;
  return { ...dialog, selected };
}

function withValue(dialog: SpawnDialog, value: string): SpawnDialog {
  const values = dialog.values.with(dialog.selected, value.slice(0, MOST_CHARACTERS));
  return { ...dialog, values, problem: undefined };
}

function start(state: DashboardState, dialog: SpawnDialog): Update {
  const spawn = spawnOf(dialog.values, state);
  if (typeof spawn === 'string') {
    return next({ ...state, dialog: { ...dialog, problem: spawn } });
  }
  const written = dialog.values[COUNT_FIELD]?.trim() ?? '';
  const count = Number(written);
  if (!/^\d{1,4}$/.test(written) || count < 1 || count > MOST_SPAWNED) {
    const problem = `count: 1 to ${MOST_SPAWNED}, not ${sanitize(written) || '(empty)'}`;
    return next({ ...state, dialog: { ...dialog, problem } });
  }
  return send(
    state,
    Array.from({ length: count }, () => ({ do: 'spawn', ...spawn }) as const),
  );
}

/** What the fields ask for, or what is wrong with them. */
function spawnOf(values: readonly string[], state: DashboardState): Spawn | string {
  const [home = '', work = '', memory = '', run = '', profile = ''] = values.map((value) =>
    value.trim(),
  );
  const node = state.sample.nodes.find(({ id }) => String(id) === home);
  if (node === undefined) return `home: there is no node ${sanitize(home) || '(empty)'}`;
  const workSeconds = /^(endless|inf)/i.test(work) ? Number.POSITIVE_INFINITY : parseDuration(work);
  if (workSeconds === undefined || workSeconds <= 0) return `work: ${DURATION_FORM}`;
  const memoryBytes = parseBytes(memory);
  if (memoryBytes === undefined) return `memory: ${BYTES_FORM}`;
  if (run === '') return 'command: a name is needed';
  if (profileNamed(profile) === undefined) return `profile: ${PROFILE_NAMES.join(' ')}`;
  const spawn = { home: node.id, workSeconds, memoryBytes, run };
  return profile === 'cpu-bound' ? spawn : { ...spawn, profile };
}
