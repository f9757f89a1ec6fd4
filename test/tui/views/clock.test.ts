import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { clockLine } from '../../../src/tui/views/clock.js';
import { tabAt, tabsLine } from '../../../src/tui/views/tabs.js';
import { openedState } from '../../support/dashboard-state.js';

function at(columns: number, now = 30, more: Partial<DashboardState> = {}): DashboardState {
  const state = openedState(undefined, { columns, rows: 24 });
  return { ...state, sample: { ...state.sample, now }, ...more };
}

function inPast(columns: number, now: number, presentSeconds: number): DashboardState {
  const state = at(columns, now);
  const past = { ...state.sample.past!, isPast: true, presentSeconds };
  return { ...state, sample: { ...state.sample, past } };
}

describe('the clock', () => {
  const textOf = (state: DashboardState) => lineText(clockLine(state));

  it.each([
    [119, {}, ' ▶ ×1 0:00:30 '],
    [119, { rate: 0.5 }, ' ▶ ×0.5 0:00:30 '],
    [119, { paused: true }, ' ‖ ×1 0:00:30 '],
    [120, { paused: true }, ' ‖ paused ×1 0:00:30 '],
    [120, {}, ' ▶ ×1 0:00:30 '],
  ])('says on %d columns how time goes: %j', (columns, more, text) => {
    expect(textOf(at(columns, 30, more))).toBe(text);
  });

  it('says when all is done, and of real nodes that time is theirs', () => {
    const over = (columns: number) => {
      const state = at(columns);
      return textOf({ ...state, sample: { ...state.sample, over: true } });
    };
    expect([over(119), over(120)]).toEqual([' done ▶ ×1 0:00:30 ', ' all done  ▶ ×1 0:00:30 ']);
    const state = at(80);
    const info = { ...state.info, clock: 'wall' as const };
    expect(textOf({ ...state, info })).toBe(' real time  0:00:30 ');
  });

  // The bar has a tenth of the columns, at most 24; half of the way is half of what is beside its mark.
  it.each([
    [55, 'PAST 0:00:30 '],
    [56, ' PAST -0:00:30  ▶ ×1 0:00:30 '],
    [69, ' PAST -0:00:30  ▶ ×1 0:00:30 '],
    [70, '━━━╋─── PAST -0:00:30  ▶ ×1 0:00:30 '],
    [239, `${'━'.repeat(11)}╋${'─'.repeat(11)} PAST -0:00:30  ▶ ×1 0:00:30 `],
    [300, `${'━'.repeat(12)}╋${'─'.repeat(11)} PAST -0:00:30  ▶ ×1 0:00:30 `],
  ])('says on %d columns where in the past that is', (columns, text) => {
    expect(textOf(inPast(columns, 30, 60))).toBe(text);
  });

  it.each([
    [0, 60, '╋──────'],
    [60, 60, '━━━━━━╋'],
    [0, 0, '╋──────'],
  ])('has its mark at %d s of %d where that is', (now, present, bar) => {
    expect(textOf(inPast(70, now, present)).startsWith(`${bar} PAST`)).toBe(true);
  });
});

describe('the tabs', () => {
  // Seven names of 40 letters together, each with a digit and three spaces, are 68 cells; without the
  // spaces behind the five that are neither shown nor last 63. `fake` and `none` with their gaps are
  // 11, the clock is 17.
  const ROOMY = ' 1 mtop  2 mosmon  3 cluster  4 map  5 history  6 events  7 beliefs ';
  const TIGHT = ' 1 mtop  2 mosmon 3 cluster 4 map 5 history 6 events 7 beliefs ';
  const DIGITS = ' 1 mtop  2 3 4 5 6 7 ';
  const tabsOf = (state: DashboardState) => lineText(tabsLine(state));

  it.each([
    [96, ROOMY],
    [95, TIGHT],
    [91, TIGHT],
    [90, DIGITS],
    [20, DIGITS],
  ])('have on %d columns the names for which there is room', (columns, tabs) => {
    expect(tabsOf(at(columns))).toBe(tabs);
  });

  it('have the name of the view shown in any case', () => {
    expect(tabsOf(at(20, 0, { view: 'events' }))).toBe(' 1 2 3 4 5 6 events  7 ');
    expect(tabsOf(at(90, 0, { view: 'beliefs' }))).toBe(TIGHT.replace('mtop  2', 'mtop 2'));
  });

  it('make room for read-only, and for a clock that shows the past', () => {
    // `  read-only` takes eleven cells.
    const readOnly = { readOnly: true };
    expect([106, 107].map((columns) => tabsOf(at(columns, 0, readOnly)))).toEqual([TIGHT, ROOMY]);
    const clock = lineWidth(clockLine(inPast(110, 30, 60)));
    expect(tabsOf(inPast(68 + 11 + clock, 30, 60))).toBe(ROOMY);
    expect(tabsOf(inPast(68 + 11 + clock - 1, 30, 60))).toBe(TIGHT);
  });

  it('are hit in each of their cells, and not behind them', () => {
    const names = (columns: number) => {
      const state = at(columns);
      return Array.from({ length: 70 }, (_, cell) => tabAt(cell, state)?.title ?? '-');
    };
    const cells = (...parts: readonly (readonly [string, number])[]) =>
      parts.flatMap(([name, count]) => Array<string>(count).fill(name));
    expect(names(96)).toEqual(
      cells(
        ...([
          ['mtop', 8],
          ['mosmon', 10],
          ['cluster', 11],
          ['map', 7],
        ] as const),
        ...([
          ['history', 11],
          ['events', 10],
          ['beliefs', 11],
          ['-', 2],
        ] as const),
      ),
    );
    expect(names(40).slice(0, 22)).toEqual(
      cells(
        ...([
          ['mtop', 8],
          ['mosmon', 2],
          ['cluster', 2],
          ['map', 2],
        ] as const),
        ...([
          ['history', 2],
          ['events', 2],
          ['beliefs', 3],
          ['-', 1],
        ] as const),
      ),
    );
  });

  it('stand on a ground of their own where they are shown', () => {
    const grounds = tabsLine(at(96)).map(({ style }) => [style.ground, style.bold, style.colour]);
    expect(grounds.slice(0, 4)).toEqual([
      ['sorted', true, 'key'],
      ['sorted', true, 'strong'],
      ['bar', false, 'key'],
      ['bar', false, 'text'],
    ]);
  });
});
