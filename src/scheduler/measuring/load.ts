import { meanThroughput } from '../../cluster/cpus/throughput.js';
import { type Capacity, STANDARD_SPEED } from '../../cluster/facts/node-spec.js';

/**
 * openMosix's measure of load. 1.00 is one always-runnable process on one CPU of speed 10000; more
 * or faster CPUs make the same processes a smaller load. openMosix counts logical CPUs, which is
 * its flaw with Hyper-Threading; an HT-aware node divides by what its processors really do, T(n).
 *
 * Source: MOSIX's load functions as kept in Kerrighed's mosix_probe.c.
 */
export function normalisedLoad(capacity: Capacity, runnable: number): number {
  const { cpus, speed, htAware } = capacity;
  const slowness = STANDARD_SPEED / speed;
  if (!htAware || runnable <= cpus) return (runnable / countedCpus(capacity)) * slowness;
  return (runnable / meanThroughput(capacity, runnable)) * slowness;
}

/** CPUs as a node counts them: processors if it is HT-aware, else logical CPUs. */
export function countedCpus({ cpus, threads, htAware }: Capacity): number {
  return htAware ? cpus : cpus * threads;
}

/** What one more always-runnable process adds to the load of a node. */
export function oneProcessLoad(node: {
  readonly countedCpus: number;
  readonly speed: number;
}): number {
  return STANDARD_SPEED / (node.countedCpus * node.speed);
}

/** Mean load, for own decisions: takes on `rise` of a higher sample, falls at once. */
export function nextMeanLoad(mean: number, sample: number, rise: number): number {
  return sample > mean ? mean + rise * (sample - mean) : sample;
}

/** Upper load, sent to others: rises at once, takes on `fall` of a lower sample. */
export function nextUpperLoad(upper: number, sample: number, fall: number): number {
  return sample < upper ? upper + fall * (sample - upper) : sample;
}
