import { fitText } from '../cell-width.js';
import { bindingsIn } from '../keymap.js';
import type { Line } from '../line.js';
import { span } from '../line.js';
import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';
import { next } from '../update-result.js';
import type { DialogContent } from './dialog.js';
import { hintLine } from './hints.js';

export function openHelp(state: DashboardState): Update {
  return next({ ...state, dialog: { kind: 'help', selected: 0 } });
}

export function helpContent(state: DashboardState): DialogContent {
  const keys = bindingsIn(state).map((binding): Line => {
    const reason = binding.disabled?.(state);
    return [
      span(` ${fitText(binding.label, 8)}`, { colour: 'key', bold: true }),
      span(reason === undefined ? binding.description : `${binding.description} (${reason})`, {
        colour: reason === undefined ? 'text' : 'dim',
      }),
    ];
  });
  return {
    title: 'help',
    intro: [],
    items: [...keys, [], ...WORDS.map(wordLine)],
    marked: false,
    hints: hintLine([
      ['Up Down', 'scroll'],
      ['Esc', 'close'],
    ]),
  };
}

/** What the short words on the screen mean. */
const WORDS: readonly (readonly [string, string])[] = [
  ['N#', 'the node a process runs on, coloured when that is not its home'],
  ['HOME', 'the node where it was started'],
  ['ST', 'R runs or waits for a CPU, M is moving, T is stopped; L: locked'],
  ['MIG', 'how often it has migrated'],
  ['LOAD', '1.00: one process that always runs, on one CPU of speed 10000'],
  ['GST', 'guests: processes here whose home is elsewhere'],
  ['AWY', 'away: processes of this home that are elsewhere'],
  ['balance', '100%: the load is spread evenly over the nodes'],
];

function wordLine([word, meaning]: readonly [string, string]): Line {
  return [span(` ${fitText(word, 8)}`, { colour: 'title' }), span(meaning, { colour: 'dim' })];
}
