import { formatBytes } from '../../../base/units.js';
import type { NodeState, NodeView } from '../../../cluster/facts/view.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour } from '../../drawing/frame.js';
import { kept } from '../../drawing/kept.js';
import { fitLine, type Line, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadBar, loadColour, loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { NODE_COLUMNS, type NodesArea } from '../layout.js';
import { nodesFocused, nodeUnderCursor } from './node-cursor.js';

/** The nodes: a line each under a header, or, where there is no room, one line of their loads. */
export function nodeLines(state: DashboardState, area: NodesArea): readonly Line[] {
  const { sample, charset, views } = state;
  switch (area.form) {
    case 'table': {
      const focused = nodesFocused(state) ? nodeUnderCursor(state) : undefined;
      return nodeTable(sample.nodes, views.mtop.nodeScroll, focused, area, charset);
    }
    case 'strip':
      return [loadStrip(state, area.width)];
    case 'none':
      return [];
  }
}

const nodeTable = kept(drawTable);

function drawTable(
  nodes: readonly NodeView[],
  scroll: number,
  focused: NodeView | undefined,
  area: NodesArea,
  charset: Charset,
): readonly Line[] {
  const rows = Math.min(area.height - 1, Math.ceil(nodes.length / area.across));
  const width = Math.floor(area.width / area.across);
  const measures = measuresOf(width);
  const shown = rows * area.across;
  const above = Math.max(0, Math.min(scroll, nodes.length - shown));
  const hidden = nodes.length - shown - above;
  const lines: Line[] = [];
  for (let row = 0; row < rows; row++) {
    const line: Line[] = [];
    for (let column = 0; column < area.across; column++) {
      const index = column * rows + row;
      const node = nodes[above + index];
      const isLast = hidden > 0 && index === shown - 1;
      if (isLast) line.push(fitLine([moreSpan(hidden + 1, charset)], width));
      else {
        const cells = node === undefined ? [] : nodeLine(node, measures, charset);
        const part = fitLine(cells, width);
        line.push(node !== undefined && node === focused ? onGround(part, 'selected') : part);
      }
    }
    lines.push(fitLine(line.flat(), area.width));
  }
  const header = Array.from({ length: area.across }, () => fitLine(headerLine(measures), width));
  return [onGround(fitLine(header.flat(), area.width), 'head'), ...lines];
}

/** The longest state, and a space. */
const STATE_CELLS = 'leaving '.length;

/** Cells of the parts of a node's line whose width depends on the room there is. */
interface Measures {
  readonly name: number;
  readonly load: number;
  /** 0: only the number. */
  readonly memory: number;
  /** Whether local, guests and away are three columns of their own. */
  readonly counts: boolean;
}

function measuresOf(width: number): Measures {
  const counts = width >= NODE_COLUMNS;
  const spare = width - (counts ? 44 : 32) - STATE_CELLS;
  const name = Math.min(12, Math.max(4, 4 + Math.floor(spare * 0.15)));
  const rest = Math.max(0, spare - name);
  const memory = rest >= 18 ? Math.min(20, Math.floor(rest * 0.4)) : 0;
  return { name, load: Math.min(40, rest - memory), memory, counts };
}

function headerLine({ name, load, memory, counts }: Measures): Line {
  const text = [
    `${fitText('N#', 4, 'right')} ${fitText('NODE', name)} ${fitText('STATE', STATE_CELLS)} ${fitText('LOAD', load + 6)}`,
    `${fitText('CPU', 5, 'right')}  ${fitText('MEM', memory + 5, memory > 0 ? 'left' : 'right')}`,
    `${fitText('RUN', 4, 'right')}`,
    ...(counts
      ? [
          `${fitText('LOC', 3, 'right')} ${fitText('GST', 3, 'right')} ${fitText('AWY', 3, 'right')}`,
        ]
      : []),
  ].join(' ');
  return [span(text, { colour: 'strong' })];
}

function nodeLine(node: NodeView, measures: Measures, charset: Charset): Line {
  const { name, load, memory, counts } = measures;
  const memoryUse = node.memoryBytes === 0 ? 0 : node.memoryUsedBytes / node.memoryBytes;
  const off = !isMember(node);
  const shownLoad = off ? 0 : loadOf(node);
  const number: Colour = off ? 'dim' : 'strong';
  return [
    span(`${fitText(String(node.id), 4, 'right')} `, { colour: off ? 'dim' : 'title', bold: !off }),
    span(`${fitText(sanitize(node.name), name, 'left', charset.ellipsis)} `, {
      colour: off ? 'dim' : 'text',
    }),
    span(`${charset.lamp}${fitText(node.state, STATE_CELLS)}`, {
      colour: STATE_COLOUR[node.state],
    }),
    ...loadBar(shownLoad, load, charset),
    span(fitText(shownLoad.toFixed(2), 6, 'right'), { colour: number }),
    span(` ${fitText(`${Math.round(node.cpuUse * 100)}%`, 5, 'right')}  `, { colour: number }),
    ...bar(memoryUse, memory, memoryUse < 0.9 ? 'memory' : 'high', charset),
    span(fitText(formatBytes(node.memoryUsedBytes), 5, 'right'), { colour: number }),
    span(` ${fitText(String(node.runnable), 4, 'right')}`, { colour: number }),
    ...(counts ? countSpans(node) : []),
  ];
}

function countSpans({ local, guests, away }: NodeView): Line {
  return [
    span(` ${fitText(String(local), 3, 'right')}`, { colour: local > 0 ? 'text' : 'dim' }),
    span(` ${fitText(String(guests), 3, 'right')}`, { colour: guests > 0 ? 'guest' : 'dim' }),
    span(` ${fitText(String(away), 3, 'right')}`, { colour: away > 0 ? 'text' : 'dim' }),
  ];
}

const STATE_COLOUR: Readonly<Record<NodeState, Colour>> = {
  up: 'good',
  leaving: 'middle',
  left: 'dim',
  down: 'bad',
};

function moreSpan(count: number, charset: Charset) {
  return span(`   ${charset.ellipsis} ${count} more nodes`, { colour: 'dim' });
}

/** `1:0.71 2:0.36 ...`: as many nodes as fit. */
function loadStrip({ sample, charset }: DashboardState, width: number): Line {
  const line: Line[] = [[span(' Load', { colour: 'title' })]];
  let used = 5;
  for (const [index, node] of sample.nodes.entries()) {
    const load = isMember(node) ? loadOf(node).toFixed(2) : node.state;
    const cells = 2 + String(node.id).length + load.length;
    const room = index === sample.nodes.length - 1 ? width : width - 2;
    if (used + cells > room) {
      line.push([span(` ${charset.ellipsis}`, { colour: 'dim' })]);
      break;
    }
    used += cells;
    line.push([
      span(` ${node.id}:`, { colour: 'dim' }),
      span(load, {
        colour: isMember(node) ? loadColour(loadOf(node)) : STATE_COLOUR[node.state],
      }),
    ]);
  }
  return fitLine(line.flat(), width);
}
