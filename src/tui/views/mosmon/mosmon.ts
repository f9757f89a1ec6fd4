import { STANDARD_SPEED } from '../../../cluster/facts/node-spec.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import type { Act, KeyBinding } from '../../key-binding.js';
import { answerNotice } from '../../notice.js';
import { clusterFigures, isMember } from '../../past/cluster-figures.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { viewArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { AXIS_CELLS, type BarChart, barLines, cellsPerNode, topOf } from './bars.js';
import { cellsOf, heatLines, nodesAcross } from './heat-map.js';
import { MEASURES, type MeasureSpec, measureOf } from './measures.js';
import type { Measure, MosmonState } from './mosmon-state.js';

/** A bar per node, as openMosix's mosmon. */
export const MOSMON: View = {
  id: 'mosmon',
  title: 'mosmon',
  keys: [
    ...MEASURES.map(
      ({ id, key, about }): KeyBinding => ({
        keys: [key],
        label: key,
        description: about,
        act: showMeasure(id),
        short: id,
      }),
    ),
    {
      keys: ['g'],
      label: 'g',
      description: 'logarithmic or linear scale',
      act: toggle('logScale'),
      short: 'log',
    },
    {
      keys: ['d'],
      label: 'd',
      description: 'show or hide dead nodes',
      act: toggleDead,
      short: 'dead',
    },
    {
      keys: ['t'],
      label: 't',
      description: 'show or hide the totals',
      act: toggle('totals'),
      short: 'totals',
    },
    {
      keys: ['e'],
      label: 'e',
      description: 'heat map of all nodes, or bars',
      act: toggle('heat'),
      short: 'heat',
    },
    {
      keys: ['left'],
      label: 'Left',
      description: 'one node to the left',
      act: (state) => next(moveCursor(state, -1)),
    },
    {
      keys: ['right'],
      label: 'Right',
      description: 'one node to the right',
      act: (state) => next(moveCursor(state, 1)),
    },
    {
      keys: ['up'],
      label: 'Up',
      description: 'in the heat map: one row up',
      act: (state) => next(moveCursor(state, -rowNodes(state))),
    },
    {
      keys: ['down'],
      label: 'Down',
      description: 'in the heat map: one row down',
      act: (state) => next(moveCursor(state, rowNodes(state))),
    },
    {
      keys: ['pageup'],
      label: 'PgUp',
      description: 'one screen to the left',
      act: (state) => next(moveCursor(state, -pageNodes(state))),
    },
    {
      keys: ['pagedown'],
      label: 'PgDn',
      description: 'one screen to the right',
      act: (state) => next(moveCursor(state, pageNodes(state))),
    },
    {
      keys: ['home'],
      label: 'Home',
      description: 'the first node',
      act: (state) => next(moveCursor(state, -state.sample.nodes.length)),
    },
    {
      keys: ['end'],
      label: 'End',
      description: 'the last node',
      act: (state) => next(moveCursor(state, state.sample.nodes.length)),
    },
  ],
  panels: ['bars'],
  body,
  pointer,
  node: selectedNode,
  position: (state) => `${selectedIndex(state) + 1}/${shownNodes(state).length}`,
};

function body(state: DashboardState, area: Rect): ViewBody {
  const inner = chartArea(state, area);
  const chart = chartOf(state, inner);
  const drawn = state.views.mosmon.heat ? heatLines(chart, inner) : barLines(chart, inner);
  return { lines: [...(inner.top > area.top ? [totalsLine(state, area.width)] : []), ...drawn] };
}

function chartArea({ views }: DashboardState, { left, top, width, height }: Rect): Rect {
  const header = views.mosmon.totals && height > 4 ? 1 : 0;
  return { left, top: top + header, width, height: height - header };
}

function chartOf(state: DashboardState, area: Rect): BarChart {
  const { measure, logScale } = state.views.mosmon;
  const nodes = shownNodes(state);
  return {
    measure: measureSeen(state),
    logScale: logScale && isLoad(measure),
    nodes,
    first: firstInSight(state, area),
    selected: selectedNode(state)?.id,
    charset: state.charset,
  };
}

