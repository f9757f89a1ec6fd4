import { drawGamma, type Gamma, gammaBelow } from '../../base/gamma.js';
import { power } from '../../base/power.js';

/**
 * The model of rigid jobs by Lublin & Feitelson, "The workload on parallel supercomputers: modeling
 * the characteristics of rigid jobs", JPDC 63(11), 2003, with its parameters for all jobs alike,
 * interactive or not. It was fitted to traces of parallel computers, three of the 1990s. The numbers
 * are also those of the authors' program, m_lublin99.c, as GridSim's port of it (WorkloadLublin99)
 * has them; that cuts run times to whole seconds, and begins each gap at a full half hour.
 */
const SERIAL = 0.244;
const POWER_OF_TWO = 0.576;
/** Of the binary logarithm of the size of parallel jobs: uniform in two stages. */
const LOWEST = 0.8;
const MIDDLE_BELOW_HIGHEST = 2.5;
const LOWER_STAGE = 0.86;
/** Of the logarithm of the run time: one of two gamma distributions, the first one more seldom the larger a job is. */
const SHORT: Gamma = { shape: 4.2, scale: 0.94 };
const LONG: Gamma = { shape: 312, scale: 0.03 };
const SHORT_PER_PROCESSOR = -0.0054;
const SHORT_AT_NONE = 0.78;
const LONGEST_LOG = 12;
/** Of the logarithm of the time between arrivals, at a rate that is the mean of the day. */
const BETWEEN: Gamma = { shape: 10.2303 * 1.0225, scale: 0.4871 };
const LARGEST_GAP_LOG = 13;
/** Of the half hour of the day in which a job comes; the first one, at five in the morning, is 11. */
const OF_DAY: Gamma = { shape: 8.1737, scale: 3.9631 };
const FIRST_HALF_HOUR = 11;
const HALF_HOURS = 48;

/** The fewest processors of a computer for which the model says something. */
export const LEAST_PROCESSORS = 16;

/** Random numbers for one thing. */
export interface Draws {
  readonly normal: () => number;
  readonly uniform: () => number;
}

/** Processors of a job, of a computer that has so many. */
export function drawSize(processors: number, { uniform }: Pick<Draws, 'uniform'>): number {
  const highest = Math.log2(processors);
  const middle = highest - MIDDLE_BELOW_HIGHEST;
  const kind = uniform();
  const isLower = uniform() < LOWER_STAGE;
  const place = uniform();
  if (kind < SERIAL) return 1;
  const log = isLower ? LOWEST + place * (middle - LOWEST) : middle + place * (highest - middle);
  const size = Math.round(power(2, kind < SERIAL + POWER_OF_TWO ? Math.round(log) : log));
  return Math.min(size, processors);
}

/** Seconds that a job of so many processors runs. */
export function drawRunTime(size: number, draws: Draws): number {
  for (;;) {
    const log = drawGamma(draws.uniform() < shortPart(size) ? SHORT : LONG, draws);
    if (log <= LONGEST_LOG) return Math.exp(log);
  }
}

/** Seconds to the next arrival, where the rate is the mean of the day. */
export function drawGap(draws: Draws): number {
  for (;;) {
    const log = drawGamma(BETWEEN, draws);
    if (log <= LARGEST_GAP_LOG) return Math.exp(log);
  }
}

/** By half hour of the day: how the rate of arrivals is to the mean of all. */
export function dailyWeights(): readonly number[] {
  const parts: number[] = [];
  for (let at = FIRST_HALF_HOUR; at < FIRST_HALF_HOUR + HALF_HOURS; at++) {
    parts[(at - 1) % HALF_HOURS] = gammaBelow(OF_DAY, at + 0.5) - gammaBelow(OF_DAY, at - 0.5);
  }
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => (part * HALF_HOURS) / sum);
}

/** The mean time between arrivals, seconds. */
export function meanGap(): number {
  return meanOfExp(BETWEEN, LARGEST_GAP_LOG) / gammaBelow(BETWEEN, LARGEST_GAP_LOG);
}

/** The mean run time of jobs of so many processors, seconds. */
export function meanRunTime(size: number): number {
  const short = shortPart(size);
  const below = (law: Gamma) => gammaBelow(law, LONGEST_LOG);
  const sum = short * meanOfExp(SHORT, LONGEST_LOG) + (1 - short) * meanOfExp(LONG, LONGEST_LOG);
  return sum / (short * below(SHORT) + (1 - short) * below(LONG));
}

/** The mean of the work of a job, CPU seconds: what its processes do together. */
export function meanWork(processors: number): number {
  // Midpoints of the two stages, in so many steps each, are enough for three digits.
  const steps = 2000;
  const highest = Math.log2(processors);
  const middle = highest - MIDDLE_BELOW_HIGHEST;
  const workOf = (log: number) => {
    const size = Math.min(processors, Math.round(power(2, log)));
    return size * meanRunTime(size);
  };
  const parallel = (log: number) =>
    (POWER_OF_TWO * workOf(Math.round(log)) + (1 - SERIAL - POWER_OF_TWO) * workOf(log)) /
    (1 - SERIAL);
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const part = (step + 0.5) / steps;
    sum += LOWER_STAGE * parallel(LOWEST + part * (middle - LOWEST));
    sum += (1 - LOWER_STAGE) * parallel(middle + part * (highest - middle));
  }
  return SERIAL * meanRunTime(1) + ((1 - SERIAL) * sum) / steps;
}

function shortPart(size: number): number {
  return Math.max(0, SHORT_PER_PROCESSOR * size + SHORT_AT_NONE);
}

/** E[exp(X); X <= highest], of a gamma distribution of scale below 1. */
function meanOfExp({ shape, scale }: Gamma, highest: number): number {
  const tilted = { shape, scale: scale / (1 - scale) };
  return power(1 - scale, -shape) * gammaBelow(tilted, highest);
}
