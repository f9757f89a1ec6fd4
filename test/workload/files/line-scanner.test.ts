import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/user-error.js';
import { LineScanner } from '../../../src/workload/files/line-scanner.js';
import { temporaryFile } from '../../support/temporary-file.js';

function lines(content: string | Uint8Array): string[] {
  const scanner = new LineScanner(temporaryFile('lines.txt', content));
  const found: string[] = [];
  while (scanner.next()) {
    found.push(scanner.text(scanner.start, scanner.end));
  }
  expect(scanner.line).toBe(found.length);
  return found;
}

describe('the lines of a file', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['\n\nb', ['', '', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['\ufeffa\n', ['a']],
    ['é\n', ['é']],
  ])('reads %j', (content, expected) => expect(lines(content)).toEqual(expected));

  it('reads across chunks, and lines longer than a chunk', () => {
    const expected = Array.from({ length: 200_000 }, (_, i) => `line ${i * 7919}`);
    expected.splice(1000, 0, 'x'.repeat(5_000_000));
    expect(lines(expected.join('\n'))).toEqual(expected);
  });

  it('unpacks gzip, known by its bytes, of several members too', () => {
    expect(lines(gzipSync('a\nb\n'))).toEqual(['a', 'b']);
    expect(lines(Buffer.concat([gzipSync('a\nb'), gzipSync('c\n')]))).toEqual(['a', 'bc']);
    const long = Array.from({ length: 300_000 }, (_, i) => `line ${i}`);
    expect(lines(gzipSync(long.join('\n')))).toEqual(long);
  });

  it('does not gather a line that never ends', () => {
    const zeros = gzipSync(Buffer.alloc(2 ** 25, 'x'));
    expect(() => lines(zeros)).toThrow('lines.txt: cannot be read: line 1 is longer than 16MB');
    expect(() => new LineScanner('/dev/zero')).toThrow('/dev/zero: cannot be read: it is binary');
  });

  it('tells what cannot be read, without a stack', () => {
    const cut = gzipSync('a\n'.repeat(1000)).subarray(0, 20);
    expect(() => lines(cut)).toThrow(UserError);
    expect(() => lines(cut)).toThrow(/lines\.txt: cannot be unpacked/);
    expect(() => new LineScanner('no/such/file')).toThrow(
      'no/such/file: cannot be read: there is no such file',
    );
    expect(() => new LineScanner('src')).toThrow('src: cannot be read: it is a directory');
  });
});
