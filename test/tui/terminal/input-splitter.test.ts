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
    ['\x1b]11;rgb:0/0/0\x07q', ['11;rgb:0/0/0', 'q']],
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
    expect(splitter.patienceMilliseconds).toBe(40);
    expect(splitter.flush()).toEqual([{ type: 'sequence', text: '\x1b' }]);
    expect(splitter.patienceMilliseconds).toBeUndefined();
  });

  it('gives a paste whole, however it comes', () => {
    const splitter = new InputSplitter();
    expect(splitter.write('\x1b[200~q\x1b[A')).toEqual([]);
    expect(splitter.write('k\x1b[201~x')).toEqual([
      { type: 'paste', text: 'q\x1b[Ak' },
      { type: 'sequence', text: 'x' },
    ]);
  });

  it('gives up a paste that does not end, and hears Ctrl-C again', () => {
    const splitter = new InputSplitter();
    splitter.write('\x1b[200~abc');
    expect(splitter.patienceMilliseconds).toBe(500);
    expect(splitter.flush()).toEqual([{ type: 'paste', text: 'abc' }]);
    expect(splitter.write('\x03')).toEqual([{ type: 'sequence', text: '\x03' }]);
  });

  it('gives up a string that does not end: it is no key', () => {
    const splitter = new InputSplitter();
    for (const begun of ['\x1b]11;rgb:00', '\x1bP1$r0', '\x1b[<0;5', '\x1b[?62', '\x1b[M ']) {
      expect(splitter.write(begun)).toEqual([]);
      expect(splitter.flush()).toEqual([]);
    }
  });

  it.each([
    ...['\x1b[I', '\x1b[O', '\x1b[?62;22c', '\x1b[>41;354;0c', '\x1b[0n', '\x1b[?997;1n'],
    ...[
      '\x1b[8;24;80t',
      '\x1b[?2004;1$y',
      '\x1b[201~',
      '\x1bP>|XTerm(3)\x1b\\',
      '\x1b_Gi=1;OK\x1b\\',
    ],
  ])('drops the report %j, in one piece or in any parts', (report) => {
    expect(texts(`a${report}b`)).toEqual(['a', 'b']);
    expect(texts('a', ...report, 'b')).toEqual(['a', 'b']);
  });

  it('gives the answer to a question without its frame', () => {
    for (const end of ['\x07', '\x1b\\']) {
      expect(new InputSplitter().write(`\x1b]11;rgb:ffff/ffff/ffff${end}`)).toEqual([
        { type: 'answer', text: '11;rgb:ffff/ffff/ffff' },
      ]);
    }
  });
});
