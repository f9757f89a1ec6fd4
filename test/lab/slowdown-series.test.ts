import { describe, expect, it } from 'vitest';
import { SlowdownSeries } from '../../src/lab/slowdown-series.js';

function notesOf(...runs: readonly (readonly number[])[]): readonly string[] {
  const series = new SlowdownSeries();
  for (const run of runs) series.add(Float64Array.from(run));
  return series.notes();
}

const repeated = <T>(count: number, one: T) => Array<T>(count).fill(one);
/** Ten slow ones, then a hundred alike. */
const SLOW_START = [...repeated(10, 9), ...repeated(100, 1)];

describe('the notes on slowdowns', () => {
  it('of one run are its quantiles, each with the values it lies between', () => {
    const notes = notesOf(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(notes).toHaveLength(3);
    expect(notes[0]).toMatch(/^median slowdown: 500\.50, from 469\.00 to 53\d\.00 by the ranks/);
    expect(notes[1]).toMatch(/^slowdown, 95th percentile: 950\./);
    expect(notes[2]).toMatch(/^slowdown, 99th percentile: 990\./);
  });

  it.each([
    [2, 0],
    [4, 0],
    [5, 1],
    [6, 1],
  ])('of %d runs that start slowly: the start is told of %d times', (runs, told) => {
    const notes = notesOf(...repeated(runs, SLOW_START));
    expect(notes).toEqual(
      repeated(
        told,
        'the first 10 watched processes differ from the others (MSER-5): a longer --warm-up leaves them out',
      ),
    );
  });

  it('are of the mean over runs: starts that make up for each other are none', () => {
    const up = [...repeated(10, 9), ...repeated(100, 5)];
    const down = [...repeated(10, 1), ...repeated(100, 5)];
    expect(notesOf(up, down, up, down, up, down)).toEqual([]);
  });

  it('are of as many processes as the shortest run has', () => {
    const longer = [...SLOW_START, ...repeated(1000, 1)];
    const told = [expect.stringMatching(/^the first 10 watched processes differ/)];
    expect(notesOf(...repeated(5, longer), SLOW_START)).toEqual(told);
    expect(notesOf(SLOW_START, ...repeated(5, longer))).toEqual(told);
    const late = [...repeated(110, 1), ...repeated(10, 1000)];
    expect(notesOf(repeated(110, 1), ...repeated(5, late))).toEqual([]);
  });

  it('say when it has not settled', () => {
    const falling = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(notesOf(...repeated(5, falling))).toEqual([
      'the mean slowdown has not settled (MSER-5): watch more processes, or leave out more',
    ]);
  });
});
