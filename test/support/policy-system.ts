import type { Distribution } from '../../src/base/distribution.js';
import { draw } from '../../src/base/distribution.js';
import { mean } from '../../src/base/statistics.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import type { Random } from '../../src/kernel/random.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { type ClusterRequest, nodeSpecs, processSpec, simulationOf } from './cluster-builder.js';

/** A policy by its name, with some of its parameters set. */
export function policyWith(name: string, parameters: Policy['parameters'] = {}): Policy {
  const policy = findPolicy(name)!;
  return { ...policy, parameters: { ...policy.parameters, ...parameters } };
}

/** Poisson arrivals at equal nodes of one CPU, each at a home drawn at random. */
export interface PolicySystem extends Omit<ClusterRequest, 'nodes' | 'processes'> {
  readonly policy: Policy;
  readonly count: number;
  readonly node?: Partial<NodeSpec>;
  /** Offered load of a node. */
  readonly load: number;
  readonly work: Distribution;
  /** Mean of `work`. */
  readonly workSeconds: number;
  readonly residentBytes?: Distribution;
  /** Processes that arrive before those that are watched. */
  readonly before: number;
  readonly watched: number;
  readonly random: Random;
}

/** Mean response over mean work, and mean slowdown, of the processes that are watched. */
export interface Outcome {
  readonly response: number;
  readonly slowdown: number;
  readonly medianSlowdown: number;
  /**
   * How far the mean work and the mean interval of the watched, and the work that they met, as if
   * all nodes were one, were from their expectations, as parts of these.
   */
  readonly controls: readonly number[];
}

/**
 * Watches the processes that arrive after `before` others, under a policy that does what it does in
 * a run: asked at arrivals, ticks and departures. Arrivals go on until the last watched one is done.
 */
export function runPolicy(system: PolicySystem): Outcome {
  const { count, load, work, workSeconds, before, watched, random } = system;
  const streams = ['arrivals', 'work', 'homes', 'memory'].map((name) => random.split(name));
  const every: Distribution = { kind: 'exponential', mean: workSeconds / (load * count) };
  const responses: number[] = [];
  const slowdowns: number[] = [];
  const met = new Met(before, watched);
  function* processes(): Generator<ProcessSpec> {
    for (let at = 0; responses.length < watched; ) {
      const waited = draw(every, streams[0]!);
      at += waited;
      const process = draw(work, streams[1]!);
      met.arrive(waited, process, count);
      yield processSpec(1 + streams[2]!.below(count), {
        arrivalSeconds: at,
        workSeconds: process,
        residentBytes:
          system.residentBytes === undefined ? 0 : draw(system.residentBytes, streams[3]!),
      });
    }
  }
  const nodes = nodeSpecs(count, system.node);
  const request = { measures: false, fixedSeconds: 0, placeSeconds: 0, network: FREE_NETWORK };
  const simulation = simulationOf({ ...request, ...system, nodes, processes: processes() });
  const first = 1000 + before;
  simulation.cluster.observe(
    (event) => {
      if (event.type !== 'completed' || event.pid < first || event.pid >= first + watched) return;
      responses.push(event.at - event.arrivalSeconds);
      slowdowns.push((event.at - event.arrivalSeconds) / event.workSeconds);
    },
    { types: ['completed'] },
  );
  while (responses.length < watched) simulation.step();
  return {
    response: mean(responses) / workSeconds,
    slowdown: mean(slowdowns),
    controls: [
      mean(met.works) / workSeconds - 1,
      (mean(met.intervals) * load * count) / workSeconds - 1,
      // Pollaczek & Khinchine, for exponential work.
      (mean(met.backlogs) * (1 - load)) / (load * workSeconds) - 1,
    ],
    medianSlowdown: slowdowns.sort((a, b) => a - b)[slowdowns.length >> 1]!,
  };
}

/** What the watched processes brought, and the work that they found. */
class Met {
  readonly works: number[] = [];
  readonly intervals: number[] = [];
  readonly backlogs: number[] = [];
  #backlog = 0;
  #arrived = 0;

  constructor(
    readonly before: number,
    readonly watched: number,
  ) {}

  arrive(waited: number, work: number, nodes: number): void {
    this.#backlog = Math.max(0, this.#backlog - waited * nodes);
    const isWatched = this.#arrived >= this.before && this.works.length < this.watched;
    this.#arrived++;
    if (isWatched) {
      this.works.push(work);
      this.intervals.push(waited);
      this.backlogs.push(this.#backlog);
    }
    this.#backlog += work;
  }
}

/** Where asking takes no time. */
const FREE_NETWORK = { bandwidth: 125e6, latencySeconds: 0, handlingSeconds: 0, classes: [] };
