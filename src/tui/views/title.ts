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
import type { DashboardState } from '../state.js';
import { ROOMY_COLUMNS, tabsLine } from './tabs.js';

/** The first line: which run this is, and how its time goes. */
export function titleLine(state: DashboardState): Line {
  const { info, size } = state;
  const right: Line = [...paceSpans(state), span(` ${formatClock(state.sample.now)} `, STRONG)];
  const tabs = tabsLine(state);
  const room = Math.max(0, size.columns - lineWidth(tabs) - lineWidth(right));
  const facts = (names: readonly string[]): Line[] => [
    [span(` ${sanitize(info.scenario)}`, STRONG)],
    ...(state.readOnly ? [[span('read-only', { colour: 'middle' })]] : []),
    fact(names[0]!, info.policy),
    fact(names[1]!, info.information),
    ...(info.clock === 'wall' ? [] : [fact('seed ', String(info.seed))]),
  ];
  const whole = facts(['policy ', 'information ']);
  const fits = lineWidth(joinFitting(whole, Number.POSITIVE_INFINITY, GAP)) <= room;
  // Without the names there is room for more of them, and the values speak for themselves.
  const left = joinFitting(fits ? whole : facts(['', '']), room, GAP);
  const rest = onGround(spread(left, right, size.columns - lineWidth(tabs)), 'bar');
  return fitLine([...tabs, ...rest], size.columns);
}

/** Between two facts. */
const GAP = '  ';
const STRONG = { colour: 'strong', bold: true } as const;

function fact(name: string, value: string): Line {
  return [span(name, { colour: 'dim' }), span(sanitize(value), { colour: 'strong' })];
}

/** How far the present is. */
function pastSpan(seconds: number): Line[number] {
  return span(` PAST -${formatClock(seconds)} `, { colour: 'bad', bold: true });
}

function paceSpans({ info, paused, rate, charset, sample, size }: DashboardState): Line {
  if (info.clock === 'wall') return [span(' real time ', { colour: 'good' })];
  const isRoomy = size.columns >= ROOMY_COLUMNS;
  const past = sample.past?.isPast ? [pastSpan(sample.past.presentSeconds - sample.now)] : [];
  const over = sample.over ? [span(isRoomy ? ' all done ' : ' done', { colour: 'middle' })] : [];
  const pace = paused
    ? span(` ${charset.pause} ${isRoomy ? 'paused ' : ''}`, { colour: 'middle', bold: true })
    : span(` ${charset.play} `, { colour: 'good' });
  return [...past, ...over, pace, span(`${charset.times}${rate}`, { colour: 'strong' })];
}
