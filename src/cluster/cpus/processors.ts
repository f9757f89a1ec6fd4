import { type NodeSpec, STANDARD_SPEED } from '../facts/node-spec.js';
import { throughput } from './throughput.js';

type Kind = Pick<NodeSpec, 'cpus' | 'threads' | 'htGain' | 'htAware' | 'speed'>;

/** The processors of one kind of node: what n processes get on them. */
export class Processors {
  /** Number of logical CPUs. */
  readonly logical: number;
  readonly #speed: number;
  /** T(n) for n up to the number of logical CPUs, beyond which it does not grow. */
  readonly #throughputs: Float64Array;
  /** The same processors as processes see them that gain more or less from their threads. */
  readonly #byGain = new Map<number, Processors>();

  readonly #kind: Kind;

  constructor(kind: Kind) {
    this.#kind = kind;

    this.logical = kind.cpus * kind.threads;
    this.#speed = kind.speed / STANDARD_SPEED;
    this.#throughputs = Float64Array.from({ length: this.logical + 1 }, (_, n) =>
      throughput(kind, n),
    );
  }

  /** Work per second of each of n processes of equal weight. */
  equalRate(n: number): number {
    const total = this.#throughputs[Math.min(n, this.logical)]!;
    return total === n ? this.#speed : (this.#speed * total) / n;
  }

  /** Work per second of a logical CPU that is busy while n processes run. */
  ratePerShare(n: number): number {
    const busy = Math.min(n, this.logical);
    return (this.#speed * this.#throughputs[busy]!) / busy;
  }

  /** @param htGain what a process's program gains from threads; undefined: what the node says */
  withGain(htGain: number | undefined): Processors {
    if (htGain === undefined || htGain === this.#kind.htGain) return this;
    const { threads } = this.#kind;
    // No thread does more than a processor that it has for itself.
    const gain = Math.min(htGain, threads);
    const known = this.#byGain.get(htGain) ?? new Processors({ ...this.#kind, htGain: gain });
    this.#byGain.set(htGain, known);
    return known;
  }
}

/** One `Processors` for all nodes with the same ones. */
export function processorsOf(specs: readonly NodeSpec[]): Processors[] {
  const kinds = new Map<string, Processors>();
  return specs.map((spec) => {
    const kind = [spec.cpus, spec.threads, spec.htGain, spec.htAware, spec.speed].join();
    const known = kinds.get(kind) ?? new Processors(spec);
    kinds.set(kind, known);
    return known;
  });
}