/** The measure as the node sees it from whose point of view one looks. */
function measureSeen({ views, sample }: DashboardState): MeasureSpec {
  const seeing = sample.nodes.find(({ id }) => id === views.mtop.standpoint);
  return measureOf(views.mosmon.measure, seeing?.yardstick ?? STANDARD_SPEED);
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

function moveCursor(state: DashboardState, by: number): DashboardState {
  const nodes = shownNodes(state);
  const index = clamp(selectedIndex(state) + by, 0, Math.max(0, nodes.length - 1));
  const selected = { ...state, selectedNode: nodes[index]?.id };
  const scroll = firstInSight(selected, chartArea(selected, viewArea(selected)));
  return { ...selected, views: { ...state.views, mosmon: { ...state.views.mosmon, scroll } } };
}

/** The first node drawn: not scrolled further than the selection allows. */
function firstInSight(state: DashboardState, area: Rect): number {
  const count = shownNodes(state).length;
  const index = Math.max(0, selectedIndex(state));
  const { scroll, heat } = state.views.mosmon;
  const across = nodesInSight(state, area);
  const last = Math.max(0, count - across);
  const kept = clamp(clamp(scroll, index - across + 1, index), 0, last);
  if (!heat) return kept;
  const row = nodesAcross(area.width, count, area.height);
  return Math.min(Math.ceil(kept / row), Math.floor(index / row)) * row;
}

function nodesInSight(state: DashboardState, { width, height }: Rect): number {
  const nodes = shownNodes(state);
  if (state.views.mosmon.heat)
    return nodesAcross(width, nodes.length, height) * Math.max(1, height);
  return Math.max(1, Math.floor((width - AXIS_CELLS) / cellsPerNode(nodes, width)));
}

function pageNodes(state: DashboardState): number {
  return nodesInSight(state, chartArea(state, viewArea(state)));
}

function rowNodes(state: DashboardState): number {
  if (!state.views.mosmon.heat) return 0;
  const { width, height } = chartArea(state, viewArea(state));
  return nodesAcross(width, shownNodes(state).length, height);
}

function withMosmon(state: DashboardState, change: Partial<MosmonState>): DashboardState {
  const mosmon = { ...state.views.mosmon, ...change };
  return moveCursor({ ...state, views: { ...state.views, mosmon } }, 0);
}

function toggle(what: 'logScale' | 'totals' | 'heat'): Act {
  return (state) => next(withMosmon(state, { [what]: !state.views.mosmon[what] }));
}

function showMeasure(measure: Measure): Act {
  return (state) => {
    if (state.views.mosmon.measure !== measure) return next(withMosmon(state, { measure }));
    return next({ ...state, notice: answerNotice(`${measure} is what the bars show`, 'dim') });
  };
}

function toggleDead(state: DashboardState): Update {
  const changed = withMosmon(state, { dead: !state.views.mosmon.dead });
  if (!state.sample.nodes.every(isMember)) return next(changed);
  return next({ ...changed, notice: answerNotice('no node is dead', 'dim') });
}

/** What there is in all, what is shown, and the node under the cursor with its value. */
function totalsLine(state: DashboardState, width: number): Line {
  const { measure: id, logScale, heat } = state.views.mosmon;
  const { levels } = state.charset;
  const measure = measureSeen(state);
  const shown = shownNodes(state);
  const { nodesUp, nodes, cpus, logicalCpus, meanLoad, balance } = clusterFigures(
    state.sample.nodes,
  );
  const node = selectedNode(state);
  const dim = (text: string) => span(text, { colour: 'dim' });
  const strong = (text: string) => span(text, { colour: 'strong', bold: true });
  const log = logScale && isLoad(id) ? ', log scale' : '';
  const parts: Line[] = [
    [span(` ${measure.about}${log}`, { colour: 'title', bold: true })],
    ...(node === undefined
      ? []
      : [
          [
            dim('node '),
            strong(`${node.id} ${sanitize(node.name)} ${measure.text(measure.value(node))}`),
            dim(id === 'load' ? ` (openMosix ${node.upperLoad.toFixed(2)})` : ''),
          ],
        ]),
    ...(heat ? [[dim(`0 ${levels.slice(1).join('')} `), strong(heatEnd(measure, shown))]] : []),
    [dim('nodes '), strong(`${nodesUp}`), dim(` of ${nodes}`)],
    [dim('CPUs '), strong(`${cpus}`), dim(logicalCpus === cpus ? '' : ` (${logicalCpus})`)],
    [dim('mean load '), strong(meanLoad.toFixed(2))],
    [dim('balance '), strong(`${Math.round(balance * 100)}%`)],
  ];
  return fitLine(joinFitting(parts, width, '   '), width);
}

/** What a full cell of the heat map stands for; an open-ended scale is given by its middle. */
function heatEnd(measure: MeasureSpec, shown: readonly NodeView[]): string {
  const { part, reference, text } = measure;
  if (part === undefined || reference === undefined) return text(topOf(measure, shown));
  return `half is ${text(reference)}`;
}

function isLoad(measure: Measure): boolean {
  return measure === 'load' || measure === 'openmosix';
}

/** A click chooses a node, the wheel scrolls. */
function pointer(state: DashboardState, { action, column, row }: MouseMessage, area: Rect): Update {
  if (action === 'wheel-up') return next(moveCursor(state, -WHEEL_NODES));
  if (action === 'wheel-down') return next(moveCursor(state, WHEEL_NODES));
  if (action !== 'press' && action !== 'drag') return next(state);
  const inner = chartArea(state, area);
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
  return next(node === undefined ? state : moveCursor({ ...state, selectedNode: node.id }, 0));
}

const WHEEL_NODES = 3;
