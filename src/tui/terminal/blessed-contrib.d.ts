declare module 'blessed-contrib/lib/widget/charts/line.js' {
  import type { Widgets } from 'blessed';

  interface LineSeries {
    readonly x: readonly string[];
    readonly y: readonly number[];
    readonly style: { readonly line: number | string };
  }

  interface LineOptions {
    left: number;
    top: number;
    width: number;
    height: number;
    minY?: number;
    maxY?: number;
    numYLabels?: number;
    xLabelPadding?: number;
    xPadding?: number;
    showNthLabel?: number;
    showLegend?: boolean;
    style?: { line?: number | string; text?: number | string; baseline?: number | string };
  }

  interface LineWidget extends Widgets.BoxElement {
    options: LineOptions & Widgets.BoxOptions;
    canvasSize: { width: number; height: number };
    calcSize(): void;
    setData(series: readonly LineSeries[]): void;
  }

  const Line: new (options: LineOptions) => LineWidget;
  export default Line;
}
