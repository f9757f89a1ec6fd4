import { formatBytes } from '../../../base/units.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { fitLine, joinFitting, type Line, lineWidth, span, spread } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { squareLegend } from './square-colours.js';

/** What is pointed at: a process, or else a node. */
export interface Pointed {
  readonly process: ProcessView | undefined;
  readonly node: NodeView | undefined;
  /** Nodes that are not on the map. */
  readonly hidden: number;
}

/** What is pointed at, and what the colours mean. */
export function infoLine(
  state: DashboardState,
  { process, node, hidden }: Pointed,
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
      : node === undefined
        ? []
        : [
            [span(` node ${node.id} ${sanitize(node.name)}`, { colour: 'strong', bold: true })],
            [dim('load '), span(loadOf(node).toFixed(2))],
            [
              span(String(node.local)),
              dim(' local '),
              span(String(node.guests), { colour: 'guest' }),
              dim(' guests '),
              span(String(node.away)),
              dim(' away'),
            ],
            ...(hidden > 0 ? [[dim(`${hidden} more nodes`)]] : []),
          ];
  // The legend is never cut off: what is pointed at gets the rest.
  const right = [...joinFitting(legend, width, '  '), span(' ')];
  const room = Math.max(0, width - lineWidth(right) - LEGEND_GAP);
  return fitLine(spread(joinFitting(parts, room, '  '), right, width), width);
}

/** Cells between what is under the cursor and the legend, and behind that. */
const LEGEND_GAP = 4;
