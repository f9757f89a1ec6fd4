import type { ChartRegion, Rect } from '../../drawing/frame.js';
import type { History } from '../../past/history.js';
import { FULL_LOAD, LEAST_LOAD_TOP } from '../../past/load.js';

/** The loads of the nodes per CPU over time: the mean, the highest and the lowest. */
export function historyChart({ points }: History, area: Rect): ChartRegion {
  const shown = points.slice(-MOST_POINTS);
  return {
    ...area,
    title: 'Load',
    leastTop: LEAST_LOAD_TOP,
    mark: FULL_LOAD,
    times: shown.map(({ at }) => at),
    series: [
      { title: 'mean', colour: 'strong', values: shown.map(({ meanLoad }) => meanLoad) },
      { title: 'high', colour: 'guest', values: shown.map(({ highestLoad }) => highestLoad) },
      { title: 'low', colour: 'memory', values: shown.map(({ lowestLoad }) => lowestLoad) },
    ],
  };
}

/** As many as a chart has dots side by side before it spreads its values. */
const MOST_POINTS = 120;
