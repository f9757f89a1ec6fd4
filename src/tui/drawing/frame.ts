import type { Line } from './line.js';

/** What a colour means; a theme says how it looks. `text` is the terminal's own foreground. */
export type Colour =
  | 'text'
  | 'strong'
  | 'dim'
  | 'faint'
  | 'title'
  | 'key'
  | 'low'
  | 'middle'
  | 'high'
  | 'memory'
  | 'guest'
  | 'moving'
  | 'good'
  | 'bad';

/** What a background means. */
export type Ground = 'bar' | 'head' | 'sorted' | 'column' | 'selected' | 'dialog' | 'field';

export interface Style {
  readonly colour?: Colour;
  readonly ground?: Ground | undefined;
  readonly bold?: boolean;
}

/** Whether a terminal's own background is dark or light. */
export type Background = 'dark' | 'light';

/** A rectangle of cells. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One curve; its values belong to `ChartRegion.times`. */
export interface Series {
  readonly title: string;
  readonly colour: Colour;
  readonly values: readonly number[];
}

/** A part of the screen where a chart is drawn; how is up to the code that draws the frame. */
export interface ChartRegion extends Rect {
  readonly title: string;
  /** The least that the top of the scale stands for. */
  readonly leastTop: number;
  /** A value that a line marks. */
  readonly reference: number;
  /** Virtual times of the values, seconds, rising. */
  readonly times: readonly number[];
  /** The first one lies over the others. */
  readonly series: readonly Series[];
  /** Whether time stands still: no next sample is about to come. */
  readonly isStill: boolean;
}

/** Lines put over the rest of the screen: a dialog. */
export interface Overlay {
  readonly left: number;
  readonly top: number;
  readonly lines: readonly Line[];
}

/** One screenful as data: `rows` lines, each exactly `columns` cells wide. */
export interface Frame {
  readonly columns: number;
  readonly rows: number;
  readonly lines: readonly Line[];
  readonly charts: readonly ChartRegion[];
  readonly overlay: Overlay | undefined;
  /** Whether the mouse is of interest also while no button is held. */
  readonly hovers: boolean;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
