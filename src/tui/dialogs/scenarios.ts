import { fitText } from '../drawing/cell-width.js';
import { fitLine, type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { clamp } from '../drawing/scale.js';
import { bestAnswers } from '../prompt/fuzzy.js';
import { EMPTY_LINE, editorSpans, insertInLine, pressInLine } from '../prompt/line-editor.js';
import { startScenario } from '../prompt/scenario-words.js';
import type { ScenarioCard, ScenarioChoice } from '../scenarios.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import type { DialogContent, ScenariosDialog } from './dialog.js';
import { hintLine, wrapped } from './dialog-lines.js';

/** The scenarios with what each shows; one of them, or this one again, is started. */
export function openScenarios(state: DashboardState): Update {
  const dialog: ScenariosDialog = { kind: 'scenarios', line: EMPTY_LINE, selected: 0 };
  return next({ ...state, dialog }, { type: 'list-scenarios' });
}

export function scenariosContent(state: DashboardState, dialog: ScenariosDialog): DialogContent {
  const cells = clamp(state.size.columns - 4, 20, MOST_CELLS);
  const offers = offersFor(state, dialog.line.text);
  const chosen = offers[dialog.selected];
  return {
    title: 'which scenario to start',
    intro: [
      fitLine(
        [
          span('> ', { colour: 'key', bold: true }),
          ...editorSpans(dialog.line, cells - 3, state.charset),
        ],
        cells,
      ),
      ...noteLines(chosen?.notes ?? [], cells, state.size.rows),
    ],
    items:
      offers.length === 0
        ? [[span('no scenario of that name', { colour: 'dim' })]]
        : offers.map((offer) => offerLine(offer, cells, state)),
    marked: offers.length > 0,
    hints: hintLine([
      ['letters', 'find'],
      ['Up Down', 'choose'],
      ['Enter', 'start'],
      ['Esc', 'close'],
    ]),
  };
}

export function pressInScenarios(
  state: DashboardState,
  dialog: ScenariosDialog,
  key: string,
): Update | undefined {
  if (key === 'enter') {
    const offer = offersFor(state, dialog.line.text)[dialog.selected];
    return offer === undefined ? next(state) : startScenario(state, offer.choice);
  }
  const line = pressInLine(dialog.line, key);
  if (line === undefined) return undefined;
  return next({ ...state, dialog: { ...dialog, line, selected: 0 } });
}

export function pasteInScenarios(
  state: DashboardState,
  dialog: ScenariosDialog,
  text: string,
): Update {
  const line = insertInLine(dialog.line, text.trim());
  return next({ ...state, dialog: { ...dialog, line, selected: 0 } });
}

const MOST_CELLS = 114;
const NAME_CELLS = 24;

interface Offer {
  readonly name: string;
  readonly about: string;
  readonly notes: readonly string[];
  readonly choice: ScenarioChoice;
}

/**
 * What is shown, again; then the scenarios, or, when something is written, those that answer it.
 */
function offersFor({ info, cards }: DashboardState, written: string): readonly Offer[] {
  const offers = cards.map(({ name, about, notes }) => ({
    ...{ name, about, notes },
    choice: { name },
  }));
  const text = written.trim();
  if (text !== '') return bestAnswers(text, offers);
  const here: ScenarioCard | undefined = cards.find(({ name }) => name === info.scenario);
  const notes = here?.notes ?? [];
  const again = (seed: number, which: string): Offer => ({
    name: info.scenario,
    about: `again from the beginning, with ${which} seed ${seed}`,
    ...{ notes, choice: { seed } },
  });
  return [again(info.seed, 'the same'), again(info.seed + 1, 'the next'), ...offers];
}

function offerLine({ name, about }: Offer, cells: number, { charset }: DashboardState): Line {
  const nameCells = Math.min(NAME_CELLS, cells);
  const cut = (text: string, most: number) =>
    fitText(sanitize(text), Math.max(0, most), 'left', charset.ellipsis);
  return [
    span(`${cut(name, nameCells - 1)} `, { colour: 'strong', bold: true }),
    span(cut(about, cells - nameCells), { colour: 'dim' }),
  ];
}

/** What happens in the scenario under the cursor: always as many lines, so that nothing jumps. */
function noteLines(notes: readonly string[], cells: number, rows: number): readonly Line[] {
  const most = clamp(Math.floor(rows / 3) - 2, 1, MOST_NOTE_LINES);
  // Where there is no room for all, what to look at is what counts.
  const all = notes.flatMap((note) => wrapped(sanitize(note), cells, 'text'));
  const looking = notes.filter((note) => note.startsWith('What to look at'));
  const short = looking.length > 0 ? looking : notes.slice(0, 1);
  const lines =
    all.length <= most ? all : short.flatMap((note) => wrapped(sanitize(note), cells, 'text'));
  return Array.from({ length: most }, (_, index) => lines[index] ?? [span(' ')]);
}

const MOST_NOTE_LINES = 9;
