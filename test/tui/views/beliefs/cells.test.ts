import { describe, expect, it } from 'vitest';
import type { NodeView } from '../../../../src/cluster/facts/view.js';
import { UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import {
  ageStyle,
  cellBar,
  cellLine,
  hasNumber,
  signed,
} from '../../../../src/tui/views/beliefs/belief-cell.js';
import { beliefsLayout } from '../../../../src/tui/views/beliefs/beliefs-layout.js';
import type { CellContent } from '../../../../src/tui/views/beliefs/beliefs-state.js';
import { columnsLine, matrixLines } from '../../../../src/tui/views/beliefs/matrix.js';
import { portraitLines } from '../../../../src/tui/views/beliefs/portrait.js';
import { openedState } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

/** CPUs of the standard speed: a load is itself per CPU. */
const [model] = openedState().sample.nodes;
const nodeOf = (id: number, upperLoad: number, more: Partial<NodeView> = {}) =>
  ({ ...model!, id, believedSpeed: 10_000, upperLoad, ...more }) as NodeView;
const ONE = nodeOf(1, 0.5);
const TWO = nodeOf(2, 1);
const heardOf = (load: number, ageSeconds: number) => ({ node: 2, load, ageSeconds }) as never;

const textOf = (content: CellContent, cells: number, load?: number, age = 1) => {
  const heard = load === undefined ? undefined : heardOf(load, age);
  return lineText(cellLine({ believer: ONE, subject: TWO, heard }, content, cells, UNICODE));
};

describe('a cell of the beliefs', () => {
  it.each([
    [5, false],
    [6, true],
  ])('of %d cells has room for a number: %s', (cells, has) => {
    expect(hasNumber(cells)).toBe(has);
  });

  // The age has four of nine cells; an older one has one more, where there is room.
  it.each([
    [6, 0.5, 3, ' 0.50 '],
    [8, 0.5, 3, '   0.50 '],
    [9, 0.5, 3, '0.50  3s '],
    [9, 0.5, 99.4, '0.50 99s '],
    [9, 0.5, 100, '0.50     '],
    [9, 12.34, 3, '12.34 3s '],
    [9, 12.34, 42, '12.34    '],
    [10, 0.5, 100, '0.50 100s '],
    [10, 0.5, 1000, ' 0.50     '],
    [16, 0.5, 1000, '     0.50 1000s '],
    [9, 12_345, 3, '12345.00 '],
    [9, 123_456, 3, '123456.0 '],
    [16, 12.34, 3, '      12.34  3s '],
  ])(
    'of %d cells has a load of %d, %d s old, apart from its age: "%s"',
    (cells, load, age, text) => {
      expect(textOf('load', cells, load, age)).toBe(text);
    },
  );

  it.each<[CellContent, number | undefined, string]>([
    ['age', 0.5, '      3s '],
    ['error', 0.5, '   -0.50 '],
    ['error', 1.0049, '       0 '],
    ['error', 1.25, '   +0.25 '],
    ['load', undefined, '       · '],
    ['age', undefined, '       · '],
  ])('shows as %s of what was heard as %d "%s"', (content, load, text) => {
    expect(textOf(content, 9, load, 3)).toBe(text);
  });

  it('is its own load in brackets where a node believes of itself', () => {
    const own = (content: CellContent, cells: number) =>
      lineText(
        cellLine({ believer: ONE, subject: ONE, heard: undefined }, content, cells, UNICODE),
      );
    expect([own('load', 9), own('age', 9), own('error', 9)]).toEqual([
      '  [0.50] ',
      '     [ ] ',
      '     [ ] ',
    ]);
    // In the heat map 0.50 is a quarter of eight levels.
    expect([own('load', 4), own('age', 4), own('load', 1)]).toEqual(['▂▂▂ ', '●●● ', '▂']);
  });

  it('of a node that is no member is empty', () => {
    const believer = nodeOf(1, 1, { state: 'down' });
    for (const cells of [1, 4, 9]) {
      const belief = { believer, subject: TWO, heard: heardOf(1, 1) };
      expect(lineText(cellLine(belief, 'load', cells, UNICODE))).toBe(' '.repeat(cells));
      expect(lineText(cellBar(belief, cells, UNICODE))).toBe(' '.repeat(cells));
    }
  });

  // 1.00 is half of the levels, 2.00 six of eight; five seconds are half of all ages.
  it.each<[CellContent, number | undefined, number, string]>([
    ['load', 1, 1, '▄▄▄ '],
    ['load', 2, 1, '▆▆▆ '],
    ['load', 0, 1, '▁▁▁ '],
    ['age', 1, 5, '▄▄▄ '],
    ['age', 1, 0, '▁▁▁ '],
    ['age', 1, 15, '▆▆▆ '],
    ['error', 3, 1, '▆▆▆ '],
    ['error', 0, 1, '▄▄▄ '],
    ['load', undefined, 1, '··· '],
  ])('in the heat map shows as %s %d, %d s old, as "%s"', (content, load, age, text) => {
    expect(textOf(content, 4, load, age)).toBe(text);
  });

  it.each([
    [1.99, { colour: 'strong', bold: true }],
    [2, { colour: 'text' }],
    [4.99, { colour: 'text' }],
    [5, { colour: 'dim' }],
  ])('fades: %d s are %j', (age, style) => {
    expect(ageStyle(age)).toEqual(style);
  });

  it('has its error in a colour from a tenth of a process on, another from a whole one on', () => {
    const colourOf = (load: number, cells: number) => {
      const belief = { believer: ONE, subject: TWO, heard: heardOf(load, 3) };
      return cellLine(belief, 'error', cells, UNICODE)[0]!.style.colour;
    };
    for (const cells of [4, 9]) {
      expect([1.09, 1.1, 1.99, 2, 0.91, 0.9].map((load) => colourOf(load, cells))).toEqual([
        ...['text', 'middle', 'middle', 'bad', 'text', 'middle'],
      ]);
    }
  });

  it('has a bar of what is believed, a space on either side', () => {
    const barOf = (load: number | undefined, subject = TWO) => {
      const heard = load === undefined ? undefined : heardOf(load, 3);
      return lineText(cellBar({ believer: ONE, subject, heard }, 10, UNICODE));
    };
    expect(barOf(1)).toBe(' ━━━━┼─── ');
    expect(barOf(undefined)).toBe('          ');
    expect(barOf(undefined, ONE)).toBe(' ━━──┼─── ');
  });

  it('writes an error with its sign, and none of nothing', () => {
    expect([0.004, -0.004, 0.005, -1, 12].map(signed)).toEqual([
      '0',
      '0',
      '+0.01',
      '-1.00',
      '+12.00',
    ]);
  });
});

describe('the matrix of beliefs', () => {
  const opened = (nodes: number, selectedNode = 1, subject = 1) => {
    const state = openedState(new FakeSession({ nodes, processes: 0 }));
    const beliefs = { ...state.views.beliefs, subject };
    return { ...state, selectedNode, views: { ...state.views, beliefs } };
  };
  const layoutOf = (nodes: number, width: number, height: number, ...at: readonly number[]) =>
    beliefsLayout(opened(nodes, ...at), { left: 0, top: 1, width, height });

  // Fourteen cells are for the names; 16 are the widest.
  it.each([
    [1, 80, 16],
    [4, 80, 16],
    [5, 80, 13],
    [7, 80, 9],
    [8, 80, 8],
    [66, 80, 1],
    [500, 80, 1],
    [3, 10, 1],
  ])('of %d nodes on %d columns has cells of %d', (nodes, width, cells) => {
    expect(layoutOf(nodes, width, 30).cells).toBe(cells);
  });

  // Of the rows two are above and one is below. Seven nodes need 7 + 8 rows with what one of them
  // believes; with a bar for each 14 + 8. Where there is less room the matrix has six tenths of the rows, and
  // all of them where below it would be less than a heading and two nodes.
  it.each([
    [7, 25, [2, 7, 7]],
    [7, 24, [1, 7, 13]],
    [7, 18, [1, 7, 7]],
    [7, 17, [1, 7, 6]],
    [7, 15, [1, 7, 4]],
    [7, 14, [1, 6, 4]],
    [7, 13, [1, 7, 0]],
    [7, 6, [1, 3, 0]],
    [7, 3, [1, 1, 0]],
    [50, 43, [1, 24, 15]],
    [50, 15, [1, 7, 4]],
    [50, 14, [1, 11, 0]],
  ])(
    'of %d nodes on %d rows has lines each, believers and rows below: %j',
    (nodes, height, expected) => {
      const { linesEach, believers, portraitRows } = layoutOf(nodes, 140, height);
      expect([linesEach, believers.length, portraitRows]).toEqual(expected);
    },
  );

  it.each([
    [1, 1],
    [12, 1],
    [13, 1],
    [14, 2],
    [30, 18],
    [50, 27],
  ])('has around believer %d 24 of 50, from %d on', (selected, first) => {
    const { believers } = layoutOf(50, 140, 43, selected);
    expect([believers[0]!.id, believers.length]).toEqual([first, 24]);
  });

  it('has around whom a belief is about as many as fit', () => {
    const { subjects, cells } = layoutOf(200, 114, 43, 1, 150);
    expect([cells, subjects.length, subjects[0]!.id]).toEqual([1, 100, 100]);
    expect(layoutOf(200, 114, 43, 1, 1).subjects[0]!.id).toBe(1);
    expect(layoutOf(200, 114, 43, 1, 200).subjects[0]!.id).toBe(101);
  });

  it('has the numbers above their columns, of narrow ones those that fit', () => {
    const header = (nodes: number, width: number) => {
      const layout = layoutOf(nodes, width, 30);
      return lineText(columnsLine(opened(nodes), layout)).trimEnd();
    };
    expect(header(3, 32)).toBe(' believer  of     1     2     3');
    expect(header(12, 50)).toBe(' believer  of 1  2  3  4  5  6  7  8  9  10 11 12');
    expect(header(12, 26)).toBe(' believer  of 1  4  7  10');
  });

  it('marks whose belief about whom is chosen, and names who is no member by what it is', () => {
    const state = opened(3, 2, 3);
    const nodes = state.sample.nodes.map((node) =>
      node.id === 3 ? { ...node, state: 'down' as const } : node,
    );
    const down = { ...state, sample: { ...state.sample, nodes } };
    const layout = beliefsLayout(down, { left: 0, top: 1, width: 32, height: 9 });
    const lines = matrixLines(down, layout);
    expect(lines.map((line) => lineText(line).slice(0, 14))).toEqual([
      '    1 cm1     ',
      '▶   2 cm2     ',
      '    3 down    ',
    ]);
    expect(lines.map((line) => line[0]!.style.colour)).toEqual(['strong', 'strong', 'bad']);
    const grounds = lines.map((line) => line.map(({ style }) => style.ground ?? '').join(' '));
    expect(grounds.map((text) => text.includes('selected'))).toEqual([false, true, false]);
  });
});

describe('what one node believes', () => {
  const state = (() => {
    const opened = openedState(new FakeSession({ nodes: 4, processes: 0 }));
    const nodes = opened.sample.nodes.map((node) => ({
      ...node,
      believedSpeed: 10_000,
      upperLoad: 1,
    }));
    const heard = new Map([
      [
        1,
        [
          { node: 3, load: 1.5, ageSeconds: 3 },
          { node: 4, load: 0.25, ageSeconds: 1 },
        ],
      ],
    ]);
    const beliefs = { ...opened.views.beliefs, heard: heard as never, subject: 3 };
    const views = { ...opened.views, beliefs };
    return { ...opened, selectedNode: 1, sample: { ...opened.sample, nodes }, views };
  })();
  const linesAt = (rows: number, width: number) =>
    portraitLines(state, rows, width).map((line) => lineText(line).trimEnd());

  it('stands beside the truth, in bars where there is room', () => {
    const heading = ' what node 1 cm1 believes   of 2 of the 3 others, the oldest 3 s old';
    expect(linesAt(4, 89)).toEqual([
      heading,
      '  of    2 cm2       nothing heard    in truth  1.00',
      '  of    3 cm3        1.50   3s ago   in truth  1.00   off by +0.50',
      '  of    4 cm4        0.25   1s ago   in truth  1.00   off by -0.75',
    ]);
    expect(linesAt(4, 90).slice(1, 3)).toEqual([
      '  of    2 cm2       nothing heard               in truth  1.00 ━━━━━┼────',
      '  of    3 cm3        1.50 ━━━━━╋╸───   3s ago   in truth  1.00 ━━━━━┼────   off by +0.50',
    ]);
    expect(linesAt(4, 119)).toEqual(linesAt(4, 90));
    expect(linesAt(4, 120)[2]).toContain(' 1.50 ━━━━━━━━━━╋━━╸────── ');
  });

  it('has where there is no room for all what was heard last on top', () => {
    expect(
      linesAt(3, 80)
        .slice(1)
        .map((line) => line.slice(0, 9)),
    ).toEqual(['  of    4', '  of    3']);
    expect(linesAt(2, 80)).toHaveLength(2);
    expect(linesAt(1, 80)).toEqual([]);
  });

  it('has whom the belief chosen is about on a ground', () => {
    const grounds = portraitLines(state, 4, 80).map((line) => line[0]!.style.ground);
    expect(grounds).toEqual([undefined, undefined, 'field', undefined]);
  });
});
