import type { Charset } from './charset.js';

/** How a curve is drawn, so that curves differ without colours. */
export interface Stroke {
  /** Dots drawn, then dots left out, and so on. */
  readonly on: number;
  readonly off: number;
  /** Its piece in a legend. */
  readonly sample: string;
  /** What its dots are where there are no fine ones. */
  readonly ascii: string;
}

/** Solid, dashed and dotted: for the first, second and third curve of a chart. */
const STROKES: readonly Stroke[] = [
  { on: 1, off: 0, sample: '━━', ascii: '*' },
  { on: 5, off: 3, sample: '╸╺', ascii: '+' },
  { on: 1, off: 2, sample: '··', ascii: '.' },
];

/** The stroke of a curve by its index in its chart. */
export function strokeOf(curve: number): Stroke {
  return STROKES[curve % STROKES.length]!;
}

/** What stands for the stroke in a legend. */
export function strokeSample(curve: number, { name }: Charset): string {
  const { sample, ascii } = strokeOf(curve);
  return name === 'unicode' ? sample : ascii.repeat(2);
}
