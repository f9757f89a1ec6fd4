import { fitText } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { isMember } from '../../past/cluster-figures.js';
import { AXIS_CELLS, type BarChart, offColour, topOf } from './bars.js';

/** Nodes side by side in a row of the heat map: a multiple of ten where there is room. */
export function nodesAcross(width: number, nodes: number, height: number): number {
  const cells = cellsOf(width, nodes, height);
  const most = Math.max(1, Math.floor((width - AXIS_CELLS) / cells));
  return most >= 10 ? most - (most % 10) : most;
}

/** Cells a node takes: as many as let all nodes be seen, at most 4. */
export function cellsOf(width: number, nodes: number, height: number): number {
  for (const cells of [4, 3, 2]) {
    const across = Math.floor((width - AXIS_CELLS) / cells);
    if (across * height >= nodes * 1.1) return cells;
  }
  return 1;
}

/** One small cell per node, coloured and filled by its value: thousands of nodes at a glance. */
export function heatLines(chart: BarChart, { width, height }: Rect): readonly Line[] {
  const { measure, nodes, first, selected, charset } = chart;
  const cells = cellsOf(width, nodes.length, height);
  const across = nodesAcross(width, nodes.length, height);
  const top = topOf(measure, nodes);
  const { levels } = charset;
  return Array.from({ length: height }, (_, row): Line => {
    const start = first + row * across;
    const inRow = nodes.slice(start, start + across);
    if (inRow.length === 0) return [];
    const label = fitText(String(inRow[0]!.id), AXIS_CELLS - 2, 'right');
    return [
      span(`${label} ${charset.border.down}`, { colour: 'dim' }),
      ...inRow.map((node) => {
        const part = measure.part?.(measure.value(node)) ?? measure.value(node) / top;
        const level = Math.min(levels.length - 1, Math.ceil(part * (levels.length - 1)));
        const isOff = !isMember(node);
        const glyph = isOff ? 'x' : level === 0 ? charset.dot : levels[level]!;
        return span(glyph.repeat(Math.max(1, cells - 1)) + (cells > 1 ? ' ' : ''), {
          colour: isOff ? offColour(node) : level === 0 ? 'faint' : measure.colour(node),
          ...(node.id === selected ? { ground: 'selected' as const } : {}),
        });
      }),
    ];
  });
}
