import { formatBytes } from '../../../base/units.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import { actOf } from '../../key-binding.js';
import { clusterFigures } from '../../past/cluster-figures.js';
import { editorSpans } from '../../prompt/line-editor.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { LEAST_PAST_ROWS, nodePast } from '../diagrams/node-past.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { CLUSTER_KEYS, MENU_KEY, pressInFilter, sortBy } from './cluster-keys.js';
import { toggleFold } from './group-keys.js';
import { groupRow } from './group-row.js';
import {
  cursorOnRow,
  firstInSight,
  headerRows,
  moveCursor,
  nodeUnderCursor,
  selectedIndex,
} from './node-cursor.js';
import { listedRows } from './node-groups.js';
import { headerLine, nodeRow, rowParts, titleAt } from './node-row.js';
import { sparkline } from './sparkline.js';

/** A row per node and what can be done to it, as openMosixview. */
export const CLUSTER: View = {
  id: 'cluster',
  title: 'cluster',
  keys: CLUSTER_KEYS,
  panels: ['nodes'],
  body,
  pointer,
  press: pressInFilter,
  node: nodeUnderCursor,
  position(state) {
    const tags = state.views.cluster.tagged.size;
    const { grouping } = state.views.cluster;
    const position = `${selectedIndex(state) + 1}/${listedRows(state).length}`;
    const grouped = grouping === 'none' ? position : `by ${grouping}  ${position}`;
    return tags === 0 ? grouped : `${tags} tagged  ${grouped}`;
  },
};

function body(state: DashboardState, area: Rect): ViewBody {
  const { width, height } = area;
  const { charset, views } = state;
  const parts = rowParts(width);
  const header = fitLine(headerLine(parts, views.cluster.sort, charset), width, { ground: 'head' });
  const top = headerRows(area) > 0 ? [allLine(state, width), header] : [];
  const first = firstInSight(state);
  const selected = selectedIndex(state);
  const { tagged } = views.cluster;
  const rows = listedRows(state)
    .slice(first, first + height - top.length)
    .map(({ node, group }, index) => {
      const row =
        node === undefined
          ? groupRow(group, parts, charset)
          : nodeRow(node, parts, tagged.has(node.id), pastOf(state, node, parts.spark), charset);
      const line = fitLine(row, width);
      return first + index === selected ? onGround(line, 'selected') : line;
    });
  const free = height - top.length - rows.length;
  const node = nodeUnderCursor(state);
  const past =
    free < LEAST_PAST_ROWS || node === undefined
      ? []
      : nodePast(state, { ...node, index: state.sample.nodes.indexOf(node) }, width, free);
  return { lines: [...top, ...rows, ...past] };
}

function pastOf({ sample, history, charset }: DashboardState, node: NodeView, cells: number) {
  return cells === 0 ? [] : sparkline(history, sample.nodes.indexOf(node), cells, charset);
}

/** The first row of openMosixview: all nodes, and how evenly the load is spread. */
function allLine({ sample, charset, views }: DashboardState, width: number): Line {
  const { filter, editor } = views.cluster;
  const written =
    editor !== undefined ? editorSpans(editor, 16, charset) : [span(sanitize(filter))];
  const figures = clusterFigures(sample.nodes);
  const { balance, nodesUp, nodes, cpus, meanLoad, memoryUsedBytes, memoryBytes } = figures;
  const colour = balance >= 0.8 ? 'low' : 'middle';
  const dim = (text: string) => span(text, { colour: 'dim' });
  const strong = (text: string) => span(text, { colour: 'strong', bold: true });
  const cells = clamp(Math.floor(width / 5), 6, 30);
  const parts: Line[] = [
    ...(editor === undefined && filter === ''
      ? []
      : [[span(' filter ', { colour: 'key', bold: true }), ...written]]),
    [
      span(' balancing efficiency ', { colour: 'title' }),
      ...bar(balance, cells, colour, charset),
      strong(fitText(`${Math.round(balance * 100)}%`, 5, 'right')),
    ],
    [strong(String(nodesUp)), dim(`/${nodes} nodes`)],
    [dim('load '), strong(meanLoad.toFixed(2))],
    [strong(String(cpus)), dim(' CPUs')],
    [strong(formatBytes(memoryUsedBytes)), dim(` of ${formatBytes(memoryBytes)}`)],
  ];
  return fitLine(joinFitting(parts, width, '   '), width);
}

/**
 * A click chooses a node or a group, one on a title sorts, a double click opens the node's actions
 * or folds the group, the wheel scrolls.
 */
function pointer(
  state: DashboardState,
  { action, row, column, double }: MouseMessage,
  area: Rect,
): Update {
  if (action === 'wheel-up') return next(moveCursor(state, -WHEEL_ROWS));
  if (action === 'wheel-down') return next(moveCursor(state, WHEEL_ROWS));
  if (action !== 'press') return next(state);
  const above = headerRows(area);
  const index = row - area.top - above;
  const title = above > 0 && index === -1 ? titleAt(column, rowParts(area.width)) : undefined;
  if (title !== undefined) return sortBy(title)(state);
  const rowIndex = firstInSight(state) + index;
  const under = index < 0 ? undefined : listedRows(state)[rowIndex];
  if (under === undefined) return next(state);
  const chosen = cursorOnRow(state, rowIndex);
  if (double && under.group !== undefined) return next(toggleFold(chosen));
  return double ? actOf(MENU_KEY, chosen) : next(chosen);
}

const WHEEL_ROWS = 3;
