import { formatDuration } from '../../base/units.js';
import type { Explanation, LastDecision, PlaceForecast } from '../../session/session.js';
import { fitText } from '../cell-width.js';
import type { Line } from '../line.js';
import { span } from '../line.js';
import type { Message } from '../message.js';
import { sanitize } from '../sanitize.js';
import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';
import { next } from '../update-result.js';
import { nodeInFocus, processInFocus } from '../views/registry.js';
import type { DialogContent, WhyNodeDialog, WhyProcessDialog } from './dialog.js';
import { hintLine } from './hints.js';
import { wrapped } from './wrapped.js';

/** Asks why the process in focus is where it is; without one, what the node decided last. */
export function openWhy(state: DashboardState): Update {
  const process = processInFocus(state);
  if (process !== undefined) {
    const { pid } = process;
    const dialog: WhyProcessDialog = { kind: 'why-process', pid, answer: undefined, selected: 0 };
    return next({ ...state, dialog }, { type: 'explain', pid });
  }
  const node = nodeInFocus(state)?.id;
  if (node === undefined) return next(state);
  const dialog: WhyNodeDialog = { kind: 'why-node', node, answer: undefined, selected: 0 };
  return next({ ...state, dialog }, { type: 'decide', node });
}

export function explainedInWhy(
  state: DashboardState,
  { pid, explanation, decision }: Extract<Message, { type: 'explained' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'why-process' || dialog.pid !== pid) return state;
  return { ...state, dialog: { ...dialog, answer: { explanation, decision } } };
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
  const cells = textCells(state);
  const name = sanitize(process?.command ?? '');
  return {
    title: `why is ${dialog.pid} ${name} on node ${process?.node ?? '?'}`,
    intro: [],
    items:
      answer === undefined
        ? [DIM_DOTS]
        : answer.explanation === undefined
          ? [[span('nothing is known of this process', { colour: 'dim' })]]
          : explanationLines(answer.explanation, answer.decision, state, cells),
    marked: false,
    hints: HINTS,
  };
}

export function whyNodeContent(state: DashboardState, dialog: WhyNodeDialog): DialogContent {
  const { answer } = dialog;
  return {
    title: `what node ${dialog.node} decided last`,
    intro: [],
    items: answer === undefined ? [DIM_DOTS] : decisionLines(answer.decision, textCells(state)),
    marked: false,
    hints: HINTS,
  };
}

const DIM_DOTS: Line = [span('...', { colour: 'dim' })];
const HINTS = hintLine([
  ['Up Down', 'scroll'],
  ['Esc', 'close'],
]);
const MOST_CELLS = 96;

function textCells({ size }: DashboardState): number {
  return Math.max(10, Math.min(MOST_CELLS, size.columns - 6));
}

function explanationLines(
  explanation: Explanation,
  decision: LastDecision | undefined,
  state: DashboardState,
  cells: number,
): readonly Line[] {
  const { whyHere, verdict, to, numbers, places } = explanation;
  const goes = to === undefined ? 'strong' : 'moving';
  return [
    ...wrapped(`Here: ${sanitize(whyHere)}`, cells, 'text'),
    ...wrapped(`Now: ${sanitize(verdict)}`, cells, goes),
    ...numberLines(numbers, cells),
    [],
    placesHeader(cells),
    ...places.map((place) => placeLine(place, explanation, cells)),
    [],
    ...decisionLines(decision, cells, `Node ${explanation.node} decided last`),
  ].map((line) =>
    line.length === 0 ? [span(' '.repeat(Math.min(cells, state.size.columns)))] : line,
  );
}

function placesHeader(cells: number): Line {
  const wide = cells >= WIDE_CELLS;
  return [
    span(`  N#  LOAD ${wide ? 'BELIEVED    AGE' : 'BELIEVED'}  SPEED${wide ? '   WAIT' : ''}  `, {
      colour: 'dim',
    }),
  ];
}

const WIDE_CELLS = 60;

function placeLine(place: PlaceForecast, { node, to, home }: Explanation, cells: number): Line {
  const wide = cells >= WIDE_CELLS;
  const isHere = place.node === node;
  const believed = place.believedLoad === undefined ? '-' : place.believedLoad.toFixed(2);
  const age = place.ageSeconds === undefined ? '-' : formatDuration(place.ageSeconds);
  const verdict = isHere
    ? `here${place.node === home ? ', at home' : ''}`
    : sanitize(place.verdict ?? 'it would go here');
  const colour = isHere
    ? 'strong'
    : place.node === to || place.verdict === undefined
      ? 'moving'
      : place.refusal === undefined
        ? 'dim'
        : 'bad';
  const figures = [
    fitText(place.load.toFixed(2), 6, 'right'),
    fitText(believed, 9, 'right'),
    ...(wide ? [fitText(age, 7, 'right')] : []),
    fitText(place.rate.toFixed(2), 7, 'right'),
    ...(wide ? [fitText(percentText(place.waitPerWork), 7, 'right')] : []),
  ].join('');
  const number = span(fitText(String(place.node), 4, 'right'), { colour: 'title', bold: isHere });
  const room = Math.max(0, cells - 4 - figures.length - 2);
  return [number, span(figures), span(`  ${fitText(verdict, room).trimEnd()}`, { colour })];
}

function percentText(part: number): string {
  return `${(part * 100).toFixed(part < 0.1 ? 1 : 0)}%`;
}

function decisionLines(
  decision: LastDecision | undefined,
  cells: number,
  title = 'It decided',
): readonly Line[] {
  if (decision === undefined) {
    return [[span(`${title}: nothing yet`, { colour: 'dim' })]];
  }
  const { at, move, to, reason, numbers } = decision;
  const what = move === undefined || to === undefined ? 'nothing moves' : `${move} moves to ${to}`;
  return [
    ...wrapped(`${title}, at ${formatDuration(at)}: ${what}`, cells, 'title'),
    ...wrapped(sanitize(reason), cells, 'text'),
    ...numberLines(numbers, cells),
  ];
}

/** `own load 2.15   threshold 1.30   ...`, as many lines as they need. */
function numberLines(numbers: Readonly<Record<string, number>>, cells: number): readonly Line[] {
  const text = Object.entries(numbers)
    .map(([name, value]) => `${sanitize(name)} ${numberText(value)}`)
    .join('   ');
  return text === '' ? [] : wrapped(text, cells, 'dim');
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'unlimited' : '-';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
