import { describe, expect, it } from 'vitest';
import { frameText } from '../../../../src/tui/drawing/text.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { screenFrame } from '../../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 5000, processes: 0 }), {
  columns: 80,
  rows: 24,
});

/** N# of the first node in sight: the one before the axis of the first row of the heat map. */
function firstOf(state: DashboardState): number {
  return Number(/^ +(\d+) │/m.exec(frameText(screenFrame(state), state.charset))![1]);
}

/** With the bars at a node, which is as far right as it can be. */
function barsAt(node: number): DashboardState {
  return pressKeys({ ...opened, selectedNode: node - 1 }, '2', 'right').state;
}

describe('the heat map', () => {
  // Title, totals, event line and keys leave 20 rows of 70 nodes: 1400 are in sight.
  it.each([2, 70, 71, 777, 1400, 1401, 3641, 5000])(
    'has node %d in sight, wherever the bars were before',
    (node) => {
      const state = pressKeys(barsAt(node), 'e').state;
      expect(state.selectedNode).toBe(node);
      const first = firstOf(state);
      expect(first % 70).toBe(1);
      expect(first).toBeLessThanOrEqual(node);
      expect(first + 1400).toBeGreaterThan(node);
    },
  );

  it('moves by rows, by screens and to the ends', () => {
    const heat = pressKeys(opened, '2', 'e').state;
    const led = (...keys: readonly string[]) => pressKeys(heat, ...keys).state;
    expect(led('down').selectedNode).toBe(71);
    expect(led('down', 'right', 'up').selectedNode).toBe(2);
    expect(led('pagedown').selectedNode).toBe(1401);
    expect(led('pagedown', 'pageup').selectedNode).toBe(1);
    expect(led('end').selectedNode).toBe(5000);
    expect(led('left').selectedNode).toBe(1);
    // 72 rows of 70 nodes, the last 20 of which are in sight: 52 rows are above them.
    expect(firstOf(led('end'))).toBe(52 * 70 + 1);
    expect(firstOf(led('pagedown'))).toBe(71);
  });
});

describe('the bars', () => {
  // Ids of four digits take five cells: 14 nodes beside the axis of nine.
  it('move by a screen of nodes, and not by rows', () => {
    const bars = pressKeys(opened, '2').state;
    const nodeAfter = (...keys: readonly string[]) => pressKeys(bars, ...keys).state.selectedNode;
    expect(nodeAfter('pagedown')).toBe(15);
    expect(nodeAfter('pagedown', 'right', 'pageup')).toBe(2);
    expect(nodeAfter('right', 'down')).toBe(2);
    expect(nodeAfter('right', 'up')).toBe(2);
  });
});

describe('the mouse on mosmon', () => {
  const shown = (state: DashboardState, ...keys: readonly string[]) =>
    pressKeys(state, '2', ...keys).state;
  const mouse = (
    state: DashboardState,
    action: 'press' | 'drag' | 'release',
    at: [number, number],
  ) =>
    update(state, { type: 'mouse', action, column: at[0], row: at[1], double: false }).state
      .selectedNode;
  const seven = shown(openedState(new FakeSession(), { columns: 79, rows: 24 }));

  // Seven nodes of ten cells from the tenth cell on.
  it.each([
    [9, 1],
    [18, 1],
    [19, 2],
    [78, 7],
  ])('chooses in cell %d node %d', (column, node) => {
    expect(mouse(seven, 'press', [column, 10])).toBe(node);
    expect(mouse(seven, 'drag', [column, 10])).toBe(node);
    expect(mouse(seven, 'release', [column, 10])).toBeUndefined();
  });

  it('chooses none on the axis and in the line of totals, but in that row where it is hidden', () => {
    expect(mouse(seven, 'press', [8, 10])).toBeUndefined();
    expect(mouse(seven, 'press', [20, 1])).toBeUndefined();
    expect(mouse(seven, 'press', [20, 2])).toBe(2);
    expect(mouse(shown(seven, 't'), 'press', [20, 1])).toBe(2);
  });

  it('chooses in the heat map by row and column', () => {
    const heat = shown(opened, 'e');
    expect(mouse(heat, 'press', [9, 2])).toBe(1);
    expect(mouse(heat, 'press', [78, 2])).toBe(70);
    expect(mouse(heat, 'press', [9, 3])).toBe(71);
    expect(mouse(heat, 'press', [9 + 3, 21])).toBe(19 * 70 + 4);
  });

  it('goes three nodes on with the wheel', () => {
    const wheel = (state: DashboardState, action: 'wheel-up' | 'wheel-down') =>
      update(state, { type: 'mouse', action, column: 20, row: 10, double: false }).state;
    const down = wheel(seven, 'wheel-down');
    expect(down.selectedNode).toBe(4);
    expect(wheel(down, 'wheel-up').selectedNode).toBe(1);
  });
});
