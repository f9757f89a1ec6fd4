import { describe, expect, it } from 'vitest';
import type { StudyPace } from '../../../src/lab/report/runs-pace.js';
import type { CellStanding } from '../../../src/lab/report/standing.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { columnsOf } from '../../../src/tui/study/study-columns.js';
import { paceText } from '../../../src/tui/study/study-frame.js';
import { tableOf } from '../../../src/tui/study/study-table.js';
import { cellStanding, studyStanding } from '../../support/cell-standing.js';

const ONE = studyStanding([cellStanding({ levels: ['x'] })], { factors: ['a'] });

describe('the pace of a study', () => {
  const said = (pace: Partial<StudyPace>) =>
    paceText(ONE, { rate: 1, secondsLeft: 60, mostSecondsLeft: 60, idleSeconds: 0, ...pace });

  it.each<[Partial<StudyPace>, string]>([
    [{ rate: 0.1 }, '0.1 runs/s   about 60s left'],
    [{ rate: 0.099 }, '5.9 runs/min   about 60s left'],
    [{ rate: 12.34 }, '12 runs/s   about 60s left'],
    [{ rate: 99.4 }, '99 runs/s   about 60s left'],
    [{ rate: 123.4 }, '123 runs/s   about 60s left'],
    [{ mostSecondsLeft: 66 }, '1 runs/s   about 60s left'],
    [{ mostSecondsLeft: 67 }, '1 runs/s   about 60s left, at most 67s'],
    [{ rate: Number.NaN }, 'measuring how fast it goes on'],
    [{ rate: Number.NaN, idleSeconds: 14.9 }, 'measuring how fast it goes on'],
    [{ rate: Number.NaN, idleSeconds: 15.9 }, 'no run has ended for 15s'],
    // More than fifteen seconds, and more than five runs that should have ended.
    [{ rate: 10, idleSeconds: 15 }, '10 runs/s   about 60s left'],
    [{ rate: 0.3, idleSeconds: 16 }, '0.3 runs/s   about 60s left'],
    [{ rate: 0.4, idleSeconds: 16.9 }, 'no run has ended for 16s: does it still go on?'],
  ])('of %j is said as "%s"', (pace, text) => {
    expect(said(pace)).toBe(text);
  });
});

describe('the columns of a study', () => {
  const textsOf = (cells: readonly CellStanding[], more = {}) =>
    columnsOf(studyStanding([...cells], { factors: ['a'], ...more }), UNICODE).map(
      ({ title, text }) => [title, text(cells[0]!)],
    );
  const cell = (more: Partial<CellStanding>) => cellStanding({ levels: ['x'], ...more });
  const shownIn = (title: string, cells: readonly CellStanding[], more = {}) =>
    textsOf(cells, more).find(([name]) => name === title)?.[1];
  const measure = ONE.measure;

  // So many decimals that the least mean has four digits, five at most.
  it.each([
    [[1234.567], '1235'],
    [[123.4567], '123.5'],
    [[1.234_567], '1.235'],
    [[0.012_345_6], '0.01235'],
    [[0.000_123_4], '0.00012'],
    [[1234.567, 1.2], '1234.567'],
    [[0], '0.000'],
  ])('of the means %j have the first as %s', (means, text) => {
    expect(
      shownIn(
        measure,
        means.map((mean) => cell({ mean })),
      ),
    ).toBe(text);
  });

  it.each<[Partial<CellStanding>, string]>([
    [{ made: 0, wanted: 4 }, 'waiting'],
    [{ made: 1, wanted: 4 }, 'running'],
    [{ made: 4, wanted: 4, isReached: undefined }, 'done'],
    [{ made: 4, wanted: 4, isReached: true }, 'reached'],
    [{ made: 4, wanted: 4, isReached: false }, 'not reached'],
  ])('say of %j that it is %s', (more, text) => {
    expect(shownIn('', [cell(more)])).toBe(text);
  });

  it('have failures from the first one on, and precision where it is asked for', () => {
    const titles = (more: Partial<CellStanding>, study = {}) =>
      textsOf([cell(more)], study).map(([title]) => title);
    expect(titles({ failed: 0 })).toEqual(['a', 'runs', measure, '±', '']);
    expect(titles({ failed: 1 })).toEqual(['a', 'runs', measure, '±', 'failed', '']);
    const precision = { measure, part: 0.02 };
    expect(titles({}, { precision })).toEqual(['a', 'runs', 'about', measure, '±', 'to 2%', '']);
    const other = { measure: 'other', part: 0.005 };
    expect(titles({}, { precision: other })).toContain('other to 0.5%');
    expect(shownIn('to 2%', [cell({ part: Number.NaN })], { precision })).toBe('');
    expect(shownIn('to 2%', [cell({ part: 0.0123 })], { precision })).toBe('1.2%');
  });

  it('leave to the bar what is at least twelve cells, at most 34', () => {
    const barAt = (columns: number) =>
      (/[━╸─]+/.exec(lineText(tableOf(ONE, UNICODE, columns).row(ONE.cells[0]!))) ?? [''])[0]
        .length;
    const widths = Array.from({ length: 120 }, (_, at) => at + 20);
    const first = widths.find((columns) => barAt(columns) > 0)!;
    // The gap beside it is two of the twelve.
    expect([barAt(first - 1), barAt(first), barAt(first + 1)]).toEqual([0, 10, 11]);
    expect([barAt(first + 21), barAt(first + 22), barAt(first + 23)]).toEqual([31, 32, 32]);
  });
});
