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
import { clockLine } from './clock.js';
import { tabsLine } from './tabs.js';

/**
 * The first line: the views, which run this is, and how its time goes. Where there is less room
 * these go, one after the other: the names of the facts, the seed, the information, the names of
 * the views (tabs.ts), the policy, the scenario.
 */
export function titleLine(state: DashboardState): Line {
  const { columns } = state.size;
  const right = clockLine(state);
  const tabs = tabsLine(state);
  const room = Math.max(0, columns - lineWidth(tabs) - lineWidth(right));
  const named = factsOf(state, true);
  const isWhole = lineWidth(joinFitting(named, Number.POSITIVE_INFINITY, GAP)) <= room;
  const left = joinFitting(isWhole ? named : factsOf(state, false), room, GAP);
  const rest = onGround(spread(left, right, columns - lineWidth(tabs)), 'bar');
  return fitLine([...tabs, ...rest], columns);
}

/** What the run is; `openmosix` and `gossip` speak for themselves where there is no room. */
function factsOf({ info, readOnly }: DashboardState, isNamed: boolean): readonly Line[] {
  const fact = (name: string, value: string): Line => [
    span(isNamed ? `${name} ` : '', { colour: 'dim' }),
    span(sanitize(value), { colour: 'strong' }),
  ];
  return [
    [span(` ${sanitize(info.scenario)}`, { colour: 'strong', bold: true })],
    ...(readOnly ? [[span('read-only', { colour: 'middle' })]] : []),
    fact('policy', info.policy),
    fact('information', info.information),
    ...(info.clock === 'wall'
      ? []
      : [[span('seed ', { colour: 'dim' }), span(String(info.seed), { colour: 'strong' })]]),
  ];
}

/** Between two facts. */
const GAP = '  ';
