import { describe, expect, it } from 'vitest';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { chartLines } from '../../../src/tui/drawing/chart-text.js';
import type { ChartRegion } from '../../../src/tui/drawing/frame.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { ChartDrawing } from '../../../src/tui/terminal/chart-drawing.js';

function chart(isStill: boolean, ...values: number[]): ChartRegion {
  const times = values.map((_, index) => index);
  const series = [{ title: 'mean', colour: 'strong' as const, values }];
  const area = { left: 0, top: 0, width: 40, height: 8 };
  return { ...area, title: 'Load', leastTop: 1, reference: 1, times, series, isStill };
}

describe('the chart of a screen', () => {
  it('has its curves drawn anew once a second at most while time goes on, its numbers always', () => {
    const drawing = new ChartDrawing(UNICODE);
    const first = drawing.lines(chart(false, 0, 1), 0);
    const soon = drawing.lines(chart(false, 0, 1, 4), 900);
    expect(soon.slice(1)).toEqual(first.slice(1));
    expect(lineText(soon[0]!)).toContain('mean 4.00');
    const later = chart(false, 0, 1, 4, 2);
    expect(drawing.lines(later, 1000)).toEqual(chartLines(later, UNICODE));
  });

  it('shows the last sample at once when time stops', () => {
    const drawing = new ChartDrawing(UNICODE);
    drawing.lines(chart(false, 0, 1), 0);
    const stopped = chart(true, 0, 1, 4);
    const shown = drawing.lines(stopped, 100);
    expect(shown).toEqual(chartLines(stopped, UNICODE));
    expect(drawing.lines(stopped, 2000)).toEqual(shown);
  });
});
