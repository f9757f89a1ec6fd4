/** How a sum over time grows and fades. */
export interface Fading {
  /**
   * What was added `seconds` ago counts exp(-rate x seconds); Infinity: only this instant counts.
   */
  readonly rate: number;
  /** What it grows by per second and unit: 1, or, for a mean, `rate`. */
  readonly gain: number;
}

/**
 * A sum that fades while a constant amount is added to it, in closed form.
 * @param value what it was
 * @param added what is added, in units
 * @returns what it is after `seconds`
 */
export function faded(value: number, fading: Fading, seconds: number, added: number): number {
  const { rate, gain } = fading;
  if (seconds === 0) return value;
  if (rate === Number.POSITIVE_INFINITY) return 0;
  if (rate === 0) return value + seconds * gain * added;
  const lost = -Math.expm1(-rate * seconds);
  return value + lost * ((gain / rate) * added - value);
}

/** The rate at which a part, 0 to 1, is left after `seconds`. */
export function rateOf(kept: number, seconds: number): number {
  return kept === 1 ? 0 : -Math.log(kept) / seconds;
}
