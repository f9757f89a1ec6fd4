import { describe, expect, it } from 'vitest';
import type { DashboardState } from '../../../src/tui/state.js';
import { layoutOf, type Panels, sideArea, viewArea } from '../../../src/tui/views/layout.js';
import { openedState } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

function opened(
  columns: number,
  rows: number,
  nodes = 7,
  panels: Partial<Panels> = {},
): DashboardState {
  const state = openedState(new FakeSession({ nodes, processes: 0 }), { columns, rows });
  const settings = { ...state.settings, panels: { ...state.settings.panels, ...panels } };
  return { ...state, settings };
}

/** Row of title, rows of meters and nodes, row of the list's header, list, event line and bar. */
function rowsOf(state: DashboardState) {
  const { title, meters, nodes, listHeader, list, event, functionBar } = layoutOf(state);
  return [
    title,
    meters.height,
    nodes.height,
    listHeader,
    [list.top, list.height],
    event,
    functionBar,
  ];
}

describe('a screen too small for all', () => {
  const none = undefined;
  // Nodes have one line: 40 columns have no room for a table.
  it.each([
    [1, [none, 0, 0, none, [0, 1], none, none]],
    [2, [0, 0, 0, none, [1, 1], none, none]],
    [3, [0, 0, 0, 1, [2, 1], none, none]],
    [4, [0, 0, 0, 1, [2, 1], none, 3]],
    [5, [0, 0, 0, 1, [2, 2], none, 4]],
    [6, [0, 0, 0, 1, [2, 2], 4, 5]],
    [7, [0, 0, 0, 1, [2, 3], 5, 6]],
    [8, [0, 1, 0, 2, [3, 3], 6, 7]],
    [9, [0, 1, 0, 2, [3, 4], 7, 8]],
    [10, [0, 1, 1, 3, [4, 4], 8, 9]],
    [14, [0, 1, 1, 3, [4, 8], 12, 13]],
    [15, [0, 3, 1, 5, [6, 7], 13, 14]],
  ])('of %d rows drops the least important parts first', (rows, expected) => {
    expect(rowsOf(opened(40, rows))).toEqual(expected);
  });

  it('has no rows for meters and nodes that are not wanted', () => {
    expect(rowsOf(opened(40, 15, 7, { meters: false }))).toEqual([0, 0, 1, 2, [3, 10], 13, 14]);
    expect(rowsOf(opened(40, 15, 7, { nodes: false }))).toEqual([0, 3, 0, 4, [5, 8], 13, 14]);
  });
});

describe('the table of nodes', () => {
  // Beside title, header, bar, event line and three meters 24 rows leave 16 for nodes and list; the
  // table has at most 9 of them (36 %), and leaves the list 5.
  it.each([
    [80, 24, 7, ['table', 8, 1, 80]],
    [80, 24, 8, ['table', 9, 1, 80]],
    [80, 24, 9, ['table', 9, 1, 80]],
    [49, 24, 7, ['strip', 1, 1, 49]],
    [50, 24, 7, ['table', 8, 1, 50]],
    [115, 24, 12, ['table', 9, 1, 115]],
    [116, 24, 12, ['table', 7, 2, 116]],
    [116, 24, 30, ['table', 9, 2, 116]],
    [174, 24, 30, ['table', 9, 3, 174]],
    [174, 24, 17, ['table', 7, 3, 174]],
    [174, 24, 16, ['table', 9, 2, 174]],
    [80, 15, 7, ['strip', 1, 1, 80]],
    [80, 16, 7, ['table', 3, 1, 80]],
    [80, 15, 1, ['table', 2, 1, 80]],
    [80, 9, 7, ['none', 0, 1, 80]],
  ])('has on %d x %d for %d nodes: %j', (columns, rows, count, expected) => {
    const { form, height, across, width } = layoutOf(opened(columns, rows, count)).nodes;
    expect([form, height, across, width]).toEqual(expected);
  });

  it('takes its rows from the list', () => {
    expect(rowsOf(opened(80, 24, 7))).toEqual([0, 3, 8, 12, [13, 9], 22, 23]);
    expect(rowsOf(opened(80, 24, 2))).toEqual([0, 3, 3, 7, [8, 14], 22, 23]);
  });
});

