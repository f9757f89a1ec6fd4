import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../../src/tui/drawing/charset.js';
import { chartLegend, chartLines } from '../../../src/tui/drawing/chart-text.js';
import type { ChartRegion } from '../../../src/tui/drawing/frame.js';
import { lineText } from '../../../src/tui/drawing/line.js';

/** A chart of one curve that rises by one a second, as long as there are times. */
function chartOf(times: readonly number[], more: Partial<ChartRegion> = {}): ChartRegion {
  return {
    ...{ left: 0, top: 0, width: 27, height: 7, title: 'load', leastTop: 2, reference: 1 },
    ...{ times, isStill: false },
    series: [{ title: 'mean', colour: 'low', values: times }],
    ...more,
  };
}

const seconds = (count: number, step = 1) => Array.from({ length: count }, (_, at) => at * step);
const textOf = (chart: ChartRegion, charset = ASCII) => chartLines(chart, charset).map(lineText);

describe('a chart as text', () => {
  // Six cells of scale and the axis leave 20 cells, in ASCII a point each; five rows of a load up to 4.
  it('has its newest value at the right, round numbers at the left and a line at its reference', () => {
    expect(textOf(chartOf(seconds(5)))).toEqual([
      ' load  ** mean 4.00        ',
      '     4|                   *',
      '      |                  * ',
      '     2|                 *  ',
      '      |- - - - - - - - - - ',
      '     0|               *    ',
      '                        now',
    ]);
  });

  // The points begin as many cells before the right end as there are; the middle of half their age is
  // half way from there.
  it.each([
    [[], '                        now'],
    [seconds(1), '                        now'],
    [seconds(2, 0.4), '                        now'],
    [seconds(20), '       -19s    -10s     now'],
    [seconds(40), '       -19s    -10s     now'],
    [seconds(8), '                   -7s  now'],
    [seconds(7), '                    -6s now'],
    [seconds(6), '                        now'],
    [seconds(20, 5.2), '       -99s    -49s     now'],
    [seconds(20, 5.3), '       -2min   -50s     now'],
    [seconds(20, 315), '       -100min          now'],
    [seconds(20, 316), '       -2h    -50min    now'],
  ])('of %j has the axis "%s"', (times, axis) => {
    expect(textOf(chartOf(times as number[])).at(-1)).toBe(axis);
  });

  it('shows the newest of more values than there is room for', () => {
    const lines = textOf(chartOf(seconds(100)));
    expect(lines[0]).toContain('mean 99.00');
    // Four steps of a row are 100: 88 to 99 are more than three and a half.
    expect(lines[1]).toBe(`   100|${'*'.repeat(12).padStart(20)}`);
  });

  // Beside a scale of six cells and an axis four cells of curve; between legend and axis two rows.
  it.each([
    [11, 4, true],
    [10, 4, false],
    [11, 3, false],
  ])('of %d x %d is drawn: %s', (width, height, isDrawn) => {
    const lines = textOf(chartOf(seconds(5), { width, height }));
    expect(lines).toHaveLength(height);
    expect(lines.map((line) => line.length)).toEqual(Array(height).fill(width));
    expect(lines.join('').trim() !== '').toBe(isDrawn);
  });

  it('spreads its points where it is wide, so that 60 fill it', () => {
    // 120 cells of two dots each are four dots for each of sixty points.
    const wide = chartOf(seconds(100), { width: 127, leastTop: 100, reference: 50 });
    expect(textOf(wide, UNICODE).at(-1)).toMatch(/^ {7}-59s +-30s +now$/);
  });

  it('has as much of its legend as there is room for', () => {
    const series = [
      { title: 'mean', colour: 'low', values: [1, 1.5] },
      { title: 'high', colour: 'high', values: [] },
    ] as const;
    const legend = (width: number) => lineText(chartLegend(chartOf([1], { width, series }), ASCII));
    expect(legend(40).trimEnd()).toBe(' load  ** mean 1.50  ++ high -');
    expect(legend(30)).toBe(' load  ** mean 1.50  ++ high -');
    expect(legend(29)).toBe(' load  ** mean 1.50          ');
    expect(legend(18)).toBe(' load             ');
  });
});
