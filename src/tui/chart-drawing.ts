import { formatDuration } from '../base/units.js';
import type { CellPainter } from './cell-painter.js';
import type { Charset } from './charset.js';
import { chartLines, legendLine } from './chart-text.js';
import type { ChartRegion, Frame } from './frame.js';
import type { Theme } from './theme.js';

/** What is used of blessed-contrib's line. */
export interface ChartWidget {
  readonly options: { maxY?: number };
  canvasSize: { width: number; height: number };
  calcSize(): void;
  setData(series: readonly WidgetSeries[]): void;
  render(): void;
}

interface WidgetSeries {
  readonly x: readonly string[];
  readonly y: readonly number[];
  readonly style: { readonly line: number | string };
}

export interface ChartOptions {
  left: number;
  top: number;
  width: number;
  height: number;
  minY: number;
  numYLabels: number;
  showNthLabel: number;
  style: { line: number | string; text: number | string; baseline: number | string };
}

/** Where widgets come from and go to. */
export interface ChartHost<Widget> {
  /** @returns undefined while there is none yet */
  line(options: ChartOptions): Widget | undefined;
  append(widget: Widget): void;
  remove(widget: Widget): void;
}

/** The history, drawn by blessed-contrib where it has room, else as text. */
export class ChartDrawing<Widget extends ChartWidget> {
  #widget: Widget | undefined;
  #place = '';
  #last = Number.NaN;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly theme: Theme,
    private readonly charset: Charset,
    private readonly host: ChartHost<Widget>,
  ) {}

  /** The next drawing starts from nothing. */
  forget(): void {
    if (this.#widget !== undefined) this.host.remove(this.#widget);
    this.#widget = undefined;
    this.#place = '';
  }

  /** @param now wall time in milliseconds: the curves are drawn anew once a second at most */
  draw(chart: ChartRegion, frame: Frame, painter: CellPainter, now: number): void {
    const { left, top, width, height } = chart;
    const place = [left, top, width, height, frame.overlay === undefined].join();
    const last = chart.times.at(-1) ?? Number.NaN;
    const isOld = last !== this.#last && now - this.#drawnAt >= CHART_MILLISECONDS;
    if (place === this.#place && !isOld) return;
    if (place !== this.#place) this.forget();
    this.#place = place;
    this.#last = last;
    this.#drawnAt = now;
    if (this.charset.name === 'ascii' || width < 24 || height < 7 || chart.times.length === 0) {
      painter.paintBlock(left, top, chartLines(chart, this.charset));
      return;
    }
    painter.paintBlock(left, top, [legendLine(chart, this.charset)]);
    this.#drawWidget(chart);
  }

  #drawWidget(chart: ChartRegion): void {
    this.#widget ??= this.#newWidget(chart);
    if (this.#widget === undefined) return;
    const labels = chart.times.slice(-POINTS).map((at) => ageText(chart.times.at(-1)! - at));
    const missing = Math.max(0, POINTS - labels.length);
    const x = [...Array.from({ length: missing }, () => ' '), ...labels];
    const highest = Math.max(0.01, ...chart.series.flatMap(({ values }) => values));
    this.#widget.options.maxY = highest * 1.15;
    this.#widget.setData(
      chart.series.toReversed().map(({ values, colour }) => ({
        x,
        // Before the start there is nothing: so far below the chart that it is not drawn.
        y: [...Array.from({ length: missing }, () => -2 * highest), ...values.slice(-POINTS)],
        style: { line: this.#colour(this.theme.foreground(colour)) },
      })),
    );
    this.#widget.render();
  }

  #newWidget({ left, top, width, height }: ChartRegion): Widget | undefined {
    const dim = this.#colour(this.theme.foreground('dim'));
    const faint = this.#colour(this.theme.foreground('faint'));
    const widget = this.host.line({
      left,
      top: top + 1,
      width,
      height: height - 1,
      minY: 0,
      numYLabels: Math.max(2, Math.floor(height / 3)),
      showNthLabel: POINTS / 4,
      style: { line: dim, text: dim, baseline: faint },
    });
    if (widget === undefined) return undefined;
    // Its own size leaves room for a border that is not there.
    widget.calcSize = () => {
      widget.canvasSize = { width: width * 2, height: height * 4 };
    };
    this.host.append(widget);
    return widget;
  }

  #colour(index: number): number | string {
    return index < 0 ? 'normal' : index;
  }
}

function ageText(seconds: number): string {
  return seconds < 0.5 ? 'now' : `-${formatDuration(Math.round(seconds))}`;
}

/** A minute at rate 1. */
const POINTS = 60;
/** blessed-contrib's line is dear: at most once a second. */
const CHART_MILLISECONDS = 950;
