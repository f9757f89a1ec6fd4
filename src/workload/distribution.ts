import type { Random } from '../kernel/random.js';
import type { Distribution } from './workload-spec.js';

/** One value. Every kind but the constant takes exactly one uniform number. */
export function draw(distribution: Distribution, random: Random): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.low + (distribution.high - distribution.low) * random.uniform();
    case 'exponential':
      return -distribution.mean * Math.log(1 - random.uniform());
    case 'pareto':
      return Math.min(distribution.low / (1 - random.uniform()), distribution.high);
  }
}

/** The expected value. */
export function mean(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.low + distribution.high) / 2;
    case 'exponential':
      return distribution.mean;
    case 'pareto':
      return distribution.low * (1 + Math.log(distribution.high / distribution.low));
  }
}
