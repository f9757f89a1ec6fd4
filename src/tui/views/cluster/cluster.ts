import { formatBytes } from '../../../base/units.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { openNodes } from '../../dialogs/nodes.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, onGround, span } from '../../drawing/line.js';
import { clamp } from '../../drawing/scale.js';
import { type Act, actOf, type KeyBinding } from '../../key-binding.js';
import { clusterFigures } from '../../past/cluster-figures.js';
import { readOnlyReason, send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { viewArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { LEAST_PAST_ROWS, nodePast } from './node-past.js';
import { headerText, nodeRow, rowParts } from './node-row.js';

const MENU_KEY: KeyBinding = {
  keys: ['x'],
  label: 'x',
  description: 'actions on the node, or on all tagged',
  act: (state) => openNodes(state, chosenNodes(state)),
  short: 'actions',
  disabled: needsNode,
};

/** A row per node and what can be done to it, as openMosixview. */
export const CLUSTER: View = {
  id: 'cluster',
  title: 'cluster',
  keys: [
    MENU_KEY,
    {
      keys: ['space'],
      label: 'Space',
      description: 'tag or untag the node',
      act: toggleTag,
      short: 'tag',
    },
    {
      keys: ['S-u'],
      label: 'U',
      description: 'untag all nodes',
      act: (state) => next(withTags(state, [])),
      short: 'untag',
    },
    {
      keys: ['*'],
      label: '*',
      description: 'tag all nodes',
      act: (state) => next(withTags(state, state.sample.nodes)),
      short: 'all',
    },
    {
      keys: ['>'],
      label: '>',
      description: 'the balancer believes the node faster',
      act: changeSpeed(1.1),
      short: 'speed',
      disabled: needsNode,
    },
    {
      keys: ['<'],
      label: '<',
      description: 'the balancer believes the node slower',
      act: changeSpeed(1 / 1.1),
      disabled: needsNode,
    },
    {
      keys: ['up'],
      label: 'Up',
      description: 'one node up',
      act: (state) => next(moveCursor(state, -1)),
    },
    {
      keys: ['down'],
      label: 'Down',
      description: 'one node down',
      act: (state) => next(moveCursor(state, 1)),
    },
    {
      keys: ['pageup'],
      label: 'PgUp',
      description: 'one page up',
      act: (state) => next(moveCursor(state, -rowsOf(state))),
    },
    {
      keys: ['pagedown'],
      label: 'PgDn',
      description: 'one page down',
      act: (state) => next(moveCursor(state, rowsOf(state))),
    },
    {
      keys: ['home'],
      label: 'Home',
      description: 'first node',
      act: (state) => next(moveCursor(state, -state.sample.nodes.length)),
    },
    {
      keys: ['end'],
      label: 'End',
      description: 'last node',
      act: (state) => next(moveCursor(state, state.sample.nodes.length)),
    },
  ],
  panels: ['nodes'],
  body,
  pointer,
  node: (state) => state.sample.nodes[selectedIndex(state)],
  position(state) {
    const tags = state.views.cluster.tagged.size;
    const position = `${selectedIndex(state) + 1}/${state.sample.nodes.length}`;
    return tags === 0 ? position : `${tags} tagged  ${position}`;
  },
};

/** Rows above the nodes: the whole cluster, the titles. */
const HEADER_ROWS = 2;
const SPEED_STEP = 100;

function body(state: DashboardState, { width, height }: Rect): ViewBody {
  const { sample, charset, views } = state;
  const parts = rowParts(width);
  const header = onGround(fitLine([span(headerText(parts), { colour: 'strong' })], width), 'head');
  const top = height > HEADER_ROWS ? [allLine(state, width), header] : [];
  const first = firstInSight(state);
  const selected = selectedIndex(state);
  const rows = sample.nodes.slice(first, first + height - top.length).map((node, index) => {
    const row = nodeRow(node, parts, views.cluster.tagged.has(node.id), charset);
    const line = fitLine(row, width);
    return first + index === selected ? onGround(line, 'selected') : line;
  });
  const free = height - top.length - rows.length;
  const node = sample.nodes[selected];
  const past =
    free < LEAST_PAST_ROWS || node === undefined ? [] : nodePast(state, node, width, free);
  return { lines: [...top, ...rows, ...past] };
}

/** The first row of openMosixview: all nodes, and how evenly the load is spread. */
function allLine({ sample, charset }: DashboardState, width: number): Line {
  const figures = clusterFigures(sample.nodes);
  const { balance, nodesUp, nodes, cpus, meanLoad, memoryUsedBytes, memoryBytes } = figures;
  const colour = balance >= 0.8 ? 'low' : 'middle';
  const dim = (text: string) => span(text, { colour: 'dim' });
  const strong = (text: string) => span(text, { colour: 'strong', bold: true });
  const cells = clamp(Math.floor(width / 5), 6, 30);
  const parts: Line[] = [
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

function selectedIndex({ sample, selectedNode }: DashboardState): number {
  const found = sample.nodes.findIndex(({ id }) => id >= (selectedNode ?? 0));
  return found < 0 ? sample.nodes.length - 1 : found;
}

function rowsOf(state: DashboardState): number {
  const { height } = viewArea(state);
  return Math.max(1, height > HEADER_ROWS ? height - HEADER_ROWS : height);
}

function firstInSight(state: DashboardState): number {
  const rows = rowsOf(state);
  const index = Math.max(0, selectedIndex(state));
  const scroll = clamp(state.views.cluster.scroll, index - rows + 1, index);
  return clamp(scroll, 0, Math.max(0, state.sample.nodes.length - rows));
}

function moveCursor(state: DashboardState, by: number): DashboardState {
  const { nodes } = state.sample;
  const index = clamp(selectedIndex(state) + by, 0, Math.max(0, nodes.length - 1));
  const selected = { ...state, selectedNode: nodes[index]?.id };
  const cluster = { ...state.views.cluster, scroll: firstInSight(selected) };
  return { ...selected, views: { ...state.views, cluster } };
}

function withTags(
  state: DashboardState,
  nodes: readonly { readonly id: number }[],
): DashboardState {
  const cluster = { ...state.views.cluster, tagged: new Set(nodes.map(({ id }) => id)) };
  return { ...state, views: { ...state.views, cluster } };
}

function toggleTag(state: DashboardState): Update {
  const node = state.sample.nodes[selectedIndex(state)];
  if (node === undefined) return next(state);
  const tags = state.views.cluster.tagged;
  const others = state.sample.nodes.filter(({ id }) => tags.has(id) && id !== node.id);
  return next(moveCursor(withTags(state, tags.has(node.id) ? others : [...others, node]), 1));
}

/** The nodes that are tagged; if none is, the one under the cursor. */
function chosenNodes(state: DashboardState): readonly NodeView[] {
  const { nodes } = state.sample;
  const tags = state.views.cluster.tagged;
  const under = nodes[selectedIndex(state)];
  if (tags.size > 0) return nodes.filter(({ id }) => tags.has(id));
  return under === undefined ? [] : [under];
}

function changeSpeed(factor: number): Act {
  return (state) => {
    const commands = chosenNodes(state).map((node) => {
      const stepped = Math.round((node.believedSpeed * factor) / SPEED_STEP) * SPEED_STEP;
      return { do: 'setspeed', node: node.id, speed: Math.max(SPEED_STEP, stepped) } as const;
    });
    return send(state, commands);
  };
}

function needsNode(state: DashboardState): string | undefined {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return reason;
  return chosenNodes(state).length === 0 ? 'no node is selected' : undefined;
}

/** A click chooses a node, a double click opens its actions, the wheel scrolls. */
function pointer(
  state: DashboardState,
  { action, row, double }: MouseMessage,
  { top }: Rect,
): Update {
  if (action === 'wheel-up') return next(moveCursor(state, -WHEEL_ROWS));
  if (action === 'wheel-down') return next(moveCursor(state, WHEEL_ROWS));
  if (action !== 'press') return next(state);
  const index = row - top - HEADER_ROWS;
  const node = index < 0 ? undefined : state.sample.nodes[firstInSight(state) + index];
  if (node === undefined) return next(state);
  const chosen = moveCursor({ ...state, selectedNode: node.id }, 0);
  return double ? actOf(MENU_KEY, chosen) : next(chosen);
}

const WHEEL_ROWS = 3;
