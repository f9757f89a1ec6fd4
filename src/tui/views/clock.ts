import { formatClock } from '../../base/units.js';
import { type Line, span } from '../drawing/line.js';
import { clamp } from '../drawing/scale.js';
import type { DashboardState } from '../state.js';

/** How time goes, and what it is: the right end of the first line. */
export function clockLine(state: DashboardState): Line {
  const now = ` ${formatClock(state.sample.now)} `;
  return [...paceSpans(state), span(now, { colour: 'strong', bold: true })];
}

/** Where in the run the screen is, and how far the present. */
function pastSpans({ sample, charset, size }: DashboardState): Line {
  const { presentSeconds } = sample.past!;
  if (size.columns < DISTANCE_COLUMNS) return [span('PAST', { colour: 'bad', bold: true })];
  const cells =
    size.columns < BAR_COLUMNS ? 0 : Math.min(Math.floor(size.columns / 10), MOST_BAR_CELLS);
  const place = presentSeconds > 0 ? clamp(sample.now / presentSeconds, 0, 1) : 0;
  const before = Math.round(place * Math.max(0, cells - 1));
  return [
    span(charset.barFull.repeat(before), { colour: 'middle' }),
    span(cells === 0 ? '' : charset.barPassed, { colour: 'bad', bold: true }),
    span(charset.barEmpty.repeat(Math.max(0, cells - 1 - before)), { colour: 'dim' }),
    span(` PAST -${formatClock(presentSeconds - sample.now)} `, { colour: 'bad', bold: true }),
  ];
}

const MOST_BAR_CELLS = 24;
/** From these widths on there is room for the distance, for its bar, and for words at the clock. */
const DISTANCE_COLUMNS = 56;
const BAR_COLUMNS = 70;
const WORDY_COLUMNS = 120;

function paceSpans(state: DashboardState): Line {
  const { info, paused, rate, charset, sample, size } = state;
  if (info.clock === 'wall') return [span(' real time ', { colour: 'good' })];
  const isWordy = size.columns >= WORDY_COLUMNS;
  const past = sample.past?.isPast ? pastSpans(state) : [];
  if (past.length > 0 && size.columns < DISTANCE_COLUMNS) return past;
  const over = sample.over ? [span(isWordy ? ' all done ' : ' done', { colour: 'middle' })] : [];
  const pace = paused
    ? span(` ${charset.pause} ${isWordy ? 'paused ' : ''}`, { colour: 'middle', bold: true })
    : span(` ${charset.play} `, { colour: 'good' });
  return [...past, ...over, pace, span(`${charset.times}${rate}`, { colour: 'strong' })];
}
