import { nearest } from '../../base/nearest.js';
import type { Command } from '../../cluster/facts/command.js';
import { answerNotice, refusalNotice } from '../notice.js';
import { readOnlyReason, realTimeReason, sendAsking } from '../sending.js';
import type { DashboardState } from '../state.js';
import { THEMES } from '../terminal/theme.js';
import { TOUR_WORD } from '../tour/tour-word.js';
import { next, type Update } from '../update-result.js';
import { COLUMNS, columnOf } from '../views/mtop/columns.js';
import { parseFilter } from '../views/mtop/filter.js';
import { relisted, withSort } from '../views/mtop/process-list.js';
import { FORM } from './command-word.js';
import { COMMAND_WORDS } from './command-words.js';
import { fuzzyScore } from './fuzzy.js';
import { PARAMETER_MEANINGS } from './parameter-meanings.js';
import { ASKING_WORDS } from './question-words.js';
import { SAVE_WORDS } from './save-words.js';
import { SCENARIO_WORDS } from './scenario-words.js';
import { SCREEN_MEANINGS } from './screen-meanings.js';
import type { ScreenWord } from './screen-word.js';
import { TIME_WORDS } from './time-words.js';
import { WORD_MEANINGS } from './word-meanings.js';

/** What a command line does: something to the cluster or to the screen, or why it cannot. */
export type ReadLine =
  | { readonly commands: readonly Command[] }
  | { readonly problem: string }
  | { act(state: DashboardState): Update };

/** Reads a command line: the first word says what is done. */
export function readCommandLine(text: string): ReadLine {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const own = SCREEN_WORDS.find((known) => known.word === word);
  if (own !== undefined) {
    const act = tooMany(own, rest) ? FORM : own.read(rest);
    return typeof act === 'string' ? { problem: formed(own, act) } : { act };
  }
  const known = COMMAND_WORDS.find((candidate) => candidate.word === word);
  if (known === undefined) {
    const meant = nearest(word, ALL_WORDS);
    const hint = meant === undefined ? ': Tab lists all commands' : `; did you mean ${meant}?`;
    return { problem: `there is no command ${word}${hint}` };
  }
  const command = tooMany(known, rest) ? FORM : known.read(rest);
  if (typeof command === 'string') return { problem: formed(known, command) };
  return { commands: 'do' in command ? [command] : command };
}

/** The state after a command line, and the commands that it sends. */
export function runCommandLine(state: DashboardState, read: ReadLine): Update {
  if ('act' in read) return read.act(state);
  if ('problem' in read) return next(state);
  const reason = readOnlyReason(state);
  return reason === undefined
    ? sendAsking(state, read.commands)
    : next({ ...state, notice: refusalNotice(reason) });
}

/**
 * The line with the word at its end completed as far as it is certain, and what it could be.
 */
export function completion(
  text: string,
  state: DashboardState,
): { readonly text: string; readonly choices: readonly string[] } {
  const begun = text.trimStart().split(/\s+/).at(-1) ?? '';
  const offered = choicesAt(text, state);
  const choices = offered.filter((choice) => choice.startsWith(begun));
  if (choices.length === 0) {
    const meant = begun === '' ? undefined : bestOf(begun, offered);
    if (meant === undefined) return { text, choices };
    return { text: `${text.slice(0, text.length - begun.length)}${meant} `, choices: [meant] };
  }
  const shared = sharedStart(choices);
  const end = choices.length === 1 && !shared.endsWith('=') ? ' ' : '';
  return { text: text.slice(0, text.length - begun.length) + shared + end, choices };
}

/** What the word at the end of a command line may be. */
export function choicesAt(text: string, state: DashboardState): readonly string[] {
  const words = text.trimStart().split(/\s+/);
  const index = words.length - 2;
  if (index < 0) return ALL_WORDS;
  const word = [...SCREEN_WORDS, ...COMMAND_WORDS].find((known) => known.word === words[0]);
  return word?.completions?.(index, state) ?? [];
}

/** The choice that has the letters written in their order, if any has. */
function bestOf(begun: string, choices: readonly string[]): string | undefined {
  let meant: string | undefined;
  let most = 0;
  for (const choice of choices) {
    const score = fuzzyScore(begun, choice) ?? 0;
    if (score <= most) continue;
    most = score;
    meant = choice;
  }
  return meant;
}

/** The words a command line may begin with, and how it continues. */
export function allWords(): readonly { readonly word: string; readonly form: string }[] {
  return [...SCREEN_WORDS, ...COMMAND_WORDS];
}

