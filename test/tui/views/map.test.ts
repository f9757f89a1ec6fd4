import { describe, expect, it } from 'vitest';
import type { NodeView, ProcessView } from '../../../src/cluster/facts/view.js';
import { Canvas } from '../../../src/tui/drawing/canvas.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { justArrived } from '../../../src/tui/views/map/arrivals.js';
import { infoLine } from '../../../src/tui/views/map/info-line.js';
import { towards, withMap } from '../../../src/tui/views/map/map-acts.js';
import { placesOf } from '../../../src/tui/views/map/map-groups.js';
import type { NodeArea, Square } from '../../../src/tui/views/map/map-layout.js';
import { type Direction, neighbour } from '../../../src/tui/views/map/neighbour.js';
import { colouringOf, squareLegend } from '../../../src/tui/views/map/square-colours.js';
import { drawWays } from '../../../src/tui/views/map/ways.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const state = openedState(new FakeSession({ nodes: 4, processes: 6 }), undefined, { view: 'map' });
const { nodes, processes } = state.sample;

function withNodes(changed: readonly NodeView[]): DashboardState {
  return { ...state, sample: { ...state.sample, nodes: changed } };
}

function withProcesses(changed: readonly ProcessView[]): DashboardState {
  return { ...state, sample: { ...state.sample, processes: changed } };
}

describe('the way of the cursor over the map', () => {
  /** Node 1 in the middle, 2 above, 3 to the right and a little below, 4 far below. */
  const area = (id: number, left: number, labelRow: number): NodeArea => ({
    ...{ node: nodes[id - 1]!, group: undefined, left, width: 10, top: 0, height: 1, labelRow },
    ...{ barRow: undefined, hidden: 0 },
  });
  const areas = [area(1, 45, 20), area(2, 45, 5), area(3, 85, 22), area(4, 45, 39)];
  const square = (index: number, column: number, row: number): Square => ({
    ...{ process: processes[index]!, column, row },
  });
  const squares = [square(0, 50, 18), square(1, 52, 18), square(2, 50, 22), square(3, 46, 20)];
  const from = (id: number, direction: Direction, map: Partial<DashboardState['views']['map']>) => {
    const found = neighbour(
      withMap({ ...state, selectedNode: id }, map),
      areas,
      squares,
      direction,
    );
    if (found === undefined) return undefined;
    return 'pid' in found ? `p${processes.indexOf(found)}` : `n${found.id}`;
  };

  it.each([
    [1, 'up', 'p0'],
    [1, 'down', 'p2'],
    [1, 'left', 'p3'],
    [1, 'right', 'p1'],
    [2, 'up', undefined],
    [2, 'down', 'p0'],
    [3, 'left', 'p2'],
    [3, 'right', undefined],
    [4, 'down', undefined],
  ] as const)('from node %d %s is %s', (id, direction, found) => {
    expect(from(id, direction, {})).toBe(found);
  });

  it.each([
    [0, 'right', 'p1'],
    [1, 'left', 'p0'],
    [0, 'up', 'n2'],
    [0, 'down', 'n1'],
    [2, 'right', 'p1'],
  ] as const)('from process %d %s is %s', (index, direction, found) => {
    expect(from(1, direction, { pid: processes[index]!.pid })).toBe(found);
  });

  it.each([
    ['up', 'n2'],
    ['down', 'n4'],
    ['right', 'n3'],
    ['left', undefined],
  ] as const)('with a process picked up is by nodes only: %s is %s', (direction, found) => {
    expect(from(1, direction, { carried: processes[0]!.pid })).toBe(found);
  });

  it('begins at the first node where none is chosen', () => {
    expect(from(99, 'up', {})).toBe('p0');
    expect(neighbour(state, [], [], 'up')).toBeUndefined();
  });

  it('does not move where there is nothing', () => {
    const one = {
      ...withProcesses([]),
      sample: { ...state.sample, processes: [], nodes: nodes.slice(0, 1) },
    };
    expect(towards('up')(one).state).toBe(one);
  });
});

describe('the places of the map', () => {
  const many = (count: number, siteOf: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({
      ...nodes[0]!,
      ...{ id: index + 1, site: siteOf(index) },
    }));
  const titles = (all: readonly NodeView[]) =>
    placesOf(withNodes(all)).map(({ group }) => group?.title);

  it.each([
    [64, 0, 64],
    [65, 8, 8],
    [512, 8, 8],
    [513, 9, 9],
    [1536, 24, 24],
    [10_000, 24, 24],
  ])('are of %d nodes %d groups by number, %d places', (count, groups, places) => {
    const found = titles(many(count, () => ''));
    expect(found.filter((title) => title !== undefined)).toHaveLength(groups);
    expect(found).toHaveLength(places);
  });

  it('have each node in one group, in their order', () => {
    const found = placesOf(withNodes(many(100, () => '')));
    expect(found.map(({ group }) => group!.title)).toEqual([
      ...['1-13', '14-26', '27-39', '40-52', '53-65', '66-78', '79-91', '92-100'],
    ]);
    expect(found.flatMap(({ group }) => group!.nodes.map(({ id }) => id))).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(found.map(({ node }) => node.id)).toEqual([1, 14, 27, 40, 53, 66, 79, 92]);
  });

  it.each([
    [2, 2],
    [24, 24],
    [25, 8],
    [1, 8],
  ])('are the sites, when there are %d: %d groups', (sites, groups) => {
    const found = titles(many(100, (index) => `s${index % sites}`));
    expect(found).toHaveLength(groups);
    expect(found[0]).toBe(groups === sites ? 's0' : '1-13');
  });

  it('have all nodes of a site, also one without a name', () => {
    const found = placesOf(withNodes(many(100, (index) => (index % 4 === 0 ? '' : 'b'))));
    expect(found.map(({ group }) => `${group!.title} ${group!.nodes.length}`)).toEqual([
      ...['no site 25', 'b 75'],
    ]);
  });
});

