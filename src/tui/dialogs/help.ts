import { fitText } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, span } from '../drawing/line.js';
import { clamp } from '../drawing/scale.js';
import type { KeyBinding } from '../key-binding.js';
import { bindingsIn } from '../keymap.js';
import { SCREEN_MEANINGS } from '../prompt/screen-meanings.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { viewOf } from '../views/registry.js';
import type { DialogContent, HelpDialog } from './dialog.js';
import { heading, hintLine, wrapped } from './dialog-lines.js';

/** The keys of the view shown, those of all views, and what the words on the screen mean. */
export function helpContent(state: DashboardState): DialogContent {
  const { title, keys: own } = viewOf(state);
  const cells = clamp(state.size.columns - 4, 20, MOST_CELLS);
  const bindings = bindingsIn(state);
  const isHere = (binding: KeyBinding) => own.includes(binding);
  const lines = (shown: readonly KeyBinding[]) =>
    shown.flatMap((binding) => keyLines(binding, state, cells));
  return {
    title: `help: ${title}`,
    intro: [],
    items: [
      heading(`in ${title}`),
      ...lines(bindings.filter(isHere)),
      EMPTY,
      heading('everywhere'),
      ...lines(bindings.filter((binding) => !isHere(binding))),
      EMPTY,
      heading('on the screen'),
      ...wordLines(':tour', 'title', TOUR, 'dim', cells),
      ...Object.entries(SCREEN_MEANINGS).flatMap(([word, meaning]) =>
        wordLines(word, 'title', meaning, 'dim', cells),
      ),
    ],
    marked: false,
    hints: hintLine([
      ['Up Down PgUp PgDn', 'scroll'],
      ['End', 'what the words mean'],
      ['Esc', 'close'],
    ]),
  };
}

export function pressInHelp(
  state: DashboardState,
  { over }: HelpDialog,
  key: string,
): Update | undefined {
  const closes = ['enter', 'f1', '?', 'h', 'escape', 'q', 'f10'].includes(key);
  return closes ? next({ ...state, dialog: over }) : undefined;
}

const TOUR = 'shows you around in a minute and a half; :tour teachers, what gossip does';
const MOST_CELLS = 96;
const WORD_CELLS = 10;
const EMPTY: Line = [span(' ')];

function keyLines(binding: KeyBinding, state: DashboardState, cells: number): readonly Line[] {
  const { label, description } = binding;
  const reason = binding.disabled?.(state);
  const text = reason === undefined ? description : `${description} (${reason})`;
  return wordLines(label, 'key', text, reason === undefined ? 'text' : 'dim', cells);
}

/** A word and what it means, in as many lines as that needs. */
function wordLines(
  word: string,
  wordColour: Colour,
  meaning: string,
  colour: Colour,
  cells: number,
): readonly Line[] {
  return wrapped(meaning, cells - WORD_CELLS, colour).map((line, index) => [
    span(` ${fitText(index === 0 ? word : '', WORD_CELLS - 1)}`, {
      colour: wordColour,
      bold: true,
    }),
    ...line,
  ]);
}
