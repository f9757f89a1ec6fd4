import { describe, expect, it } from 'vitest';
import type { NodeView, ProcessView } from '../../../src/cluster/facts/view.js';
import { type Line, lineText } from '../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { withMap } from '../../../src/tui/views/map/map-acts.js';
import { mapLines } from '../../../src/tui/views/map/map-drawing.js';
import type { NodeArea, Square } from '../../../src/tui/views/map/map-layout.js';
import { openedState } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

/** The map stands at column 2 and row 1 of the screen. */
const AREA = { left: 2, top: 1, width: 60, height: 16 };

const opened = openedState(new FakeSession({ nodes: 3, processes: 3 }), undefined, { view: 'map' });
const [node] = opened.sample.nodes as [NodeView];
const [process] = opened.sample.processes as [ProcessView];

/** A node with its load, and room for it at the left of the screen's row 5. */
function areaOf(changes: Partial<NodeView>, form: Partial<NodeArea> = {}): NodeArea {
  const room = { left: 10, top: 3, width: 20, height: 5, labelRow: 5, barRow: undefined };
  return {
    node: { ...node, name: 'n', ...changes },
    group: undefined,
    ...room,
    hidden: 0,
    ...form,
  };
}

function lines(
  nodeAreas: readonly NodeArea[],
  squares: readonly Square[] = [],
  { state = opened, selected = 0 }: { state?: DashboardState; selected?: number } = {},
) {
  const processes = state === opened ? [] : state.sample.processes;
  const shown = { ...state, sample: { ...state.sample, processes } };
  return mapLines(shown, { nodeAreas, squares }, AREA, selected);
}

/** What stands in a cell of the screen, and how. */
function cellAt(drawn: readonly Line[], column: number, row: number) {
  let at = AREA.left;
  for (const { text, style } of drawn[row - AREA.top]!) {
    if (column < at + text.length) return { character: text[column - at], ...style };
    at += text.length;
  }
  return undefined;
}

/** The texts of the screen's rows, by row, from the map's left edge. */
function textsOf(drawn: readonly Line[]): Record<number, string> {
  const rows = drawn.map((line, index) => [index + AREA.top, lineText(line).trimEnd()] as const);
  return Object.fromEntries(rows.filter(([, text]) => text !== ''));
}

describe('the label of a node on the map', () => {
  it.each([
    [20, {}, 0, '●1 n 0.50'],
    [11, {}, 0, '●1 n 0.50'],
    [11, { name: 'abcd' }, 0, '●1 abcd 0.…'],
    [10, {}, 0, '●1 0.50'],
    [8, {}, 0, '●1 0.50'],
    [7, {}, 0, '●1'],
    [20, {}, 3, '●1 n 0.50 +3'],
    [12, {}, 3, '●1 n 0.50 +3'],
    [11, {}, 3, '●1 n 0.50+3'],
    [20, { state: 'down' as const }, 0, '●1 n down'],
    [20, { state: 'left' as const }, 0, '●1 n left'],
  ])('in %d cells, %j, with %d hidden, is %s', (width, changes, hidden, text) => {
    const area = areaOf({ upperLoad: 0.5, believedSpeed: 10_000, ...changes }, { width, hidden });
    const row = textsOf(lines([area]))[5]!;
    expect(row.trimStart()).toBe(text);
    // In the middle of its room, which begins at column 10 of the screen.
    expect(row.length - text.length).toBe(10 - AREA.left + Math.floor((width - text.length) / 2));
  });

  const two = [node, { ...node, id: 2 }].map((one) => ({
    ...one,
    upperLoad: 0.5,
    believedSpeed: 10_000,
  }));

  it.each([
    [20, 0, '●1-2 0.50'],
    [20, 12, '●1-2 0.50 +12'],
    [10, 12, '●1-2 0.50'],
    [9, 0, '●1-2 0.50'],
    [8, 0, '●1-2'],
  ])('of a group in %d cells with %d hidden is %s', (width, hidden, text) => {
    const area = areaOf({}, { group: { title: '1-2', nodes: two }, width, hidden });
    expect(textsOf(lines([area]))[5]!.trimStart()).toBe(text);
  });

  it.each([
    ['up', ['good', 'strong', 'low']],
    ['leaving', ['good', 'strong', 'low']],
    ['left', ['dim', 'dim', 'dim']],
    ['down', ['bad', 'bad', 'bad']],
  ] as const)('has, of one that is %s, the colours %j of lamp, name and load', (state, colours) => {
    const drawn = lines([areaOf({ state, upperLoad: 0.5, believedSpeed: 10_000 })]);
    const at = textsOf(drawn)[5]!.indexOf('●') + AREA.left;
    const cells = [at, at + 1, at + 5].map((column) => cellAt(drawn, column, 5));
    expect(cells.map((cell) => cell?.colour)).toEqual(colours);
    const isOn = state === 'up' || state === 'leaving';
    expect(cells.map((cell) => cell?.bold)).toEqual([true, isOn, isOn]);
  });

  it.each([
    [1, 'low'],
    [1.5, 'middle'],
  ])('has the colour of its load of %d in its lamp where it has no room for it', (load, colour) => {
    const drawn = lines([areaOf({ upperLoad: load, believedSpeed: 10_000 }, { width: 5 })]);
    expect(textsOf(drawn)[5]!.trimStart()).toBe('●1');
    expect(cellAt(drawn, 11, 5)).toMatchObject({ character: '●', colour });
  });

  it('tells by its lamp that one of a group is down', () => {
    const nodes = [node, { ...node, state: 'down' as const }];
    const drawn = lines([areaOf({}, { group: { title: '1-2', nodes } })]);
    const at = textsOf(drawn)[5]!.indexOf('●') + AREA.left;
    expect(cellAt(drawn, at, 5)?.colour).toBe('bad');
    expect(cellAt(drawn, at + 1, 5)?.colour).toBe('strong');
  });
});

