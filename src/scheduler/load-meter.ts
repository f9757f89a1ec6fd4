import type { Cluster } from '../cluster/cluster.js';
import type { LoadReading } from '../cluster/live-view.js';
import { nextMeanLoad, nextUpperLoad, normalisedLoad } from './load.js';
import type { OpenMosixParameters } from './policies/policy.js';

/** The smoothed loads of all nodes, each measured over the time since its last measurement. */
export class LoadMeter implements LoadReading {
  readonly #means: Float64Array;
  readonly #uppers: Float64Array;
  readonly #runnableSeconds: Float64Array;
  readonly #measuredAt: Float64Array;

  constructor(
    private readonly cluster: Cluster,
    private readonly parameters: OpenMosixParameters,
  ) {
    const count = cluster.nodes.length;
    this.#means = new Float64Array(count);
    this.#uppers = new Float64Array(count);
    this.#runnableSeconds = new Float64Array(count);
    this.#measuredAt = new Float64Array(count);
  }

  mean(index: number): number {
    return this.#means[index]!;
  }

  upper(index: number): number {
    return this.#uppers[index]!;
  }

  /** Measures the average number of runnable processes of a node and smooths its loads. */
  measure(index: number): void {
    const { believed } = this.cluster.nodes[index]!.settings;
    const { now } = this.cluster.agenda;
    const seconds = now - this.#measuredAt[index]!;
    if (seconds <= 0) return;
    const runnableSeconds = this.cluster.cpus.runnableSeconds(index, now);
    const runnable = (runnableSeconds - this.#runnableSeconds[index]!) / seconds;
    const sample = normalisedLoad(believed, runnable);
    const { meanRise, upperFall } = this.parameters;
    this.#means[index] = nextMeanLoad(this.#means[index]!, sample, meanRise);
    this.#uppers[index] = nextUpperLoad(this.#uppers[index]!, sample, upperFall);
    this.#runnableSeconds[index] = runnableSeconds;
    this.#measuredAt[index] = now;
  }
}
