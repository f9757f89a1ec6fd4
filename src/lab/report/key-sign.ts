import { dot, line } from '@observablehq/plot';
import { drawn, type SeriesStyle } from './chart.js';

/** The sign of a series as it stands in the legend: its line with a point on it. */
export function drawnKey({ colour, symbol, dash }: SeriesStyle): string {
  const at = (x: number) => ({ x, y: 0 });
  return drawn({
    ...{ width: 34, height: 12, margin: 0, axis: null },
    x: { domain: [0, 34], range: [0, 34] },
    y: { domain: [-1, 1], range: [12, 0] },
    marks: [
      line([at(1), at(33)], { x: 'x', y: 'y', stroke: colour, strokeDasharray: dash }),
      ...(symbol === undefined ? [] : [dot([at(17)], { ...SIGN, symbol, stroke: colour })]),
    ],
  });
}

const SIGN = { x: 'x', y: 'y', r: 3.5, fill: 'var(--paper)', strokeWidth: 1.6 };
