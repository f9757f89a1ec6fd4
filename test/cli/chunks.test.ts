import { expect, it } from 'vitest';
import { chunksOf } from '../../src/cli/studies/chunks.js';
import { Random } from '../../src/kernel/random.js';

it('parts of a file keep their bytes, however long, and whatever their characters take', () => {
  const random = new Random(1);
  const parts = Array.from({ length: 400 }, (_, index) => {
    const text = 'aé€😀\n'.repeat(random.below(index % 50 === 0 ? 60_000 : 300));
    return index % 3 === 0 ? Buffer.from(text) : text;
  });
  const chunks = Array.from(chunksOf(parts), (chunk) => Buffer.from(chunk));
  expect(Buffer.concat(chunks).equals(Buffer.from(parts.join('')))).toBe(true);
  expect(chunks.length).toBeLessThan(parts.length / 4);
  expect([...chunksOf([])].join('')).toBe('');
});
