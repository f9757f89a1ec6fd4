import type { NodeView } from '../../cluster/facts/view.js';
import { type ClusterFigures, clusterFigures, isMember } from './cluster-figures.js';
import { loadOf } from './load.js';
import { type Mark, withMarks } from './marks.js';
import type { Sample } from './sample.js';

/** What is remembered of one instant. */
export interface HistoryPoint {
  readonly at: number;
  /** Loads per CPU of the members. */
  readonly highestLoad: number;
  readonly meanLoad: number;
  readonly lowestLoad: number;
  /** Part of all memory that is used, 0 to 1. */
  readonly memoryUse: number;
  readonly balance: number;
  /** Migrations carried out so far. */
  readonly migrations: number;
  /** Load per CPU of each node, in the order of N#. */
  readonly nodeLoads: Float32Array;
  /** Part of its memory that each node uses. */
  readonly nodeMemory: Float32Array;
  /** As `History` has them, at that instant. */
  readonly loadAverages: History['loadAverages'];
}

/** The past of the cluster as far as the screen shows it. */
export interface History {
  /** Oldest first, at least a second apart. */
  readonly points: readonly HistoryPoint[];
  /** From the beginning, oldest first; the longer it gets, the further apart. */
  readonly whole: readonly HistoryPoint[];
  /** What is so now, whether or not a point of it is kept; undefined: nothing has been seen. */
  readonly latest: HistoryPoint | undefined;
  /** Seconds between two points of the whole, at least. */
  readonly spacing: number;
  /** What happened meanwhile that changes how a curve is read, oldest first. */
  readonly marks: readonly Mark[];
  /** Runnable processes averaged over 1, 5 and 15 minutes, as uptime shows them. */
  readonly loadAverages: readonly [number, number, number];
  readonly at: number;
  /** Virtual seconds per second meanwhile; undefined: not known. */
  readonly rate: number | undefined;
}

export const NO_HISTORY: History = {
  points: [],
  whole: [],
  latest: undefined,
  spacing: 1,
  marks: [],
  loadAverages: [0, 0, 0],
  at: 0,
  rate: undefined,
};

/**
 * The history with one more sample; a sample of a time already seen adds no point, but what was
 * done at that time is marked, and what it has led to is what is so now.
 */
export function remember(history: History, sample: Sample, rate = history.rate): History {
  const marks = withMarks(history.marks, sample, history.rate, rate);
  const figures = clusterFigures(sample.nodes);
  if (history.points.length > 0 && sample.now <= history.at) {
    return { ...history, latest: pointOf(sample, figures, history.loadAverages), marks, rate };
  }
  const elapsedSeconds = sample.now - history.at;
  const [one, five, fifteen] = history.loadAverages;
  const averaged = (average: number, periodSeconds: number) =>
    figures.runnable + (average - figures.runnable) * Math.exp(-elapsedSeconds / periodSeconds);
  const loadAverages = [averaged(one, 60), averaged(five, 300), averaged(fifteen, 900)] as const;
  const most = mostPoints(sample);
  const isPoint = isDue(history.points, sample.now, 1);
  const isOfWhole = isDue(history.whole, sample.now, history.spacing);
  const { points, whole, spacing } = history;
  const latest = pointOf(sample, figures, loadAverages);
  return {
    points: isPoint ? withPoint(points, latest, most) : points,
    ...(isOfWhole ? withWhole(history, latest, most) : { whole, spacing }),
    latest,
    marks,
    loadAverages,
    at: sample.now,
    rate,
  };
}

/** What was remembered at an instant of the past. */
export function historyUntil(history: History, seconds: number): History {
  const until = ({ at }: { readonly at: number }) => at <= seconds;
  const points = history.points.filter(until);
  const whole = history.whole.filter(until);
  const last = points.at(-1) ?? whole.at(-1);
  if (last === undefined) return { ...NO_HISTORY, rate: history.rate };
  const { at, loadAverages } = last;
  const marks = history.marks.filter(until);
  return { ...history, points, whole, latest: last, marks, loadAverages, at };
}

/** Points of the past, and behind them, or in place of one of the same time, what is so now. */
export function upToNow(
  points: readonly HistoryPoint[],
  { latest }: History,
): readonly HistoryPoint[] {
  const last = points.at(-1);
  if (latest === undefined || latest === last || latest.at < (last?.at ?? 0)) return points;
  return [...(latest.at === last?.at ? points.slice(0, -1) : points), latest];
}

function pointOf(
  sample: Sample,
  figures: ClusterFigures,
  loadAverages: History['loadAverages'],
): HistoryPoint {
  const { nodes, totals, now } = sample;
  return {
    at: now,
    highestLoad: figures.highestLoad,
    meanLoad: figures.meanLoad,
    lowestLoad: figures.lowestLoad,
    memoryUse: figures.memoryBytes === 0 ? 0 : figures.memoryUsedBytes / figures.memoryBytes,
    balance: figures.balance,
    migrations: totals.migrations,
    nodeLoads: ofEach(nodes, (node) => (isMember(node) ? loadOf(node) : 0)),
    nodeMemory: ofEach(nodes, (node) =>
      node.memoryBytes === 0 ? 0 : node.memoryUsedBytes / node.memoryBytes,
    ),
    loadAverages,
  };
}

function ofEach(nodes: readonly NodeView[], value: (node: NodeView) => number): Float32Array {
  const values = new Float32Array(nodes.length);
  for (const [index, node] of nodes.entries()) values[index] = value(node);
  return values;
}

const MOST_POINTS = 600;
const FEWEST_POINTS = 60;
/** Values of single nodes kept in all. */
const MOST_VALUES = 600_000;

function mostPoints({ nodes }: Sample): number {
  const wanted = Math.floor(MOST_VALUES / Math.max(1, nodes.length));
  return Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, wanted));
}

/** Whether so long after the last point there shall be a further one. */
function isDue(points: readonly HistoryPoint[], now: number, spacing: number): boolean {
  const last = points.at(-1);
  return last === undefined || now - last.at >= spacing;
}

function withPoint(
  points: readonly HistoryPoint[],
  point: HistoryPoint,
  most: number,
): readonly HistoryPoint[] {
  return [...points.slice(points.length >= most ? 1 : 0), point];
}

/** When there is no room for a further point, every second one goes. */
function withWhole(
  { whole, spacing }: History,
  point: HistoryPoint,
  most: number,
): Pick<History, 'whole' | 'spacing'> {
  if (whole.length < most) return { whole: [...whole, point], spacing };
  return { whole: [...whole.filter((_, index) => index % 2 === 0), point], spacing: spacing * 2 };
}
