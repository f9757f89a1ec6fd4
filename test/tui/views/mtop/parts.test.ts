import { describe, expect, it } from 'vitest';
import type { NodeView, ProcessView } from '../../../../src/cluster/facts/view.js';
import { ASCII, UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import type { CellContext, ColumnId } from '../../../../src/tui/views/mtop/column.js';
import { COLUMNS, columnOf, columnsThatFit } from '../../../../src/tui/views/mtop/columns.js';
import { gainFacts } from '../../../../src/tui/views/mtop/gain-facts.js';
import { meterLines } from '../../../../src/tui/views/mtop/meters.js';
import { nodeLines } from '../../../../src/tui/views/mtop/nodes.js';
import { withSort } from '../../../../src/tui/views/mtop/process-list.js';
import { columnAt, listHeaderLine, listLines } from '../../../../src/tui/views/mtop/processes.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 3, processes: 3 }), { columns: 80, rows: 24 });
const [model] = opened.sample.nodes;
const [someProcess] = opened.sample.processes;

describe('a column of the list', () => {
  // Eight cells of the command, then each one's own and a space.
  it.each<[ColumnId, number]>([
    ['pid', 15],
    ['node', 21],
    ['state', 24],
    ['cpu', 30],
    ['time', 40],
    ['home', 46],
    ['user', 55],
    ['resident', 61],
    ['memory', 67],
    ['nice', 71],
    ['migrations', 75],
    ['left', 83],
    ['cantmove', 94],
    ['start', 104],
    ['parent', 111],
  ])('%s is there from %d cells on', (id, cells) => {
    const all = COLUMNS.map((column) => column.id);
    const has = (width: number) => columnsThatFit(width, all).columns.includes(columnOf(id));
    expect([has(cells - 1), has(cells)]).toEqual([false, true]);
  });

  const context = {
    charset: UNICODE,
    nodes: new Map([[1, { ...model!, memoryBytes: 1000 }]]),
    branches: new Map([[8, '└─ ']]),
    tagged: new Set([9]),
  } as unknown as CellContext;
  const cellOf = (id: ColumnId, process: Partial<ProcessView>) =>
    columnOf(id).text({ ...someProcess!, pid: 7, node: 1 as never, ...process }, context);

  it.each<[ColumnId, Partial<ProcessView>, string]>([
    ['pid', { pid: 7 }, '7'],
    ['pid', { pid: 9 }, '*9'],
    ['user', { user: 'a\nb' }, 'a?b'],
    ['home', { home: 0 as never }, '0'],
    ['home', { home: -1 as never }, '-'],
    ['node', { node: 3 as never, home: 3 as never }, '3 '],
    ['node', { node: 3 as never, home: 1 as never }, '3◆'],
    ['node', { node: 3 as never, home: -1 as never }, '3 '],
    ['node', { node: 9999 as never, home: 1 as never }, '9999◆'],
    ['node', { node: 10_000 as never, home: 1 as never }, '10000'],
    ['node', { node: 1 as never, target: 3 as never }, '1→3'],
    ['node', { node: 12 as never, target: 34 as never }, '12→34'],
    ['node', { node: 123 as never, target: 45 as never }, '→45'],
    ['state', { state: 'R', locked: false }, 'R '],
    ['state', { state: 'T', locked: true }, 'TL'],
    ['nice', { nice: -5 }, '-5'],
    ['cpu', { cpuShare: 1.2341 }, '123.4'],
    ['memory', { residentBytes: 125 }, '12.5'],
    ['memory', { residentBytes: 125, node: 2 as never }, '-'],
    ['resident', { residentBytes: 2048 }, '2.0K'],
    ['left', { workLeftSeconds: undefined }, '-'],
    ['left', { workLeftSeconds: 90 }, '90s'],
    ['migrations', { migrations: 3 }, '3'],
    ['cantmove', { cantmove: 0 }, ''],
    ['start', { arrivalSeconds: 0 }, '0:00:00'],
    ['start', { arrivalSeconds: -1 }, 'before'],
    ['parent', { parent: undefined }, '-'],
    ['parent', { parent: 6 }, '6'],
    ['command', { command: 'R' }, 'R'],
    ['command', { pid: 8, command: 'R' }, '└─ R'],
  ])('%s of %j says "%s"', (id, process, text) => {
    expect(cellOf(id, process)).toBe(text);
  });

  it('of a node without memory says nothing of its share', () => {
    const nodes = new Map([[1, { ...model!, memoryBytes: 0 }]]);
    const process = { ...someProcess!, node: 1 as never };
    expect(columnOf('memory').text(process, { ...context, nodes })).toBe('-');
  });

  it.each<[ColumnId, Partial<ProcessView>, string]>([
    ['node', { target: 3 as never }, 'moving'],
    ['node', { node: 1 as never, home: 1 as never }, 'dim'],
    ['node', { node: 2 as never, home: 1 as never }, 'guest'],
    ['state', { state: 'R' }, 'good'],
    ['state', { state: 'M' }, 'moving'],
    ['state', { state: 'T' }, 'middle'],
    ['state', { state: 'D' }, 'bad'],
    ['state', { state: 'S' }, 'dim'],
    ['nice', { nice: 0 }, 'dim'],
    ['nice', { nice: 1 }, 'text'],
    ['migrations', { migrations: 0 }, 'dim'],
    ['migrations', { migrations: 1 }, 'text'],
    // What is written as 0.0 is dim.
    ['cpu', { cpuShare: 0.000_49 }, 'dim'],
    ['cpu', { cpuShare: 0.000_5 }, 'text'],
    ['home', {}, 'dim'],
    ['left', {}, 'dim'],
  ])('%s of %j is %s', (id, process, colour) => {
    expect(columnOf(id).style?.({ ...someProcess!, ...process }).colour).toBe(colour);
  });

  it.each<[ColumnId, Partial<ProcessView>, Partial<ProcessView>, number]>([
    ['pid', { pid: 1 }, { pid: 2 }, -1],
    ['user', { user: 'a' }, { user: 'b' }, -1],
    ['home', { home: 2 as never }, { home: 1 as never }, 1],
    ['node', { node: 1 as never }, { node: 2 as never }, -1],
    ['state', { state: 'M' }, { state: 'R' }, -1],
    ['nice', { nice: 1 }, { nice: 0 }, 1],
    // Whole percents.
    ['cpu', { cpuShare: 0.501 }, { cpuShare: 0.504 }, 0],
    ['cpu', { cpuShare: 0.504 }, { cpuShare: 0.506 }, -1],
    ['memory', { residentBytes: 1 }, { residentBytes: 2 }, -1],
    ['resident', { residentBytes: 2 }, { residentBytes: 1 }, 1],
    ['time', { cpuSeconds: 1 }, { cpuSeconds: 2 }, -1],
    ['left', { workLeftSeconds: undefined }, { workLeftSeconds: 0 }, -1],
    ['left', { workLeftSeconds: 0 }, { workLeftSeconds: undefined }, 1],
    ['left', { workLeftSeconds: undefined }, { workLeftSeconds: undefined }, 0],
    ['migrations', { migrations: 1 }, { migrations: 2 }, -1],
    ['start', { arrivalSeconds: 1 }, { arrivalSeconds: 2 }, -1],
    ['parent', { parent: undefined }, { parent: 1 }, -1],
    ['parent', { parent: 2 }, { parent: undefined }, 1],
    ['command', { command: 'R' }, { command: 'R' }, 0],
    ['command', { command: 'b' }, { command: 'a' }, 1],
  ])('%s puts %j and %j in order: %d', (id, a, b, order) => {
    const of = (process: Partial<ProcessView>) => ({ ...someProcess!, ...process });
    expect(Math.sign(columnOf(id).compare(of(a), of(b)))).toBe(order);
  });
});

describe('the header of the list', () => {
  const sortedBy = (column: ColumnId, descending = true, charset = UNICODE) =>
    lineText(listHeaderLine({ ...withSort(opened, { column, descending }), charset }));

  it('marks what the list is sorted by, where there is room behind the title', () => {
    expect(sortedBy('cpu')).toBe(
      '   PID USER      HOME   N#  ST  NI %CPU▼  %MEM   RSS     TIME+ MIG COMMAND      ',
    );
    expect(sortedBy('pid', false)).toContain('  PID▲ USER ');
    expect(sortedBy('node')).toContain(' HOME   N#▼ ST ');
    expect(sortedBy('user', false, ASCII)).toContain(' USER^ ');
    expect(sortedBy('state')).toBe(sortedBy('migrations'));
  });

  it('has the column it is sorted by on a ground of its own', () => {
    const spans = listHeaderLine(withSort(opened, { column: 'home', descending: false }));
    const on = spans
      .filter(({ style }) => style.ground === 'sorted')
      .map(({ text }) => text.trim());
    expect(on).toEqual(['HOME▲']);
    const bold = spans.filter(({ style }) => style.bold).map(({ text }) => text.trim());
    expect(bold).toEqual(['HOME▲', 'N#']);
  });

  // PID has six cells and a space, USER eight and a space; the command has the rest.
  it.each([
    [0, 'pid'],
    [6, 'pid'],
    [7, 'user'],
    [15, 'user'],
    [16, 'home'],
    [72, 'command'],
    [79, 'command'],
  ])('leads at cell %d to %s', (cell, id) => {
    expect(columnAt(cell, opened)?.id).toBe(id);
  });
});

describe('the rows of the list', () => {
  const area = { left: 0, top: 0, width: 60, height: 5 };

  it('have the one under the cursor on a ground, but where the nodes have the keys', () => {
    const grounds = (state: DashboardState) =>
      listLines(state, area).map((line) => line.at(-1)?.style.ground);
    const none = undefined;
    expect(grounds(opened)).toEqual(['selected', none, none, none, none]);
    expect(grounds(pressKeys(opened, 'down').state)).toEqual([none, 'selected', none, none, none]);
    expect(grounds(pressKeys(opened, 'tab').state)).toEqual(Array(5).fill(none));
    const empty = openedState(new FakeSession({ processes: 0 }));
    expect(grounds(empty)).toEqual(Array(5).fill(none));
  });

  it('have a tagged process in the colour of keys, but in a column that has its own', () => {
    const tagged = pressKeys(opened, 'space').state;
    const [row] = listLines(tagged, area);
    const colourOf = (wanted: RegExp) => row!.find(({ text }) => wanted.test(text))!.style.colour;
    expect([colourOf(/^ *\*\d+$/), colourOf(/^R $/), colourOf(/^R {2}/)]).toEqual([
      ...['key', 'good', 'key'],
    ]);
  });
});

/** Two nodes, of which one has half and one all of its CPUs used, and three processes. */
function measured(more: Partial<NodeView> = {}): DashboardState {
  const GB = 2 ** 30;
  const node = (id: number, cpuUse: number, upperLoad: number, its: Partial<NodeView> = {}) => ({
    ...{ ...model!, id: id as never, name: `cm${id}`, cpuUse, upperLoad, believedSpeed: 10_000 },
    ...{ memoryBytes: 4 * GB, memoryUsedBytes: GB, runnable: 3, local: 2, guests: 0, away: 1 },
    ...its,
  });
  const nodes = [node(1, 0.5, 1), node(2, 1, 3, more)];
  const processes = (['R', 'R', 'T'] as const).map((state, index) => {
    return { ...someProcess!, pid: index + 1, state };
  });
  const totals = {
    ...opened.sample.totals,
    ...{ alive: 3, completed: 5, killed: 1, migrations: 7 },
  };
  const history = { ...opened.history, loadAverages: [1.5, 0.5, 0.25] as const };
  return { ...opened, history, sample: { ...opened.sample, nodes, processes, totals } };
}

describe('the meters', () => {
  const textsAt = (width: number, state = measured(), height = 3) =>
    meterLines(state, { left: 0, top: 0, width, height }).map((line) => lineText(line).trimEnd());

  // Of the loads 1 and 3 a fourth is more than the mean: half of what could be.
  it('fill a narrow screen', () => {
    expect(textsAt(36)).toEqual([
      ' CPU ━━━━━━━━━━━━━━━─────        75%',
      ' Mem ━━━━━───────────────  2.0G/8.0G',
      ' Bal ━━━━━━━━━━──────────        50%',
    ]);
    expect(textsAt(59)[0]).toHaveLength(59);
    expect(textsAt(36, undefined, 2)).toHaveLength(2);
  });

  it('have beside them what there is room for', () => {
    expect(textsAt(60).map((text) => text.slice(28))).toEqual([
      'Processes 3  2 R  0 M  1 T',
      'Nodes     2/2 up',
      'Load avg  1.50 0.50 0.25',
    ]);
    // 44 % of 120 columns are 52.
    expect(textsAt(120).map((text) => text.slice(54))).toEqual([
      'Processes 3  2 R  0 M  1 T  done 5  killed 1',
      'Nodes     2/2 up  CPUs 4 (8 logical)',
      'Load avg  1.50 0.50 0.25  Migrations 7  (0B)',
    ]);
    expect(textsAt(200)[0]!.indexOf('Processes')).toBe(54);
  });

  it('count what is a member, and leave out how many logical CPUs there are where none is more', () => {
    expect(textsAt(120, measured({ state: 'down' }))[1]).toContain('Nodes     1/2 up  CPUs 2 (4');
    const single = measured();
    const nodes = single.sample.nodes.map((node) => ({ ...node, threads: 1 }));
    const state = { ...single, sample: { ...single.sample, nodes } };
    expect(textsAt(120, state)[1]!.trimEnd()).toMatch(/CPUs 4$/);
  });

  it('have the load averages of the node from which one looks, large ones without decimals', () => {
    const state = measured({ loadAverages: [99.994, 100, 1234.5] });
    const views = { ...state.views, mtop: { ...state.views.mtop, standpoint: 2 as never } };
    expect(textsAt(120, { ...state, views })[2]).toContain('Load avg of 2 99.99 100 1235');
  });

  it('have gain in place of the logical CPUs', () => {
    const gainOf = (view: unknown) =>
      gainFacts({ view, asked: undefined } as never, UNICODE).map((line) => [
        lineText(line),
        line[1]!.style.colour,
      ]);
    expect(gainFacts(undefined, UNICODE)).toEqual([]);
    expect(gainOf(undefined)).toEqual([['Gain …', 'dim']]);
    expect(gainOf({})).toEqual([['Gain -', 'dim']]);
    expect([-0.01, 0, 0.49, 0.5].flatMap((part) => gainOf({ part }))).toEqual([
      ['Gain -1%', 'bad'],
      ['Gain 0%', 'middle'],
      ['Gain 49%', 'middle'],
      ['Gain 50%', 'good'],
    ]);
    const state = { ...measured(), gain: { view: { part: 0.5 }, asked: undefined } as never };
    expect(textsAt(120, state)[1]).toMatch(/CPUs 4 {2}Gain 50%$/);
  });

  it('warn of memory from nine tenths on, and of balance below eight', () => {
    const colours = (memoryUsedBytes: number, upperLoad: number) =>
      meterLines(measured({ memoryUsedBytes, memoryBytes: 4 * 2 ** 30, upperLoad }), {
        ...{ left: 0, top: 0, width: 36, height: 3 },
      }).map((line) => line[1]!.style.colour);
    // With 1 GB of the other node 6.2 of 8 are not yet nine tenths; loads of 1 and 1.5 are 80 %.
    expect(colours(6.1 * 2 ** 30, 1.5)).toEqual(['low', 'memory', 'low']);
    expect(colours(6.3 * 2 ** 30, 1.51)).toEqual(['low', 'high', 'middle']);
  });
});

describe('the lines of the nodes', () => {
  const linesAt = (width: number, state = measured(), more = {}) =>
    nodeLines(state, {
      ...{ left: 0, top: 0, width, height: 3, form: 'table', across: 1, ...more },
    }).map((line) => lineText(line).trimEnd());

  // Of 80 columns 52 have a width of their own; of the other 28 eight are the name's, two fifths of
  // what is left the memory's.
  it('have bars of load and memory as long as there is room for', () => {
    expect(linesAt(80)).toEqual([
      '  N# NODE     STATE    LOAD                 CPU  MEM            RUN LOC GST AWY',
      '   1 cm1      ●up      ━━━━━━┼─────  1.00   50%  ━━────── 1.0G    3   2   0   1',
      '   2 cm2      ●up      ━━━━━━╋━━━──  3.00  100%  ━━────── 1.0G    3   2   0   1',
    ]);
    expect(linesAt(58).slice(0, 2)).toEqual([
      '  N# NODE STATE    LOAD       CPU    MEM  RUN LOC GST AWY',
      '   1 cm1  ●up      ━─  1.00   50%   1.0G    3   2   0   1',
    ]);
    // Without the counts there is more room.
    expect(linesAt(57).slice(0, 2)).toEqual([
      '  N# NODE   STATE    LOAD                CPU    MEM  RUN',
      '   1 cm1    ●up      ━━━━━╋─────  1.00   50%   1.0G    3',
    ]);
  });

  it('have of a node that is down no load, and say what it is', () => {
    expect(linesAt(80, measured({ state: 'down' }))[2]).toMatch(
      /^ {3}2 cm2 {6}●down {4}─{6}┼─{5} {2}0\.00/,
    );
    expect(linesAt(80, measured({ state: 'leaving' }))[2]).toMatch(/●leaving ━{6}╋━━━── {2}3\.00/);
  });

  it('have empty bars where there is no memory, as the meters have', () => {
    const state = measured({ memoryBytes: 0, memoryUsedBytes: 0 });
    expect(linesAt(80, state)[2]).toMatch(/100% {2}─{8} {3}0B /);
    const nodes = state.sample.nodes.map((node) => ({ ...node, memoryBytes: 0 }));
    const none = { ...state, sample: { ...state.sample, nodes } };
    const area = { left: 0, top: 0, width: 36, height: 3 };
    expect(lineText(meterLines(none, area)[1]!)).toMatch(/^ Mem ─{20} /);
  });

  it('stand in columns, one below the other, and say how many there are more', () => {
    const crowd = openedState(new FakeSession({ nodes: 9, processes: 0 }), {
      columns: 160,
      rows: 24,
    });
    const ids = (height: number, across: number, scroll = 0) => {
      const views = { ...crowd.views, mtop: { ...crowd.views.mtop, nodeScroll: scroll } };
      const lines = linesAt(60 * across, { ...crowd, views }, { height, across }).slice(1);
      return lines.map((line) =>
        line.match(/\d+ cm\d|\d+ more nodes/g)?.map((text) => text.replace(/ cm.*/, '')),
      );
    };
    expect(ids(4, 2)).toEqual([
      ['1', '4'],
      ['2', '5'],
      ['3', '4 more nodes'],
    ]);
    expect(ids(4, 3)).toEqual([
      ['1', '4', '7'],
      ['2', '5', '8'],
      ['3', '6', '9'],
    ]);
    expect(ids(4, 2, 3)).toEqual([
      ['4', '7'],
      ['5', '8'],
      ['6', '9'],
    ]);
    expect(ids(4, 2, 2).at(-1)).toEqual(['5', '2 more nodes']);
    expect(ids(4, 2, 99)[0]).toEqual(['4', '7']);
    expect(ids(20, 2)).toHaveLength(5);
  });

  // ` Load` is five cells, ` 1:1.00` seven.
  it.each([
    [19, ' Load 1:1.00 2:3.00'],
    [18, ' Load 1:1.00 …'],
    [14, ' Load 1:1.00 …'],
    [13, ' Load …'],
  ])('are in one line of %d cells as many loads as fit', (width, text) => {
    const strip = { left: 0, top: 0, width, height: 1, form: 'strip', across: 1 } as const;
    expect(nodeLines(measured(), strip).map((line) => lineText(line).trimEnd())).toEqual([text]);
    expect(nodeLines(measured(), { ...strip, form: 'none' })).toEqual([]);
  });

  it('name in that line a node that is no member by what it is', () => {
    const strip = { left: 0, top: 0, width: 40, height: 1, form: 'strip', across: 1 } as const;
    const [line] = nodeLines(measured({ state: 'down' }), strip);
    expect(lineText(line!).trimEnd()).toBe(' Load 1:1.00 2:down');
    expect(line!.find(({ text }) => text === 'down')?.style.colour).toBe('bad');
  });
});
