import { formatClock } from '../../base/units.js';
import { truncate } from '../drawing/cell-width.js';
import { fitLine, joinFitting, type Line, lineWidth, span, spread } from '../drawing/line.js';
import type { DashboardState } from '../state.js';
import { promptLine } from './prompt-line.js';
import { viewOf } from './registry.js';

/** What happened last, and where the cursor is in the list. */
export function eventLine(state: DashboardState): Line {
  const { notice, size, charset, prompt } = state;
  if (prompt !== undefined) return promptLine(state, prompt);
  const view = viewOf(state);
  const position = ` ${view.position?.(state) ?? ''} `;
  const shown = joinFitting(view.badges?.(state) ?? [], Math.floor(size.columns / 2), '  ');
  const right: Line =
    size.columns >= 60 ? [span(' '), ...shown, span(position, { colour: 'dim' })] : shown;
  const room = size.columns - lineWidth(right);
  if (notice === undefined) {
    const text = state.info.about || `time ${formatClock(state.sample.now)}`;
    return spread(
      [span(truncate(` ${text}`, room, charset.ellipsis), { colour: 'dim' })],
      right,
      size.columns,
    );
  }
  const text = truncate(` ${notice.text}`, room, charset.ellipsis);
  return fitLine(
    spread([span(text, { colour: notice.colour })], right, size.columns),
    size.columns,
  );
}
