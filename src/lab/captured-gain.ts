import { mean } from '../base/statistics.js';
import type { Command } from '../cluster/facts/command.js';
import { MAX_LOGICAL_CPUS } from '../cluster/facts/node-spec.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';
import { isQuiet } from './theory.js';

/** By pid; of a process that is alive, what its slowdown has come to. */
export type Slowdowns = ReadonlyMap<number, number>;

/** Mean slowdowns of the same processes in three runs, and where the second stands between the others. */
export interface CapturedGain {
  readonly processes: number;
  /** Nothing is moved. */
  readonly apart: number;
  /** As the run went. */
  readonly own: number;
  /** All nodes are one computer. */
  readonly together: number;
  /** (apart - own) / (apart - together); 1: as good as one computer. Undefined: nothing to gain. */
  readonly part: number | undefined;
}

/**
 * How much of what could be gained a run has gained, of the processes that are in all three: between
 * the same run in which nothing is moved, and one computer of all CPUs, whose mean slowdown comes to
 * Erlang-C's where that is defined. Those of the same pid are the same process. Those that are alive
 * count as far as they have come in each: if only completed ones did, those that wait most where
 * nothing is moved would be left out.
 */
export function capturedGain(apart: Slowdowns, own: Slowdowns, together: Slowdowns): CapturedGain {
  const pids = [...own.keys()].filter((pid) => apart.has(pid) && together.has(pid));
  const [worst, middle, best] = [apart, own, together].map((slowdowns) =>
    pids.length === 0 ? 0 : mean(pids.map((pid) => slowdowns.get(pid)!)),
  ) as [number, number, number];
  const possible = worst - best;
  const part = possible > LEAST_POSSIBLE ? (worst - middle) / possible : undefined;
  return { processes: pids.length, apart: worst, own: middle, together: best, part };
}

/** Slowdowns that differ by less are the same but for rounding. */
const LEAST_POSSIBLE = 1e-9;

/** Why captured gain has no meaning in a run; undefined: it has one. */
export function noGainReason(scenario: Scenario, sent: readonly Command[]): string | undefined {
  const { nodes, workload } = scenario;
  const [first] = nodes;
  if (first === undefined || nodes.length < 2) return 'one node has nothing to gain by moving';
  const isAlike = nodes.every(
    ({ speed, threads, htGain }) =>
      speed === first.speed && threads === first.threads && htGain === first.htGain,
  );
  if (!isAlike) return 'the nodes differ in speed or Hyper-Threading: no one computer is like them';
  if (nodes.reduce((sum, { cpus, threads }) => sum + cpus * threads, 0) > MAX_LOGICAL_CPUS) {
    return `no one computer has more than ${MAX_LOGICAL_CPUS} CPUs`;
  }
  if (!isQuiet(scenario)) return 'in this scenario more happens than arrivals';
  if (workload.some(({ kind }) => kind === 'host')) return 'node 1 is this computer';
  if (workload.every(isEndless)) return 'no process of it has an end';
  const profiles = workload.map((source) => ('profile' in source ? source.profile : undefined));
  const needsNode = profiles.some(
    (profile) =>
      profile?.chld === 'restart' || [profile?.files].flat().some((of) => typeof of === 'number'),
  );
  if (needsNode) return 'its processes read files of certain nodes, or are started again';
  const other = sent.find((command) => !MOVING.has(command.do));
  return other && `${other.do} has changed more than what is moved`;
}

function isEndless(source: WorkloadSpec): boolean {
  const { work } = { work: undefined, ...source };
  return work?.kind === 'constant' && work.value === Number.POSITIVE_INFINITY;
}

/** What changes only where processes run. */
const MOVING: ReadonlySet<Command['do']> = new Set([
  'policy',
  'set',
  'migrate',
  'lock',
  'unlock',
  'check',
]);
