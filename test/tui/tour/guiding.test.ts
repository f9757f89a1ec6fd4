import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/tui/drawing/line.js';
import { endedTour, withTour } from '../../../src/tui/tour/tour-acts.js';
import { tourLines } from '../../../src/tui/tour/tour-lines.js';
import { planOf } from '../../../src/tui/tour/tour-plans.js';
import { update } from '../../../src/tui/update.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

const touring = (columns: number, rows: number) =>
  withTour(openedState(undefined, { columns, rows }), 'first');

describe('the words of a tour', () => {
  it.each([
    [14, 2, 12],
    [13, 1, 12],
    [2, 1, 1],
    [1, 1, 1],
  ])('take of %d rows %d, so that %d are left', (rows, own, left) => {
    const { size, tour } = touring(80, rows);
    expect([tour!.rows, size.rows]).toEqual([own, left]);
  });

  it('go with the size of the terminal, and give their rows back', () => {
    const state = touring(80, 24);
    const resized = update(state, { type: 'resized', size: { columns: 100, rows: 40 } }).state;
    expect(resized.size).toEqual({ columns: 100, rows: 38 });
    expect(endedTour(resized).size).toEqual({ columns: 100, rows: 40 });
    expect(endedTour(openedState())).toEqual(openedState());
  });

  it('fill their rows, the keys at the end of the last one where there is room', () => {
    const lines = (columns: number) => tourLines(touring(columns, 24)).map(lineText);
    const { steps } = planOf('first');
    for (const columns of [20, 40, 80, 120, 200]) {
      expect(lines(columns).map((text) => text.length)).toEqual([columns, columns]);
    }
    const [first, last] = lines(200);
    const begin = ` tour 1/${steps.length}  `;
    expect(first).toBe(`${begin}${steps[0]!.text}`.slice(0, 200).padEnd(200));
    expect(last).toMatch(/^ +Ctrl-N skips {2}Ctrl-X ends the tour $/);
    expect(lines(40)[1]).not.toContain('Ctrl-N');
    expect(tourLines(openedState())).toEqual([]);
  });

  it('are skipped step by step to the end, or ended at once', () => {
    const { length } = planOf('first').steps;
    const stepAfter = (count: number) =>
      pressKeys(touring(80, 24), ...Array<string>(count).fill('C-n')).state.tour?.step;
    expect([stepAfter(0), stepAfter(1), stepAfter(length)]).toEqual([0, 1, undefined]);
    const ended = pressKeys(touring(80, 24), 'C-x').state;
    expect([ended.tour, ended.notice?.text]).toEqual([
      undefined,
      'the tour is over: :tour begins it again',
    ]);
  });

  it('are not to be clicked', () => {
    const state = touring(80, 24);
    const click = { type: 'mouse', action: 'press', column: 2, double: false } as const;
    expect(update(state, { ...click, row: 22 }).state).toBe(state);
    expect(update(state, { ...click, row: 21 }).state).not.toBe(state);
  });
});
