import type { Charset } from '../drawing/charset.js';
import { chartLegend, chartLines } from '../drawing/chart-text.js';
import type { ChartRegion } from '../drawing/frame.js';
import type { Line } from '../drawing/line.js';

/**
 * Draws the chart of a screen. While time goes on its curves are redrawn once a second at most, since
 * most of their cells change each time; when time stops, they show the last sample at once. The
 * numbers above them are always those of the last sample, as the numbers beside the chart are.
 */
export class ChartDrawing {
  #layout = '';
  #newest = Number.NaN;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #lines: readonly Line[] = [];

  readonly #charset: Charset;

  constructor(charset: Charset) {
    this.#charset = charset;
  }

  /** @param now wall time, milliseconds */
  lines(chart: ChartRegion, now: number): readonly Line[] {
    const { left, top, width, height, title } = chart;
    const layout = [left, top, width, height, title].join();
    const newest = chart.times.at(-1) ?? Number.NaN;
    const isDue = chart.isStill || now - this.#drawnAt >= CHART_MILLISECONDS;
    const isOld = newest !== this.#newest && isDue;
    if (layout !== this.#layout || isOld) {
      this.#layout = layout;
      this.#newest = newest;
      this.#drawnAt = now;
      this.#lines = chartLines(chart, this.#charset);
    }
    return [chartLegend(chart, this.#charset), ...this.#lines.slice(1)];
  }
}

const CHART_MILLISECONDS = 950;
