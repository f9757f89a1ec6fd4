import { describe, expect, it } from 'vitest';
import { InputSplitter } from '../../../src/tui/terminal/input-splitter.js';

function texts(...chunks: readonly string[]): string[] {
  const splitter = new InputSplitter();
  return chunks.flatMap((chunk) => splitter.write(chunk)).map(({ text }) => text);
}

describe('terminal input', () => {
  it.each([
    ['abc', ['a', 'b', 'c']],
    ['\x1b[A\x1b[B', ['\x1b[A', '\x1b[B']],
    ['\x1bOP\x1b[21~', ['\x1bOP', '\x1b[21~']],
    ['\x1b[<0;5;6M\x1b[<0;5;6m', ['\x1b[<0;5;6M', '\x1b[<0;5;6m']],
    ['\x1b[M !!x', ['\x1b[M !!', 'x']],
    ['\x1bm計', ['\x1bm', '計']],
    ['\x1b]11;rgb:0/0/0\x07q', ['q']],
  ])('%j is cut into single events', (input, events) => {
    expect(texts(input)).toEqual(events);
  });

  it.each(['\x1b[1;5A', '\x1b[<64;140;20M', '\x1bOA', '\x1b[M !!'])(
    '%j may come in any parts',
    (sequence) => {
      expect(texts(...sequence)).toEqual([sequence]);
    },
  );

  it('lets a lone Escape through when nothing follows', () => {
    const splitter = new InputSplitter();
    expect(splitter.write('\x1b')).toEqual([]);
    expect(splitter.waiting).toBe(true);
    expect(splitter.flush()).toEqual([{ type: 'sequence', text: '\x1b' }]);
    expect(splitter.waiting).toBe(false);
  });

  it('gives a paste whole, however it comes', () => {
    const splitter = new InputSplitter();
    expect(splitter.write('\x1b[200~q\x1b[A')).toEqual([]);
    expect(splitter.waiting).toBe(false);
    expect(splitter.write('k\x1b[201~x')).toEqual([
      { type: 'paste', text: 'q\x1b[Ak' },
      { type: 'sequence', text: 'x' },
    ]);
  });
});
