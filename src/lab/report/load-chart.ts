import { barX, frame } from '@observablehq/plot';
import { mean } from '../../base/statistics.js';
import { cellLabel } from './cell-names.js';
import {
  type Chart,
  type ChartKey,
  type ChartRow,
  distinct,
  drawn,
  isNarrow,
  marginFor,
  timeScale,
} from './chart.js';
import { numberText } from './numbers.js';
import { gridOf, leftOutPanels, panelTitles, shownRows } from './panel-grid.js';
import type { StudyResults } from './study-results.js';

/** Steps of darkness, so that neighbours of the same become one bar. */
const STEPS = 12;

/** The node loads over time as a heat map; undefined: the study has no `series`. */
export function loadChart(results: StudyResults): Chart | undefined {
  const { document } = results;
  const rows = results.table('loads').map(
    ({ cell, row }): ChartRow => ({
      ...{ panel: cellLabel(cell, document), series: row.text('node') },
      ...{ x: row.number('seconds'), y: row.number('load') },
    }),
  );
  if (rows.length === 0) return undefined;
  const loads = Float64Array.from(shownRows(rows), ({ y }) => y).sort();
  // A single burst does not make all else pale.
  const most = Math.max(loads[Math.floor(0.99 * (loads.length - 1))]!, 1);
  return {
    id: 'loads',
    title: 'Load of the nodes over time',
    reading:
      'One run of a cell, a row a node: the stronger the tone, the more processes per CPU; empty is idle, or down. ' +
      `Strong rows beside pale ones are what a policy has missed.${leftOutPanels(rows)}`,
    keys: toneKeys(most),
    data: {
      columns: { panel: 'cell', series: 'node', x: 'seconds', y: 'processes per CPU' },
      rows,
    },
    draw: (width) => draw(rows, most, width),
  };
}

/** The tones, in quarters. */
function toneKeys(most: number): readonly ChartKey[] {
  return [0, 0.25, 0.5, 0.75, 1].map((strength) => ({
    label:
      strength === 0
        ? 'processes per CPU: 0'
        : `${numberText(strength * most, 2)}${strength === 1 ? ' and more' : ''}`,
    style: { colour: TONE, strength },
  }));
}

/** No series has it. */
const TONE = 'var(--ink)';

interface Bar {
  readonly panel: string;
  readonly node: string;
  readonly from: number;
  to: number;
  readonly step: number;
}

/** Bars of the same darkness, at most so many a row. */
function barsOf(rows: readonly ChartRow[], most: number, count: number): readonly Bar[] {
  const bars: Bar[] = [];
  const lines = new Map<string, ChartRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.panel, row.series]);
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    line.push(row);
  }
  for (const line of lines.values()) {
    const size = Math.ceil(line.length / count);
    const length = line.length > 1 ? Number(line[1]!.x) - Number(line[0]!.x) : 1;
    let last: Bar | undefined;
    for (let first = 0; first < line.length; first += size) {
      const part = line.slice(first, first + size);
      const step = Math.round(Math.min(1, mean(part.map(({ y }) => y)) / most) * STEPS);
      const to = Number(part.at(-1)!.x) + length;
      if (last?.step === step) {
        last.to = to;
        continue;
      }
      const { panel, series: node } = part[0]!;
      last = { panel, node, from: Number(part[0]!.x), to, step };
      bars.push(last);
    }
  }
  return bars;
}

/** Between panels, in pixels. */
const TITLE_HEIGHT = 30;

function draw(all: readonly ChartRow[], most: number, width: number): string {
  const rows = shownRows(all);
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const nodes = distinct(rows.map(({ series }) => series));
  const bars = barsOf(rows, most, isNarrow(width) ? 80 : Math.round(240 / grid.columns));
  const { fx, fy } = grid;
  const panelHeight = nodes.length * Math.max(3, Math.min(14, 260 / nodes.length));
  return drawn({
    width,
    height: (panelHeight + TITLE_HEIGHT) * grid.rows + 60,
    marginLeft: marginFor(nodes, 90),
    marginBottom: 36,
    x: { ...timeScale(Math.max(...bars.map(({ to }) => to))), ticks: 4 },
    y: { type: 'band', domain: nodes, label: 'node', padding: 0.06, ...sparse(nodes) },
    opacity: { type: 'identity' },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: TITLE_HEIGHT / (panelHeight + TITLE_HEIGHT) },
    marks: [
      barX(bars, {
        ...{ x1: 'from', x2: 'to', y: 'node', fx, fy },
        fill: TONE,
        fillOpacity: ({ step }: Bar) => step / STEPS,
      }),
      frame({ strokeOpacity: 0.4 }),
      panelTitles(grid),
    ],
  });
}

/** With many nodes not every one has its name. */
function sparse(nodes: readonly string[]) {
  const every = Math.ceil(nodes.length / 20);
  return every === 1 ? {} : { ticks: nodes.filter((_, index) => index % every === 0) };
}
