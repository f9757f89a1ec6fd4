import { link, rect, text } from '@observablehq/plot';
import { formatDuration } from '../../base/units.js';
import { cellLabel } from './cell-names.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  isNarrow,
  marginFor,
  timeScale,
} from './chart.js';
import type { CellRow, ReportCell, StudyResults } from './study-results.js';

const [HOME, AWAY] = ['at home', 'away'] as const;

/** They are no series of the study: these have the colours. */
const HOME_STYLE = { colour: 'var(--muted)' };
const AWAY_STYLE = { colour: 'var(--ink)' };

/** A bar: a process on a node. */
interface Bar {
  readonly pid: string;
  readonly home: string;
  readonly isAway: boolean;
  readonly from: number;
  readonly to: number;
  /** In how many bars from the top of the chart. */
  readonly at: number;
}

/** The row of a node: as high as the most bars that it has at a time, at least its CPUs. */
interface Lane {
  readonly node: string;
  readonly cpus: number;
  readonly top: number;
  readonly height: number;
  readonly bars: readonly Bar[];
}

/** Between the rows of nodes, in bars. */
const GAP = 0.7;

/**
 * Which process ran where at the beginning of the window of one run: of the first cell in which
 * processes have moved. Undefined: the study has no `series`, or no bar can be told from another.
 * @param wanted what the cell is called; undefined: it is not said
 */
export function ganttChart(results: StudyResults, wanted?: string): Chart | undefined {
  const cell = ganttCells(results).find((one) =>
    wanted === undefined ? true : cellLabel(one, results.document) === wanted,
  );
  if (cell === undefined) return undefined;
  const own = results.table('stays').filter((row) => row.cell === cell);
  const [from, to] = [Math.min(...timesOf(own, 'from')), Math.max(...timesOf(own, 'to'))];
  const lanes = lanesOf(own);
  const nodes = distinct(
    results.table('loads').flatMap(({ cell: of, row }) => (of === cell ? [row.text('node')] : [])),
  ).length;
  const some = nodes > lanes.length ? `, on the first ${lanes.length} of ${nodes} nodes` : '';
  return {
    id: 'gantt',
    title: 'Where processes ran',
    reading:
      `One run of ${cellLabel(cell, results.document)}, the first ${formatDuration(to - from)} of its window${some}: ` +
      'a row a node, a bar a process where it runs. Full bars are at home, empty ones away; a line leads from where ' +
      'a process left to where it went on. Shaded are as many bars as a node has CPUs: with more, processes share them.',
    keys: [
      { label: HOME, style: { ...HOME_STYLE, strength: 1 } },
      { label: AWAY, style: { ...AWAY_STYLE, strength: 0 } },
    ],
    data: {
      columns: {
        ...{ panel: 'node', series: 'where', x: 'process', y: 'home' },
        ...{ low: 'from, seconds', high: 'to, seconds', n: 'CPUs of the node' },
      },
      rows: lanes.flatMap(({ node, cpus, bars }) =>
        bars.map(
          (bar): ChartRow => ({
            ...{ panel: node, series: bar.isAway ? AWAY : HOME, x: bar.pid, y: Number(bar.home) },
            ...{ low: bar.from, high: bar.to, n: cpus },
          }),
        ),
      ),
    },
    draw: (width) => draw(lanes, [from, to], width),
  };
}

/** The cells that it can be drawn of, first those in which processes have moved. */
export function ganttCells(results: StudyResults): readonly ReportCell[] {
  const rows = results.table('stays').filter(({ row }) => row.text('pid') !== '');
  const moved = rows.filter(({ row }) => row.text('homeNode') !== row.text('node'));
  return distinct([...moved, ...rows].map(({ cell }) => cell));
}

function timesOf(rows: readonly CellRow[], column: 'from' | 'to'): readonly number[] {
  return rows.map(({ row }) => row.number(column));
}

function lanesOf(rows: readonly CellRow[]): readonly Lane[] {
  const lanes: Lane[] = [];
  let top = 0;
  for (const node of distinct(rows.map(({ row }) => row.text('node')))) {
    const own = rows.filter(({ row }) => row.text('node') === node);
    const stays = own.filter(({ row }) => row.text('pid') !== '');
    const cpus = own[0]!.row.number('nodeCpus');
    const ends: number[] = [];
    const bars = stays.map(({ row }): Bar => {
      const [from, to] = [row.number('from'), row.number('to')];
      const free = ends.findIndex((end) => end <= from);
      const place = free < 0 ? ends.length : free;
      ends[place] = to;
      const home = row.text('homeNode');
      return { pid: row.text('pid'), home, isAway: home !== node, from, to, at: top + place };
    });
    const height = Math.max(cpus, ends.length);
    lanes.push({ node, cpus, top, height, bars });
    top += height + GAP;
  }
  return lanes;
}

/** From the end of a bar to the next one of the same process. */
function movesOf(lanes: readonly Lane[]) {
  const before = new Map<string, Bar>();
  const bars = lanes.flatMap((lane) => lane.bars).sort((a, b) => a.from - b.from);
  return bars.flatMap((bar) => {
    const last = before.get(bar.pid);
    before.set(bar.pid, bar);
    return last === undefined
      ? []
      : [{ x1: last.to, y1: last.at + 0.5, x2: bar.from, y2: bar.at + 0.5 }];
  });
}

function draw(lanes: readonly Lane[], times: readonly [number, number], width: number): string {
  const last = lanes.at(-1)!;
  const total = last.top + last.height;
  const size = Math.max(2, Math.min(9, (isNarrow(width) ? 380 : 460) / total));
  const names = lanes.map(({ node }) => node);
  const bars = lanes.flatMap((lane) => lane.bars);
  const at = { x1: 'from', x2: 'to', y1: 'at', y2: ({ at: top }: Bar) => top + 1 };
  const inset = { insetTop: size > 4 ? 1 : 0.3, insetBottom: size > 4 ? 1 : 0.3 };
  return drawn({
    width,
    height: Math.round(total * size) + 66,
    marginTop: 26,
    marginLeft: marginFor(names, 90) + 16,
    marginBottom: 36,
    x: { ...timeScale(times[1] - times[0]), ticks: 4 },
    y: { axis: null, domain: [total, 0] },
    marks: [
      rect(lanes, {
        ...{ x1: times[0], x2: times[1], y1: 'top', y2: ({ top, cpus }: Lane) => top + cpus },
        fill: 'var(--rule)',
        fillOpacity: 0.55,
      }),
      link(movesOf(lanes), {
        ...{ x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2' },
        stroke: 'currentColor',
        strokeOpacity: 0.5,
      }),
      rect(
        bars.filter(({ isAway }) => !isAway),
        { ...at, ...inset, fill: HOME_STYLE.colour, insetRight: 0.5 },
      ),
      rect(
        bars.filter(({ isAway }) => isAway),
        { ...at, ...inset, fill: 'var(--paper)', stroke: AWAY_STYLE.colour, insetRight: 0.5 },
      ),
      text(lanes, {
        ...{
          frameAnchor: 'left',
          dx: -8,
          textAnchor: 'end',
          y: ({ top, height }: Lane) => top + height / 2,
        },
        text: 'node',
      }),
      text(['node'], { frameAnchor: 'top-left', dx: -8, dy: -10, textAnchor: 'end' }),
    ],
  });
}
