import { formatBytes } from '../../../base/units.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Colour, Rect } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, lineWidth, span } from '../../drawing/line.js';
import { type ClusterFigures, clusterFigures, countStates } from '../../past/cluster-figures.js';
import type { DashboardState } from '../../state.js';

/** The cluster as one server: CPU, memory and balance as bars, what there is beside them. */
export function meterLines(state: DashboardState, { width, height }: Rect): readonly Line[] {
  const figures = clusterFigures(state.sample.nodes);
  const meterWidth = width < 60 ? width : Math.min(52, Math.floor(width * 0.44));
  const meters = [cpuMeter, memoryMeter, balanceMeter].map((meter) =>
    meter(figures, state, meterWidth),
  );
  const facts = [processFacts(state), nodeFacts(figures), migrationFacts(state)];
  return meters.slice(0, height).map((meter, index) => {
    const room = width - meterWidth - 2;
    if (room < 20) return fitLine(meter, width);
    return fitLine([...meter, span('  '), ...joinFitting(facts[index] ?? [], room, '  ')], width);
  });
}

function cpuMeter({ cpuUse }: ClusterFigures, state: DashboardState, width: number): Line {
  return meter('CPU', cpuUse, percent(cpuUse), 'low', state, width);
}

function memoryMeter(figures: ClusterFigures, state: DashboardState, width: number): Line {
  const { memoryUsedBytes, memoryBytes } = figures;
  const use = memoryBytes === 0 ? 0 : memoryUsedBytes / memoryBytes;
  const text = `${formatBytes(memoryUsedBytes)}/${formatBytes(memoryBytes)}`;
  return meter('Mem', use, text, use < 0.9 ? 'memory' : 'high', state, width);
}

function balanceMeter({ balance }: ClusterFigures, state: DashboardState, width: number): Line {
  const colour = balance >= 0.8 ? 'low' : 'middle';
  return meter('Bal', balance, percent(balance), colour, state, width);
}

function meter(
  label: string,
  part: number,
  text: string,
  colour: Colour,
  { charset }: DashboardState,
  width: number,
): Line {
  const start: Line = [span(` ${label} `, { colour: 'title' })];
  const end: Line = [span(` ${fitText(text, 10, 'right')}`, { colour: 'strong' })];
  return [
    ...start,
    ...bar(part, width - lineWidth(start) - lineWidth(end), colour, charset),
    ...end,
  ];
}

function processFacts({ sample }: DashboardState): Line[] {
  const counts = countStates(sample.processes);
  return [
    [label('Processes '), value(String(sample.totals.alive))],
    [value(`${counts.R}`, 'good'), label(' R')],
    [value(`${counts.M}`, counts.M > 0 ? 'moving' : 'dim'), label(' M')],
    [value(`${counts.T}`, counts.T > 0 ? 'middle' : 'dim'), label(' T')],
    [label('done '), value(String(sample.totals.completed))],
    [
      label('killed '),
      value(String(sample.totals.killed), sample.totals.killed > 0 ? 'bad' : 'dim'),
    ],
  ];
}

function nodeFacts({ nodesUp, nodes, cpus, logicalCpus }: ClusterFigures): Line[] {
  return [
    [
      label('Nodes     '),
      value(`${nodesUp}/${nodes}`, nodesUp === nodes ? 'strong' : 'bad'),
      label(' up'),
    ],
    [
      label('CPUs '),
      value(String(cpus)),
      label(cpus === logicalCpus ? '' : ` (${logicalCpus} logical)`),
    ],
  ];
}

/** The load averages are the cluster's, or those of the node from which one looks. */
function migrationFacts({ sample, history, views }: DashboardState): Line[] {
  const here = sample.nodes.find(({ id }) => id === views.mtop.standpoint);
  const [one, five, fifteen] = here?.loadAverages ?? history.loadAverages;
  return [
    [
      label(here === undefined ? 'Load avg  ' : `Load avg of ${here.id} `),
      value(`${loadText(one)} `),
      label(`${loadText(five)} ${loadText(fifteen)}`),
    ],
    [label('Migrations '), value(String(sample.totals.migrations))],
    [label(`(${formatBytes(sample.totals.bytesMoved)})`)],
  ];
}

function label(text: string) {
  return span(text, { colour: 'dim' });
}

function value(text: string, colour: Colour = 'strong') {
  return span(text, { colour });
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}

function loadText(load: number): string {
  return load >= 100 ? load.toFixed(0) : load.toFixed(2);
}
