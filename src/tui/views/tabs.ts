import { type Line, lineWidth, span } from '../drawing/line.js';
import type { DashboardState } from '../state.js';
import { VIEWS } from './registry.js';
import type { View } from './view.js';

/**
 * The views with their digits, the one shown highlighted; without room only its name is written.
 */
export function tabsLine(state: DashboardState): Line {
  return tabsOf(state).flatMap(({ line }) => line);
}

/** The view whose tab is at a cell of the first line. */
export function tabAt(cell: number, state: DashboardState): View | undefined {
  return tabsOf(state).find(({ left, width }) => cell >= left && cell < left + width)?.view;
}

interface Tab {
  readonly view: View;
  readonly line: Line;
  readonly left: number;
  readonly width: number;
}

/** From this width on each tab has its name, and from the second on also a space behind it. */
const NAMES_COLUMNS = 76;
export const ROOMY_COLUMNS = 96;
/** The same as the first where the place in the past needs room beside them. */
const PAST_NAMES_COLUMNS = 130;

function tabsOf(state: DashboardState): readonly Tab[] {
  const names = state.sample.past?.isPast ? PAST_NAMES_COLUMNS : NAMES_COLUMNS;
  let left = 0;
  return VIEWS.map((view, index) => {
    const isShown = view.id === state.view;
    const name = isShown || state.size.columns >= names ? ` ${view.title}` : '';
    const gap = isShown || name === '' || state.size.columns >= ROOMY_COLUMNS ? ' ' : '';
    const ground = isShown ? 'sorted' : 'bar';
    const line = [
      span(` ${index + 1}`, { colour: 'key', ground, bold: isShown }),
      span(name + gap, { colour: isShown ? 'strong' : 'text', ground, bold: isShown }),
    ];
    const width = lineWidth(line);
    const tab = { view, line, left, width };
    left += width;
    return tab;
  });
}
