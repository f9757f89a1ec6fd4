import type { ChartRegion, Rect } from '../../drawing/frame.js';
import type { History } from '../../past/history.js';

/** The loads of the nodes over time: the mean, the highest and the lowest. */
export function historyChart({ points }: History, area: Rect): ChartRegion {
  const shown = points.slice(-MOST_POINTS);
  return {
    ...area,
    title: 'Load',
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
