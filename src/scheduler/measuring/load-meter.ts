import type { Cluster } from '../../cluster/cluster.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { LoadReading } from '../../cluster/watching/live-view.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { OpenMosixParameters } from '../policies/policy.js';
import { nextMeanLoad, nextUpperLoad, normalisedLoad } from './load.js';
import { AVERAGES, keptOver, nextAverage } from './load-average.js';

/** Numbers of a node, side by side: they are always needed together. */
const MEAN = 0;
const UPPER = 1;
const RUNNABLE_SECONDS = 2;
const INCOMING_SECONDS = 3;
const MEASURED_AT = 4;
/** The load averages over 1, 5 and 15 minutes. */
const AVERAGE = 5;
const STRIDE = 8;

/** Sums of periods differ by less. */
const ROUNDING_SECONDS = 1e-9;

/** The smoothed loads of all nodes, each measured over the time since its last measurement. */
export class LoadMeter implements LoadReading, Stateful {
  readonly #values: Float64Array;
  /**
   * What averages keep of themselves over a period, as nearly all times between measurements are.
   */
  readonly #keptOverPeriod: readonly number[];

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  /** @param periodSeconds from one measurement of a node to the next */
  constructor(
    cluster: Cluster,
    parameters: OpenMosixParameters,
    readonly periodSeconds: number,
  ) {
    this.#cluster = cluster;
    this.#parameters = parameters;
    this.#keptOverPeriod = keptOver(periodSeconds);

    this.#values = new Float64Array(cluster.nodes.length * STRIDE);
  }

  exchange(archive: Archive): void {
    archive.column('values', this.#values);
  }

  mean(index: NodeIndex): number {
    return this.#values[index * STRIDE + MEAN]!;
  }

  upper(index: NodeIndex): number {
    return this.#values[index * STRIDE + UPPER]!;
  }

  /** When a node was measured last. */
  measuredAt(index: NodeIndex): number {
    return this.#values[index * STRIDE + MEASURED_AT]!;
  }

  /**
   * Measures the average number of runnable processes of a node and smooths its loads. In upper
   * load, which others decide on, processes on their way to it count as if they were there.
   */
  measure(index: NodeIndex): void {
    const cluster = this.#cluster;
    const { now } = cluster.agenda;
    const values = this.#values;
    const at = index * STRIDE;
    const seconds = now - values[at + MEASURED_AT]!;
    if (seconds <= 0) return;
    const runnableSeconds = cluster.cpus.runnableSeconds(index, now);
    const runnable = (runnableSeconds - values[at + RUNNABLE_SECONDS]!) / seconds;
    const node = cluster.nodes[index]!;
    const incomingSeconds = node.incomingSeconds(now);
    const incoming = (incomingSeconds - values[at + INCOMING_SECONDS]!) / seconds;
    const { believed } = node.settings;
    const sample = normalisedLoad(believed, runnable);
    const expected = incoming === 0 ? sample : normalisedLoad(believed, runnable + incoming);
    const { meanRise, upperFall } = this.#parameters;
    values[at + MEAN] = nextMeanLoad(values[at + MEAN]!, sample, meanRise);
    values[at + UPPER] = nextUpperLoad(values[at + UPPER]!, expected, upperFall);
    values[at + RUNNABLE_SECONDS] = runnableSeconds;
    values[at + INCOMING_SECONDS] = incomingSeconds;
    values[at + MEASURED_AT] = now;
    this.#average(at, runnable, seconds, node.state === 'down');
  }

  averages(index: NodeIndex): readonly [number, number, number] {
    const values = this.#values;
    const at = index * STRIDE;
    const cluster = this.#cluster;
    const { now } = cluster.agenda;
    const seconds = now - values[at + MEASURED_AT]!;
    const before = at + AVERAGE;
    const measured = [values[before]!, values[before + 1]!, values[before + 2]!] as const;
    if (cluster.nodes[index]!.state === 'down') return [0, 0, 0];
    if (seconds <= 0) return measured;
    const runnableSeconds = cluster.cpus.runnableSeconds(index, now);
    const runnable = (runnableSeconds - values[at + RUNNABLE_SECONDS]!) / seconds;
    const [one, five, fifteen] = keptOver(seconds);
    return [
      nextAverage(measured[0], runnable, one),
      nextAverage(measured[1], runnable, five),
      nextAverage(measured[2], runnable, fifteen),
    ];
  }

  /** A node that is down starts again from zero. */
  #average(at: number, runnable: number, seconds: number, isDown: boolean): void {
    const isPeriod = Math.abs(seconds - this.periodSeconds) < ROUNDING_SECONDS;
    const kept = isPeriod ? this.#keptOverPeriod : keptOver(seconds);
    const values = this.#values;
    for (let span = 0; span < AVERAGES; span++) {
      const average = values[at + AVERAGE + span]!;
      values[at + AVERAGE + span] = isDown ? 0 : nextAverage(average, runnable, kept[span]!);
    }
  }
}
