import { frame, line, ruleY, text } from '@observablehq/plot';
import { studentInterval } from '../statistics/interval.js';
import { axesOf, placeOf } from './axes.js';
import { cellLabel, measureOf } from './cell-names.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  isNarrow,
  keysOf,
  styleOf,
  UPRIGHT,
} from './chart.js';
import type { StudyResults } from './study-results.js';

type PrecisionRow = ChartRow & { readonly group: string };

/** How the interval narrows with the number of runs; undefined: cells have one or two runs. */
export function precisionChart(results: StudyResults): Chart | undefined {
  const { document } = results;
  const { until } = document.replications;
  const metric = until?.measure ?? document.metrics[0]!;
  const axes = axesOf(document);
  const rows = [...results.valuesOf(metric)].flatMap(([cell, values]): readonly PrecisionRow[] => {
    const [panel, group] = [cellLabel(cell, document), placeOf(cell, axes).series];
    return countsUpTo(values.length).flatMap((x) => {
      const { mean, halfWidth } = studentInterval(values.slice(0, x));
      const y = (100 * halfWidth) / Math.abs(mean);
      return y > 0 && Number.isFinite(y) ? [{ panel, series: group, group, x, y }] : [];
    });
  });
  if (rows.every(({ x }) => Number(x) < 4)) return undefined;
  const { title } = measureOf(metric);
  const groups = distinct(rows.map(({ group }) => group));
  return {
    id: 'precision',
    title: `Precision of ${title}`,
    reading:
      'Half the width of the 95 % confidence interval over the mean, after so many replications, a line a cell. ' +
      'Both axes are logarithmic: four times the runs halve it.' +
      (until === undefined
        ? ''
        : ` The dashed line is what the study asked for, ${100 * until.part} %.`),
    keys: keysOf(groups),
    data: { columns: { panel: 'cell', x: 'n', y: 'half width, % of the mean' }, rows },
    draw: (width) => draw(rows, groups, until?.part, width),
  };
}

/** From 2 on, so far apart, as a ratio, that a logarithmic axis shows them apart; and the last one. */
function countsUpTo(most: number): readonly number[] {
  const counts: number[] = [];
  for (let count = 2; count < most; count = Math.max(count + 1, Math.round(count * STEP))) {
    counts.push(count);
  }
  return most < 2 ? [] : [...counts, most];
}

const STEP = 1.03;

function draw(
  rows: readonly PrecisionRow[],
  groups: readonly string[],
  part: number | undefined,
  width: number,
): string {
  const wanted = part === undefined ? [] : [100 * part];
  return drawn({
    width,
    height: isNarrow(width) ? 240 : 320,
    marginLeft: 62,
    marginBottom: 36,
    x: { type: 'log', label: 'replications', ticks: 5, tickFormat: 'd' },
    y: {
      ...UPRIGHT,
      type: 'log',
      label: 'half width, % of the mean',
      grid: true,
      ticks: 5,
      tickFormat: '~g',
    },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleY(wanted, { stroke: 'var(--muted)', strokeDasharray: '6 3' }),
      text(wanted, {
        y: (value: number) => value,
        text: () => 'asked for',
        frameAnchor: 'right',
        textAnchor: 'end',
        dy: -6,
        dx: -4,
        fill: 'var(--muted)',
      }),
      ...groups.map((group, index) => {
        const { colour, dash } = styleOf(index);
        const own = rows.filter((row) => row.group === group);
        return line(own, {
          x: 'x',
          y: 'y',
          z: 'panel',
          stroke: colour,
          strokeDasharray: dash,
          strokeOpacity: 0.8,
        });
      }),
    ],
  });
}
