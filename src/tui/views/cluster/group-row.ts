import { formatBytes } from '../../../base/units.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clusterFigures } from '../../past/cluster-figures.js';
import { loadBar } from '../../past/load.js';
import type { NodeGroup } from './node-groups.js';
import { counts, type RowParts, STATE_CELLS } from './node-row.js';

/** The head of a group: how many nodes, their mean load, and what they have in all. */
export function groupRow(
  { title, nodes, isFolded }: NodeGroup,
  parts: RowParts,
  charset: Charset,
): Line {
  const { load, memoryBar } = parts;
  const { meanLoad, memoryBytes, memoryUsedBytes, cpus } = clusterFigures(nodes);
  const memoryUse = memoryBytes === 0 ? 0 : memoryUsedBytes / memoryBytes;
  const titleCells = 6 + (parts.name > 0 ? parts.name + 1 : 0) + STATE_CELLS + 2;
  const count = `${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`;
  const sign = isFolded ? charset.play : charset.falling;
  const strong = (text: string) => span(text, { colour: 'strong', bold: true });
  const room = titleCells - count.length - 4;
  return [
    span(` ${sign} `, { colour: 'key', bold: true }),
    span(`${fitText(sanitize(title), room, 'left', charset.ellipsis)} `, {
      colour: 'title',
      bold: true,
    }),
    strong(count),
    ...(parts.speed ? [span(' '.repeat(8))] : []),
    ...loadBar(meanLoad, load, charset),
    strong(`${fitText(meanLoad.toFixed(2), 6, 'right')} `),
    ...(parts.spark > 0 ? [span(' '.repeat(parts.spark + 1))] : []),
    ...(parts.memory
      ? [
          span(' '),
          ...bar(memoryUse, memoryBar, memoryUse < 0.9 ? 'memory' : 'high', charset),
          strong(fitText(formatBytes(memoryUsedBytes), 5, 'right')),
        ]
      : []),
    ...(parts.cpus ? [strong(fitText(String(cpus), 6, 'right'))] : []),
    ...(parts.flags ? [span(' '.repeat(6))] : []),
    ...(parts.counts ? counts(sumOf(nodes)) : []),
  ];
}

function sumOf(nodes: NodeGroup['nodes']) {
  const sum = { runnable: 0, local: 0, guests: 0, away: 0 };
  for (const { runnable, local, guests, away } of nodes) {
    sum.runnable += runnable;
    sum.local += local;
    sum.guests += guests;
    sum.away += away;
  }
  return sum;
}
