import { formatDuration } from '../../../base/units.js';
import { cantmoveWords } from '../../../cluster/facts/cantmove.js';
import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { FutureView } from '../../../session/futures.js';
import type { Forecast } from '../../../session/session.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Colour } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { loadBar, perCpu } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import type { MigrateDialog } from '../dialog.js';
import { AHEAD_SECONDS, showsAhead } from './ahead.js';

/** More or less than that is worth a colour. */
export const NOTICEABLE = 1.005;

export function introLines(
  state: DashboardState,
  dialog: MigrateDialog,
  process: ProcessView,
): readonly Line[] {
  const typed: Line = [
    span(dialog.digits === '' ? '' : `   node ${dialog.digits}`, { colour: 'key', bold: true }),
  ];
  const [lead, columns] = columnsOf(state, dialog);
  const titles = [...lead, ...columns].map(({ title, cells }) => fitText(title, cells, 'right'));
  const header = span(`  N# ${titles.join('')}`, { colour: 'dim' });
  if (dialog.pids.length > 1) return [[header, ...typed]];
  const words = cantmoveWords(process.cantmove);
  const { workLeftSeconds } = process;
  const left = workLeftSeconds === undefined ? '' : `work left ${formatDuration(workLeftSeconds)}`;
  const cantmove = words.length > 0 ? `   cantmove: ${words.join(' ')}` : '';
  return [
    [
      span(`on node ${process.node}, home ${process.home}   ${left}`, { colour: 'dim' }),
      span(cantmove, { colour: 'bad' }),
      ...typed,
    ],
    [header],
  ];
}

export function itemLines(
  state: DashboardState,
  dialog: MigrateDialog,
  process: ProcessView,
): readonly Line[] {
  const isOne = dialog.pids.length === 1;
  const [lead, columns] = columnsOf(state, dialog);
  const forecasts = new Map(dialog.forecasts?.map((forecast) => [forecast.node, forecast]));
  const counts = countsByNode(state, dialog.pids);
  const nodes = state.sample.nodes.map((node): Line => {
    const row: Row = {
      state,
      process,
      node,
      forecast: forecasts.get(node.id),
      here: forecasts.get(process.node),
      future: dialog.ahead.known.get(node.id),
      futureHere: dialog.ahead.known.get(process.node),
      count: counts.get(node.id) ?? 0,
    };
    return [
      span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
      ...lead.flatMap((column) => column.spans(row)),
      ...((isOne && problemOf(row)) || columns.flatMap((column) => column.spans(row))),
    ];
  });
  return [
    ...nodes,
    [
      span('   h ', { colour: 'key', bold: true }),
      span(isOne ? `home: node ${process.home}` : 'home: each to its own'),
    ],
    [span('   b ', { colour: 'key', bold: true }), span(`best by forecast: ${bestText(dialog)}`)],
    [
      span('   p ', { colour: 'key', bold: true }),
      span(`balance: the choice of policy ${sanitize(state.info.policy)}`),
    ],
  ];
}

/** A node, and what the process would get there. */
interface Row {
  readonly state: DashboardState;
  readonly process: ProcessView;
  readonly node: NodeView;
  readonly forecast: Forecast | undefined;
  /** The forecast of where it is. */
  readonly here: Forecast | undefined;
  readonly future: FutureView | undefined;
  /** The future in which it stays where it is. */
  readonly futureHere: FutureView | undefined;
  /** How many of the processes are there. */
  readonly count: number;
}

interface Column {
  readonly title: string;
  readonly cells: number;
  /** Those of the highest rank are left out first where there is no room. */
  readonly rank: number;
  spans(row: Row): Line;
}

const LEAD_COLUMNS: readonly Column[] = [
  {
    title: 'NODE     ',
    cells: 9,
    rank: 3,
    spans: ({ node, state }) => [
      span(`${fitText(sanitize(node.name), 8, 'left', state.charset.ellipsis)} `),
    ],
  },
  {
    title: '',
    cells: 8,
    rank: 5,
    spans: (row) => loadBar(loadThere(row), 8, row.state.charset),
  },
  column('LOAD', 7, 1, (row) => ({ text: loadThere(row).toFixed(2) })),
];

const COUNT_COLUMN = column('OF THEM', 9, 1, ({ count }) => ({ text: String(count) }));

