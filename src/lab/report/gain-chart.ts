import { dot, frame, ruleX, ruleY } from '@observablehq/plot';
import { mean } from '../../base/statistics.js';
import { studentInterval } from '../statistics/interval.js';
import { levelText } from '../study/study.js';
import { variedFactors } from './cell-names.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  gridOf,
  isNarrow,
  marginFor,
  styleOf,
} from './chart.js';
import { panelTitles } from './means-chart.js';
import { levelLabel, levelsLabel, type ReportCell, type StudyResults } from './study-results.js';

/**
 * How much of what could be gained each policy gains: from `none`, as it was measured in the same
 * study, to Erlang-C. Undefined: the study has no policy none, or theory no bound.
 */
export function gainChart({ document, cells }: StudyResults): Chart | undefined {
  const others = variedFactors(document).filter((name) => name !== 'policy');
  const rows = cells.flatMap((cell): readonly ChartRow[] => {
    const worst = cells.find((one) => isWorstOf(one, cell, others));
    const gain = worst === undefined || worst === cell ? undefined : gainOf(worst, cell);
    if (gain === undefined) return [];
    const place = { panel: levelsLabel(cell.levels, others), x: levelLabel(cell.levels.policy) };
    return [{ ...place, series: '', ...gain }];
  });
  if (rows.length === 0) return undefined;
  return {
    id: 'captured-gain',
    title: 'Captured gain',
    reading:
      'How much of the mean slowdown that could be saved is saved: 0 % is policy none in the same study, ' +
      '100 % is Erlang-C, all CPUs as one node. The lines are 95 % confidence intervals (jackknife over ' +
      'replications). Left of 0 a policy does harm.',
    keys: [],
    data: {
      columns: {
        ...(others.length > 0 ? { panel: others.join(', ') } : {}),
        ...{ x: 'policy', y: 'captured gain, %', low: 'low', high: 'high', n: 'n' },
      },
      rows,
    },
    draw: (width) => draw(rows, width),
  };
}

function isWorstOf(one: ReportCell, cell: ReportCell, others: readonly string[]): boolean {
  if (one.levels.policy !== 'none') return false;
  return others.every((name) => levelText(one.levels[name]) === levelText(cell.levels[name]));
}

/** In percent, of pairs of runs with the same seeds. */
function gainOf(worst: ReportCell, cell: ReportCell) {
  const best = cell.theory?.together;
  if (best === undefined) return undefined;
  const pairs = worst.state.rows.flatMap((row, index) => {
    const other = cell.state.rows[index];
    const [before, after] = [row.figures?.meanSlowdown, other?.figures?.meanSlowdown];
    if (other?.replication !== row.replication) return [];
    return typeof before === 'number' && typeof after === 'number' ? [{ before, after }] : [];
  });
  const n = pairs.length;
  if (n < 2) return undefined;
  const gain = (of: typeof pairs) => {
    const before = mean(of.map((pair) => pair.before));
    return (100 * (before - mean(of.map((pair) => pair.after)))) / (before - best);
  };
  const whole = gain(pairs);
  // Values of which each says what one pair adds (Tukey 1958).
  const pseudo = pairs.map(
    (_, left) => n * whole - (n - 1) * gain(pairs.filter((_, i) => i !== left)),
  );
  const { halfWidth } = studentInterval(pseudo);
  return { y: whole, low: whole - halfWidth, high: whole + halfWidth, n };
}

function draw(rows: readonly ChartRow[], width: number): string {
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy, titles } = grid;
  const policies = distinct(rows.map(({ x }) => String(x)));
  const { colour } = styleOf(0);
  const least = Math.min(0, ...rows.map(({ low = 0 }) => low));
  return drawn({
    width,
    height: (policies.length * 24 + 30) * grid.rows + 60,
    marginLeft: marginFor(policies, isNarrow(width) ? 130 : 200),
    marginBottom: 36,
    x: { label: 'captured gain, %', domain: [Math.max(-100, least), 105], grid: true, clamp: true },
    y: { type: 'point', domain: policies, label: null, padding: 0.7 },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.12 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleX([0, 100], { strokeOpacity: 0.6, strokeDasharray: '6 3' }),
      ruleY(rows, {
        ...{ y: 'x', x1: () => 0, x2: 'y', fx, fy },
        stroke: colour,
        strokeWidth: 9,
        strokeOpacity: 0.3,
      }),
      ruleY(rows, { ...{ y: 'x', x1: 'low', x2: 'high', fx, fy }, stroke: colour, strokeWidth: 2 }),
      dot(rows, {
        ...{ x: 'y', y: 'x', fx, fy },
        r: 3.5,
        stroke: colour,
        fill: 'var(--paper)',
        strokeWidth: 1.6,
      }),
      panelTitles(titles, grid),
    ],
  });
}
