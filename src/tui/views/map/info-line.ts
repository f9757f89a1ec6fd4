import { formatBytes } from '../../../base/units.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { fitLine, joinFitting, type Line, lineWidth, span, spread } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clusterFigures } from '../../past/cluster-figures.js';
import { loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import type { MapGroup } from './map-groups.js';
import { squareLegend } from './square-colours.js';

/** What is pointed at: a process, or else a node. */
export interface Pointed {
  readonly process: ProcessView | undefined;
  readonly node: NodeView | undefined;
  readonly group: MapGroup | undefined;
}

/** What is pointed at, and what the colours mean. */
export function infoLine(
  state: DashboardState,
  { process, node, group }: Pointed,
  width: number,
): Line {
  const { charset, views } = state;
  const dim = (text: string) => span(text, { colour: 'dim' });
  const legend = squareLegend(state);
  const parts: Line[] =
    process !== undefined
      ? [
          [
            span(` ${process.pid}`, { colour: 'strong', bold: true }),
            span(` ${sanitize(process.user)} ${sanitize(process.command)}`),
          ],
          [dim('node '), span(String(process.node)), dim(' home '), span(String(process.home))],
          [
            span(`${(process.cpuShare * 100).toFixed(1)}%`),
            dim(` ${formatBytes(process.residentBytes)}`),
          ],
          ...(views.map.carried === undefined
            ? []
            : [
                [
                  span(`${charset.arrow} node ${node?.id ?? '?'}`, {
                    colour: 'moving',
                    bold: true,
                  }),
                ],
              ]),
        ]
      : group !== undefined
        ? groupParts(group)
        : node === undefined
          ? []
          : [
              [span(` node ${node.id} ${sanitize(node.name)}`, { colour: 'strong', bold: true })],
              [dim('load '), span(loadOf(node).toFixed(2))],
              [
                span(String(node.local)),
                dim(' local '),
                span(String(node.guests), { colour: 'guest' }),
                dim(node.guests === 1 ? ' guest ' : ' guests '),
                span(String(node.away)),
                dim(' away'),
              ],
            ];
  // The legend is never cut off: what is pointed at gets the rest.
  const right = [...joinFitting(legend, width, '  '), span(' ')];
  const room = Math.max(0, width - lineWidth(right) - LEGEND_GAP);
  return fitLine(spread(joinFitting(parts, room, '  '), right, width), width);
}

function groupParts({ title, nodes }: MapGroup): Line[] {
  const { nodesUp, meanLoad, runnable } = clusterFigures(nodes);
  const dim = (text: string) => span(text, { colour: 'dim' });
  return [
    [span(` ${sanitize(title)}`, { colour: 'strong', bold: true })],
    [span(String(nodesUp)), dim(` of ${nodes.length} nodes`)],
    [dim('load '), span(meanLoad.toFixed(2)), dim(` ${runnable} runnable`)],
    [dim('Enter shows them')],
  ];
}

/** Cells between what is under the cursor and the legend, and behind that. */
const LEGEND_GAP = 4;
