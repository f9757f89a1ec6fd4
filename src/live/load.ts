import type { NodeSpec } from '../cluster/facts/node-spec.js';
import { nextMeanLoad, nextUpperLoad, normalisedLoad } from '../scheduler/measuring/load.js';
import type { OpenMosixParameters } from '../scheduler/policies/policy.js';

/** openMosix's two loads of a real node, smoothed as those of a simulated one. */
export class LoadMeter {
  mean = 0;
  upper = 0;
  readonly #parameters: Pick<OpenMosixParameters, 'meanRise' | 'upperFall'>;

  constructor(parameters: Pick<OpenMosixParameters, 'meanRise' | 'upperFall'>) {
    this.#parameters = parameters;
  }

  /** @param runnable processes that run or wait for a CPU, as the sample of this period has them */
  measure(spec: NodeSpec, runnable: number): void {
    const sample = normalisedLoad(spec, runnable);
    this.mean = nextMeanLoad(this.mean, sample, this.#parameters.meanRise);
    this.upper = nextUpperLoad(this.upper, sample, this.#parameters.upperFall);
  }
}
