import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import type { NodeView } from '../../cluster/facts/view.js';
import { bar } from '../drawing/bar.js';
import type { Charset } from '../drawing/charset.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, lineWidth, sliceLine, span } from '../drawing/line.js';

/**
 * The load of a node as all screens show it: what it tells others, as processes per CPU, whatever
 * the speed of the CPUs. At 1.00 every process has a CPU of its own; above it some wait. It is
 * measured once a second over that second, rises at once, falls slowly, and counts processes on
 * their way to the node; so it is not always the number of those that are runnable now.
 */
export function loadOf(node: Pick<NodeView, 'upperLoad' | 'believedSpeed'>): number {
  return perCpu(node.upperLoad, node);
}

/**
 * A load in openMosix's unit (a process on a CPU of speed 10000) as load per CPU of the node, which
 * has measured it by the speed that it is believed to have.
 */
export function perCpu(
  openMosixLoad: number,
  { believedSpeed }: Pick<NodeView, 'believedSpeed'>,
): number {
  return (openMosixLoad * believedSpeed) / STANDARD_SPEED;
}

/** Where every process has a CPU of its own: the mark on all scales of load. */
export const FULL_LOAD = 1;

/** What axes of load reach at least. */
export const LEAST_LOAD_TOP = 2;

/**
 * How much of a bar a load fills, 0 to 1. The scale is the same everywhere and never ends: up to
 * 1.00, the middle, it is even; beyond, 2 is three quarters, 4 seven eighths.
 */
export function loadPart(load: number): number {
  return load <= FULL_LOAD ? Math.max(0, load) / 2 : 1 - 1 / (2 * load);
}

/** Low while every process has a CPU. Much work is nothing wrong, so it is never red. */
export function loadColour(load: number): Colour {
  return load < FULL_LOAD + 0.005 ? 'low' : 'middle';
}

/** The bar of a load, with the mark of 1.00 in its middle. */
export function loadBar(load: number, cells: number, charset: Charset): Line {
  const colour = loadColour(load);
  const drawn = bar(loadPart(load), cells, colour, charset);
  if (cells < LEAST_MARKED_CELLS) return drawn;
  const middle = Math.floor(cells / 2);
  const isPassed = lineWidth(drawn.slice(0, 1)) > middle;
  const mark = isPassed
    ? span(charset.barPassed, { colour })
    : span(charset.barMark, { colour: 'dim' });
  return [...sliceLine(drawn, 0, middle), mark, ...sliceLine(drawn, middle + 1, cells)];
}

const LEAST_MARKED_CELLS = 4;
