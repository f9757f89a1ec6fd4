import { describe, expect, it } from 'vitest';
import { RunsPace } from '../../../src/lab/report/runs-pace.js';
import { isComplete, standingOf } from '../../../src/lab/report/standing.js';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import { cellStanding, studyStanding } from '../../support/cell-standing.js';
import { documentOf } from '../../support/study-results.js';

/** Who has looked at such times, when so many runs had been made. */
function looked(
  ...looks: readonly (readonly [at: number, runs: number, seconds?: number])[]
): RunsPace {
  const pace = new RunsPace();
  for (const [at, runs, seconds = 0] of looks) pace.look(at, { runs, seconds });
  return pace;
}

const CELL = cellStanding({ made: 0, wanted: 12, expected: 12, most: 20, runSeconds: Number.NaN });
const STANDING = studyStanding([CELL]);
const unknown = { rate: Number.NaN, secondsLeft: Number.NaN, mostSecondsLeft: Number.NaN };

describe('the pace of a study', () => {
  it.each([
    ['nothing was seen', [], 5, unknown],
    [
      'nothing has ended',
      [
        [0, 7],
        [9, 7],
      ],
      9,
      { ...unknown, idleSeconds: 9 },
    ],
    [
      'two have ended',
      [
        [0, 7],
        [9, 9],
      ],
      9,
      { ...unknown, idleSeconds: 0 },
    ],
    [
      'three have, in less than two seconds',
      [
        [0, 7],
        [1.9, 10],
      ],
      1.9,
      unknown,
    ],
    [
      'three have, in two seconds',
      [
        [0, 7],
        [2, 10],
      ],
      2,
      { rate: 1.5, secondsLeft: 8 },
    ],
    [
      'it is looked at again between two',
      [
        [0, 7],
        [3, 10],
        [4, 10],
      ],
      4,
      { rate: 1, idleSeconds: 1 },
    ],
    [
      'it is silent for twice as long',
      [
        [0, 7],
        [3, 10],
      ],
      5,
      { rate: 0.75, idleSeconds: 2 },
    ],
    [
      'it has one end in a while',
      [
        [10, 0],
        [14, 4],
      ],
      16,
      { rate: 0.8, idleSeconds: 2 },
    ],
  ] as const)('where %s', (_, looks, at, pace) => {
    expect(looked(...(looks as never as [number, number][])).of(STANDING, at)).toMatchObject(pace);
  });

  it.each([
    // Of 30 s and 20 runs between the second and the last look, the first is forgotten.
    [
      'of 30 seconds and 20 runs',
      [
        [0, 0],
        [10, 1],
        [40, 21],
      ],
      20 / 30,
    ],
    [
      'but not of 29 seconds',
      [
        [0, 0],
        [10, 1],
        [39, 21],
      ],
      21 / 39,
    ],
    [
      'and not of 19 runs',
      [
        [0, 0],
        [10, 1],
        [40, 20],
      ],
      20 / 40,
    ],
    [
      'as often as it goes',
      [
        [0, 0],
        [10, 1],
        [20, 21],
        [50, 41],
      ],
      20 / 30,
    ],
  ] as const)('forgets what came before the last part %s', (_, looks, rate) => {
    const last = looks.at(-1)![0];
    expect(looked(...(looks as never as [number, number][])).of(STANDING, last).rate).toBeCloseTo(
      rate,
      12,
    );
  });

  it('counts a cell that has all its runs for nothing, and one more run for its whole time', () => {
    const cells = [
      cellStanding({ made: 4, wanted: 4, expected: 4, most: 9, runSeconds: 50 }),
      cellStanding({ made: 5, wanted: 6, expected: 6, most: 8, runSeconds: 10 }),
    ];
    // Ten runs in ten seconds of 20 s of work: two seconds of work a second.
    const pace = looked([0, 0, 0], [10, 10, 20]).of(studyStanding(cells), 10);
    expect(pace).toEqual({ rate: 1, secondsLeft: 10, mostSecondsLeft: 15, idleSeconds: 0 });
    const done = studyStanding([cells[0]!]);
    expect(looked([0, 0, 0], [10, 10, 20]).of(done, 10)).toMatchObject({
      secondsLeft: 0,
      mostSecondsLeft: 0,
    });
  });

  it('takes as long as others for a cell of which nothing is known', () => {
    const cells = [
      cellStanding({ made: 4, wanted: 4, expected: 4, most: 4, runSeconds: 2 }),
      cellStanding({ made: 4, wanted: 4, expected: 4, most: 4, runSeconds: 4 }),
      cellStanding({ made: 0, wanted: 10, expected: 10, most: 10, runSeconds: Number.NaN }),
    ];
    expect(looked([0, 0, 0], [10, 10, 10]).of(studyStanding(cells), 10).secondsLeft).toBe(30);
  });
});