describe('the colours of the squares', () => {
  const coloured = (colouring: 'place' | 'user' | 'age', all: readonly ProcessView[]) => {
    const shown = withMap(withProcesses(all), { colouring });
    return all.map(colouringOf({ ...shown, sample: { ...shown.sample, now: 1000 } }));
  };
  const process = (changes: Partial<ProcessView>) => ({ ...processes[0]!, ...changes });

  it('tell by place whether it is at home, away or stopped', () => {
    const home = process({ node: 1, home: 1, state: 'R' });
    const all = [home, { ...home, node: 2 }, { ...home, state: 'T' as const }];
    expect(coloured('place', all)).toEqual(['low', 'guest', 'middle']);
  });

  it.each([
    [0, 'moving'],
    [9.9, 'moving'],
    [10, 'guest'],
    [60, 'low'],
    [599, 'low'],
    [600, 'memory'],
  ])('tell by age that %d s are %s', (age, colour) => {
    expect(coloured('age', [process({ arrivalSeconds: 1000 - age })])).toEqual([colour]);
  });

  it('tell by user: those with most processes first, equals by name, the seventh dim', () => {
    const users = ['g', 'f', 'e', 'd', 'c', 'b', 'a', 'a', 'g'];
    const all = users.map((user) => process({ user }));
    expect(coloured('user', all)).toEqual([
      ...['guest', 'dim', 'middle', 'strong', 'moving', 'memory', 'low', 'low', 'guest'],
    ]);
    const legend = squareLegend(withMap(withProcesses(all), { colouring: 'user' }));
    expect(legend.map((line) => lineText(line).slice(-1))).toEqual(['a', 'g', 'b', 'c', 'd', 'e']);
  });
});

describe('what has just arrived on the map', () => {
  const migrated = (pid: number, at: number) => ({
    ...{ at, type: 'migrated', pid, from: 1, to: 2, bytes: 0, seconds: 1, cause: 'user' },
  });
  const arrived = (now: number, times: readonly number[], first?: number) => {
    const entries = times.map((at, index) => ({ event: migrated(index, at) }));
    const events = first === undefined ? [] : [migrated(0, first)];
    const seen = { log: { entries }, sample: { ...state.sample, now, events } };
    return [...justArrived(seen as unknown as DashboardState)];
  };

  it('is what arrived in the last 1.5 s', () => {
    expect(arrived(10, [1, 8.4, 8.5, 9, 10])).toEqual([4, 3, 2]);
  });

  it('is what arrived since the frame before, where that is longer ago', () => {
    expect(arrived(10, [1, 5, 8], 5)).toEqual([2, 1]);
    expect(arrived(10, [1, 8.4, 9], 9)).toEqual([2]);
  });
});

describe('the line below the map', () => {
  const text = (pointed: Parameters<typeof infoLine>[1], shown = state) =>
    lineText(infoLine(shown, pointed, 120));
  const nothing = { process: undefined, node: undefined, group: undefined };
  const [node] = nodes;

  it.each([
    [0, '0 guests'],
    [1, '1 guest '],
    [2, '2 guests'],
  ])('tells of a node: %d are %s', (guests, words) => {
    const line = text({ ...nothing, node: { ...node!, local: 3, guests, away: 4 } });
    expect(line).toContain(`3 local ${words}`);
    expect(line).toContain('4 away');
    expect(line).toContain('at home');
  });

  it('tells of a process before the node, and where one that is carried would go', () => {
    const process = { ...processes[0]!, cpuShare: 0.456, node: 2, home: 3 };
    const line = text({ ...nothing, process, node });
    expect(line).toMatch(new RegExp(`^ ${process.pid} .* node 2 home 3 +45\\.6% `));
    expect(line).not.toContain('node 1');
    const carried = withMap(state, { carried: process.pid });
    expect(text({ ...nothing, process, node }, carried)).toContain('node 1');
    expect(text({ ...nothing, process }, carried)).toContain('node ?');
  });

  it('tells of a group', () => {
    const group = { title: 'here', nodes: [node!, { ...node!, state: 'down' as const }] };
    expect(text({ ...nothing, group })).toMatch(/^ here {2}1 of 2 nodes .*Enter shows them/);
    expect(text(nothing)).toMatch(/^ +\S at home/);
  });
});

