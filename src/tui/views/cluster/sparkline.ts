import type { Charset } from '../../drawing/charset.js';
import { type Line, span } from '../../drawing/line.js';
import type { History } from '../../past/history.js';
import { loadColour, loadPart } from '../../past/load.js';

/** The stretch that sparklines show, up to now. */
export const SPARK_SECONDS = 300;

/**
 * The load of a node in the last minutes, a cell for an equal part of them, on the scale of the
 * bars: half a cell is 1.00. Between two looks at the cluster, which may lie more than a cell apart,
 * the load is that of the first; before the first look nothing is known.
 * @param index the node's place in the order of N#
 */
export function sparkline(
  { points, at }: History,
  index: number,
  cells: number,
  { levels, dot }: Charset,
): Line {
  const totals = Array.from({ length: cells }, () => ({ load: 0, count: 0 }));
  let before: number | undefined;
  for (let point = points.length - 1; point >= 0; point--) {
    const { at: time, nodeLoads } = points[point]!;
    const cell = cells - 1 - Math.floor(((at - time) / SPARK_SECONDS) * cells);
    if (cell < 0) {
      before = nodeLoads[index];
      break;
    }
    const total = totals[cell];
    if (total === undefined) continue;
    total.load += nodeLoads[index] ?? 0;
    total.count++;
  }
  return totals.map(({ load, count }) => {
    const mean = count === 0 ? before : load / count;
    before = mean;
    if (mean === undefined) return span(' ');
    const level = Math.round(loadPart(mean) * (levels.length - 1));
    if (level === 0) return span(mean > 0 ? levels[1]! : dot, { colour: 'faint' });
    return span(levels[level]!, { colour: loadColour(mean) });
  });
}
