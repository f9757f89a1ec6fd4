import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CASE_S,
  generate,
  inFolder,
  largestDifference,
  measured,
  missing,
  readCompletions,
  reference,
} from './oracle-run.js';

// Source: ../shared/oracle; ps_ref.py computes exact completion times under processor sharing.
const TOLERANCE_SECONDS = 1e-9;
const BALANCER = fileURLToPath(new URL('./central-balancer.mjs', import.meta.url));
const long = process.env.LAWS === 'long';
const skipped = missing === undefined ? '' : ` (skipped: ${missing})`;

const CASES = [
  '--hosts 7 --procs 1000 --seed 2',
  '--hosts 12 --procs 2000 --seed 3 --het',
  '--hosts 20 --procs 2000 --seed 4 --skew 0.5',
  '--hosts 24 --procs 2000 --seed 5 --het --skew 0.6 --util 0.9',
  ...(long
    ? [
        '--hosts 1 --procs 20000 --seed 6 --util 1.2',
        '--hosts 100 --procs 30000 --seed 7 --util 0.95',
        '--hosts 1000 --procs 100000 --seed 8',
        '--hosts 1000 --procs 100000 --seed 9 --het',
        '--hosts 1000 --procs 100000 --seed 10 --skew 0.5',
      ]
    : []),
];

describe.skipIf(missing !== undefined)(`completion times of the command${skipped}`, () => {
  it('are those of the independent simulator in case s', () => {
    inFolder((folder) => {
      const expected = readCompletions(`${CASE_S}.done.csv`);
      compare('case s', measured(folder, CASE_S, 'none'), expected);
    });
  });

  it.each(CASES)(
    'are exact with policy none: %s',
    (options) => {
      inFolder((folder) => {
        const prefix = generate(folder, options);
        compare(options, measured(folder, prefix, 'none'), reference(folder, prefix));
      });
    },
    300_000,
  );

  it.each(CASES.filter((options) => !options.startsWith('--hosts 1 ')))(
    'are exact under a central balancer of the user’s: %s',
    (options) => {
      inFolder((folder) => {
        const prefix = generate(folder, options);
        const expected = reference(folder, prefix, '--balance', '--delay', '0.1');
        const still = reference(folder, prefix);
        expect(largestDifference(expected, still)).toBeGreaterThan(1);
        compare(`${options}, balanced`, measured(folder, prefix, BALANCER), expected);
      });
    },
    300_000,
  );
});

function compare(
  name: string,
  measuredTimes: ReadonlyMap<number, number>,
  expectedTimes: ReadonlyMap<number, number>,
): void {
  const difference = largestDifference(measuredTimes, expectedTimes);
  console.log(
    `oracle, ${name}: ${expectedTimes.size} processes, largest difference ${difference} s`,
  );
  expect(expectedTimes.size).toBeGreaterThanOrEqual(1000);
  expect(difference).toBeLessThanOrEqual(TOLERANCE_SECONDS);
}