describe('the ways home on the map', () => {
  /** Where each line goes, "1-2", and the counts. */
  function ways(pairs: readonly (readonly [node: number, home: number])[], selected = 1) {
    const canvas = new Canvas(200, 50, UNICODE);
    const drawn: string[] = [];
    canvas.line = (a, b, colour) => void drawn.push(`${a.x / 4}-${b.x / 4} ${colour}`);
    canvas.text = (column, row, text) => void drawn.push(`${text} at ${column},${row}`);
    const all = pairs.map(([node, home], pid) => ({ ...processes[0]!, pid, node, home }));
    const shown = { ...withProcesses(all), selectedNode: selected };
    const centre = (id: number) => (id > 99 ? undefined : { x: 4 * id, y: 8 * id });
    drawWays(shown, canvas, undefined, centre);
    return drawn;
  }

  it('are one where several go the same way, with their number nearer to home', () => {
    expect(
      ways([
        [1, 2],
        [2, 1],
        [11, 1],
        [11, 1],
        [3, 3],
        [100, 1],
        [1, 100],
      ]),
    ).toEqual([...['1-2 faint', '2-1 faint', '11-1 faint', '2 at 10,10']]);
  });

  it('are those of the selected node where there are more than 40', () => {
    const pairs = (count: number) =>
      Array.from({ length: count }, (_, index) => [index + 10, 1 + (index % 2)] as const);
    expect(ways(pairs(40))).toHaveLength(40);
    expect(ways(pairs(41))).toHaveLength(21);
    expect(ways(pairs(41), 10)).toEqual(['10-1 faint']);
  });

  it('have their number in the middle of where it stands', () => {
    const count = (size: number) => ways(Array.from({ length: size }, () => [11, 1] as const))[1];
    // 60 % of the way from column 22 to column 2 is column 10.
    expect([2, 10, 999].map(count)).toEqual(['2 at 10,10', '10 at 9,10', '999 at 9,10']);
  });

  it('are of those that are there, not of those on their way', () => {
    const moving = { ...processes[0]!, node: 1, home: 2, target: 3 };
    const canvas = new Canvas(200, 50, UNICODE);
    drawWays(withProcesses([moving]), canvas, undefined, (id) => ({ x: 4 * id, y: 8 * id }));
    expect(canvas.lines().map(lineText).join('').trim()).toBe('');
  });
});

describe('a process on the map', () => {
  it('is chosen by n and b, round all of them', () => {
    const chosen = (...keys: string[]) => pressKeys(state, ...keys).state.views.map.pid;
    const first = chosen('n');
    const all = processes.map((_, index) => chosen(...Array<string>(index + 1).fill('n')));
    expect(new Set(all).size).toBe(processes.length);
    expect(chosen('n', ...Array<string>(processes.length).fill('n'))).toBe(first);
    expect(chosen('n', 'n', 'b')).toBe(first);
    expect(chosen('n', 'b')).toBe(all.at(-1));
  });

  it('is chosen by n first of those on the node of the cursor, else of all', () => {
    const onNode = (id: number) => pressKeys({ ...state, selectedNode: id }, 'n').state;
    const first = processes.filter(
      ({ node }, at) => processes.findIndex((one) => one.node === node) === at,
    );
    expect(first.map(({ node }) => onNode(node).views.map.pid)).toEqual(
      first.map(({ pid }) => pid),
    );
    expect(onNode(99).views.map.pid).toBe(onNode(1).views.map.pid);
  });

  it('is left by the arrows for a node, which is then the one of the cursor', () => {
    const alone = { ...withProcesses([]), selectedNode: 1 };
    const { state: after } = pressKeys(alone, 'down');
    expect(nodes.map(({ id }) => id)).toContain(after.selectedNode);
    expect(after.selectedNode).not.toBe(1);
  });

  it('stays where it is dropped on its own node', () => {
    const { state: picked } = pressKeys(state, 'n', 'm');
    const { pid, node } = processes.find((one) => one.pid === picked.views.map.carried)!;
    const dropped = pressKeys({ ...picked, selectedNode: node }, 'enter');
    expect(dropped.effects).toEqual([]);
    expect(dropped.state.notice?.text).toContain(`process ${pid} stays on node ${node}`);
    expect(dropped.state.views.map).toMatchObject({ carried: undefined, pid });
    expect(pressKeys(picked, 'escape').state.views.map.carried).toBeUndefined();
  });

  it('is sent home by H, told of by Enter; a node, where no process is chosen', () => {
    const { state: on } = pressKeys(state, 'n');
    const { pid } = on.views.map;
    expect(pressKeys(on, 'S-h').effects).toEqual([
      { type: 'send', command: { do: 'migrate', pid, to: 'home' } },
    ]);
    expect(pressKeys(on, 'enter').state.dialog).toMatchObject({ kind: 'process-details', pid });
    const node = { ...state, selectedNode: 3 };
    expect(pressKeys(node, 'enter').state.dialog).toMatchObject({ kind: 'node-details', node: 3 });
    expect(pressKeys(node, 'S-h').effects).toEqual([]);
    const watching = pressKeys({ ...on, readOnly: true }, 'S-h');
    expect(watching.effects).toEqual([]);
  });
});
