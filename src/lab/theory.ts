import { mean } from '../base/distribution.js';
import { pooledSlowdown } from '../base/queueing.js';
import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';

/** What queueing theory says of a scenario: mean slowdowns between which policies stand. */
export interface Theory {
  /** Work that arrives over what the nodes can do. */
  readonly load: number;
  /** Mean time that a process needs alone, seconds. */
  readonly aloneSeconds: number;
  /** Every node by itself (M/G/c-PS; M/M/1 with one CPU a node); undefined: arrivals at a node are
   * not Poisson. */
  readonly apart?: number;
  /** All CPUs as one node's, moves free and at once: Erlang-C. */
  readonly together: number;
}

/**
 * The bounds of a scenario in which Poisson arrivals of processes that only compute meet equal
 * nodes; undefined: it is another one, and theory has no exact figure for it.
 */
export function theoryOf(scenario: Scenario): Theory | undefined {
  const { nodes, workload } = scenario;
  const [first] = nodes;
  const [source, ...others] = workload;
  if (first === undefined || source === undefined || others.length > 0) return undefined;
  if (!isQuiet(scenario) || !isPoisson(source)) return undefined;
  const { cpus, speed } = first;
  const isEqual = nodes.every(
    (node) => node.cpus === cpus && node.speed === speed && isPlain(node),
  );
  if (!isEqual) return undefined;
  const aloneSeconds = (mean(source.work) * STANDARD_SPEED) / speed;
  const load = aloneSeconds / mean(source.every) / (cpus * nodes.length);
  if (!(load < 1)) return undefined;
  const together = pooledSlowdown(cpus * nodes.length, load);
  const isSplitAtRandom = source.home === 'random' || nodes.length === 1;
  return {
    ...{ load, aloneSeconds, together },
    ...(isSplitAtRandom ? { apart: pooledSlowdown(cpus, load) } : {}),
  };
}

/** Whether nothing happens in it but arrivals. */
export function isQuiet({ timeline, faults, strangers }: Scenario): boolean {
  return timeline.length + faults.length + strangers.length === 0;
}

/** Whether its CPUs have no logical ones. */
function isPlain({ threads }: Scenario['nodes'][number]): boolean {
  return threads === 1;
}

type Batch = Extract<WorkloadSpec, { kind: 'batch' }>;

function isPoisson(source: WorkloadSpec): source is Batch & { every: NonNullable<Batch['every']> } {
  return (
    source.kind === 'batch' &&
    source.every?.kind === 'exponential' &&
    source.rhythm === undefined &&
    source.profile === undefined &&
    (source.pipeline ?? 1) === 1 &&
    source.nice === 0 &&
    Number.isFinite(mean(source.work))
  );
}
