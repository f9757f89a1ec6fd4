import type { Distribution } from '../../src/base/distribution.js';
import { draw, mean as meanOf } from '../../src/base/distribution.js';
import { mean } from '../../src/base/statistics.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { Random } from '../../src/kernel/random.js';
import type { Simulation } from '../../src/scenario/simulation.js';
import { type ClusterRequest, processSpec, simulationOf } from './cluster-builder.js';

/** Poisson arrivals at a cluster that is watched in equilibrium. */
export interface OpenSystem extends Omit<ClusterRequest, 'nodes' | 'processes'> {
  readonly nodes: readonly NodeSpec[];
  /** Arrivals per second. */
  readonly rate: number;
  readonly work: Distribution;
  /** Processes that arrive before the ones that are watched, to reach the equilibrium. */
  readonly before: number;
  /** Processes whose times are watched; arrivals go on until the last of them is done. */
  readonly watched: number;
  readonly random: Random;
  readonly residentBytes?: number;
  /** Index of the node where a process starts; default: any with equal probability. */
  readonly home?: (simulation: Simulation, random: Random) => number;
  /** Called after everything that happens. */
  readonly afterEach?: (simulation: Simulation) => void;
}

export interface Watched {
  readonly responseSeconds: readonly number[];
  readonly slowdowns: readonly number[];
  /**
   * How far the mean work and the mean interval of the watched, and the work that they met, were
   * from their expectations, as parts of these.
   */
  readonly controls: readonly number[];
}

/**
 * Watches the processes that arrive after `before` others. Neither the empty start nor the end
 * shows in them: arrivals go on as long as one of them is there.
 */
export function watch(system: OpenSystem): Watched {
  const { nodes, rate, work, before, watched, random, afterEach } = system;
  const simulation = simulationOf({ ...system, nodes });
  const { cluster } = simulation;
  const responseSeconds: number[] = [];
  const slowdowns: number[] = [];
  const works: number[] = [];
  const intervals: number[] = [];
  const backlog = new Backlog(system);
  const first = cluster.nextPid + before;
  cluster.observe(
    (event) => {
      if (event.type !== 'completed' || event.pid < first || event.pid >= first + watched) return;
      responseSeconds.push(event.at - event.arrivalSeconds);
      slowdowns.push((event.at - event.arrivalSeconds) / event.workSeconds);
    },
    { types: ['completed'] },
  );
  const { home = anyNode } = system;
  const streams = ['arrivals', 'work', 'home'].map((name) => random.split(name));
  const interval: Distribution = { kind: 'exponential', mean: 1 / rate };
  for (let arrival = 0; responseSeconds.length < watched; ) {
    const waited = draw(interval, streams[0]!);
    arrival += waited;
    while (simulation.nextTime <= arrival) {
      simulation.step();
      afterEach?.(simulation);
    }
    simulation.agenda.skipTo(arrival);
    const index = home(simulation, streams[2]!);
    const { id } = nodes[index]!;
    const { residentBytes = 0 } = system;
    const workSeconds = draw(work, streams[1]!);
    const isWatched = cluster.nextPid >= first && cluster.nextPid < first + watched;
    backlog.arrive(index, arrival, workSeconds, isWatched);
    if (isWatched) {
      works.push(workSeconds);
      intervals.push(waited);
    }
    cluster.start(processSpec(id, { workSeconds, residentBytes }));
    afterEach?.(simulation);
  }
  const controls = [mean(works) / meanOf(work) - 1, mean(intervals) * rate - 1, backlog.deviation];
  return { responseSeconds, slowdowns, controls };
}

/**
 * The work that an arriving process finds: in each node by itself when these are left alone, else
 * in all of them together as if they were one. Its mean is known (Pollaczek & Khinchine): rate x
 * E[work^2] / (2 (1 - load)); CPUs are of speed 1.
 */
class Backlog {
  readonly #system: OpenSystem;
  readonly #places: number;
  readonly #work: number[];
  readonly #since: number[];
  readonly #met: number[] = [];

  constructor(system: OpenSystem) {
    this.#system = system;
    const { nodes, home, afterEach } = system;
    this.#places = home === undefined && afterEach === undefined ? nodes.length : 1;
    this.#work = Array.from({ length: this.#places }, () => 0);
    this.#since = [...this.#work];
  }

  arrive(index: number, now: number, workSeconds: number, isWatched: boolean): void {
    const place = index % this.#places;
    const speed = this.#system.nodes.length / this.#places;
    const done = (now - this.#since[place]!) * speed;
    const left = Math.max(0, this.#work[place]! - done);
    if (isWatched) this.#met.push(left);
    this.#work[place] = left + workSeconds;
    this.#since[place] = now;
  }

  get deviation(): number {
    const { nodes, rate, work } = this.#system;
    const speed = nodes.length / this.#places;
    const load = (rate * meanOf(work)) / nodes.length;
    const perPlace = rate / this.#places;
    const expected = (perPlace * meanSquareOf(work)) / speed / (2 * (1 - load));
    return mean(this.#met) / expected - 1;
  }
}

function meanSquareOf(work: Distribution): number {
  switch (work.kind) {
    case 'constant':
      return work.value ** 2;
    case 'exponential':
      return 2 * work.mean ** 2;
    case 'pareto':
      return work.low ** 2 + 2 * work.low * (work.high - work.low);
    default:
      throw new Error(`no second moment of ${work.kind}`);
  }
}

function anyNode({ cluster }: Simulation, random: Random): number {
  return random.below(cluster.nodes.length);
}