describe('the room of a node on the map', () => {
  it.each([
    [20, 11, 18],
    [39, 19, 21],
  ])('of %d cells has from column %d on a bar of its load, %d long', (width, left, cells) => {
    const area = areaOf({ upperLoad: 0.5, believedSpeed: 10_000 }, { width, barRow: 4 });
    const row = textsOf(lines([area]))[4]!;
    expect(row.length - row.trimStart().length + AREA.left).toBe(left);
    expect(row.trimStart()).toHaveLength(cells);
    const off = { ...area, node: { ...area.node, state: 'down' as const } };
    expect(textsOf(lines([off]))[4]).toBeUndefined();
  });

  const grounds = (state: DashboardState, selected: number) => {
    const drawn = lines([areaOf({})], [], { state, selected });
    return [2, 3, 4, 5, 6, 7, 8].map((row) =>
      [9, 10, 29, 30].map((column) => cellAt(drawn, column, row)?.ground ?? '-').join(' '),
    );
  };
  const nothing = '- - - -';
  const whole = (ground: string) => `- ${ground} ${ground} -`;

  it('is marked by its label when it is selected', () => {
    const none = [nothing, nothing, nothing];
    expect(grounds(opened, 1)).toEqual([...none, whole('selected'), ...none]);
    expect(grounds(opened, 2)).toEqual(Array(7).fill(nothing));
    expect(grounds(withMap(opened, { pid: 7 }), 1)).toEqual(Array(7).fill(nothing));
  });

  it('is marked as a whole where a process that is carried would be dropped', () => {
    const field = whole('field');
    expect(grounds(withMap(opened, { carried: 7 }), 1)).toEqual([
      ...[nothing, field, field, whole('selected'), field, field, nothing],
    ]);
  });
});

describe('a line on the map', () => {
  it('keeps off labels, bars and squares, and off a cell on either side of text', () => {
    const forms = [4, 44].map((left) => ({ left, width: 8, labelRow: 8 }));
    const ends = forms.map((form, index) => areaOf({ id: index + 1 }, form));
    const between = areaOf({ id: 3 }, { left: 20, width: 20, labelRow: 8 });
    const square = { process: { ...process, node: 1, home: 2 }, column: 42, row: 8 };
    const state = withMap({ ...opened }, { pid: process.pid });
    const row = textsOf(lines([...ends, between], [square], { state }))[8]!;
    const dots = row.replaceAll(/[\u2801-\u28ff]/g, '.');
    expect(dots).toBe('  ●1 0.25 ............ ●3 n 0.25 ...... ◆ ●2 0.25');
  });
});

