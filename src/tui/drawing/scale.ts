/** The scale of a chart: from 0 to `top` in round steps. */
export interface Scale {
  readonly top: number;
  /** Where there are labels, from 0 to the top. */
  readonly ticks: readonly number[];
  text(value: number): string;
}

/** A scale that reaches at least to `highest` in at most `mostSteps` round steps. */
export function scaleTo(highest: number, mostSteps: number): Scale {
  const most = Math.max(1, mostSteps);
  const wanted = Math.max(highest, Number.MIN_VALUE) / most;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (ROUND.find((round) => round * power >= wanted * (1 - 1e-9)) ?? 10);
  const steps = Math.max(1, Math.ceil(highest / step - 1e-9));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const isHalf = Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6;
  return {
    top: step * steps,
    ticks: Array.from({ length: steps + 1 }, (_, index) => step * index),
    text: (value) => value.toFixed(digits + (isHalf ? 1 : 0)),
  };
}

const ROUND: readonly number[] = [1, 2, 2.5, 5, 10];

/** A scale on rows of text; `y` is counted in dots from the top, of which a row has some. */
export interface RowScale {
  y(value: number): number;
  /** What stands at which row: round numbers, equally many rows apart. */
  readonly labels: ReadonlyMap<number, string>;
}

/** A scale from 0, at the foot of the last row, that reaches at least to `highest`. */
export function scaleOnRows(highest: number, { rows, dotsPerRow }: PlotRows): RowScale {
  const room = Math.max(1, rows - 1);
  const most = clamp(Math.floor(room / 2), 1, MOST_STEPS);
  let best = stepsOnRows(highest, most, room);
  // Fewer steps only where the highest value stands much higher with them.
  for (let steps = most - 1; steps >= Math.min(2, most); steps--) {
    const other = stepsOnRows(highest, steps, room);
    if (other.reach < WORTH_FEWER * best.reach) best = other;
  }
  const { step, rowsPerStep, text } = best;
  const foot = rows * dotsPerRow - 1;
  const labels = new Map<number, string>();
  for (let tick = 0; tick * rowsPerStep <= rows - 1; tick++) {
    labels.set(rows - 1 - tick * rowsPerStep, text(tick * step));
  }
  return {
    y: (value) => Math.round(foot - (value / step) * rowsPerStep * dotsPerRow),
    labels,
  };
}

interface PlotRows {
  readonly rows: number;
  readonly dotsPerRow: number;
}

const MOST_STEPS = 5;
const WORTH_FEWER = 0.8;

/** Steps of whole rows; `reach` is the value that a scale as high as its room would end at. */
function stepsOnRows(highest: number, most: number, room: number) {
  const { ticks, text } = scaleTo(highest, most);
  const step = ticks[1]!;
  const rowsPerStep = Math.max(1, Math.floor(room / (ticks.length - 1)));
  return { step, rowsPerStep, text, reach: (step * room) / rowsPerStep };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
