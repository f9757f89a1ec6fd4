import { describe, expect, it } from 'vitest';
import { mapLayout, nodeAt, squareAt } from '../../../src/tui/views/map/map-layout.js';
import { FakeSession } from '../../support/fake-session.js';

const AREA = { left: 3, top: 1, width: 117, height: 36 };

function areasOf(count: number) {
  const nodes = new FakeSession({ nodes: count }).view().nodes();
  const places = nodes.map((node) => ({ node, group: undefined }));
  return mapLayout(places, [], AREA).nodeAreas;
}

describe('the places of nodes on the map', () => {
  it.each([2, 3, 5, 7, 8, 13, 40])('%d nodes reach from the top to the bottom', (count) => {
    const areas = areasOf(count);
    expect(Math.min(...areas.map(({ top }) => top))).toBe(AREA.top);
    const ends = areas.map(({ top, height }) => top + height);
    expect(Math.max(...ends)).toBe(AREA.top + AREA.height);
  });

  it.each([3, 5, 7, 8, 13, 40])('%d nodes reach from the left to the right', (count) => {
    const areas = areasOf(count);
    expect(Math.min(...areas.map(({ left }) => left))).toBe(AREA.left);
    const ends = areas.map(({ left, width }) => left + width);
    expect(Math.max(...ends)).toBe(AREA.left + AREA.width);
  });

  it.each([1, 2])('%d above each other stand in the middle', (count) => {
    for (const { left, width } of areasOf(count)) {
      expect(Math.abs(left + width / 2 - (AREA.left + AREA.width / 2))).toBeLessThanOrEqual(0.5);
    }
  });
});

