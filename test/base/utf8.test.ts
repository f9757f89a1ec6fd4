import { describe, expect, it } from 'vitest';
import { decodeUtf8, foreignForm } from '../../src/base/utf8.js';

describe('the text of a file', () => {
  it('is UTF-8, its byte order mark left out', () => {
    expect(decodeUtf8(Buffer.from('\ufeffnodes: é\n'))).toEqual({ ok: true, text: 'nodes: é\n' });
    expect(decodeUtf8(Buffer.alloc(0))).toEqual({ ok: true, text: '' });
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffname: a\n', 'utf16le'), 'it is UTF-16 and must be UTF-8'],
    ['UTF-16, the other way round', Buffer.from('\ufeffab', 'utf16le').swap16(), 'it is UTF-16'],
    ['UTF-16 without its mark', Buffer.from('name: a\n', 'utf16le'), 'it is UTF-16'],
    [
      'Latin-1',
      Buffer.from('a: b\nuser: Ren\xe9\n', 'latin1'),
      'line 2 is not UTF-8 (if it is Latin-1',
    ],
    [
      'Latin-1 in a last line without its end',
      Buffer.from('a: b\nuser: Ren\xe9', 'latin1'),
      'line 2 is not UTF-8',
    ],
    [
      'an image',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      'it is binary',
    ],
  ])('is told what it is instead: %s', (_, bytes, sentence) => {
    const decoded = decodeUtf8(bytes);
    expect(decoded.ok ? '' : decoded.reason).toContain(sentence);
  });
});

describe('what speaks against text', () => {
  const UTF16 = 'it is UTF-16';
  const BINARY = 'it is binary';

  it.each<[number[], string | undefined]>([
    [[], undefined],
    [[97, 98], undefined],
    [[0xff], undefined],
    [[0xff, 0xfe], UTF16],
    [[0xfe, 0xff], UTF16],
    [[0xff, 0xff], undefined],
    [[0xfe, 0xfe], undefined],
    [[97, 0xfe, 0xff], undefined],
    [[0], BINARY],
    [[97, 0], BINARY],
    [[97, 0, 98, 0], UTF16],
    [[0, 97, 0, 98], UTF16],
    [[97, 0, 98, 99], BINARY],
    [[97, 0, 0, 0], BINARY],
    // Three bytes are too few to judge by.
    [[0, 97, 0], BINARY],
  ])('in the bytes %j: %s', (bytes, expected) => {
    const reason = foreignForm(Uint8Array.from(bytes));
    if (expected === undefined) expect(reason).toBeUndefined();
    else expect(reason).toContain(expected);
  });

  it.each([
    ['\xe9', 1],
    ['\n\xe9', 2],
    ['a\n\n\xe9\n', 3],
    ['a\n\xe9 b\nc\n\xe9', 2],
  ])('is in the first line that is not UTF-8: %j, line %d', (latin1, line) => {
    expect(decodeUtf8(Buffer.from(latin1, 'latin1'))).toEqual({
      ok: false,
      reason: `line ${line} is not UTF-8 (if it is Latin-1: iconv -f LATIN1 -t UTF-8)`,
    });
  });
});
