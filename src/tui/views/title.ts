import { formatClock } from '../../base/units.js';
import {
  fitLine,
  joinFitting,
  type Line,
  lineWidth,
  onGround,
  span,
  spread,
} from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { clamp } from '../drawing/scale.js';
import type { DashboardState } from '../state.js';
import { ROOMY_COLUMNS, tabsLine } from './tabs.js';

/** The first line: which run this is, and how its time goes. */
export function titleLine(state: DashboardState): Line {
  const { info, size } = state;
  const right: Line = [...paceSpans(state), span(` ${formatClock(state.sample.now)} `, STRONG)];
  const tabs = tabsLine(state);
  const room = Math.max(0, size.columns - lineWidth(tabs) - lineWidth(right));
  const facts = (information: string): Line[] => [
    [span(` ${sanitize(info.scenario)}`, STRONG)],
    ...(state.readOnly ? [[span('read-only', { colour: 'middle' })]] : []),
    fact('policy ', info.policy),
    fact(information, info.information),
    ...(info.clock === 'wall' ? [] : [fact('seed ', String(info.seed))]),
  ];
  const whole = facts('information ');
  const fits = lineWidth(joinFitting(whole, Number.POSITIVE_INFINITY, GAP)) <= room;
  // Without its name there is room for it, and "gossip" speaks for itself.
  const left = joinFitting(fits ? whole : facts(''), room, GAP);
  const rest = onGround(spread(left, right, size.columns - lineWidth(tabs)), 'bar');
  return fitLine([...tabs, ...rest], size.columns);
}

/** Between two facts. */
const GAP = '  ';
const STRONG = { colour: 'strong', bold: true } as const;

function fact(name: string, value: string): Line {
  return [span(name, { colour: 'dim' }), span(sanitize(value), { colour: 'strong' })];
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
/** From these widths on there is room for the distance, and for the bar. */
const DISTANCE_COLUMNS = 56;
const BAR_COLUMNS = 70;

function paceSpans(state: DashboardState): Line {
  const { info, paused, rate, charset, sample, size } = state;
  if (info.clock === 'wall') return [span(' real time ', { colour: 'good' })];
  const isRoomy = size.columns >= ROOMY_COLUMNS;
  const past = sample.past?.isPast ? pastSpans(state) : [];
  if (past.length > 0 && size.columns < DISTANCE_COLUMNS) return past;
  const over = sample.over ? [span(isRoomy ? ' all done ' : ' done', { colour: 'middle' })] : [];
  const pace = paused
    ? span(` ${charset.pause} ${isRoomy ? 'paused ' : ''}`, { colour: 'middle', bold: true })
    : span(` ${charset.play} `, { colour: 'good' });
  return [...past, ...over, pace, span(`${charset.times}${rate}`, { colour: 'strong' })];
}
