import { formatClock } from '../../base/units.js';
import type { Decided, Explanation, LastDecision } from '../../session/session.js';
import { fitText } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { Message } from '../message.js';
import type { DashboardState } from '../state.js';
import { BELIEF_COLUMNS, forecastColumns, tableLegend, tableLines } from './belief-table.js';
import type { DialogContent, WhyNodeDialog, WhyProcessDialog } from './dialog.js';
import { hintLine, wrapped } from './dialog-lines.js';

export function explainedInWhy(
  state: DashboardState,
  { pid, explanation }: Extract<Message, { type: 'explained' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'why-process' || dialog.pid !== pid) return state;
  return { ...state, dialog: { ...dialog, answer: { explanation } } };
}

export function decidedInWhy(
  state: DashboardState,
  { node, decision }: Extract<Message, { type: 'decided' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'why-node' || dialog.node !== node) return state;
  return { ...state, dialog: { ...dialog, answer: { decision } } };
}

export function whyProcessContent(state: DashboardState, dialog: WhyProcessDialog): DialogContent {
  const process = state.sample.processes.find(({ pid }) => pid === dialog.pid);
  const { answer } = dialog;
  const node = answer?.explanation?.node ?? process?.node ?? '?';
  return {
    title: `why is ${dialog.pid} ${sanitize(process?.command ?? '')} on node ${node}`,
    intro: [],
    items:
      answer === undefined
        ? [DIM_DOTS]
        : answer.explanation === undefined
          ? [[span('nothing is known about this process', { colour: 'dim' })]]
          : explanationLines(answer.explanation, state),
    marked: false,
    hints: HINTS,
  };
}

export function whyNodeContent(state: DashboardState, dialog: WhyNodeDialog): DialogContent {
  const { answer } = dialog;
  return {
    title: `last decision of node ${dialog.node}`,
    intro: [],
    items: answer === undefined ? [DIM_DOTS] : decisionLines(answer.decision, state),
    marked: false,
    hints: HINTS,
  };
}

const DIM_DOTS: Line = [span('...', { colour: 'dim' })];
const HINTS = hintLine([
  ['Up Down', 'scroll'],
  ['Esc', 'close'],
]);
const MOST_CELLS = 84;

function textCells({ size }: DashboardState): number {
  return Math.max(10, Math.min(MOST_CELLS, size.columns - 4));
}

function explanationLines(explanation: Explanation, state: DashboardState): readonly Line[] {
  const { whyHere, verdict, to, forecasts, node } = explanation;
  const cells = textCells(state);
  const columns = forecastColumns(explanation);
  return [
    ...said(
      [
        ['here', whyHere, 'text'],
        ['now', verdict, to === undefined ? 'strong' : 'moving'],
      ],
      cells,
    ),
    EMPTY,
    ...tableLines(forecasts, columns, {
      here: node,
      deciding: decidingIn(explanation),
      state,
      cells,
    }),
    EMPTY,
    ...wrapped(tableLegend(columns, { believer: node, cells }), cells, 'dim'),
  ];
}

function decisionLines(decision: LastDecision | undefined, state: DashboardState): readonly Line[] {
  if (decision === undefined) {
    return [[span('no decision yet', { colour: 'dim' })]];
  }
  const { at, node, now, beliefs } = decision;
  const cells = textCells(state);
  return [
    ...said(
      [
        [formatClock(at), moved(decision), colourOf(decision)],
        ['why', decision.reason, 'text'],
        ...(now === undefined ? [] : whatNow(now)),
      ],
      cells,
    ),
    EMPTY,
    ...tableLines(beliefs, BELIEF_COLUMNS, {
      here: node,
      deciding: decidingIn(now ?? decision),
      state,
      cells,
    }),
    EMPTY,
    ...wrapped(tableLegend(BELIEF_COLUMNS, { believer: node, cells }), cells, 'dim'),
  ];
}

/** What it would decide on what it has learnt since. */
function whatNow(now: Decided): Sentences {
  return [
    ['now', `it would be: ${moved(now)}`, colourOf(now)],
    ['why', now.reason, 'text'],
  ];
}

function moved({ move, to }: Decided): string {
  return move === undefined ? 'no process is moved' : `process ${move} moves to node ${to}`;
}

function colourOf({ move }: Decided): Colour {
  return move === undefined ? 'strong' : 'moving';
}

/** The node whose numbers decide. */
function decidingIn({ to, numbers }: Pick<Decided, 'to' | 'numbers'>): number | undefined {
  return to ?? numbers.best;
}

const EMPTY: Line = [span(' ')];

type Sentences = readonly (readonly [about: string, sentence: string, colour: Colour])[];

/** Sentences with what they are about before them; further lines are as far to the right. */
export function said(sentences: Sentences, cells: number): readonly Line[] {
  const indent = Math.max(...sentences.map(([about]) => about.length)) + 2;
  return sentences.flatMap(([about, sentence, colour]) =>
    wrapped(sanitize(sentence), Math.max(10, cells - indent), colour).map((line, index) => [
      span(fitText(index === 0 ? about : '', indent), { colour: 'title' }),
      ...line,
    ]),
  );
}
