import type { NodeView } from '../../../cluster/facts/view.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { type Act, key } from '../../key-binding.js';
import { clusterFigures, isMember } from '../../past/cluster-figures.js';
import { clamp, type DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { viewPlace } from '../view-place.js';
import { AXIS_CELLS, type BarChart, barLines, cellsPerNode, topOf } from './bars.js';
import { cellsOf, heatLines, nodesAcross } from './heat-map.js';
import { MEASURES, measureOf } from './measures.js';
import type { MosmonState } from './mosmon-state.js';

/** A bar per node, as openMosix's mosmon. */
export const MOSMON: View = {
  id: 'mosmon',
  title: 'mosmon',
  keys: [
    ...MEASURES.map(({ id, key: letter, about }) =>
      key([letter], letter, about, (state) => changed(state, { measure: id }), { short: id }),
    ),
    key(['S-l'], 'L', 'logarithmic scale, or linear', toggle('logScale'), { short: 'log' }),
    key(['d'], 'd', 'show dead nodes, or leave them out', toggle('dead'), { short: 'dead' }),
    key(['t'], 't', 'show the totals, or leave them out', toggle('totals'), { short: 'totals' }),
    key(['h'], 'h', 'heat map of all nodes, or bars', toggle('heat'), { short: 'heat' }),
    key(['left'], 'Left', 'one node to the left', (state) => next(moved(state, -1))),
    key(['right'], 'Right', 'one node to the right', (state) => next(moved(state, 1))),
    key(['up'], 'Up', 'in the heat map: one row up', (state) => next(moved(state, -step(state)))),
    key(['down'], 'Down', 'in the heat map: one row down', (state) =>
      next(moved(state, step(state))),
    ),
    key(['pageup'], 'PgUp', 'one screen to the left', (state) => next(moved(state, -page(state)))),
    key(['pagedown'], 'PgDn', 'one screen to the right', (state) =>
      next(moved(state, page(state))),
    ),
    key(['home'], 'Home', 'the first node', (state) =>
      next(moved(state, -state.sample.nodes.length)),
    ),
    key(['end'], 'End', 'the last node', (state) => next(moved(state, state.sample.nodes.length))),
  ],
  panels: ['bars'],
  body,
  pointer,
  node: selectedNode,
  position: (state) => `${selectedIndex(state) + 1}/${shownNodes(state).length}`,
};

function body(state: DashboardState, place: Rect): ViewBody {
  const inner = chartPlace(state, place);
  const chart = chartOf(state, inner);
  const drawn = state.views.mosmon.heat ? heatLines(chart, inner) : barLines(chart, inner);
  return { lines: [...(inner.top > place.top ? [totalsLine(state, place.width)] : []), ...drawn] };
}

function chartPlace({ views }: DashboardState, { left, top, width, height }: Rect): Rect {
  const header = views.mosmon.totals && height > 4 ? 1 : 0;
  return { left, top: top + header, width, height: height - header };
}

function chartOf(state: DashboardState, place: Rect): BarChart {
  const { measure, logScale } = state.views.mosmon;
  const nodes = shownNodes(state);
  return {
    measure: measureOf(measure),
    logScale: logScale && measure === 'load',
    nodes,
    first: firstInSight(state, place),
    selected: selectedNode(state)?.id,
    charset: state.charset,
  };
}

function shownNodes({ sample, views }: DashboardState): readonly NodeView[] {
  return views.mosmon.dead ? sample.nodes : sample.nodes.filter(isMember);
}

function selectedIndex(state: DashboardState): number {
  const nodes = shownNodes(state);
  const found = nodes.findIndex(({ id }) => id >= (state.selectedNode ?? 0));
  return found < 0 ? nodes.length - 1 : found;
}

function selectedNode(state: DashboardState): NodeView | undefined {
  return shownNodes(state)[selectedIndex(state)];
}

function moved(state: DashboardState, by: number): DashboardState {
  const nodes = shownNodes(state);
  const index = clamp(selectedIndex(state) + by, 0, Math.max(0, nodes.length - 1));
  const selected = { ...state, selectedNode: nodes[index]?.id };
  const scroll = firstInSight(selected, chartPlace(selected, viewPlace(selected)));
  return { ...selected, views: { ...state.views, mosmon: { ...state.views.mosmon, scroll } } };
}

/** The first node drawn: not scrolled further than the selection allows. */
function firstInSight(state: DashboardState, place: Rect): number {
  const count = shownNodes(state).length;
  const index = Math.max(0, selectedIndex(state));
  const { scroll, heat } = state.views.mosmon;
  const across = nodesInSight(state, place);
  const last = Math.max(0, count - across);
  const kept = clamp(clamp(scroll, index - across + 1, index), 0, last);
  if (!heat) return kept;
  const row = nodesAcross(place.width, count, place.height);
  return Math.min(Math.ceil(kept / row), Math.floor(index / row)) * row;
}

function nodesInSight(state: DashboardState, { width, height }: Rect): number {
  const nodes = shownNodes(state);
  if (state.views.mosmon.heat)
    return nodesAcross(width, nodes.length, height) * Math.max(1, height);
  return Math.max(1, Math.floor((width - AXIS_CELLS) / cellsPerNode(nodes, width)));
}

function page(state: DashboardState): number {
  return nodesInSight(state, chartPlace(state, viewPlace(state)));
}

function step(state: DashboardState): number {
  if (!state.views.mosmon.heat) return 0;
  const { width, height } = chartPlace(state, viewPlace(state));
  return nodesAcross(width, shownNodes(state).length, height);
}

function changed(state: DashboardState, change: Partial<MosmonState>): Update {
  const mosmon = { ...state.views.mosmon, ...change };
  return next(moved({ ...state, views: { ...state.views, mosmon } }, 0));
}

function toggle(what: 'logScale' | 'dead' | 'totals' | 'heat'): Act {
  return (state) => changed(state, { [what]: !state.views.mosmon[what] });
}

/** What there is in all, what is shown, and the node under the cursor with its value. */
function totalsLine(state: DashboardState, width: number): Line {
  const { measure: id, logScale, heat } = state.views.mosmon;
  const { levels } = state.charset;
  const measure = measureOf(id);
  const shown = shownNodes(state);
  const { nodesUp, nodes, cpus, logicalCpus, meanLoad, balance } = clusterFigures(
    state.sample.nodes,
  );
  const node = selectedNode(state);
  const dim = (text: string) => span(text, { colour: 'dim' });
  const strong = (text: string) => span(text, { colour: 'strong', bold: true });
  const log = logScale && id === 'load' ? ', log scale' : '';
  const parts: Line[] = [
    [span(` ${measure.about}${log}`, { colour: 'title', bold: true })],
    ...(node === undefined
      ? []
      : [
          [
            dim('node '),
            strong(`${node.id} ${sanitize(node.name)} ${measure.text(measure.value(node))}`),
          ],
        ]),
    ...(heat
      ? [[dim(`0 ${levels.slice(1).join('')} `), strong(measure.text(topOf(measure, shown)))]]
      : []),
    [dim('nodes '), strong(`${nodesUp}`), dim(` of ${nodes}`)],
    [dim('CPUs '), strong(`${cpus}`), dim(logicalCpus === cpus ? '' : ` (${logicalCpus})`)],
    [dim('mean load '), strong(meanLoad.toFixed(2))],
    [dim('balance '), strong(`${Math.round(balance * 100)}%`)],
  ];
  return fitLine(joinFitting(parts, width, '   '), width);
}

/** A click chooses a node, the wheel scrolls. */
function pointer(
  state: DashboardState,
  { action, column, row }: MouseMessage,
  place: Rect,
): Update {
  if (action === 'wheel-up') return next(moved(state, -WHEEL_NODES));
  if (action === 'wheel-down') return next(moved(state, WHEEL_NODES));
  if (action !== 'press' && action !== 'drag') return next(state);
  const inner = chartPlace(state, place);
  const nodes = shownNodes(state);
  const cells = state.views.mosmon.heat
    ? cellsOf(inner.width, nodes.length, inner.height)
    : cellsPerNode(nodes, inner.width);
  const across = Math.floor((column - AXIS_CELLS) / cells);
  if (across < 0 || row < inner.top) return next(state);
  const rows = state.views.mosmon.heat
    ? (row - inner.top) * nodesAcross(inner.width, nodes.length, inner.height)
    : 0;
  const node = nodes[firstInSight(state, inner) + rows + across];
  return next(node === undefined ? state : moved({ ...state, selectedNode: node.id }, 0));
}

const WHEEL_NODES = 3;