describe('the chart of load', () => {
  const chartOf = (...given: Parameters<typeof opened>) => layoutOf(opened(...given)).chart;

  // 58 % of the columns are left to meters and nodes, at least 72 and at most 110.
  it.each([
    [111, undefined],
    [112, [73, 1, 39, 11]],
    [124, [73, 1, 51, 11]],
    [126, [74, 1, 52, 11]],
    [179, [105, 1, 74, 11]],
  ])('stands on %d columns beside the nodes: %j', (columns, expected) => {
    const chart = chartOf(columns, 24);
    const found = chart && [chart.left, chart.top, chart.width, chart.height];
    expect(found).toEqual(expected);
  });

  it('is at most as wide as leaves 110 columns to the nodes', () => {
    expect(chartOf(200, 24, 7, { side: false })).toMatchObject({ left: 111, width: 89 });
  });

  it('has nine rows where there are at least 30, also beside few nodes', () => {
    expect(chartOf(120, 30, 2)).toEqual({ left: 73, top: 1, width: 47, height: 9 });
    expect(layoutOf(opened(120, 30, 2)).nodes.height).toBe(6);
    expect(chartOf(120, 29, 2)).toBeUndefined();
    expect(layoutOf(opened(120, 29, 2)).nodes.height).toBe(3);
    expect(layoutOf(opened(120, 40, 2, { meters: false })).nodes.height).toBe(9);
  });

  it('stands beside nodes whose table and meters have at least seven rows', () => {
    expect(chartOf(120, 29, 3)).toMatchObject({ height: 7 });
  });

  // 42 rows leave after table and meters 26, of which 17 (40 %) and one are the list's.
  it('stands below the nodes where that leaves the list two fifths of the rows', () => {
    expect(chartOf(80, 41)).toBeUndefined();
    expect(chartOf(80, 42)).toEqual({ left: 0, top: 12, width: 80, height: 9 });
    expect(rowsOf(opened(80, 42))).toEqual([0, 3, 8, 21, [22, 18], 40, 41]);
    expect(chartOf(60, 42)).toMatchObject({ width: 60 });
    expect(chartOf(59, 42)).toBeUndefined();
    expect(chartOf(80, 42, 7, { chart: false })).toBeUndefined();
    expect(chartOf(80, 42, 7, { nodes: false })).toMatchObject({ top: 4, height: 9 });
  });
});

describe('the panel beside the view', () => {
  // A third of the columns, from 270 on a half, and never more than two panels of 90.
  it.each([
    [179, 24, undefined],
    [180, 19, undefined],
    [180, 20, 60],
    [200, 50, 67],
    [269, 50, 90],
    [270, 50, 135],
    [300, 50, 150],
    [360, 50, 180],
    [400, 50, 180],
  ])('has on %d x %d so many columns: %s', (columns, rows, width) => {
    const state = opened(columns, rows);
    const side = sideArea(state);
    expect(side?.width).toBe(width);
    const view = viewArea(state);
    expect(view.width).toBe(columns - (width ?? 0));
    if (side !== undefined)
      expect([side.left, side.top, side.height]).toEqual([view.width, 1, rows - 3]);
  });

  it('gives way to what shows many nodes at once, and is there only if it is wanted', () => {
    const wide = (nodes: number, more: Partial<DashboardState>) =>
      sideArea({ ...opened(200, 50, nodes), ...more })?.width;
    expect(wide(8, { view: 'beliefs' })).toBe(67);
    expect(wide(9, { view: 'beliefs' })).toBeUndefined();
    const { views } = opened(200, 50);
    const heat = { ...views, mosmon: { ...views.mosmon, heat: true } };
    expect(wide(7, { view: 'mosmon' })).toBe(67);
    expect(wide(7, { view: 'mosmon', views: heat })).toBeUndefined();
    expect(wide(7, { view: 'cluster', views: heat })).toBe(67);
    expect(sideArea(opened(200, 50, 7, { side: false }))).toBeUndefined();
  });
});

describe('the area of a view', () => {
  it.each([
    [1, [0, 1]],
    [2, [1, 1]],
    [3, [1, 2]],
    [4, [1, 2]],
    [5, [1, 3]],
    [6, [1, 3]],
    [24, [1, 21]],
  ])('is on %d rows all but title, event line and bar', (rows, expected) => {
    const { top, height } = viewArea(opened(80, rows));
    expect([top, height]).toEqual(expected);
  });
});
