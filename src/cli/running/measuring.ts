import { type Extent, WHOLE_RUN } from '../../metrics/window.js';
import { BOUND_SECONDS, type Yardstick } from '../../metrics/window-figures.js';
import type { Measuring } from './replications.js';

/** The options that say what is measured of a run. */
export interface MeasuringOptions {
  readonly warmUp?: Extent;
  readonly watch?: Extent;
  readonly yardstick?: Yardstick;
  /** Of the bounded slowdown, seconds. */
  readonly bound?: number;
  readonly until?: number;
}

export function measuringOf(options: MeasuringOptions): Measuring {
  const { warmUp = WHOLE_RUN.warmUp, watch, yardstick = 'home', until } = options;
  const slowdown = { yardstick, boundSeconds: options.bound ?? BOUND_SECONDS };
  return { window: { warmUp, watch }, slowdown, until };
}
