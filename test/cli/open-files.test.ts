import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../src/cli/studies/line-reader.js';
import { Overtaken } from '../../src/cli/studies/overtaken.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PROC = '/proc/self/fd';
const openFiles = () => readdirSync(PROC).length;

/** So many files, in each of which stands its number, and a reader of them. */
function numbered(count: number) {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const folder = temporaryFolder(
    Object.fromEntries(numbers.map((number) => [`f${number}`, `${number}\n`])),
  );
  const names = numbers.map((number) => join(folder, `f${number}`));
  const reader = new LineReader(names);
  const read = (file: number) =>
    reader.read({ file, offset: 0, length: `${file}\n`.length }).toString();
  return { names, reader, read, numbers };
}

describe.skipIf(!existsSync(PROC))('the files of which lines are read', () => {
  it('stay open, each once, until they are closed', () => {
    const { reader, read } = numbered(3);
    const before = openFiles();
    for (let time = 0; time < 5; time++) {
      for (const file of [2, 0, 1]) expect(read(file)).toBe(`${file}\n`);
    }
    expect(openFiles()).toBe(before + 3);
    reader.close();
    expect(openFiles()).toBe(before);
    expect(read(1)).toBe('1\n');
    reader.close();
    expect(openFiles()).toBe(before);
  });

  it('are 200 at most: that which was not read for longest is closed for the next one', () => {
    const { names, reader, read, numbers } = numbered(201);
    const before = openFiles();
    for (const file of numbers.slice(0, 200)) read(file);
    expect(openFiles()).toBe(before + 200);
    // Read again: now it is the next one that was not read for longest.
    read(0);
    read(200);
    expect(openFiles()).toBe(before + 200);
    for (const file of [0, 1]) rmSync(names[file]!);
    expect(read(0)).toBe('0\n');
    expect(() => read(1)).toThrow(Overtaken);
    reader.close();
    expect(openFiles()).toBe(before);
  });
});
