import { mean } from '../../src/base/statistics.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { Random } from '../../src/kernel/random.js';
import type { Simulation } from '../../src/scenario/simulation.js';
import { draw } from '../../src/workload/distribution.js';
import type { Distribution } from '../../src/workload/workload-spec.js';
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
  readonly memoryBytes?: number;
  /** Index of the node where a process starts; default: any with equal probability. */
  readonly home?: (simulation: Simulation, random: Random) => number;
  /** Called after everything that happens. */
  readonly afterEach?: (simulation: Simulation) => void;
}

export interface Watched {
  readonly responseSeconds: readonly number[];
  readonly slowdowns: readonly number[];
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
  const first = cluster.nextPid + before;
  cluster.observe(
    (event) => {
      if (event.type !== 'completed' || event.pid < first || event.pid >= first + watched) return;
      responseSeconds.push(event.at - event.arrivalSeconds);
      slowdowns.push((event.at - event.arrivalSeconds) / event.workSeconds);
    },
    ['completed'],
  );
  const { home = anyNode } = system;
  const streams = ['arrivals', 'work', 'home'].map((name) => random.split(name));
  const interval: Distribution = { kind: 'exponential', mean: 1 / rate };
  for (let arrival = 0; responseSeconds.length < watched; ) {
    arrival += draw(interval, streams[0]!);
    while (simulation.nextTime <= arrival) {
      simulation.step();
      afterEach?.(simulation);
    }
    simulation.agenda.skipTo(arrival);
    const id = nodes[home(simulation, streams[2]!)]!.id;
    const { memoryBytes = 0 } = system;
    cluster.start(processSpec(id, { workSeconds: draw(work, streams[1]!), memoryBytes }));
    afterEach?.(simulation);
  }
  return { responseSeconds, slowdowns };
}

/** Mean of the watched response times. */
export function meanResponse(system: OpenSystem): number {
  return mean(watch(system).responseSeconds);
}

function anyNode({ cluster }: Simulation, random: Random): number {
  return random.below(cluster.nodes.length);
}
