import { formatBytes } from '../../../base/units.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { openNodes } from '../../dialogs/nodes.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, onGround, span } from '../../drawing/line.js';
import { key } from '../../key-binding.js';
import { clusterFigures } from '../../past/cluster-figures.js';
import { clamp, type DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MouseMessage, Updating, View, ViewBody } from '../view.js';
import { viewPlace } from '../view-place.js';
import { LEAST_PAST_ROWS, nodePast } from './node-past.js';
import { headerText, nodeRow, rowParts } from './node-row.js';

/** A row per node and what can be done to it, as openMosixview. */
export const CLUSTER: View = {
  id: 'cluster',
  title: 'cluster',
  keys: [
    key(['x'], 'x', 'actions on the node, or on those tagged', openMenu, {
      short: 'actions',
      disabled: needsNode,
    }),
    key(['space'], 'Space', 'tag the node, or untag it', tagged, { short: 'tag' }),
    key(['S-u'], 'U', 'untag all nodes', (state) => next(withTags(state, [])), { short: 'untag' }),
    key(['*'], '*', 'tag all nodes', (state) => next(withTags(state, state.sample.nodes)), {
      short: 'all',
    }),
    key(['+', '='], '+', 'the balancer believes the node faster', (state) => spedUp(state, 1.1), {
      short: 'speed',
      disabled: needsNode,
    }),
    key(
      ['-', '_'],
      '-',
      'the balancer believes the node slower',
      (state) => spedUp(state, 1 / 1.1),
      {
        disabled: needsNode,
      },
    ),
    key(['up'], 'Up', 'one node up', (state) => next(moved(state, -1))),
    key(['down'], 'Down', 'one node down', (state) => next(moved(state, 1))),
    key(['pageup'], 'PgUp', 'one page up', (state) => next(moved(state, -rowsOf(state)))),
    key(['pagedown'], 'PgDn', 'one page down', (state) => next(moved(state, rowsOf(state)))),
    key(['home'], 'Home', 'first node', (state) => next(moved(state, -state.sample.nodes.length))),
    key(['end'], 'End', 'last node', (state) => next(moved(state, state.sample.nodes.length))),
  ],
  panels: ['nodes'],
  body,
  pointer,
  node: (state) => state.sample.nodes[selectedIndex(state)],
  position(state) {
    const tags = state.views.cluster.tagged.size;
    const place = `${selectedIndex(state) + 1}/${state.sample.nodes.length}`;
    return tags === 0 ? place : `${tags} tagged  ${place}`;
  },
};

/** Rows above the nodes: the whole cluster, the titles. */
const HEADER_ROWS = 2;
const SPEED_STEP = 100;

function body(state: DashboardState, { width, height }: Rect): ViewBody {
  const { sample, charset, views } = state;
  const parts = rowParts(width);
  const scale = Math.max(0.01, ...sample.nodes.map((node) => node.upperLoad));
  const header = onGround(fitLine([span(headerText(parts), { colour: 'strong' })], width), 'head');
  const top = height > HEADER_ROWS ? [allLine(state, width), header] : [];
  const first = firstInSight(state);
  const selected = selectedIndex(state);
  const rows = sample.nodes.slice(first, first + height - top.length).map((node, index) => {
    const row = nodeRow(node, parts, scale, views.cluster.tagged.has(node.id), charset);
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
  const colour = balance >= 0.8 ? 'low' : balance >= 0.5 ? 'middle' : 'high';
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
  const { height } = viewPlace(state);
  return Math.max(1, height > HEADER_ROWS ? height - HEADER_ROWS : height);
}

function firstInSight(state: DashboardState): number {
  const rows = rowsOf(state);
  const index = Math.max(0, selectedIndex(state));
  const scroll = clamp(state.views.cluster.scroll, index - rows + 1, index);
  return clamp(scroll, 0, Math.max(0, state.sample.nodes.length - rows));
}

function moved(state: DashboardState, by: number): DashboardState {
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

function tagged(state: DashboardState): Update {
  const node = state.sample.nodes[selectedIndex(state)];
  if (node === undefined) return next(state);
  const tags = state.views.cluster.tagged;
  const others = state.sample.nodes.filter(({ id }) => tags.has(id) && id !== node.id);
  return next(moved(withTags(state, tags.has(node.id) ? others : [...others, node]), 1));
}

/** The nodes that are tagged; if none is, the one under the cursor. */
function chosenNodes(state: DashboardState): readonly NodeView[] {
  const { nodes } = state.sample;
  const tags = state.views.cluster.tagged;
  const under = nodes[selectedIndex(state)];
  if (tags.size > 0) return nodes.filter(({ id }) => tags.has(id));
  return under === undefined ? [] : [under];
}

function openMenu(state: DashboardState): Update {
  return openNodes(state, chosenNodes(state));
}

function spedUp(state: DashboardState, factor: number): Update {
  const effects = chosenNodes(state).map((node) => {
    const stepped = Math.round((node.believedSpeed * factor) / SPEED_STEP) * SPEED_STEP;
    const command = {
      do: 'setspeed',
      node: node.id,
      speed: Math.max(SPEED_STEP, stepped),
    } as const;
    return { type: 'send', command } as const;
  });
  return next(state, ...effects);
}

function needsNode(state: DashboardState): string | undefined {
  if (state.readOnly) return 'read-only: nothing can be changed';
  return chosenNodes(state).length === 0 ? 'there is no node to act on' : undefined;
}

/** A click chooses a node, a double click opens its actions, the wheel scrolls. */
function pointer(
  state: DashboardState,
  { action, row, double }: MouseMessage,
  { top }: Rect,
  update: Updating,
): Update {
  if (action === 'wheel-up') return next(moved(state, -WHEEL_ROWS));
  if (action === 'wheel-down') return next(moved(state, WHEEL_ROWS));
  if (action !== 'press') return next(state);
  const index = row - top - HEADER_ROWS;
  const node = index < 0 ? undefined : state.sample.nodes[firstInSight(state) + index];
  if (node === undefined) return next(state);
  const chosen = moved({ ...state, selectedNode: node.id }, 0);
  return double ? update(chosen, { type: 'key', key: 'x' }) : next(chosen);
}

const WHEEL_ROWS = 3;
