import { fitText } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { fitLine, type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { clamp } from '../drawing/scale.js';
import { actOf } from '../key-binding.js';
import { bindingsIn } from '../keymap.js';
import { allWords, readCommandLine, runCommandLine } from '../prompt/command-line.js';
import { bestAnswers } from '../prompt/fuzzy.js';
import { editorSpans, insertInLine, pressInLine } from '../prompt/line-editor.js';
import { PARAMETER_MEANINGS } from '../prompt/parameter-meanings.js';
import { withCommandPrompt } from '../prompt/prompt.js';
import { startScenario } from '../prompt/scenario-words.js';
import { WORD_MEANINGS } from '../prompt/word-meanings.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { withSelectedRow } from '../views/mtop/process-list.js';
import type { DialogContent, PaletteDialog } from './dialog.js';
import { hintLine } from './dialog-lines.js';

export function paletteContent(state: DashboardState, dialog: PaletteDialog): DialogContent {
  const cells = clamp(state.size.columns - 4, 20, MOST_CELLS);
  const found = foundEntries(state, dialog.line.text);
  return {
    title: 'what to do, or where to go',
    intro: [
      fitLine(
        [
          span('> ', { colour: 'key', bold: true }),
          ...editorSpans(dialog.line, cells - 3, state.charset),
        ],
        cells,
      ),
    ],
    items:
      found.length === 0
        ? [[span('nothing of that name', { colour: 'dim' })]]
        : found.map((entry) => entryLine(entry, cells, state)),
    marked: found.length > 0,
    hints: hintLine([
      ['letters', 'find'],
      ['Enter', 'do it'],
      ['Esc', 'close'],
    ]),
  };
}

export function pressInPalette(
  state: DashboardState,
  dialog: PaletteDialog,
  key: string,
): Update | undefined {
  if (key === 'enter') {
    const entry = foundEntries(state, dialog.line.text)[dialog.selected];
    return entry === undefined ? next(state) : entry.act({ ...state, dialog: undefined });
  }
  const line = pressInLine(dialog.line, key);
  if (line === undefined) return undefined;
  return next({ ...state, dialog: { ...dialog, line, selected: 0 } });
}

export function pasteInPalette(state: DashboardState, dialog: PaletteDialog, text: string): Update {
  const line = insertInLine(dialog.line, text.trim());
  return next({ ...state, dialog: { ...dialog, line, selected: 0 } });
}

interface Entry {
  readonly name: string;
  /** What kind of thing it is, or its key. */
  readonly kind: string;
  readonly about: string;
  act(state: DashboardState): Update;
}

const MOST_CELLS = 92;
const KIND_CELLS = 10;
const NAME_CELLS = 26;
const MOST_FOUND = 100;
/** Of more processes or nodes only the first are looked at: a key must not take long. */
const MOST_LOOKED_AT = 10_000;

function entryLine({ kind, name, about }: Entry, cells: number, { charset }: DashboardState): Line {
  const colour: Colour = 'dim';
  const room = cells - KIND_CELLS;
  const nameCells = about === '' ? room : Math.min(NAME_CELLS, room);
  return fitLine(
    [
      span(fitText(kind, KIND_CELLS, 'left', charset.ellipsis), { colour: 'key' }),
      span(`${fitText(sanitize(name), nameCells - 1, 'left', charset.ellipsis)} `, { bold: true }),
      span(
        fitText(
          sanitize(about),
          Math.max(0, cells - KIND_CELLS - nameCells),
          'left',
          charset.ellipsis,
        ),
        { colour },
      ),
    ],
    cells,
  );
}

/**
 * What answers the words written, the best first; with none, what was done before and all words.
 */
function foundEntries(state: DashboardState, written: string): readonly Entry[] {
  const text = written.trim();
  const all = [...lineEntries(state), ...keyEntries(state), ...wordEntries(state)];
  if (text === '') return all.slice(0, MOST_FOUND);
  const found = bestAnswers(text, [
    ...all,
    ...scenarioEntries(state),
    ...nodeEntries(state),
    ...processEntries(state),
  ]);
  return found.slice(0, MOST_FOUND);
}

/** Command lines of before, newest first. */
function lineEntries({ commandLines }: DashboardState): readonly Entry[] {
  return commandLines.toReversed().map((line) => ({
    name: line,
    kind: 'again',
    about: '',
    act: (state) => runCommandLine(state, readCommandLine(line)),
  }));
}

function keyEntries(state: DashboardState): readonly Entry[] {
  return bindingsIn(state).map((binding) => ({
    name: binding.short ?? binding.description,
    kind: binding.label,
    about: binding.short === undefined ? '' : binding.description,
    act: (later) => actOf(binding, later),
  }));
}

/** The words of the command line, each policy and each parameter with its value. */
function wordEntries({ info }: DashboardState): readonly Entry[] {
  const written = (text: string) => (state: DashboardState) => next(withCommandPrompt(state, text));
  return [
    ...allWords().map(({ word, form }) => ({
      name: word,
      kind: ':',
      about: [WORD_MEANINGS[word], form]
        .filter((part) => part !== undefined && part !== '')
        .join('; '),
      act: written(`${word} `),
    })),
    ...(info.policies ?? []).map((name) => ({
      name: `policy ${name}`,
      kind: 'policy',
      about: name === info.policy ? 'decides now' : 'lets it decide from now on',
      act: (state: DashboardState) => runCommandLine(state, readCommandLine(`policy ${name}`)),
    })),
    ...Object.entries(info.parameters ?? {}).map(([name, value]) => ({
      name: `set ${name}`,
      kind: 'parameter',
      about: `is ${value}: ${PARAMETER_MEANINGS[name] ?? ''}`,
      act: written(`set ${name} `),
    })),
  ];
}

function scenarioEntries({ cards }: DashboardState): readonly Entry[] {
  return cards.map(({ name, about }) => ({
    name: `scenario ${name}`,
    kind: 'scenario',
    about,
    act: (state) => startScenario(state, { name }),
  }));
}

function nodeEntries({ sample }: DashboardState): readonly Entry[] {
  return sample.nodes.slice(0, MOST_LOOKED_AT).map(({ id, name, state: its }) => ({
    name: `node ${id} ${name}`,
    kind: 'go to',
    about: its,
    act: (state) => next({ ...state, view: 'cluster', panel: 0, selectedNode: id }),
  }));
}

function processEntries({ views }: DashboardState): readonly Entry[] {
  return views.mtop.listed.slice(0, MOST_LOOKED_AT).map(({ pid, user, command, node }) => ({
    name: `${pid} ${command}`,
    kind: 'go to',
    about: `process of ${user} on node ${node}`,
    act: (state) => {
      const row = state.views.mtop.listed.findIndex((process) => process.pid === pid);
      return next(withSelectedRow({ ...state, view: 'mtop', panel: 0 }, row));
    },
  }));
}