describe('a square on the map', () => {
  const square = { process: { ...process, node: 1, home: 1 }, column: 20, row: 6 };
  const { pid } = square.process;
  const migrated = (at: number) =>
    ({ at, type: 'migrated', pid, from: 2, to: 1, bytes: 0, seconds: 1, cause: 'user' }) as const;
  const drawnWith = (state: DashboardState) => lines([areaOf({})], [square], { state });
  const cell = (state: DashboardState) => cellAt(drawnWith(state), 20, 6);

  it('is plain, marked where it is chosen or carried, otherwise where it has just arrived', () => {
    const now = opened.sample.now;
    const entries = [{ event: migrated(now) }] as unknown as DashboardState['log']['entries'];
    const arrived = { ...opened, log: { ...opened.log, entries } };
    const plain = cell({ ...opened });
    expect(plain).toEqual({ character: '■', colour: 'low', bold: false });
    expect(cell(arrived)).toEqual({ ...plain, bold: true, ground: 'sorted' });
    const marked = { ...plain, bold: true, ground: 'selected' };
    expect(cell(withMap(opened, { pid }))).toEqual(marked);
    expect(cell(withMap(arrived, { pid }))).toEqual(marked);
    expect(cell(withMap(opened, { carried: pid, pid: pid + 1 }))).toEqual(marked);
    expect(cell(withMap(opened, { carried: pid + 1, pid }))).toEqual(plain);
  });

  const named = { ...process, pid: 1234, user: 'ann', command: 'sim' };
  const hovered = (column: number, row: number, more = {}) => {
    const state = withMap({ ...opened }, { hovered: { column, row }, ...more });
    return lines([], [{ process: named, column, row }], { state });
  };

  it.each([
    ['the row below, two columns to the right', 20, 6, 7, 22],
    ['the row above, at the bottom of the map', 20, 16, 15, 22],
    ['no further right than the map goes', 58, 6, 7, 48],
  ])('says under the mouse whose it is: in %s', (_, column, row, textRow, left) => {
    const drawn = hovered(column, row);
    // " 1234 ann sim " on a ground of its own.
    expect(cellAt(drawn, left - 1, textRow)?.ground).toBeUndefined();
    expect(textsOf(drawn)[textRow]!.slice(left - AREA.left)).toBe(' 1234 ann sim');
    expect(cellAt(drawn, left, textRow)).toMatchObject({ ground: 'field', colour: 'strong' });
    expect(cellAt(drawn, left + 13, textRow)?.ground).toBe('field');
    expect(cellAt(drawn, column, row)?.ground).toBe('selected');
  });

  it('says nothing while another one is carried, or beside it', () => {
    expect(textsOf(hovered(20, 6, { carried: 7 }))[7]).toBeUndefined();
    for (const [column, row] of [
      [21, 6],
      [20, 7],
    ] as const) {
      const state = withMap({ ...opened }, { hovered: { column, row } });
      const drawn = lines([], [{ process: named, column: 20, row: 6 }], { state });
      expect(textsOf(drawn)).toEqual({ 6: `${' '.repeat(18)}■` });
    }
  });

  it('is shown at the mouse with its number while it is dragged', () => {
    const dragged = { column: 30, row: 9 };
    const drawn = lines([], [], { state: withMap({ ...opened }, { carried: 12, dragged }) });
    expect(textsOf(drawn)[9]).toBe(`${' '.repeat(28)}▶ 12`);
    expect(cellAt(drawn, 30, 9)).toMatchObject({ colour: 'moving', bold: true, ground: 'field' });
  });
});

describe('a process on its way on the map', () => {
  /** From the middle of node 1, column 10, to that of node 2, column 50, both in row 9. */
  const ends = [10, 50].map((middle, index) =>
    areaOf({ id: index + 1 }, { left: middle - 1, width: 2, top: 9, labelRow: 9 }),
  );
  const seenAfter = (seconds: number, map = {}, between = ends, row = 9) => {
    const moving = { ...process, node: 1, target: 2 };
    const departures = new Map([[moving.pid, { at: 100, reason: '' }]]);
    const sample = { ...opened.sample, now: 100 + seconds, processes: [moving] };
    const state = withMap({ ...opened, sample, log: { ...opened.log, departures } }, map);
    const drawn = lines(between, [], { state });
    const column = textsOf(drawn)[row]!.indexOf('▶') + AREA.left;
    return { column, cell: cellAt(drawn, column, row) };
  };

  it.each([
    // 0.15 + 0.7 (1 - e^(-t/2)) of the 40 columns.
    [0, 16],
    [1, 27],
    [2, 33],
    [20, 43],
  ])('is after %d s in column %d: fast at first, never quite there', (seconds, column) => {
    expect(seenAfter(seconds).column).toBe(column);
  });

  it('is on a straight way, in rows as in columns', () => {
    const below = areaOf({ id: 2 }, { left: 49, width: 2, top: 13, labelRow: 13 });
    // 27 is 17 of 40 columns, so the row is 9 + 4 * 0.43 and a half.
    expect(seenAfter(1, {}, [ends[0]!, below], 11).column).toBe(27);
  });

  it('is marked when it is the chosen one', () => {
    const { cell } = seenAfter(1);
    expect(cell).toEqual({ character: '▶', colour: 'moving', bold: true });
    expect(seenAfter(1, { pid: process.pid }).cell).toEqual({ ...cell, ground: 'selected' });
  });
});
