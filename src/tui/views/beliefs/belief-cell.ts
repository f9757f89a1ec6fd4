import type { NodeView } from '../../../cluster/facts/view.js';
import type { HeardLoad } from '../../../session/session.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour, Style } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadBar, loadOf, loadPart, perCpu } from '../../past/load.js';
import type { CellContent } from './beliefs-state.js';

/** What one node believes of another one, next to what is true. */
export interface BeliefOf {
  readonly believer: NodeView;
  readonly subject: NodeView;
  /** Undefined: it has heard nothing, or it is the node itself. */
  readonly heard: HeardLoad | undefined;
}

/** By how much a belief is wrong, in load per CPU; above 0: more is believed than is true. */
export function errorOf(subject: NodeView, { load }: HeardLoad): number {
  return perCpu(load, subject) - loadOf(subject);
}

/** Younger than this, seconds: what was heard is fresh, or still good; else it is old. */
const FRESH_SECONDS = 2;
const GOOD_SECONDS = 5;

/** Beliefs fade as they age. */
export function ageStyle(ageSeconds: number): Style {
  if (ageSeconds < FRESH_SECONDS) return { colour: 'strong', bold: true };
  return { colour: ageSeconds < GOOD_SECONDS ? 'text' : 'dim' };
}

/** How the fading is explained. */
export const AGE_LEGEND: readonly (readonly [ageSeconds: number, words: string])[] = [
  [0, `under ${FRESH_SECONDS} s`],
  [FRESH_SECONDS, `under ${GOOD_SECONDS} s`],
  [GOOD_SECONDS, 'older'],
];

/** Cells of a load with its age, and of a number alone; less is a block of the heat map. */
const WITH_AGE_CELLS = 9;
const NUMBER_CELLS = 6;

/** Whether a cell of that width has room for a number. */
export function hasNumber(cells: number): boolean {
  return cells >= NUMBER_CELLS;
}

/** One cell of the matrix, `cells` wide, the last of them empty. */
export function cellLine(
  belief: BeliefOf,
  content: CellContent,
  cells: number,
  charset: Charset,
): Line {
  const { believer, subject, heard } = belief;
  const inner = Math.max(1, cells - 1);
  const gap = span(' '.repeat(cells - inner));
  if (!isMember(believer)) return [span(' '.repeat(cells))];
  const isOwn = believer.id === subject.id;
  if (!hasNumber(cells)) return [heatSpan(belief, content, inner, charset), gap];
  if (isOwn) {
    const own = content === 'load' ? `[${loadOf(subject).toFixed(2)}]` : '[ ]';
    return [span(fitText(own, inner, 'right'), { colour: 'title' }), gap];
  }
  if (heard === undefined) {
    return [span(fitText(charset.dot, inner, 'right'), { colour: 'faint' }), gap];
  }
  const style = ageStyle(heard.ageSeconds);
  if (content === 'error') {
    const error = errorOf(subject, heard);
    const text = fitText(signed(error), inner, 'right');
    return [span(text, { ...style, colour: errorColour(error) ?? style.colour! }), gap];
  }
  if (content === 'age') {
    return [span(fitText(ageText(heard.ageSeconds), inner, 'right'), style), gap];
  }
  const load = perCpu(heard.load, subject).toFixed(2);
  if (cells < WITH_AGE_CELLS) return [span(fitText(load, inner, 'right'), style), gap];
  const age = ageText(heard.ageSeconds);
  // An age that would touch the load is left out: it is old, and its colour says so.
  const room = Math.max(0, inner - load.length);
  const isShown = age.length < room;
  const ageCells = Math.min(isShown ? Math.max(AGE_CELLS, age.length + 1) : AGE_CELLS, room);
  return [
    span(fitText(load, inner - ageCells, 'right'), style),
    span(fitText(isShown ? age : '', ageCells, 'right'), { colour: 'dim' }),
    gap,
  ];
}

const AGE_CELLS = 4;

/** The bar below a number: the load believed, as long as on every other screen. */
export function cellBar({ believer, subject, heard }: BeliefOf, cells: number, charset: Charset) {
  const inner = Math.max(1, cells - 2);
  const load = believer.id === subject.id ? loadOf(subject) : heard && perCpu(heard.load, subject);
  if (load === undefined || !isMember(believer)) return [span(' '.repeat(cells))];
  return [span(' '), ...loadBar(load, inner, charset), span(' '.repeat(cells - inner - 1))];
}

function heatSpan(
  { believer, subject, heard }: BeliefOf,
  content: CellContent,
  cells: number,
  charset: Charset,
) {
  if (believer.id === subject.id) {
    const own = content === 'load' ? levelOf(loadPart(loadOf(subject)), charset) : charset.lamp;
    return span(own.repeat(cells), { colour: 'title' });
  }
  if (heard === undefined) return span(charset.dot.repeat(cells), { colour: 'faint' });
  const { ageSeconds } = heard;
  const error = errorOf(subject, heard);
  const part =
    content === 'load'
      ? loadPart(perCpu(heard.load, subject))
      : content === 'age'
        ? ageSeconds / (ageSeconds + GOOD_SECONDS)
        : loadPart(Math.abs(error));
  const style = ageStyle(ageSeconds);
  const colour = content === 'error' ? errorColour(error) : undefined;
  return span(levelOf(part, charset).repeat(cells), colour === undefined ? style : { colour });
}

function levelOf(part: number, { levels }: Charset): string {
  return levels[Math.max(1, Math.min(levels.length - 1, Math.ceil(part * (levels.length - 1))))]!;
}

/** A belief that is wrong by less than a tenth of a process per CPU is right. */
function errorColour(error: number): Colour | undefined {
  const size = Math.abs(error);
  return size < 0.095 ? undefined : size < 0.995 ? 'middle' : 'bad';
}

/** `3s`: how old a belief is. */
export function ageText(seconds: number): string {
  return `${Math.round(seconds)}s`;
}

export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return text === '0.00' ? '0' : `${value < 0 ? '-' : '+'}${text}`;
}
