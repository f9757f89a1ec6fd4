import { describe, expect, it } from 'vitest';
import { UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import { frameText } from '../../../../src/tui/drawing/text.js';
import { NO_HISTORY } from '../../../../src/tui/past/history.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { sparkline } from '../../../../src/tui/views/cluster/sparkline.js';
import { screenFrame } from '../../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

function textOf(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

/** The numbers of the nodes in the order of the table. */
function shownIds(state: DashboardState): readonly number[] {
  return [...textOf(state).matchAll(/^[ +] +(\d+) node\d+ /gm)].map(([, id]) => Number(id));
}

/** Nodes whose loads differ: node 2 is the busiest. */
function unequal(): DashboardState {
  const state = openedState(new FakeSession({ nodes: 5 }));
  const nodes = state.sample.nodes.map((node, index) => ({
    ...node,
    name: `node${node.id}`,
    upperLoad: [0.1, 0.9, 0.3, 0.2, 0.4][index]!,
  }));
  return pressKeys({ ...state, sample: { ...state.sample, nodes } }, '3').state;
}

describe('the nodes of the cluster view', () => {
  it('have the busiest on top at one key, under the cursor; the key again inverts', () => {
    const busiest = pressKeys(unequal(), 'S-p').state;
    expect(shownIds(busiest)).toEqual([2, 5, 3, 4, 1]);
    expect(busiest.selectedNode).toBe(2);
    expect(shownIds(pressKeys(busiest, 'S-p').state)).toEqual([1, 4, 3, 5, 2]);
    expect(shownIds(pressKeys(busiest, 'S-i').state)).toEqual([1, 4, 3, 5, 2]);
  });

  it('are sorted by a click on a title', () => {
    const state = unequal();
    const lines = textOf(state).split('\n');
    const row = lines.findIndex((line) => line.includes('LOAD'));
    const click = { type: 'mouse', action: 'press', column: lines[row]!.indexOf('LOAD') } as const;
    expect(shownIds(update(state, { ...click, row }).state)).toEqual([2, 5, 3, 4, 1]);
  });

  it('are filtered by words while they are written; Esc shows all again', () => {
    const typed = pressKeys(unequal(), '/', 'n', 'o', 'd', 'e', '4').state;
    expect(shownIds(typed)).toEqual([4]);
    expect(textOf(typed)).toContain('filter');
    expect(shownIds(pressKeys(typed, 'enter', 'escape').state)).toEqual([1, 2, 3, 4, 5]);
    const none = pressKeys(typed, 'x', 'x', 'enter').state;
    expect(pressKeys(none, 'enter').state.notice?.text).toContain('no node is selected');
  });

  it('lead to their processes by Enter, and Esc comes back with the filter of before', () => {
    const state = pressKeys(unequal(), 'S-p').state;
    const inside = pressKeys(state, 'enter').state;
    expect(inside.view).toBe('mtop');
    expect(new Set(inside.views.mtop.listed.map(({ node }) => node))).toEqual(new Set([2]));
    const back = pressKeys(inside, 'escape').state;
    expect([back.view, back.selectedNode]).toEqual(['cluster', 2]);
    expect(back.views.mtop.filter).toBeUndefined();
    expect(back.views.mtop.listed.length).toBe(state.views.mtop.listed.length);
  });

  // A key and its frame take some 15 ms; the limit is for what grows with the square of the nodes.
  it('of a cluster of 5000 are sorted by load within a key', () => {
    let state = pressKeys(openedState(new FakeSession({ nodes: 5000, processes: 100 })), '3').state;
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      state = pressKeys(state, 'S-p').state;
      screenFrame(state);
      return performance.now() - start;
    });
    expect(times.sort((a, b) => a - b)[4]).toBeLessThan(200);
  });
});

