import { describe, expect, it } from 'vitest';
import { LineIndex, type LinePlace } from '../../src/cli/studies/line-index.js';
import { eachLine, LineReader } from '../../src/cli/studies/line-reader.js';
import { Random } from '../../src/kernel/random.js';
import { temporaryFile } from '../support/temporary-file.js';

function linesOf(file: string): [string, number][] {
  const found: [string, number][] = [];
  eachLine(file, (line, offset) => void found.push([line.toString(), offset]));
  return found;
}

describe('the lines of a file', () => {
  it.each([
    ['', []],
    ['a', []],
    ['a\n', [['a\n', 0]]],
    [
      '\n\nb\n',
      [
        ['\n', 0],
        ['\n', 1],
        ['b\n', 2],
      ],
    ],
    [
      'a\nbc\nd',
      [
        ['a\n', 0],
        ['bc\n', 2],
      ],
    ],
  ])('of %j are those written whole, each with where it begins', (text, lines) => {
    expect(linesOf(temporaryFile('a', text))).toEqual(lines);
  });

  it('may be longer than what is read at once', () => {
    const long = ['x'.repeat(3e6), 'y', 'z'.repeat(2 ** 20 - 1), 'end'].map((line) => `${line}\n`);
    const found = linesOf(temporaryFile('a', long.join('')));
    expect(found.map(([line]) => line.length)).toEqual(long.map((line) => line.length));
    expect(found.map(([, offset]) => offset)).toEqual([0, 3e6 + 1, 3e6 + 3, 3e6 + 3 + 2 ** 20]);
    expect(found.map(([line]) => line[0])).toEqual(['x', 'y', 'z', 'e']);
  });
});

describe('a reader of single lines', () => {
  it('reads any line of any of more files than it holds open', () => {
    const text = (file: number) => Array.from({ length: 9 }, (_, line) => `${file}.${line}\n`);
    const names = Array.from({ length: 202 }, (_, file) => temporaryFile('a', text(file).join('')));
    const reader = new LineReader(names);
    const random = new Random(1);
    for (let turn = 0; turn < 300; turn++) {
      const [file, line] = [random.below(names.length), random.below(9)];
      const lines = text(file);
      const offset = lines.slice(0, line).join('').length;
      const { length } = lines[line]!;
      expect(reader.read({ file, offset, length }).toString()).toBe(lines[line]);
    }
    reader.close();
    expect(reader.read({ file: 0, offset: 0, length: 4 }).toString()).toBe('0.0\n');
    reader.close();
  });

  it('reads lines that are longer than what it holds, and what is left of those that are not there', () => {
    const long = 'x'.repeat(300_000);
    const reader = new LineReader([temporaryFile('a', `${long}\nshort\n`)]);
    const read = (offset: number, length: number) =>
      reader.read({ file: 0, offset, length }).toString();
    expect(read(0, 300_001)).toBe(`${long}\n`);
    expect(read(300_001, 6)).toBe('short\n');
    expect(read(300_001, 60)).toBe('short\n');
    expect(read(0, 3)).toBe('xxx');
    expect(read(299_999, 4)).toBe('x\nsh');
    reader.close();
  });
});

describe('an index of lines', () => {
  it('knows the place of each that was set, last said, and of no other', () => {
    const index = new LineIndex();
    const places = new Map<number, LinePlace>();
    for (const replication of [0, 15, 16, 17, 3, 1000, 15]) {
      const place = { file: replication % 7, offset: places.size * 5e9, length: replication + 1 };
      index.set(replication, place);
      places.set(replication, place);
    }
    for (let replication = 0; replication < 3000; replication++) {
      expect(index.get(replication)).toEqual(places.get(replication));
    }
  });

  it('reads lines longer than what it holds, and fewer bytes where the file ends', () => {
    const long = `${'x'.repeat(200_000)}\n`;
    const reader = new LineReader([temporaryFile('a', `a\n${long}b\n`)]);
    const read = (offset: number, length: number) =>
      reader.read({ file: 0, offset, length }).toString();
    expect(read(2, long.length)).toBe(long);
    expect([read(0, 2), read(2 + long.length, 2)]).toEqual(['a\n', 'b\n']);
    expect(read(2 + long.length, 99)).toBe('b\n');
    expect(read(1e9, 5)).toBe('');
    reader.close();
  });
});
