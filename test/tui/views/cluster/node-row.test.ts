import { describe, expect, it } from 'vitest';
import { rowParts } from '../../../../src/tui/views/cluster/node-row.js';

/** Cells that a row takes: number, state, load and its figure, and the parts that have room. */
function taken(width: number): number {
  const { flags, memory, name, speed, cpus, memoryBar, counts, spark, averages, load } =
    rowParts(width);
  const parts = [flags && 6, memory && 6, name > 0 && 9, speed && 8, cpus && 6, counts && 20];
  const more = [spark > 0 && 11, averages && 18, memoryBar, load];
  const rest = 7 + 2 + 'leaving '.length + 7;
  return [...parts, ...more].reduce<number>((sum, cells) => sum + (cells || 0), rest);
}

describe('the row of a node in the cluster view', () => {
  it.each([
    ['flags', 36],
    ['memory', 42],
    ['name', 51],
    ['speed', 59],
    ['cpus', 65],
    ['memoryBar', 71],
    ['counts', 91],
    ['spark', 102],
    // Bars come first: they have 20 cells more by then.
    ['averages', 140],
  ] as const)('has %s from %d columns on, and on none below', (part, width) => {
    const widths = Array.from({ length: 200 }, (_, at) => at + 1);
    const having = widths.filter((columns) => rowParts(columns)[part]);
    expect(having).toEqual(widths.slice(width - 1));
  });

  it('fits, and leaves a column or none, until its bars are as long as they may be', () => {
    for (let width = 30; width <= 160; width++) {
      expect([width, width - taken(width)]).toEqual([width, expect.toBeOneOf([0, 1])]);
    }
    expect(rowParts(300)).toMatchObject({ load: 50, memoryBar: 36 });
  });
});
