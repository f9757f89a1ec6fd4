import { describe, expect, it } from 'vitest';
import type { NodeView } from '../../../../src/cluster/facts/view.js';
import { UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { CLUSTER } from '../../../../src/tui/views/cluster/cluster.js';
import type { NodeColumn } from '../../../../src/tui/views/cluster/cluster-state.js';
import { firstInSight, selectedIndex } from '../../../../src/tui/views/cluster/node-cursor.js';
import { groupingsOf, listedRows } from '../../../../src/tui/views/cluster/node-groups.js';
import { listedNodes, NODE_COLUMNS } from '../../../../src/tui/views/cluster/node-order.js';
import { headerLine, rowParts, titleAt } from '../../../../src/tui/views/cluster/node-row.js';
import { sparkline } from '../../../../src/tui/views/cluster/sparkline.js';
import { viewArea } from '../../../../src/tui/views/layout.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const GB = 2 ** 30;

function opened(nodes: number, size = { columns: 150, rows: 24 }): DashboardState {
  const state = openedState(new FakeSession({ nodes, processes: 0 }), size);
  return { ...state, view: 'cluster', selectedNode: 1 as never };
}

function withNodes(
  state: DashboardState,
  change: (node: NodeView, at: number) => Partial<NodeView>,
) {
  const nodes = state.sample.nodes.map((node, at) => ({ ...node, ...change(node, at) }));
  return { ...state, sample: { ...state.sample, nodes } };
}

const linesOf = (state: DashboardState) =>
  CLUSTER.body(state, viewArea(state)).lines.map((line) => lineText(line).trimEnd());

/** Two nodes with all there is to be seen of a node. */
const pair = withNodes(opened(2), (_, at) => ({
  ...{ believedSpeed: 10_000, speed: at === 0 ? 10_000 : 20_000, upperLoad: at === 0 ? 1 : 3 },
  ...{ memoryUsedBytes: GB, runnable: 3, local: 2, guests: 1, away: 0, status: 3 },
  loadAverages: at === 0 ? [1, 0.5, 0.25] : [99.994, 100, 1234.5],
}));

describe('the table of nodes', () => {
  it('has on 150 columns all there is of a node', () => {
    const [all, header, one, two] = linesOf(pair);
    expect(all).toBe(
      ` balancing efficiency ${'━'.repeat(15)}${'─'.repeat(15)}  50%   2/2 nodes   load 2.00   4 CPUs   2.0G of 8.0G`,
    );
    expect(header).toBe(
      '   ▲N# NODE     STATE      SPEED LOAD                            LAST 5MIN  MEM                     CPUS FLAGS  RUN  LOC  GST  AWY  1min  5min 15min',
    );
    expect([one, two].map((line) => line!.length)).toEqual([header!.length, header!.length]);
    expect(one).toMatch(/^ {5}1 cm1 {6}●up {8}10000 ━+┼─+ {2}1\.00 /);
    expect(one).toMatch(/ 1\.0G {3}2x2 \S* +3 +2 +1 +0 +1\.00 +0\.50 +0\.25$/);
    expect(two).toMatch(/ +99\.99 +100 +1235$/);
  });

  it('has in colour a speed that is not believed, and counts that are not nothing', () => {
    const area = viewArea(pair);
    const [, , one, two] = CLUSTER.body(pair, area).lines;
    const colourOf = (line: typeof one & {}, text: string) =>
      line.find((span) => span.text.trim() === text)?.style.colour;
    expect([colourOf(one!, '10000'), colourOf(two!, '10000')]).toEqual(['text', 'moving']);
    expect(two!.slice(-8, -4).map(({ style }) => style.colour)).toEqual([
      ...['text', 'text', 'guest', 'dim'],
    ]);
  });

  it('has of a node without memory an empty bar, in a group as well', () => {
    const without = withNodes(pair, () => ({ memoryBytes: 0, memoryUsedBytes: 0 }));
    expect(linesOf(without)[2]).toMatch(/ ─+ {3}0B {3}2x2 /);
    expect(linesOf(pressKeys(without, 'g').state)[2]).toMatch(/ ─+ {3}0B {5}4 /);
    expect(linesOf(without)[0]).toMatch(/ 0B of 0B$/);
  });

  it('has a node that is down without load and dim, and a tagged one with a plus', () => {
    const down = withNodes(pair, (_, at) => (at === 0 ? { state: 'down' } : {}));
    const tagged = pressKeys(down, 'space').state;
    const [, , one] = linesOf(tagged);
    expect(one).toMatch(/^\+ {4}1 cm1 {6}●down .* ─+┼─+ {2}0\.00 /);
  });

  // N# has six cells, the name nine, the state ten, the speed eight.
  it.each<[number, NodeColumn | undefined]>([
    [0, 'id'],
    [5, 'id'],
    [6, 'name'],
    [14, 'name'],
    [15, 'state'],
    [24, 'state'],
    [25, 'speed'],
    [32, 'speed'],
    [33, 'load'],
    [149, undefined],
  ])('is sorted by a click at cell %d by %s', (cell, column) => {
    expect(titleAt(cell, rowParts(150))).toBe(column);
  });

  it.each<[NodeColumn, boolean, RegExp]>([
    ['id', false, /^ {3}▲N# NODE/],
    ['name', true, / NODE▼ {4}STATE/],
    ['state', true, / STATE▼ /],
    ['speed', false, /▲SPEED |SPEED▲/],
    ['load', true, /LOAD▼ /],
    ['memory', true, /MEM▼ /],
    ['cpus', true, /▼CPUS FLAGS/],
    ['away', true, /▼AWY /],
  ])('marks in its header that it is sorted by %s, descending %s', (column, descending, form) => {
    const line = headerLine(rowParts(150), { column, descending }, UNICODE);
    expect(lineText(line)).toMatch(form);
    const plain = headerLine(rowParts(150), { column: 'none' as never, descending }, UNICODE);
    expect(lineText(line)).toHaveLength(lineText(plain).length);
    expect(line.filter(({ style }) => style.ground === 'sorted')).toHaveLength(1);
  });

  it.each<[NodeColumn, (at: number) => Partial<NodeView>, readonly number[]]>([
    ['id', () => ({}), [1, 2, 3]],
    ['name', (at) => ({ name: ['b', 'c', 'a'][at]! }), [3, 1, 2]],
    ['state', (at) => ({ state: (['up', 'down', 'up'] as const)[at]! }), [1, 3, 2]],
    ['speed', (at) => ({ believedSpeed: [3, 9, 5][at]!, upperLoad: 0 }), [2, 3, 1]],
    // What looks the same keeps its place; what is no member comes last.
    ['load', (at) => ({ believedSpeed: 10_000, upperLoad: [1, 1.001, 2][at]! }), [3, 1, 2]],
    ['load', (at) => ({ upperLoad: 0, state: (['down', 'up', 'up'] as const)[at]! }), [2, 3, 1]],
    ['memory', (at) => ({ memoryUsedBytes: [1, 3, 2][at]! }), [2, 3, 1]],
    ['cpus', (at) => ({ cpus: [1, 2, 3][at]!, threads: [4, 1, 1][at]! }), [1, 3, 2]],
    ['guests', (at) => ({ guests: [0, 1, 2][at]! }), [3, 2, 1]],
  ])('sorted by %s has those of %s in order', (column, change, ids) => {
    const state = withNodes(opened(3), (_, at) => change(at));
    const cluster = { ...state.views.cluster, sort: { column, descending: NODE_COLUMNS[column] } };
    const sorted = { ...state, views: { ...state.views, cluster } };
    expect(listedNodes(sorted).map(({ id }) => id)).toEqual(ids);
    const inverted = { ...cluster, sort: { column, descending: !NODE_COLUMNS[column] } };
    const first = listedNodes({ ...state, views: { ...state.views, cluster: inverted } })[0]!.id;
    if (column !== 'load') expect(first).toBe(ids.at(-1));
  });

  it.each([
    ['2', [2]],
    ['cm', [1, 2, 3]],
    ['CM3', [3]],
    ['192.168 cm', [1, 2, 3]],
    ['down', [2]],
    ['cm down', [2]],
    ['cm x', []],
    ['12', []],
  ])('filtered by "%s" lists %j', (filter, ids) => {
    const state = withNodes(opened(3), (_, at) => (at === 1 ? { state: 'down' } : {}));
    const cluster = { ...state.views.cluster, filter };
    const filtered = { ...state, views: { ...state.views, cluster } };
    expect(listedNodes(filtered).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the speed that the balancer believes', () => {
  it.each([
    ['>', 10_000, 11_000],
    ['<', 11_000, 10_000],
    ['>', 28_000, 30_800],
    ['<', 28_000, 25_500],
    // At least a step of a hundred, and no less than that.
    ['>', 400, 500],
    ['>', 100, 200],
    ['<', 500, 400],
    ['<', 200, 100],
    ['<', 100, 100],
  ])('%s makes of %d %d', (key, believedSpeed, speed) => {
    const state = withNodes(opened(1), () => ({ believedSpeed }));
    expect(pressKeys(state, key).effects).toEqual([
      { type: 'send', command: { do: 'setspeed', node: 1, speed } },
    ]);
  });
});

describe('the cursor on the nodes', () => {
  // Title, header and what is in all, event line and keys leave 19 rows of 24.
  it('goes by rows and pages, and the table scrolls no further than it must', () => {
    const many = opened(60);
    const at = (...keys: readonly string[]) => {
      const { state } = pressKeys(many, ...keys);
      return [selectedIndex(state), firstInSight(state)];
    };
    expect(at()).toEqual([0, 0]);
    expect(at('down')).toEqual([1, 0]);
    expect(at('pagedown')).toEqual([19, 1]);
    expect(at('pagedown', 'pageup')).toEqual([0, 0]);
    expect(at('end')).toEqual([59, 41]);
    expect(at('end', 'up')).toEqual([58, 41]);
    expect(at('end', 'pageup')).toEqual([40, 40]);
    expect(at('end', 'home')).toEqual([0, 0]);
    expect(at('up')).toEqual([0, 0]);
    expect(CLUSTER.position?.(pressKeys(many, 'down').state)).toBe('2/60');
    expect(CLUSTER.position?.(pressKeys(many, 'space', 'g').state)).toMatch(
      /^1 tagged {2}by state/,
    );
  });

  it('is where its node would be when that is not listed', () => {
    const many = { ...opened(60), selectedNode: 30 as never };
    const filtered = pressKeys(many, '/', '4', '0', 'enter').state;
    expect(selectedIndex(filtered)).toBe(0);
    const gone = { ...opened(5), selectedNode: 99 as never };
    expect(selectedIndex(gone)).toBe(4);
    expect(selectedIndex({ ...opened(5), selectedNode: undefined })).toBe(0);
    expect(selectedIndex(pressKeys(many, '/', 'x', 'x').state)).toBe(-1);
  });

  it('is put on a row by a click, which on a small screen has no header above it', () => {
    const press = (state: DashboardState, row: number, column = 3) =>
      update(state, { type: 'mouse', action: 'press', column, row, double: false }).state;
    const many = opened(60);
    expect(press(many, 3).selectedNode).toBe(1);
    expect(press(many, 5).selectedNode).toBe(3);
    expect(press(many, 1)).toBe(many);
    expect(press(many, 2, 34).views.cluster.sort.column).toBe('load');
    // Title, two rows, keys.
    const small = opened(60, { columns: 150, rows: 4 });
    expect(linesOf(small)).toHaveLength(2);
    expect(press(small, 1).selectedNode).toBe(1);
    expect(press(small, 2, 34)).toMatchObject({
      selectedNode: 2,
      views: { cluster: { sort: { column: 'id' } } },
    });
  });

  it('goes three rows with the wheel', () => {
    const wheel = (state: DashboardState, action: 'wheel-up' | 'wheel-down') =>
      update(state, { type: 'mouse', action, column: 3, row: 9, double: false }).state;
    const down = wheel(opened(60), 'wheel-down');
    expect(selectedIndex(down)).toBe(3);
    expect(selectedIndex(wheel(down, 'wheel-up'))).toBe(0);
  });
});

describe('groups of nodes', () => {
  const mixed = withNodes(opened(12), (_, at) => ({
    ...{ site: at < 6 ? 'b2' : 'b10', state: at === 3 ? 'down' : 'up', believedSpeed: 10_000 },
    ...{ upperLoad: 1, memoryUsedBytes: GB, runnable: 2, local: 1, guests: 0, away: 3 },
  }));

  it('are by what tells the nodes apart', () => {
    expect(groupingsOf(mixed.sample.nodes)).toEqual(['none', 'state', 'site']);
    const same = withNodes(mixed, () => ({ site: '' }));
    expect(groupingsOf(same.sample.nodes)).toEqual(['none', 'state']);
    const hardware = withNodes(same, (_, at) => ({ threads: at === 0 ? 1 : 2 }));
    expect(groupingsOf(hardware.sample.nodes)).toEqual(['none', 'state', 'hardware']);
  });

  const titles = (state: DashboardState) =>
    listedRows(state).flatMap(({ group }) => (group === undefined ? [] : [group.title]));

  it('come in the order of a life, of numbers, and are named where there is no name', () => {
    expect(titles(pressKeys(mixed, 'g').state)).toEqual(['up', 'down']);
    expect(titles(pressKeys(mixed, 'g', 'g').state)).toEqual(['b2', 'b10']);
    expect(titles(pressKeys(mixed, 'g', 'g', 'g').state)).toEqual([]);
    const hardware = withNodes(mixed, (_, at) => ({
      site: 'x',
      cpus: at < 2 ? 1 : 2,
      threads: at,
    }));
    const byHardware = pressKeys(hardware, 'g', 'g').state;
    expect(titles(byHardware).slice(0, 2)).toEqual(['1 at 28000', '2x2 at 28000']);
    const nameless = withNodes(mixed, (_, at) => ({ site: at === 0 ? '' : 'x' }));
    expect(titles(pressKeys(nameless, 'g', 'g').state)).toEqual(['no site', 'x']);
  });

  it('have a head with what their nodes have in all', () => {
    const [, header, head] = linesOf(pressKeys(mixed, 'g').state);
    expect(head).toMatch(/^ ▼ up +11 nodes {8}━+┼─+ {2}1\.00 +━+╸─+ {2}11G {4}22 +22 +11 +0 +33$/);
    expect(head!.indexOf('11G')).toBe(header!.indexOf('CPUS') - 5);
    const [, , one] = linesOf(pressKeys(mixed, 'g', 'end', 'f').state);
    expect(one).toContain('11 nodes');
    expect(linesOf(pressKeys(mixed, 'g', 'end', 'f').state).at(-1)).toMatch(/^ ▶ down +1 node /);
  });

  it('begin folded where their nodes would not all be seen', () => {
    expect(listedRows(pressKeys(opened(19), 'g').state)).toHaveLength(20);
    expect(listedRows(pressKeys(opened(20), 'g').state)).toHaveLength(1);
  });

  it('fold and unfold one or all, the cursor on the head of what it was in', () => {
    const grouped = pressKeys(mixed, 'g', 'g', 'down', 'down').state;
    expect([grouped.selectedNode, listedRows(grouped).length]).toEqual([3, 14]);
    const folded = pressKeys(grouped, 'f').state;
    expect([selectedIndex(folded), listedRows(folded).length]).toEqual([0, 8]);
    expect(listedRows(pressKeys(folded, 'f').state)).toHaveLength(14);
    const all = pressKeys(grouped, 'S-f').state;
    expect(listedRows(all)).toHaveLength(2);
    expect(listedRows(pressKeys(all, 'S-f').state)).toHaveLength(14);
    expect(pressKeys(all, 'down', 'space').state.views.cluster.tagged.size).toBe(6);
    expect(pressKeys(mixed, 'f').state.notice?.text).toContain('g groups them');
  });
});

describe('the load of the last minutes', () => {
  // Ten cells of 300 s: half a minute each.
  const shown = (points: readonly (readonly [at: number, load: number])[], now = 300) => {
    const history = { points: points.map(([at, load]) => ({ at, nodeLoads: [load] })), at: now };
    return lineText(sparkline(history as never, 0, 10, UNICODE));
  };

  it.each<[readonly (readonly [number, number])[], string]>([
    [[], '          '],
    [[[300, 1]], '         ▄'],
    [[[271, 1]], '         ▄'],
    [[[270, 1]], '        ▄▄'],
    [[[1, 1]], '▄▄▄▄▄▄▄▄▄▄'],
    // What was before counts until the next look.
    [
      [
        [0, 2],
        [150, 0],
      ],
      '▆▆▆▆······',
    ],
    [
      [
        [-500, 2],
        [151, 1],
      ],
      '▆▆▆▆▆▄▄▄▄▄',
    ],
    // The mean of a cell: 0 and 2 are 1.
    [
      [
        [280, 0],
        [290, 2],
      ],
      '         ▄',
    ],
    [[[300, 0.01]], '         ▁'],
  ])('of %j is "%s"', (points, text) => {
    expect(shown(points)).toBe(text);
  });
});
