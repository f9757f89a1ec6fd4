import { describe, expect, it } from 'vitest';
import { ASCII } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import type { History, HistoryPoint } from '../../../../src/tui/past/history.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { axisLine } from '../../../../src/tui/views/diagrams/axis-line.js';
import { diagramsOf } from '../../../../src/tui/views/diagrams/curves.js';
import { diagramLines, dotColumn } from '../../../../src/tui/views/diagrams/diagram-lines.js';
import { nodePast } from '../../../../src/tui/views/diagrams/node-past.js';
import { pointAt, timeWindow } from '../../../../src/tui/views/diagrams/time-window.js';
import { HISTORY } from '../../../../src/tui/views/history/history-view.js';
import { viewArea } from '../../../../src/tui/views/layout.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const pointOf = (at: number, more: Partial<HistoryPoint> = {}): HistoryPoint => ({
  ...{ at, meanLoad: 1, highestLoad: 2, lowestLoad: 0.5, balance: 0.5, memoryUse: 0.25 },
  ...{
    loadAverages: [0, 0, 0] as const,
    migrations: at,
    nodeLoads: Float32Array.of(1.5, 0.25),
    nodeMemory: Float32Array.of(0.95, 0.1),
  },
  ...more,
});

/** A point each ten seconds until then. */
function historyUntil(at: number, more: Partial<History> = {}): History {
  const points = Array.from({ length: at / 10 + 1 }, (_, index) => pointOf(10 * index));
  const { history } = openedState();
  return { ...history, points, whole: points, at, marks: [], ...more };
}

describe('the stretch of the past that is shown', () => {
  const edges = (spanSeconds?: number, cursor?: number, at = 100) => {
    const { start, end } = timeWindow(historyUntil(at), { spanSeconds, cursor });
    return [start, end];
  };

  it.each([
    [undefined, undefined, [0, 100]],
    [40, undefined, [60, 100]],
    [400, undefined, [0, 100]],
    // Less than ten seconds are not shown.
    [1, undefined, [90, 100]],
    // Up to the span before now the window stays at now; before that the cursor is its middle.
    [40, 60, [60, 100]],
    [40, 59, [39, 79]],
    [40, 30, [10, 50]],
    [40, 10, [0, 40]],
  ])('of %s s with the cursor at %s is %j', (span, cursor, expected) => {
    expect(edges(span, cursor)).toEqual(expected);
  });

  it('is at least ten seconds also at the beginning', () => {
    expect(edges(undefined, undefined, 0)).toEqual([0, 10]);
  });

  it('has the point before its left edge, and none after its right one', () => {
    const { points } = timeWindow(historyUntil(100), { spanSeconds: 40, cursor: 35 });
    expect(points.map(({ at }) => at)).toEqual([10, 20, 30, 40, 50]);
  });

  it.each([
    [0, 0],
    [9.9, 0],
    [10, 1],
    [55, 5],
    [1000, 10],
    [-5, 0],
  ])('at %d s has the values of point %d', (time, index) => {
    expect(pointAt(historyUntil(100).points, time)).toBe(index);
  });

  it('has the first and the last column of dots at its edges', () => {
    const window = timeWindow(historyUntil(100), { spanSeconds: undefined, cursor: undefined });
    expect([0, 50, 100].map((time) => dotColumn(time, window, 21))).toEqual([0, 10, 20]);
  });
});

