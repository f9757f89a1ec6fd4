import { describe, expect, it } from 'vitest';
import { PlainRow } from '../../src/cli/studies/plain-row.js';
import { MEASURES } from '../../src/lab/measures.js';
import { lineOfRow } from '../../src/lab/study/run-row.js';

const figures = Object.fromEntries(
  MEASURES.map(({ key }, i) => [key, i === 3 ? null : i === 4 ? 1.5e-7 : i + 0.25]),
);
const row = { cell: 'ab12.40', replication: 17, seed: 2 ** 53 - 1, figures };
const [third, fourth, fifth] = [2, 3, 4].map((place) => MEASURES[place]!.key) as [
  ...[string, string, string],
];

function read(line: string) {
  const plain = new PlainRow([fifth, third, fourth]);
  if (!plain.read(Buffer.from(line))) return undefined;
  const { cell, replication, seed, values } = plain;
  return { cell, replication, seed, values: [...values] };
}

describe('a line of a run with figures only', () => {
  const expected = { cell: 'ab12.40', replication: 17, seed: 2 ** 53 - 1 };

  it('is read as JSON would be, the measures in the order in which they are asked for', () => {
    const values = [1.5e-7, 2.25, Number.NaN];
    expect(read(lineOfRow(row))).toEqual({ ...expected, values });
    const withBins = lineOfRow({ ...row, slowdowns: [-2, 3, 0, 1] });
    expect(read(withBins)).toEqual({ ...expected, values });
  });

  it.each([
    ['with classes', lineOfRow({ ...row, by: { user: { ann: figures } } })],
    ['with batches', lineOfRow({ ...row, batches: { meanSlowdown: [1, 2] } })],
    [
      'with bins and batches',
      lineOfRow({ ...row, slowdowns: [1], batches: { meanSlowdown: [1] } }),
    ],
    ['that failed', lineOfRow({ cell: 'a', replication: 0, seed: 1, failed: 'x' })],
    ['that is cut', lineOfRow(row).slice(0, -3)],
    ['with more behind it', lineOfRow(row).replace('\n', ' \n')],
    ['of another order', lineOfRow(row).replace('"killed"', '"alive"')],
    ['with a wrong number', lineOfRow(row).replace('2.25', '2.2.5')],
    ['without a number', lineOfRow(row).replace('2.25', '')],
    ['without a replication', lineOfRow(row).replace('17', '')],
    ['with a seed that no number holds', lineOfRow(row).replace(`${2 ** 53 - 1}`, '9'.repeat(17))],
    ['that is none', '\n'],
  ])('is left to JSON: one %s', (_, line) => {
    expect(read(line)).toBeUndefined();
  });
});