describe('the areas of nodes on the map', () => {
  const areasIn = (count: number, width: number, height: number) => {
    const nodes = new FakeSession({ nodes: count }).view().nodes();
    const places = nodes.map((node) => ({ node, group: undefined }));
    return mapLayout(places, [], { left: 2, top: 3, width, height }).nodeAreas;
  };

  it.each([
    // The usual terminals, without the lines around the map; then what is left of small ones.
    [7, 200, 46, '39x11'],
    [7, 120, 36, '31x9'],
    [7, 80, 20, '19x5'],
    [7, 60, 12, '11x3'],
    [7, 40, 12, '9x3'],
    [7, 40, 9, '9x2'],
    [7, 24, 9, '5x2'],
    [7, 24, 5, '5x1'],
    [40, 120, 36, '9x3'],
    [1, 39, 11, '39x11'],
    [1, 38, 11, '31x9'],
    [1, 39, 10, '31x9'],
  ])('of %d in %d x %d are the largest that have room: %s', (count, width, height, form) => {
    expect(areasIn(count, width, height).map((one) => `${one.width}x${one.height}`)).toEqual(
      Array(count).fill(form),
    );
  });

  it('lie within the map with a column between them, on all sizes', () => {
    const sizes = [
      [24, 5],
      [40, 9],
      [60, 12],
      [80, 20],
      [120, 36],
      [200, 46],
    ] as const;
    const wrong: string[] = [];
    for (const [width, height] of sizes) {
      for (let count = 1; count <= 16; count++) {
        const cells = new Set<string>();
        for (const one of areasIn(count, width, height)) {
          const right = one.left + one.width;
          const isWithin = one.left >= 2 && right <= 2 + width && one.top >= 3;
          let isFree = isWithin && one.top + one.height <= 3 + height;
          for (let row = one.top; row < one.top + one.height; row++) {
            // The column to its right stays free too.
            for (let column = one.left; column <= right; column++) {
              const cell = `${column} ${row}`;
              isFree &&= column === right || !cells.has(cell);
              cells.add(cell);
            }
          }
          if (!isFree) wrong.push(`${count} in ${width} x ${height}: node ${one.node.id}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('stand side by side in rows where no ellipse has room, the last row taking the rest', () => {
    const places = areasIn(9, 20, 2).map(({ left, top, width, height }) => [
      left,
      top,
      width,
      height,
    ]);
    expect(places).toEqual([
      ...[
        [2, 3, 5, 1],
        [8, 3, 5, 1],
        [14, 3, 5, 1],
      ],
      ...[
        [2, 4, 5, 1],
        [8, 4, 5, 1],
        [14, 4, 5, 1],
      ],
      ...[
        [2, 4, 5, 1],
        [8, 4, 5, 1],
        [14, 4, 5, 1],
      ],
    ]);
  });
});

describe('the squares around a node', () => {
  /** One node in 15 x 5 cells: its label in row 3, its bar above it. */
  const layoutOf = (count: number, changes = {}, height = 5) => {
    const session = new FakeSession({ nodes: 2, processes: count });
    const processes = [...session.processes.values()].map((one) => ({
      ...one,
      node: 1,
      ...changes,
    }));
    const node = session.view().nodes()[0]!;
    const area = { left: 3, top: 1, width: 15, height };
    return mapLayout([{ node, group: undefined }], processes, area);
  };
  const rowsOf = (count: number, changes = {}, height = 5) => {
    const { squares, nodeAreas } = layoutOf(count, changes, height);
    const rows = new Map<number, number[]>();
    for (const { row, column } of squares) rows.set(row, [...(rows.get(row) ?? []), column]);
    return { rows: [...rows], hidden: nodeAreas[0]!.hidden };
  };
  const full = [3, 5, 7, 9, 11, 13, 15, 17];

  it('fill the row below the label first, in its middle', () => {
    expect(layoutOf(0).nodeAreas[0]).toMatchObject({ labelRow: 3, barRow: 2 });
    expect(rowsOf(1)).toEqual({ rows: [[4, [10]]], hidden: 0 });
    expect(rowsOf(3)).toEqual({ rows: [[4, [8, 10, 12]]], hidden: 0 });
  });

  it('fill the row further down, then that above the bar, then are hidden and counted', () => {
    expect(rowsOf(20).rows).toEqual([
      [4, full],
      [5, full],
      [1, [7, 9, 11, 13]],
    ]);
    expect(rowsOf(24).hidden).toBe(0);
    expect(rowsOf(27)).toEqual({
      rows: [
        [4, full],
        [5, full],
        [1, full],
      ],
      hidden: 3,
    });
  });

  it('have the row of the bar where there is no room for one', () => {
    expect(layoutOf(0, {}, 3).nodeAreas[0]).toMatchObject({
      width: 11,
      labelRow: 2,
      barRow: undefined,
    });
    expect(rowsOf(7, {}, 3).rows).toEqual([
      [3, [5, 7, 9, 11, 13, 15]],
      [1, [10]],
    ]);
  });

  it('are of those that are there and stay', () => {
    expect(rowsOf(3, { target: 2 })).toEqual({ rows: [], hidden: 0 });
    expect(rowsOf(3, { node: 2 })).toEqual({ rows: [], hidden: 0 });
  });

  it('are found by their own cell, a node by all of its cells', () => {
    const layout = layoutOf(2);
    const [first, second] = layout.squares;
    expect([first, second].map((one) => [one!.column, one!.row])).toEqual([
      [9, 4],
      [11, 4],
    ]);
    expect(squareAt(layout, 9, 4)).toBe(first!.process);
    expect(squareAt(layout, 11, 4)).toBe(second!.process);
    for (const [column, row] of [
      [10, 4],
      [9, 3],
      [9, 5],
    ] as const) {
      expect(squareAt(layout, column, row)).toBeUndefined();
    }
    for (const [column, row] of [
      [3, 1],
      [17, 1],
      [3, 5],
      [17, 5],
    ] as const) {
      expect(nodeAt(layout, column, row)).toBe(layout.nodeAreas[0]);
    }
    for (const [column, row] of [
      [2, 1],
      [18, 1],
      [3, 0],
      [3, 6],
    ] as const) {
      expect(nodeAt(layout, column, row)).toBeUndefined();
    }
  });
});