describe('a diagram', () => {
  const window = timeWindow(historyUntil(100), { spanSeconds: undefined, cursor: undefined });
  const drawn = (which: number, height: number, more = {}, node?: number) => {
    const frame = { window, marks: [], cursor: undefined, width: 27, charset: ASCII, ...more };
    const lines = diagramLines(diagramsOf(node)[which]!, frame, height, false);
    return lines.map((line) => lineText(line).trimEnd());
  };
  const mark = { at: 50, text: 'crash', colour: 'bad' } as const;

  // Seven cells of scale and axis, 20 of curves; of five rows 2.00 is the first, 1.00 the middle.
  it('has its values in its title, a scale, its curves and a line at its limit', () => {
    expect(drawn(0, 6)).toEqual([
      ' load  ** mean 1.00',
      '     2|++++++++++++++++++++',
      '      |',
      '  1.00|********************',
      '      |....................',
      '     0|',
    ]);
  });

  it('is filled where it is one curve, the limit over it', () => {
    // Of four rows 100 is the first, 25 the third; the limit of 90 is in the row of 100.
    expect(drawn(1, 5)).toEqual([
      ' memory  ** cluster 25%',
      '   100|- - - - - - - - - -',
      '      |',
      '      |********************',
      '     0|....................',
    ]);
    // Of nine rows the second one is that of 90.
    expect(drawn(1, 10).slice(1, 4)).toEqual(
      ['   100|', '    90|- - - - - - - - - -', '    75|'].map((row) =>
        expect.stringContaining(row.trim()),
      ),
    );
  });

  it('has a bar for each interval, none for the first point', () => {
    // One migration a second are 60 a minute.
    const [title, ...rows] = drawn(3, 4, { width: 31 });
    expect(title).toBe(' migrations  ** cluster 60/min');
    // Of three rows 100 is the first, 60 the second.
    const bars = ` ${'.'.repeat(23)}`;
    expect(rows.map((row) => row.slice(7))).toEqual(['', bars, bars]);
  });

  it('has a line down where something happened, and at its cursor', () => {
    const column = (more: object) =>
      drawn(2, 4, more)
        .slice(1)
        .map((row) => row[17] ?? ' ');
    expect(column({ marks: [mark] }).join('')).toContain(':');
    expect(column({ cursor: 50 })).toEqual(['|', '|', '|']);
    const outside = { ...mark, at: 101 };
    expect(drawn(2, 4, { marks: [outside] })).toEqual(drawn(2, 4));
  });

  it('says the values at its cursor, of the node before those of the cluster', () => {
    const later = {
      ...window,
      points: [...window.points.slice(0, -1), pointOf(100, { meanLoad: 4 })],
    };
    expect(drawn(0, 5, { window: later, width: 60 })[0]).toBe(
      ' load  ** mean 4.00  ++ high 2.00  .. low 0.50',
    );
    expect(drawn(0, 5, { window: later, cursor: 99, width: 60 })[0]).toContain('mean 1.00');
    expect(drawn(0, 5, { width: 60 }, 0)[0]).toBe(' load  ** node 1.50  ++ cluster 1.00');
    expect(drawn(1, 5, { width: 60 }, 0)[0]).toBe(' memory  ** node 95%  ++ cluster 25%');
    expect(drawn(1, 5, { width: 60 }, 9)[0]).toBe(' memory  ** node 0%  ++ cluster 25%');
  });

  it('has a value above its limit in the colour of that, and is marked where it has the keys', () => {
    const frame = { window, marks: [], cursor: undefined, width: 60, charset: ASCII };
    const styleOf = (which: number, node: number) => {
      const [title] = diagramLines(diagramsOf(node)[which]!, frame, 5, true);
      expect(lineText(title!)).toMatch(/^>/);
      return title!.find(({ text }) => /^\d/.test(text))!.style;
    };
    expect(styleOf(0, 0)).toEqual({ colour: 'middle', bold: true });
    expect(styleOf(0, 1)).toEqual({ colour: 'strong', bold: false });
    expect(styleOf(1, 0)).toEqual({ colour: 'high', bold: true });
    expect(styleOf(1, 1)).toEqual({ colour: 'strong', bold: false });
  });
});

describe('the axis of time', () => {
  const axisOf = (width: number, marks: readonly object[] = [], at = 100) => {
    const window = timeWindow(historyUntil(at), { spanSeconds: undefined, cursor: undefined });
    return lineText(axisLine(window, marks as never, width, ASCII));
  };
  const mark = { at: 50, text: 'crash', colour: 'bad' };

  it('has its ends, and round parts of it where there is room', () => {
    expect(axisOf(67)).toBe('       0:00:00        0:00:25        0:00:50       0:01:15  0:01:40');
    expect(axisOf(23)).toBe('       0:00:00  0:01:40');
    expect(axisOf(21)).toBe('              0:01:40');
  });

  it('has marks below their places, else before them, the latest first', () => {
    expect(axisOf(67, [mark])).toBe(
      '       0:00:00        0:00:25        ^crash        0:01:15  0:01:40',
    );
    const late = { ...mark, at: 80 };
    expect(axisOf(67, [late])).toContain(' crash^ ');
    expect(axisOf(67, [mark, { ...mark, at: 51, text: 'later' }])).toContain('^later');
    expect(axisOf(67, [{ ...mark, at: 101 }])).toBe(axisOf(67));
  });
});

