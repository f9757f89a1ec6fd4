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

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
