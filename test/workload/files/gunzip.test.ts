import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/kernel/random.js';
import { Gunzip, GunzipError } from '../../../src/workload/files/gunzip.js';

/** Bytes in memory as a source, at most `most` at a time. */
function sourceOf(bytes: Uint8Array, most = 1000) {
  let at = 0;
  return {
    read(into: Buffer, offset: number): number {
      const part = bytes.subarray(at, at + Math.min(most, into.length - offset));
      into.set(part, offset);
      at += part.length;
      return part.length;
    },
    close: () => {},
  };
}

function unpacked(packed: Uint8Array, most?: number): Buffer {
  const source = new Gunzip(sourceOf(packed, most));
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(50_000);
    const came = source.read(part, 7);
    if (came === 0) return Buffer.concat(parts);
    parts.push(part.subarray(7, 7 + came));
  }
}

const random = new Random(1);

/** Runs of letters, copies of what came before, and noise. */
function text(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const run = Math.min(length - at, 1 + random.below(400));
    const back = 1 + random.below(Math.min(32_768, at + 1));
    const kind = random.below(3);
    const letter = random.below(256);
    for (const end = at + run; at < end; at++) {
      bytes[at] = kind === 0 ? letter : kind === 1 ? bytes[at - back]! : random.below(256);
    }
  }
  return bytes;
}

describe('unpacking gzip as it is read', () => {
  it.each([0, 1, 2, 300, 70_000, 1_000_000])('gives what was packed: %i bytes', (length) => {
    const bytes = text(length);
    for (const level of [0, 1, 6, 9]) {
      expect(unpacked(gzipSync(bytes, { level })).equals(bytes)).toBe(true);
    }
    const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    for (const strategy of [Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
      expect(unpacked(gzipSync(bytes, { strategy }), 3).equals(bytes)).toBe(true);
    }
  });

  it('reads member after member and passes over what follows them', () => {
    const packed = [gzipSync('a\nb'), gzipSync(''), gzipSync('c\n'), Buffer.alloc(512)];
    expect(unpacked(Buffer.concat(packed)).toString()).toBe('a\nbc\n');
  });

  it('reads a header with a name, a comment, more and a checksum', () => {
    const plain = gzipSync('text');
    const head = Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3]);
    const more = Buffer.from('\u0003\u0000abcname\u0000comment\u0000\u0001\u0002', 'latin1');
    expect(unpacked(Buffer.concat([head, more, plain.subarray(10)])).toString()).toBe('text');
  });

  it('reads a header that says that it is text, and has nothing more for that', () => {
    const packed = gzipSync('text');
    packed[3] = 1;
    expect(unpacked(packed).toString()).toBe('text');
  });

  it('needs the memory of a window for a bomb', () => {
    const bomb = new Gunzip(sourceOf(gzipSync(Buffer.alloc(2 ** 26))));
    const into = Buffer.alloc(1 << 20);
    const before = process.memoryUsage().rss;
    let total = 0;
    for (let came = -1; came !== 0; total += came) came = bomb.read(into, 0);
    expect(total).toBe(2 ** 26);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 25);
  });

  it('refuses what was changed or cut anywhere', () => {
    const bytes = text(2000);
    const packed = gzipSync(bytes);
    for (let cut = 0; cut < packed.length; cut += 7) {
      expect(() => unpacked(packed.subarray(0, cut))).toThrow(GunzipError);
    }
    for (let times = 0; times < 2000; times++) {
      const damaged = Buffer.from(packed);
      // Not the header's time and system, which say nothing of the text.
      const at = 10 + random.below(packed.length - 10);
      damaged[at] = damaged[at]! ^ (1 << random.below(8));
      // The bits that fill up the last byte of the deflated text mean nothing.
      if (at === packed.length - 9) continue;
      expect(() => unpacked(damaged)).toThrow(GunzipError);
    }
  });

  it.each([
    [
      'text',
      gzipSync(`all that is written here is cut off somewhere, ${'over and over, '.repeat(9)}`),
    ],
    ['one letter, of which all distances are alike', gzipSync(Buffer.alloc(3000, 97))],
  ])('says that it ends too early wherever it is cut: %s', (_, packed) => {
    for (let cut = 10; cut < packed.length; cut++) {
      expect(() => unpacked(packed.subarray(0, cut)), `${cut}`).toThrow('it ends too early');
    }
  });

  it('refuses noise, and a match from before the beginning', () => {
    for (let times = 0; times < 500; times++) {
      const noise = Buffer.from(Array.from({ length: 200 }, () => random.below(256)));
      const head = gzipSync('').subarray(0, 10);
      expect(() => unpacked(Buffer.concat([head, noise]))).toThrow(GunzipError);
    }
    const dictionary = Buffer.from('the beginning of it all');
    const raw = deflateRawSync(dictionary, { dictionary });
    const packed = Buffer.concat([gzipSync('').subarray(0, 10), raw, Buffer.alloc(8)]);
    expect(() => unpacked(packed)).toThrow('it is damaged');
  });
});
