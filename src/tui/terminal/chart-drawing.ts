import { fitText } from '../drawing/cell-width.js';
import type { Charset } from '../drawing/charset.js';
import {
  chartLines,
  chartScale,
  legendLine,
  newestOf,
  SCALE_CELLS,
  timeAxis,
} from '../drawing/chart-text.js';
import type { ChartRegion, Frame } from '../drawing/frame.js';
import { type Line, span } from '../drawing/line.js';
import type { CellPainter } from './cell-painter.js';
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
  xPadding: number;
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

  readonly #theme: Theme;
  readonly #charset: Charset;
  readonly #host: ChartHost<Widget>;

  constructor(theme: Theme, charset: Charset, host: ChartHost<Widget>) {
    this.#theme = theme;
    this.#charset = charset;
    this.#host = host;
  }

  /** The next drawing starts from nothing. */
  forget(): void {
    if (this.#widget !== undefined) this.#host.remove(this.#widget);
    this.#widget = undefined;
    this.#place = '';
  }

  /** Whether what was drawn last has another place in this frame, or none. */
  hasMoved(frame: Frame): boolean {
    return (
      this.#place !== '' && !frame.charts.some((chart) => placeOf(chart, frame) === this.#place)
    );
  }

  /** @param now wall time in milliseconds: the curves are drawn anew once a second at most */
  draw(chart: ChartRegion, frame: Frame, painter: CellPainter, now: number): void {
    const { left, top, width, height } = chart;
    const place = placeOf(chart, frame);
    const last = chart.times.at(-1) ?? Number.NaN;
    const isOld = last !== this.#last && now - this.#drawnAt >= CHART_MILLISECONDS;
    if (place === this.#place && !isOld) return;
    if (place !== this.#place) this.forget();
    this.#place = place;
    this.#last = last;
    this.#drawnAt = now;
    const isCoarse = this.#charset.name === 'ascii' || this.#theme.depth === 0;
    if (isCoarse || width < 24 || height < 7 || chart.times.length === 0) {
      painter.paintBlock(left, top, chartLines(chart, this.#charset));
      return;
    }
    painter.paintBlock(left, top, [legendLine(chart, this.#charset)]);
    const newest = newestOf(chart, POINTS);
    if (this.#drawWidget(newest)) this.#paintScales(newest, painter);
  }

  #drawWidget(chart: ChartRegion): boolean {
    this.#widget ??= this.#newWidget(chart);
    if (this.#widget === undefined) return false;
    const missing = POINTS - chart.times.length;
    this.#widget.options.maxY = chartScale(chart, plotRows(chart)).top * headroom(chart);
    this.#widget.setData(
      chart.series.toReversed().map(({ values, colour }) => ({
        x: Array.from({ length: POINTS }, () => ''),
        // Before the start there is nothing, and nothing is drawn.
        y: [...Array.from({ length: missing }, () => Number.NaN), ...values],
        style: { line: this.#colour(this.#theme.foreground(colour)) },
      })),
    );
    this.#widget.render();
    return true;
  }

  /** Round values at the left and times below, over the widget's own. */
  #paintScales(chart: ChartRegion, painter: CellPainter): void {
    const { left, top, width, height, times } = chart;
    const scale = chartScale(chart, plotRows(chart));
    const labels = new Map(
      scale.ticks.map((tick) => [labelRow(tick / scale.top, chart), scale.text(tick)]),
    );
    const lines = Array.from({ length: height - 2 }, (_, row): Line => {
      const text = fitText(labels.get(row) ?? '', SCALE_CELLS - 1, 'right');
      return [span(`${text} `, { colour: 'dim' })];
    });
    painter.paintBlock(left, top + 1, lines);
    const age = times.at(-1)! - times[0]!;
    const missing = (width - SCALE_CELLS - 1) * (1 - times.length / POINTS);
    const from = SCALE_CELLS + 1 + Math.floor(missing);
    painter.paintBlock(left, top + height - 1, [timeAxis(width, from, age)]);
  }

  #newWidget({ left, top, width, height }: ChartRegion): Widget | undefined {
    const dim = this.#colour(this.#theme.foreground('dim'));
    const faint = this.#colour(this.#theme.foreground('faint'));
    const widget = this.#host.line({
      left,
      top: top + 1,
      width,
      height: height - 1,
      minY: 0,
      numYLabels: 1,
      xPadding: 2 * SCALE_CELLS,
      style: { line: dim, text: dim, baseline: faint },
    });
    if (widget === undefined) return undefined;
    // Its own size leaves room for a border that is not there; of the two rows that it leaves
    // below its axis one is enough.
    widget.calcSize = () => {
      widget.canvasSize = { width: width * 2, height: dotsDown({ height }) };
    };
    this.#host.append(widget);
    return widget;
  }

  #colour(index: number): number | string {
    return index < 0 ? 'normal' : index;
  }
}

/** A chart below a dialog is another one: blessed draws it again only as a whole. */
function placeOf({ left, top, width, height }: ChartRegion, { overlay }: Frame): string {
  return [left, top, width, height, overlay === undefined].join();
}

/** Dots of the widget from its top to its bottom, which lies a row below what is seen. */
function dotsDown({ height }: Pick<ChartRegion, 'height'>): number {
  return height * 4;
}

/** Dots that the widget leaves below its axis, and between the axis and 0. */
const BELOW_AXIS = 11;
const ABOVE_AXIS = 2;

/** Rows above the widget's axis. */
function plotRows({ height }: ChartRegion): number {
  return height - 3;
}

/** By how much the widget's scale goes on above the top, so that the top is in its first row. */
function headroom(chart: ChartRegion): number {
  const axis = dotsDown(chart) - BELOW_AXIS;
  return axis / (axis - ABOVE_AXIS - 1);
}

/** The row, below the legend, in which a part of the scale lies. */
function labelRow(part: number, chart: ChartRegion): number {
  const axis = dotsDown(chart) - BELOW_AXIS;
  return Math.floor((axis - ABOVE_AXIS - part * (axis - ABOVE_AXIS - 1)) / 4);
}

/** A minute at rate 1. */
const POINTS = 60;
/** blessed-contrib's line is dear: at most once a second. */
const CHART_MILLISECONDS = 950;