const PROSPECT_COLUMNS: readonly Column[] = [
  column('WORK/S', 8, 2, ({ forecast }) => ({ text: forecast!.rate.toFixed(2) })),
  column('OF HERE', 9, 4, ofHere),
  column('DONE IN', 11, 1, ({ forecast, process: { workLeftSeconds } }) => {
    if (workLeftSeconds === undefined) return { text: '-', colour: 'dim' };
    const { rate } = forecast!;
    return { text: formatDuration(rate > 0 ? workLeftSeconds / rate : Infinity), colour: 'dim' };
  }),
];

const AHEAD_COLUMN = column('REALLY', 11, 1, really);

interface Cell {
  readonly text: string;
  readonly colour?: Colour;
}

function column(title: string, cells: number, rank: number, cell: (row: Row) => Cell): Column {
  const spans = (row: Row): Line => {
    const { text, colour = 'text' } = cell(row);
    return [span(fitText(text, cells, 'right'), { colour })];
  };
  return { title, cells, rank, spans };
}

/** What is always said of a node, and what is said of the processes there. */
function columnsOf(
  state: DashboardState,
  dialog: MigrateDialog,
): readonly [readonly Column[], readonly Column[]] {
  const ahead = showsAhead(state, dialog) ? [AHEAD_COLUMN] : [];
  const asked = dialog.pids.length > 1 ? [COUNT_COLUMN] : [...PROSPECT_COLUMNS, ...ahead];
  for (let rank = 5; ; rank--) {
    const [lead, columns] = [LEAD_COLUMNS, asked].map((all) => all.filter((c) => c.rank <= rank));
    const width = [...lead!, ...columns!].reduce((sum, { cells }) => sum + cells, 9);
    if (rank === 1 || width <= state.size.columns) return [lead!, columns!];
  }
}

function loadThere({ forecast, node }: Row): number {
  return perCpu(forecast?.load ?? node.upperLoad, node);
}

/** What stands in place of the figures where there are none; undefined: there are. */
function problemOf({ forecast, node, process }: Row): Line | undefined {
  const isHere = node.id === process.node;
  if (forecast === undefined) return [span('  ...', { colour: 'dim' })];
  if (isHere && forecast.rate === 0) return [span('  here', { colour: 'dim' })];
  if (forecast.refusal === undefined || isHere) return undefined;
  return [span(`  ${sanitize(forecast.refusal)}`, { colour: 'bad' })];
}

function ofHere({ forecast, here, node, process }: Row): Cell {
  if (node.id === process.node) return { text: 'here', colour: 'dim' };
  if (here === undefined || here.rate === 0) return { text: '' };
  const ratio = forecast!.rate / here.rate;
  return { text: `${Math.round(ratio * 100)}%`, colour: gainColour(ratio) };
}

/** When it is done by the future in which it goes there. */
function really({ state, node, process, future, futureHere }: Row): Cell {
  if (future === undefined) return { text: '...', colour: 'dim' };
  const { now } = state.sample;
  const end = future.figures?.end;
  if (future.figures === undefined) return { text: '-', colour: 'dim' };
  if (end === undefined) return { text: `> ${formatDuration(AHEAD_SECONDS)}`, colour: 'dim' };
  if (end.killed) return { text: 'killed', colour: 'bad' };
  const text = formatDuration(end.at - now);
  const stay = futureHere?.figures?.end;
  if (node.id === process.node || stay === undefined || stay.killed) return { text };
  return { text, colour: gainColour((stay.at - now) / (end.at - now)) };
}

function gainColour(ratio: number): Colour {
  return ratio > NOTICEABLE ? 'good' : ratio < 1 / NOTICEABLE ? 'middle' : 'text';
}

/** How many of the processes are on each node. */
function countsByNode({ sample }: DashboardState, pids: readonly number[]) {
  const meant = new Set(pids);
  const counts = new Map<number, number>();
  for (const { pid, node } of sample.processes) {
    if (meant.has(pid)) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

function bestText({ pid, pids, best }: MigrateDialog): string {
  if (pids.length === 1) return best.has(pid) ? nodeText(best.get(pid)) : '...';
  const counts = new Map<NodeId | undefined, number>();
  for (const node of best.values()) counts.set(node, (counts.get(node) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_TARGETS);
  const words = most.map(
    ([node, count]) => `${count} ${node === undefined ? 'stay' : `to ${node}`}`,
  );
  return words.join(', ') + (counts.size > most.length ? ', ...' : '');
}

const MOST_TARGETS = 4;

function nodeText(node: NodeId | undefined): string {
  return node === undefined ? 'here' : `node ${node}`;
}
