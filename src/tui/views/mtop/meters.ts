import { formatBytes } from '../../../base/units.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour, Rect } from '../../drawing/frame.js';
import { kept } from '../../drawing/kept.js';
import { fitLine, joinFitting, type Line, lineWidth, span } from '../../drawing/line.js';
import { type ClusterFigures, clusterFigures, countStates } from '../../past/cluster-figures.js';
import type { History } from '../../past/history.js';
import type { Sample } from '../../past/sample.js';
import type { DashboardState } from '../../state.js';
import { type GainShown, gainFacts } from './gain-facts.js';

/** The cluster as one server: CPU, memory and balance as bars, what there is beside them. */
export function meterLines(state: DashboardState, area: Rect): readonly Line[] {
  const { sample, history, views, charset, gain } = state;
  return metersOf(sample, history, views.mtop.standpoint, area, charset, gain);
}

const metersOf = kept(drawMeters);

function drawMeters(
  sample: Sample,
  history: History,
  standpoint: number | undefined,
  { width, height }: Rect,
  charset: Charset,
  gain: GainShown | undefined,
): readonly Line[] {
  const figures = clusterFigures(sample.nodes);
  const meterWidth = width < 60 ? width : Math.min(52, Math.floor(width * 0.44));
  const meters = [cpuMeter, memoryMeter, balanceMeter].map((meter) =>
    meter(figures, charset, meterWidth),
  );
  const here = sample.nodes.find(({ id }) => id === standpoint);
  const facts = [
    processFacts(sample),
    nodeFacts(figures, gainFacts(gain, charset)),
    migrationFacts(sample, history, here),
  ];
  return meters.slice(0, height).map((meter, index) => {
    const room = width - meterWidth - 2;
    if (room < 20) return fitLine(meter, width);
    return fitLine([...meter, span('  '), ...joinFitting(facts[index] ?? [], room, '  ')], width);
  });
}

function cpuMeter({ cpuUse }: ClusterFigures, charset: Charset, width: number): Line {
  return meter('CPU', cpuUse, percent(cpuUse), 'low', charset, width);
}

function memoryMeter(figures: ClusterFigures, charset: Charset, width: number): Line {
  const { memoryUsedBytes, memoryBytes } = figures;
  const use = memoryBytes === 0 ? 0 : memoryUsedBytes / memoryBytes;
  const text = `${formatBytes(memoryUsedBytes)}/${formatBytes(memoryBytes)}`;
  return meter('Mem', use, text, use < 0.9 ? 'memory' : 'high', charset, width);
}

function balanceMeter({ balance }: ClusterFigures, charset: Charset, width: number): Line {
  const colour = balance >= 0.8 ? 'low' : 'middle';
  return meter('Bal', balance, percent(balance), colour, charset, width);
}

function meter(
  label: string,
  part: number,
  text: string,
  colour: Colour,
  charset: Charset,
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

function processFacts({ processes, totals }: Sample): Line[] {
  const counts = countStates(processes);
  return [
    [label('Processes '), value(String(totals.alive))],
    [value(`${counts.R}`, 'good'), label(' R')],
    [value(`${counts.M}`, counts.M > 0 ? 'moving' : 'dim'), label(' M')],
    [value(`${counts.T}`, counts.T > 0 ? 'middle' : 'dim'), label(' T')],
    [label('done '), value(String(totals.completed))],
    [label('killed '), value(String(totals.killed), totals.killed > 0 ? 'bad' : 'dim')],
  ];
}

/** Captured gain takes the room of the logical CPUs. */
function nodeFacts(
  { nodesUp, nodes, cpus, logicalCpus }: ClusterFigures,
  gain: readonly Line[],
): Line[] {
  return [
    [
      label('Nodes     '),
      value(`${nodesUp}/${nodes}`, nodesUp === nodes ? 'strong' : 'bad'),
      label(' up'),
    ],
    [
      label('CPUs '),
      value(String(cpus)),
      label(cpus === logicalCpus || gain.length > 0 ? '' : ` (${logicalCpus} logical)`),
    ],
    ...gain,
  ];
}

/** The load averages are the cluster's, or those of the node from which one looks. */
function migrationFacts({ totals }: Sample, history: History, here: NodeView | undefined): Line[] {
  const [one, five, fifteen] = here?.loadAverages ?? history.loadAverages;
  return [
    [
      label(here === undefined ? 'Load avg  ' : `Load avg of ${here.id} `),
      value(`${loadText(one)} `),
      label(`${loadText(five)} ${loadText(fifteen)}`),
    ],
    [label('Migrations '), value(String(totals.migrations))],
    [label(`(${formatBytes(totals.bytesMoved)})`)],
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
