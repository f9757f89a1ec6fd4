import type { ChartRegion, Rect } from '../../drawing/frame.js';
import { upToNow } from '../../past/history.js';
import { FULL_LOAD, LEAST_LOAD_TOP } from '../../past/load.js';
import type { DashboardState } from '../../state.js';

/** The loads of the nodes per CPU over time: the mean, the highest and the lowest. */
export function historyChart({ history, paused }: DashboardState, area: Rect): ChartRegion {
  const shown = upToNow(history.points.slice(-MOST_POINTS), history);
  return {
    ...area,
    title: 'Load',
    leastTop: LEAST_LOAD_TOP,
    reference: FULL_LOAD,
    times: shown.map(({ at }) => at),
    series: [
      { title: 'mean', colour: 'strong', values: shown.map(({ meanLoad }) => meanLoad) },
      { title: 'high', colour: 'key', values: shown.map(({ highestLoad }) => highestLoad) },
      { title: 'low', colour: 'memory', values: shown.map(({ lowestLoad }) => lowestLoad) },
    ],
    isStill: paused,
  };
}

/** As many as a chart has dots side by side before it spreads its values. */
const MOST_POINTS = 120;
