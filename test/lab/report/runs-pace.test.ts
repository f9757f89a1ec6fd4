import { describe, expect, it } from 'vitest';
import { RunsPace } from '../../../src/lab/report/runs-pace.js';
import { cellStanding, studyStanding } from '../../support/cell-standing.js';

/** A pace that saw a run of half a second end in each of so many seconds. */
function seen(seconds: number, runSeconds = 0.5): RunsPace {
  const pace = new RunsPace();
  for (let at = 0; at <= seconds; at++) pace.look(at, { runs: 7 + at, seconds: runSeconds * at });
  return pace;
}

describe('the pace of a study', () => {
  it('is not known before three runs have ended, in two seconds', () => {
    const standing = studyStanding([cellStanding()]);
    expect(seen(2).of(standing, 2).rate).toBeNaN();
    expect(seen(3).of(standing, 3).rate).toBe(1);
  });

  it('leaves as long as the missing runs take, each as long as those of its cell', () => {
    // 10 of 0.5 s and 5 of 4 s are 25 s of work, of which half a second is done in a second.
    const standing = studyStanding([
      cellStanding({ made: 0, wanted: 10, expected: 10, runSeconds: 0.5 }),
      cellStanding({ made: 5, wanted: 10, expected: 10, runSeconds: 4 }),
      cellStanding({ made: 9, wanted: 9, expected: 9, runSeconds: 100 }),
    ]);
    expect(seen(10).of(standing, 10).secondsLeft).toBe(50);
  });

  it('takes a cell of which no run is known for one like the others', () => {
    const standing = studyStanding([
      cellStanding({ made: 1, wanted: 2, expected: 2, runSeconds: 2 }),
      cellStanding({ made: 0, wanted: 1, expected: 1, runSeconds: Number.NaN }),
    ]);
    expect(seen(10).of(standing, 10).secondsLeft).toBe(8);
  });

  it('counts runs where nobody has said how long they take', () => {
    const cell = cellStanding({ made: 0, wanted: 6, expected: 6, runSeconds: Number.NaN });
    expect(seen(10, 0).of(studyStanding([cell]), 10).secondsLeft).toBe(6);
  });

  it('lasts at most until every cell that goes on has had all its runs', () => {
    const cell = { expected: 20, most: 100, runSeconds: 0.5 };
    const standing = studyStanding([
      cellStanding({ ...cell, made: 10, wanted: 12, isReached: false }),
      cellStanding({ ...cell, made: 4, wanted: 4, expected: 4, isReached: true }),
    ]);
    expect(seen(10).of(standing, 10)).toMatchObject({ secondsLeft: 10, mostSecondsLeft: 90 });
  });

  it('never ends before one more run could', () => {
    // Sixteen threads do sixteen seconds of work in a second, but not one run.
    const cell = cellStanding({ made: 7, wanted: 8, runSeconds: 30 });
    expect(seen(10, 16).of(studyStanding([cell]), 10).secondsLeft).toBe(30);
  });

  it('falls when no run ends any more', () => {
    const standing = studyStanding([cellStanding()]);
    const pace = seen(10);
    expect(pace.of(standing, 11)).toMatchObject({ rate: 1, idleSeconds: 1 });
    expect(pace.of(standing, 21)).toMatchObject({ rate: 0.5, idleSeconds: 11 });
  });

  it('forgets what lies more than half a minute back', () => {
    const pace = seen(100);
    for (let at = 101; at <= 140; at++) pace.look(at, { runs: 107 + 3 * (at - 100), seconds: 0 });
    expect(pace.of(studyStanding([cellStanding()]), 140).rate).toBe(3);
  });
});
