import { dot, line, rect } from '@observablehq/plot';
import { type ChartKey, drawn } from './chart.js';

/** The sign of a series as it stands in the legend: its line with a point on it, or a patch. */
export function drawnKey(style: ChartKey['style']): string {
  const at = (x: number) => ({ x, y: 0 });
  const marks =
    'strength' in style
      ? [
          rect([style], {
            ...{ x1: 9, x2: 25, y1: -0.8, y2: 0.8 },
            ...{ fill: style.colour, fillOpacity: style.strength, stroke: style.colour },
          }),
        ]
      : [
          line([at(1), at(33)], {
            ...{ x: 'x', y: 'y', stroke: style.colour, strokeDasharray: style.dash },
          }),
          ...(style.symbol === undefined
            ? []
            : [dot([at(17)], { ...SIGN, symbol: style.symbol, stroke: style.colour })]),
        ];
  return drawn({
    ...{ width: 34, height: 12, margin: 0, axis: null },
    x: { domain: [0, 34], range: [0, 34] },
    y: { domain: [-1, 1], range: [12, 0] },
    marks,
  });
}

const SIGN = { x: 'x', y: 'y', r: 3.5, fill: 'var(--paper)', strokeWidth: 1.6 };