describe('the view of the history', () => {
  const state = (columns: number, rows: number, more: Partial<DashboardState> = {}) => {
    const opened = openedState(new FakeSession({ nodes: 2 }), { columns, rows });
    return { ...opened, view: 'history' as const, history: historyUntil(100), ...more };
  };
  const titlesAt = (rows: number, panel = 0) => {
    const at = state(80, rows, { panel });
    return HISTORY.body(at, viewArea(at))
      .lines.map(lineText)
      .flatMap((line, row) => {
        const found = /^.(load|memory|balance|migrations) /.exec(line);
        return found === null ? [] : [`${found[1]} ${row}`];
      });
  };

  // Title, event line and keys are three rows, the axis and what is shown two.
  it.each([
    [26, 0, ['load 0', 'memory 9', 'balance 13', 'migrations 17']],
    [26, 1, ['load 0', 'memory 4', 'balance 13', 'migrations 17']],
    [17, 0, ['load 0', 'memory 3', 'balance 6', 'migrations 9']],
    [16, 0, ['load 0', 'memory 5', 'balance 8']],
    [16, 3, ['load 0', 'memory 3', 'migrations 6']],
    [10, 2, ['balance 0']],
  ])('on %d rows gives panel %d twice the room: %j', (rows, panel, expected) => {
    expect(titlesAt(rows, panel)).toEqual(expected);
  });

  const cursorOf = ({ views }: DashboardState) => views.history.cursor;

  it('goes to the beginning and to now, however long that was ago', () => {
    const long = historyUntil(0, { at: 400 * 3600, points: [pointOf(0)], whole: [pointOf(0)] });
    const near = state(120, 40, { history: long });
    const views = { ...near.views, history: { ...near.views.history, spanSeconds: 10 } };
    const begin = pressKeys({ ...near, views }, 'home').state;
    expect(cursorOf(begin)).toBe(0);
    expect(cursorOf(pressKeys(begin, 'end').state)).toBeUndefined();
  });

  it('moves by a cell and by twenty, and follows the present at its end', () => {
    // 107 columns are a hundred cells of a second each.
    const wide = state(107, 30);
    const led = (...keys: readonly string[]) => cursorOf(pressKeys(wide, ...keys).state);
    expect(led('left')).toBeCloseTo(99, 9);
    expect(led('left', 'left', 'right')).toBeCloseTo(99, 9);
    expect(led('pageup')).toBeCloseTo(80, 9);
    expect(led('pageup', 'pagedown')).toBeUndefined();
    expect(led('left', 'right')).toBeUndefined();
  });

  it('zooms by a half and back, not below ten seconds', () => {
    const spans = (...keys: readonly string[]) =>
      pressKeys(state(107, 30), ...keys).state.views.history.spanSeconds;
    expect([spans('i'), spans('i', 'i'), spans('i', 'i', 'i', 'i')]).toEqual([50, 25, 10]);
    const { notice, views } = pressKeys(state(107, 30), 'i', 'i', 'i', 'i', 'i').state;
    expect([views.history.spanSeconds, notice?.text]).toEqual([
      10,
      'i: less than 10 s is not shown',
    ]);
    expect([spans('i', 'i', 'o'), spans('i', 'o')]).toEqual([50, undefined]);
    expect(pressKeys(state(107, 30), 'o').state.notice?.text).toBe(
      'o: all that is remembered is shown',
    );
  });

  it('has its cursor where the mouse is, and zooms by the wheel', () => {
    const mouse = (action: 'press' | 'drag' | 'move' | 'wheel-up' | 'wheel-down', column: number) =>
      update(state(108, 30), { type: 'mouse', action, column, row: 5, double: false }).state;
    expect(cursorOf(mouse('press', 7))).toBe(0);
    expect(cursorOf(mouse('press', 57))).toBe(50);
    expect(cursorOf(mouse('drag', 57))).toBe(50);
    expect(cursorOf(mouse('press', 107))).toBeUndefined();
    expect([cursorOf(mouse('press', 6)), cursorOf(mouse('move', 57))]).toEqual([
      undefined,
      undefined,
    ]);
    expect(mouse('wheel-up', 57).views.history.spanSeconds).toBe(50);
    expect(mouse('wheel-down', 57).views.history.spanSeconds).toBeUndefined();
  });

  it('is of the cluster, or of a node: down goes to the first one, up back', () => {
    const led = (...keys: readonly string[]) => {
      const { state: after } = pressKeys(state(120, 30), ...keys);
      return HISTORY.position?.(after);
    };
    expect([led(), led('down'), led('down', 'down'), led('down', 'down', 'down')]).toEqual([
      ...['cluster', 'node 1 cm1', 'node 2 cm2', 'node 2 cm2'],
    ]);
    expect([led('down', 'up'), led('up')]).toEqual(['cluster', 'cluster']);
  });

  it('goes to the peak of what is shown, of the node that is shown', () => {
    const points = [
      pointOf(0),
      pointOf(10, { highestLoad: 9, nodeLoads: Float32Array.of(0, 3) }),
      pointOf(20),
    ];
    const peaky = state(120, 30, { history: historyUntil(20, { points, whole: points }) });
    const said = (...keys: readonly string[]) => pressKeys(peaky, ...keys).state.notice?.text;
    expect(said('S-p')).toBe('load 9.00 at 0:00:10');
    expect(said('down', 'S-p')).toBe('load 1.50 at 0:00:00');
    expect(said('down', 'down', 'S-p')).toBe('load 3.00 at 0:00:10');
  });
});

describe('the past of a node', () => {
  const textsOf = (height: number) =>
    nodePast(
      { history: historyUntil(100), charset: ASCII },
      { id: 2, name: 'b', index: 1 },
      60,
      height,
    ).map(lineText);

  it.each([
    [10, ['load 2']],
    [15, ['load 2']],
    [16, ['load 2', 'memory 9']],
    [17, ['load 2', 'memory 9']],
  ])('in %d rows has %j', (height, expected) => {
    const lines = textsOf(height);
    expect(lines).toHaveLength(height);
    expect(lines[1]).toMatch(/^ node 2 b since the beginning +$/);
    const found = lines.flatMap((line, row) => {
      const title = /^ (load|memory) /.exec(line);
      return title === null ? [] : [`${title[1]} ${row}`];
    });
    expect(found).toEqual(expected);
  });
});
