import { describe, expect, it } from 'vitest';
import type { NodeView } from '../../../../src/cluster/facts/view.js';
import { ASCII, UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import {
  type BarChart,
  barLines,
  cellsPerNode,
  topOf,
} from '../../../../src/tui/views/mosmon/bars.js';
import { cellsOf, heatLines, nodesAcross } from '../../../../src/tui/views/mosmon/heat-map.js';
import { MEASURES, measureOf } from '../../../../src/tui/views/mosmon/measures.js';
import { openedState } from '../../../support/dashboard-state.js';

const [model] = openedState().sample.nodes;

/** Nodes with these loads per CPU: N# from 1 on. */
function loaded(loads: readonly number[], more: Partial<NodeView> = {}): readonly NodeView[] {
  return loads.map((upperLoad, index) => {
    return { ...model!, id: index + 1, believedSpeed: 10_000, upperLoad, ...more } as NodeView;
  });
}

function chartOf(nodes: readonly NodeView[], more: Partial<BarChart> = {}): BarChart {
  const measure = measureOf('load', 10_000);
  return {
    ...{ measure, logScale: false, nodes, first: 0, selected: 2, charset: UNICODE },
    ...more,
  };
}

function drawn(chart: BarChart, width: number, height: number): readonly string[] {
  return barLines(chart, { left: 0, top: 0, width, height }).map(lineText);
}

const THREE = loaded([1, 2, 0]);

describe('the bars', () => {
  // Nine cells of axis, and six for each node. Two rows are for the base and the ids; of nine that
  // are left eight are the four quarters of the scale, the ninth is for the highest value.
  it('stand on a scale of four quarters, with their values above them and a line at 1.00', () => {
    expect(drawn(chartOf(THREE), 27, 11)).toEqual([
      'L       │       2.00       ',
      '    2.00│       ████       ',
      'O       │       ████       ',
      '    1.50│       ████       ',
      'A       │ 1.00 ─████───────',
      '    1.00│ ████  ████       ',
      'D       │ ████  ████       ',
      '    0.50│ ████  ████       ',
      '        │ ████  ████       ',
      '    0.00│▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔',
      ' Node #   1     2     3    ',
    ]);
  });

  // Eight rows have no row to spare.
  it.each([
    [
      10,
      [
        'L   2.00│       ████       ',
        '        │       ████       ',
        'O   1.50│       ████       ',
        '        │ 1.00 ─████───────',
        'A   1.00│ ████  ████       ',
        '        │ ████  ████       ',
        'D   0.50│ ████  ████       ',
        '        │ ████  ████       ',
      ],
    ],
    [
      6,
      [
        'L   2.00│       ████       ',
        '    1.50│ 1.00 ─████───────',
        'O   1.00│ ████  ████       ',
        '    0.50│ ████  ████       ',
      ],
    ],
    // Of three rows 1.00 is one and a half.
    [
      5,
      ['L   2.00│ 1.00 ─████───────', '        │ ▄▄▄▄  ████       ', 'O       │ ████  ████       '],
    ],
    [4, ['L   2.00│ 1.00 ─████───────', '        │ ████  ████       ']],
    [2, []],
  ])('take what rows there are: %d', (height, rows) => {
    const foot = ['    0.00│▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔', ' Node #   1     2     3    '];
    expect(drawn(chartOf(THREE), 27, height)).toEqual([...rows, ...foot]);
  });

  it('leave the base line out last, and the ids never', () => {
    expect(drawn(chartOf(THREE), 27, 1)).toEqual([' Node #   1     2     3    ']);
  });

  it.each([
    [0, 15, ' Node #  1 2 3…'],
    [1, 15, ' Node # …2 3 4…'],
    [2, 15, ' Node # …3 4 5 '],
    [2, 16, ' Node # …3 4 5 '],
    [4, 15, ' Node # …5 '],
  ])(
    'say that there are more, on the side where they are: from %d in %d cells',
    (first, width, ids) => {
      const five = loaded([1, 1, 1, 1, 1]);
      expect(drawn(chartOf(five, { first }), width, 1)).toEqual([ids]);
    },
  );

  // An id of one digit needs two cells, of three digits four; 16 are the most.
  it.each([
    [[1], 80, 16],
    [[1, 2, 3, 4, 5, 6, 7, 8], 80, 8],
    [Array(100).fill(1), 80, 4],
    [Array(9).fill(1), 20, 2],
    [[], 80, 16],
  ])('of %j have in %d columns %d cells each', (loads, width, cells) => {
    expect(cellsPerNode(loaded(loads), width)).toBe(cells);
  });

  it('end in an eighth of a row, or in ASCII in whole rows', () => {
    // Of eight rows for a load of 2.00, 0.65 are 2.6 rows: the third one is five eighths full.
    const part = loaded([0.65, 2]);
    const column = (charset: typeof UNICODE) =>
      drawn(chartOf(part, { charset }), 25, 11).map((line) => line[11]);
    expect(column(UNICODE).slice(5, 9)).toEqual(['.', '▅', '█', '█']);
    expect(column(ASCII).slice(5, 9)).toEqual(['.', '#', '#', '#']);
    expect(drawn(chartOf(part), 25, 11)[5]).toBe('    1.00│ 0.65    ██████ ');
  });

  // log(1 + 3) of log(1 + 15) is half: on the scale of logarithms 3 is as high as the half of 15.
  it('stand on a scale of logarithms when that is asked for', () => {
    const measure = { ...measureOf('speed', 10_000), value: (node: NodeView) => node.upperLoad };
    const lines = drawn(chartOf(loaded([3, 15]), { measure, logScale: true }), 25, 11);
    expect(lines.map((line) => line.slice(0, 9))).toEqual([
      'S       │',
      '      15│',
      'P       │',
      '       7│',
      'E       │',
      '       3│',
      'E       │',
      '       1│',
      'D       │',
      '       0│',
      ' Node #  ',
    ]);
    expect(lines.map((line) => line[10])).toEqual([...'    3████▔1']);
  });

  it('say of nodes that are none of the cluster why, and have the free part of memory as +', () => {
    const [up, down, left] = THREE;
    const nodes = [up!, { ...down!, state: 'down' }, { ...left!, state: 'left' }] as NodeView[];
    const words = drawn(chartOf(nodes), 27, 11).map((line) => line.slice(15));
    expect(words.map((text) => text[1]).join('')).toBe('     DEAD▔2');
    expect(words.map((text) => text[7]).join('')).toBe('     LEFT▔3');
    const measure = measureOf('memory', 10_000);
    const half = loaded([1], { memoryBytes: 2 ** 30, memoryUsedBytes: 2 ** 29 });
    const column = drawn(chartOf(half, { measure }), 25, 11).map((line) => line[12]);
    // Above all of it stands how much is used: 512M.
    expect(column.join('')).toBe('2++++████▔ ');
  });
});

describe('the heat map', () => {
  // 71 cells beside the axis: 17 nodes of four cells, 23 of three, 35 of two, 71 of one, each row;
  // a tenth more than there are nodes have to fit.
  it.each([
    [154, 10, 4],
    [155, 10, 3],
    [209, 10, 3],
    [210, 10, 2],
    [318, 10, 2],
    [319, 10, 1],
    [5000, 10, 1],
    [15, 1, 4],
    [16, 1, 3],
  ])('of %d nodes in %d rows has cells as wide as let all be seen: %d', (nodes, rows, cells) => {
    expect(cellsOf(80, nodes, rows)).toBe(cells);
  });

  it.each([
    [10, 10, 10],
    [160, 10, 20],
    [5000, 10, 70],
  ])('of %d nodes in %d rows has a round number of them in each: %d', (nodes, rows, across) => {
    expect(nodesAcross(80, nodes, rows)).toBe(across);
  });

  it('has where there is no room for ten as many as fit, at least one', () => {
    expect(nodesAcross(40, 5, 10)).toBe(7);
    expect(nodesAcross(5, 5, 10)).toBe(1);
  });

  it('fills each cell by the part of the scale, and names the first node of each row', () => {
    const loads = [0, 0.1, 0.5, 1, 2, 100, 0.5];
    const nodes = loaded(loads).map((node, index) => {
      return index === 6 ? ({ ...node, state: 'down' } as NodeView) : node;
    });
    const chart = chartOf(nodes);
    const lines = heatLines(chart, { left: 0, top: 0, width: 29, height: 3 });
    // Half of the eight levels at 1.00, six at 2.00; more than nothing is seen.
    expect(lines.map(lineText)).toEqual(['      1 │··· ▁▁▁ ▂▂▂ ▄▄▄ ▆▆▆ ', '      6 │███ xxx ', '']);
    const grounds = lines[0]!.map(({ style }) => style.ground);
    expect(grounds).toEqual([undefined, undefined, 'selected', undefined, undefined, undefined]);
    const colours = [...lines[0]!.slice(1), ...lines[1]!.slice(1)].map(({ style }) => style.colour);
    expect(colours).toEqual(['faint', 'low', 'low', 'low', 'middle', 'middle', 'bad']);
  });

  it('has cells without a gap when each is one cell', () => {
    const chart = chartOf(loaded(Array(40).fill(1)));
    const [first, second] = heatLines(chart, { left: 0, top: 0, width: 29, height: 2 });
    expect(lineText(first!)).toBe(`      1 │${'▄'.repeat(20)}`);
    expect(lineText(second!)).toBe(`     21 │${'▄'.repeat(20)}`);
  });
});

describe('what is measured', () => {
  const GB = 2 ** 30;
  const node = {
    ...loaded([1.5])[0]!,
    ...{ believedSpeed: 20_000, memoryBytes: 4 * GB, memoryUsedBytes: GB },
    ...{ swapBytes: 2 * GB, swapUsedBytes: GB, utilisability: 0.75 },
  } as NodeView;
  const of = (id: string) => MEASURES.find((measure) => measure.id === id)!;

  it.each([
    ['load', 3, '3.00', undefined],
    ['openmosix', 1.5, '1.50', undefined],
    ['speed', 20_000, '20000', undefined],
    ['memory', GB, '1.0G', 4 * GB],
    ['raw', 2 * GB, '2.0G', 6 * GB],
    ['use', 75, '75%', undefined],
  ])('%s is %d, written %s, of %s in all', (id, value, text, total) => {
    const measure = of(id);
    expect(measure.value(node)).toBe(value);
    expect(measure.text(value)).toBe(text);
    expect(measure.total?.(node)).toBe(total);
  });

  it.each(['load', 'openmosix', 'memory', 'raw', 'use'])('%s of a node that is down is 0', (id) => {
    expect(of(id).value({ ...node, state: 'down' })).toBe(0);
  });

  // The least tops; a load is rounded up to four round steps: 2.1 to 4 times 1, 2 to 4 times 0.5.
  it.each([
    ['load', loaded([0]), 2],
    ['load', loaded([2.1]), 4],
    ['openmosix', loaded([0]), 0.01],
    ['use', loaded([0], { utilisability: 0.5 }), 100],
    ['memory', loaded([0], { memoryBytes: 3 * GB, memoryUsedBytes: GB }), 3 * GB],
    ['speed', loaded([0], { believedSpeed: 777 }), 777],
    ['speed', [], 1],
    ['memory', [], 1],
    ['raw', [], 1],
  ])('%s of %j has a scale up to %d', (id, nodes, top) => {
    expect(topOf(of(id), nodes as readonly NodeView[])).toBeCloseTo(top, 9);
  });

  it('has the colour of what is too much from nine tenths of memory on', () => {
    const colourOf = (id: string, used: number, swap = 0) =>
      of(id).colour({ ...node, memoryUsedBytes: used * GB, swapUsedBytes: swap * GB });
    expect([3.59, 3.6].map((used) => colourOf('memory', used))).toEqual(['memory', 'high']);
    expect([2.59, 2.6].map((used) => colourOf('raw', used, 1))).toEqual(['memory', 'high']);
    const use = (utilisability: number) => of('use').colour({ ...node, utilisability });
    expect([use(0.91), use(0.9)]).toEqual(['low', 'high']);
  });
});
