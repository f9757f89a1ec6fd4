import { wrapped } from '../dialogs/dialog-lines.js';
import { fitLine, type Line, lineWidth, onGround, span, spread } from '../drawing/line.js';
import type { DashboardState } from '../state.js';
import { planOf } from './tour-plans.js';

/** What to do next, below everything else. */
export function tourLines({ tour, size }: DashboardState): readonly Line[] {
  if (tour === undefined) return [];
  const { steps } = planOf(tour.id);
  const begin: Line = [
    span(` tour ${tour.step + 1}/${steps.length}  `, { colour: 'key', bold: true }),
  ];
  const indent = lineWidth(begin);
  const cells = Math.max(10, size.columns - indent - 1);
  const text = wrapped(steps[tour.step]!.text, cells, 'strong');
  const lines = Array.from({ length: tour.rows }, (_, row): Line => {
    const before = row === 0 ? begin : [span(' '.repeat(indent))];
    const line = [...before, ...(text[row] ?? [])];
    const isLast = row === tour.rows - 1;
    const room = size.columns - lineWidth(line);
    return isLast && room > lineWidth(HINT) ? spread(line, HINT, size.columns) : line;
  });
  return lines.map((line) => onGround(fitLine(line, size.columns), 'sorted'));
}

const HINT: Line = [
  span('Ctrl-N', { colour: 'key', bold: true }),
  span(' skips  '),
  span('Ctrl-X', { colour: 'key', bold: true }),
  span(' ends the tour '),
];
