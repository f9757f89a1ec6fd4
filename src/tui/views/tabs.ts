import { cellWidth } from '../drawing/cell-width.js';
import { type Line, lineWidth, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { DashboardState } from '../state.js';
import { clockLine } from './clock.js';
import { VIEWS } from './registry.js';
import type { View } from './view.js';

/**
 * The views with their digits, the one shown highlighted; without room only its name is written: what
 * the run is and how its time goes matters more.
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

/** Whether each tab has its name, and a space behind it, as the last one always has. */
interface Style {
  readonly names: boolean;
  readonly roomy: boolean;
}

const STYLES: readonly Style[] = [
  { names: true, roomy: true },
  { names: true, roomy: false },
];
const DIGITS: Style = { names: false, roomy: false };

/** Names where scenario, policy and clock have room beside them. */
function tabsOf(state: DashboardState): readonly Tab[] {
  const { info, readOnly, size, sample } = state;
  const clock = sample.past?.isPast ? lineWidth(clockLine(state)) : CLOCK_CELLS;
  const facts =
    cellWidth(sanitize(`${info.scenario}${info.policy}${readOnly ? '  read-only' : ''}`)) +
    FACT_GAPS;
  const fitting = STYLES.map((style) => styledTabs(state, style)).find(
    (tabs) => tabs.reduce((sum, { width }) => sum + width, 0) + facts + clock <= size.columns,
  );
  return fitting ?? styledTabs(state, DIGITS);
}

/** Room kept for the clock, so that the tabs do not change as it goes: ` ▶ ×100 10:00:00 `. */
const CLOCK_CELLS = 17;
const FACT_GAPS = 3;

function styledTabs(state: DashboardState, { names, roomy }: Style): readonly Tab[] {
  let left = 0;
  return VIEWS.map((view, index) => {
    const isShown = view.id === state.view;
    const name = isShown || names ? ` ${view.title}` : '';
    const isLast = index === VIEWS.length - 1;
    const gap = isShown || roomy || isLast ? ' ' : '';
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
