import type { Random } from '../kernel/random.js';
import type { Information } from './information/information.js';
import type { LoadMeter } from './measuring/load-meter.js';
import type { Periods } from './measuring/rounds.js';
import type { OpenMosixParameters, Policy } from './policies/policy.js';

/** What a scheduler decides by. */
export interface SchedulerParts {
  readonly policy: Policy;
  readonly information: Information;
  readonly meter: LoadMeter;
  readonly periods: Periods;
  /** The live parameters: the command `set` changes them. */
  readonly parameters: OpenMosixParameters;
  /** What it costs to start a process elsewhere than at its home. */
  readonly placeSeconds: number;
  readonly random: Random;
  /** Whether nodes tick, as they must unless nothing can ask (ticking.ts). */
  readonly ticks: boolean;
}