describe('the sparkline of a node', () => {
  // Loads 0, 1 and 4 in the last three fifths of 5 minutes: nothing, half, 7/8 of a cell.
  it('shows the last five minutes on the scale of the bars, and nothing of unknown times', () => {
    const point = (at: number, load: number) =>
      ({ at, nodeLoads: Float32Array.of(load) }) as unknown as (typeof NO_HISTORY)['points'][0];
    const points = [point(150, 0), point(210, 1), point(290, 4)];
    const line = sparkline({ ...NO_HISTORY, points, at: 300 }, 0, 5, UNICODE);
    expect(lineText(line)).toBe('  ·▄▇');
  });

  // At a high rate 90 s pass between two looks, and a cell stands for 60: load 1 is half a cell.
  it('has no holes where the cluster was looked at less often than once a cell', () => {
    const points = [-40, 50, 140, 230].map(
      (at) =>
        ({ at, nodeLoads: Float32Array.of(1) }) as unknown as (typeof NO_HISTORY)['points'][0],
    );
    expect(lineText(sparkline({ ...NO_HISTORY, points, at: 300 }, 0, 5, UNICODE))).toBe('▄▄▄▄▄');
    const known = { ...NO_HISTORY, points: points.slice(2), at: 300 };
    expect(lineText(sparkline(known, 0, 5, UNICODE))).toBe('  ▄▄▄');
  });
});

describe('groups of nodes', () => {
  /** Nodes 1, 3 and 5 stand in the east, 2 and 4 in the west. */
  const bySite = () => pressKeys(unequal(), 'g', 'g', 'home').state;
  const heads = (state: DashboardState) =>
    [...textOf(state).matchAll(/^ [▼▶] (\S.*?) +(\d+) nodes?/gm)].map(([, title, count]) => [
      title,
      Number(count),
    ]);

  it('are by state, by site, and not at all again', () => {
    expect(heads(pressKeys(unequal(), 'g').state)).toEqual([['up', 5]]);
    expect(heads(bySite())).toEqual([
      ['east', 3],
      ['west', 2],
    ]);
    expect(shownIds(bySite())).toEqual([1, 3, 5, 2, 4]);
    expect(heads(pressKeys(bySite(), 'g').state)).toEqual([]);
  });

  it('fold and unfold on Enter, all of them on F, and keep the cursor on their head', () => {
    const folded = pressKeys(bySite(), 'enter').state;
    expect(shownIds(folded)).toEqual([2, 4]);
    expect(shownIds(pressKeys(folded, 'enter').state)).toEqual([1, 3, 5, 2, 4]);
    expect(shownIds(pressKeys(bySite(), 'S-f').state)).toEqual([]);
    // Three rows down: past node 3 and node 5 to the head of the west.
    const onWest = pressKeys(folded, 'down', 'enter').state;
    expect(shownIds(onWest)).toEqual([]);
    expect(shownIds(pressKeys(onWest, 'up', 'enter').state)).toEqual([1, 3, 5]);
  });

  it('show the mean load of their nodes: east (0.1 + 0.3 + 0.4) x 2.8 / 3 per CPU', () => {
    expect(textOf(bySite())).toMatch(/east .*3 nodes.* 0\.75 /);
  });

  it('are acted on as a whole', () => {
    const menu = pressKeys(bySite(), 'x').state;
    expect(menu.dialog).toMatchObject({ kind: 'nodes', nodes: [1, 3, 5] });
    expect([...pressKeys(bySite(), 'space').state.views.cluster.tagged]).toEqual([1, 3, 5]);
  });

  it('begin folded where their nodes are more than the rows', () => {
    const many = openedState(new FakeSession({ nodes: 200, processes: 0 }));
    const state = pressKeys(many, '3', 'g', 'g').state;
    expect(heads(state)).toEqual([
      ['east', 100],
      ['west', 100],
    ]);
    expect(shownIds(state)).toEqual([]);
    // The busiest node is looked for among all.
    expect(pressKeys(state, 'S-p').state.views.cluster.grouping).toBe('none');
  });
});