describe('the standing of a cell', () => {
  const until = { measure: 'meanSlowdown', part: 0.1 };
  const standing = (values: readonly (number | string)[], by = 4, to = 20) => {
    const runs = new CellRuns(['meanSlowdown']);
    values.forEach((value, replication) => {
      const row = { cell: 'a', replication, seed: 1 };
      if (typeof value === 'string') runs.add({ ...row, failed: value });
      else runs.add({ ...row, figures: { meanSlowdown: value } });
    });
    const replications = { from: 4, to, by, until };
    const document = documentOf([{ levels: { policy: 'none' } }], { replications });
    return standingOf(document, [{ runs, pilots: undefined, runSeconds: 3 }]);
  };

  it('says how many of its runs failed, and why the first one did', () => {
    const [cell] = standing([1, 'no memory', 1, 'no time']).cells;
    expect(cell).toMatchObject({ failed: 2, failure: 'no memory', mean: 1, runSeconds: 3 });
    expect(standing([1, 1, 1, 1]).cells[0]).toMatchObject({ failed: 0, failure: undefined });
  });

  it('of nothing but noughts is known exactly', () => {
    expect(standing([0, 0, 0, 0]).cells[0]).toMatchObject({ part: 0, isReached: true });
    expect(standing([-1, 1, -1, 1]).cells[0]).toMatchObject({ part: Infinity, expected: 8 });
  });

  // Half-width over mean of 1, 1, 1, 1 + x: 3.18245 x / 4 / (1 + x / 4).
  it.each([
    [0.2, 4, 12],
    [0.2, 3, 10],
    [0.2, 30, 34],
    [0.13, 4, 8],
    [9, 4, 20],
  ])(
    'expects as many rounds as the root of the runs asks for: %d, in rounds of %i, %i',
    (x, by, expected) => {
      const { part } = standing([1, 1, 1, 1 + x], by, by === 30 ? 100 : 20).cells[0]!;
      expect(part).toBeCloseTo((3.18245 * x) / 4 / (1 + x / 4), 4);
      expect(standing([1, 1, 1, 1 + x], by, by === 30 ? 100 : 20).cells[0]!.expected).toBe(
        expected,
      );
    },
  );

  it('is complete when nothing is missing in any', () => {
    expect(isComplete(standing([1, 1, 1, 1]))).toBe(true);
    expect(isComplete(standing([1, 1, 1]))).toBe(false);
  });

  it('of factors with the same last word is told by their whole paths', () => {
    const levels = { 'a.window': 1, 'b.window': 2 };
    const factors = { 'a.window': [1, 2], 'b.window': [2, 3] };
    const document = documentOf([{ levels }], { factors });
    const cell = { runs: new CellRuns([]), pilots: undefined, runSeconds: 1 };
    expect(standingOf(document, [cell]).factors).toEqual(['a.window', 'b.window']);
    const metrics = { ...document, metrics: [] };
    expect(standingOf(metrics, [cell])).toMatchObject({ measure: '', precision: undefined });
  });
});
