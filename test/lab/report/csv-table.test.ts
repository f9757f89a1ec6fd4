import { expect, it } from 'vitest';
import { readCsv } from '../../../src/lab/report/csv-table.js';
import { csvOf } from '../../../src/lab/study/csv.js';

it('a table is read as it was written: commas, quotation marks, ends of lines, empty fields', () => {
  const rows = [
    ['a', 'a name, with "marks"', 'c'],
    ['1,5', 'he said "no"\nand went', ''],
    ['', '', 3],
    ['x', '', ''],
  ];
  const [first, second, third, ...more] = readCsv(csvOf(rows));
  expect(first!.text('a')).toBe('1,5');
  expect(first!.text('a name, with "marks"')).toBe('he said "no"\nand went');
  expect(first!.number('c')).toBeNaN();
  expect([second!.text('a'), second!.number('c')]).toEqual(['', 3]);
  expect(third!.text('a')).toBe('x');
  expect(third!.text('no such column')).toBe('');
  expect(more).toEqual([]);
  expect(readCsv('')).toEqual([]);
});