const SCREEN_WORDS: readonly ScreenWord[] = [
  {
    word: 'rate',
    form: 'NUMBER: virtual seconds per second',
    most: 1,
    read: ([written]) => {
      const rate = Number(written);
      if (!(rate >= 0.01 && rate <= 10_000)) return FORM;
      return (state) => {
        const reason = realTimeReason(state);
        if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
        const notice = answerNotice(`rate ${rate}`);
        return next({ ...state, rate, notice }, { type: 'pace', paused: state.paused, rate });
      };
    },
  },
  {
    word: 'filter',
    form: '[TERMS]',
    read: (words) => {
      const filter = parseFilter(words.join(' '));
      if (filter !== undefined && 'problem' in filter) return filter.problem;
      const written = words.join(' ');
      const notice = answerNotice(
        written === '' ? 'all processes are listed' : `listed are processes with ${written}`,
      );
      return (state) => next(relisted({ ...state, notice }, { filter }));
    },
  },
  {
    word: 'sort',
    form: `COLUMN: ${COLUMNS.map(({ id }) => id).join(' ')}`,
    most: 1,
    read: ([id]) => {
      const column = COLUMNS.find((known) => known.id === id);
      if (column === undefined) return FORM;
      return (state) =>
        next(withSort(state, { column: column.id, descending: columnOf(column.id).descending }));
    },
    completions: (index) => (index === 0 ? COLUMNS.map(({ id }) => id) : []),
  },
  {
    word: 'theme',
    form: THEMES.join('|'),
    most: 1,
    read: ([name]) => {
      const theme = THEMES.find((known) => known === name);
      if (theme === undefined) return FORM;
      return (state) => next({ ...state, settings: { ...state.settings, theme } });
    },
    completions: (index) => (index === 0 ? THEMES : []),
  },
  {
    word: 'from',
    form: 'N#|cluster: where to see the list from',
    most: 1,
    read: ([written]) => {
      if (written === 'cluster') {
        const notice = answerNotice('the list shows the whole cluster');
        return (state) => next(relisted({ ...state, notice }, { standpoint: undefined }));
      }
      if (!/^\d+$/.test(written ?? '')) return FORM;
      return (state) => {
        const node = state.sample.nodes.find(({ id }) => id === Number(written));
        if (node === undefined) {
          return next({ ...state, notice: refusalNotice(`there is no node ${written}`) });
        }
        const notice = answerNotice(`the list shows what node ${written} sees`);
        return next(relisted({ ...state, notice }, { standpoint: node.id }));
      };
    },
    completions: (index, { sample }) =>
      index === 0 ? ['cluster', ...sample.nodes.map(({ id }) => String(id))] : [],
  },
  ...SCENARIO_WORDS,
  ...TIME_WORDS,
  TOUR_WORD,
  ...SAVE_WORDS,
  {
    word: 'su',
    form: '[USER]',
    most: 1,
    read: ([user]) => {
      const isRoot = user === undefined || user === 'root';
      const text = isRoot
        ? 'you are root: all processes obey'
        : `you are ${user}: only what is ${user}'s obeys`;
      const notice = answerNotice(text);
      return (state) =>
        state.info.clock === 'wall'
          ? next({ ...state, notice: refusalNotice('on real nodes you are who you are there') })
          : next({ ...state, user: isRoot ? undefined : user, notice });
    },
    completions: (index, { sample }) =>
      index === 0 ? [...new Set(['root', ...sample.processes.map(({ user }) => user)])] : [],
  },
  ...ASKING_WORDS,
  {
    word: 'help',
    form: 'WORD|PARAMETER',
    most: 1,
    read: ([written]) => {
      if (written === undefined) return FORM;
      const meaning = meaningOf(written);
      if (meaning === undefined) return `no word of the command line or the screen is ${written}`;
      return (state) => next({ ...state, notice: answerNotice(meaning) });
    },
    completions: (index) =>
      index === 0
        ? [...ALL_WORDS, ...Object.keys({ ...PARAMETER_MEANINGS, ...SCREEN_MEANINGS })]
        : [],
  },
  { word: 'quit', form: '', most: 0, read: () => (state) => next(state, { type: 'quit' }) },
];

const ALL_WORDS: readonly string[] = allWords().map(({ word }) => word);

/** What a word of the command line or a parameter does, or one on the screen means; undefined: there is none of that name. */
function meaningOf(written: string): string | undefined {
  if (Object.hasOwn(PARAMETER_MEANINGS, written)) {
    return `set ${written} VALUE: ${PARAMETER_MEANINGS[written]}`;
  }
  const known = allWords().find(({ word }) => word === written);
  if (known === undefined) return screenMeaningOf(written);
  return `${`${known.word} ${known.form}`.trim()}: ${WORD_MEANINGS[known.word] ?? ''}`;
}

/** Of a word on the screen, however it is written. */
function screenMeaningOf(written: string): string | undefined {
  const known = Object.entries(SCREEN_MEANINGS).find(
    ([word]) => word.toLowerCase() === written.toLowerCase(),
  );
  return known?.join(': ');
}

function tooMany(
  { most = Number.POSITIVE_INFINITY }: Pick<ScreenWord, 'most'>,
  words: readonly string[],
): boolean {
  return words.length > most;
}

function formed({ word, form }: { word: string; form: string }, problem: string): string {
  return problem === FORM ? `use: ${word} ${form}` : problem;
}

function sharedStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}
