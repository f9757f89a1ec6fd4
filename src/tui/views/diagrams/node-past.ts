import type { Charset } from '../../drawing/charset.js';
import { fitLine, type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { History } from '../../past/history.js';
import { axisLine } from './axis-line.js';
import { diagramsOf } from './curves.js';
import { diagramLines } from './diagram-lines.js';
import { ALL_OF_IT, timeWindow } from './time-window.js';

/** The past needs at least as many rows. */
export const LEAST_PAST_ROWS = 10;
const TWO_DIAGRAMS_ROWS = 16;

/** Load and memory of a node since the beginning, in rows that nothing else needs. */
export function nodePast(
  { history, charset }: { readonly history: History; readonly charset: Charset },
  node: { readonly id: number; readonly name: string; readonly index: number },
  width: number,
  height: number,
): readonly Line[] {
  const window = timeWindow(history, ALL_OF_IT);
  const frame = { window, marks: history.marks, cursor: undefined, width, charset };
  const count = height >= TWO_DIAGRAMS_ROWS ? 2 : 1;
  const diagrams = diagramsOf(node.index).slice(0, count);
  const rows = height - 3;
  const share = Math.floor(rows / count);
  const heading = span(` node ${node.id} ${sanitize(node.name)}`, { colour: 'strong', bold: true });
  return [
    fitLine([], width),
    fitLine([heading, span(' since the beginning', { colour: 'dim' })], width),
    ...diagrams.flatMap((diagram, index) =>
      diagramLines(diagram, frame, index === 0 ? rows - share * (count - 1) : share, false),
    ),
    axisLine(window, history.marks, width, charset),
  ];
}
