import { mean } from '../base/distribution.js';
import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';

/** Where means over runs of a scenario mislead, whatever comes out, a sentence each. */
export function workloadWarnings(scenario: Scenario): readonly string[] {
  const found: string[] = [];
  const heavy = scenario.workload.find(isHeavy);
  if (heavy !== undefined) {
    found.push(
      'the work is Pareto with alpha 2 or less: a few long processes make the mean, ' +
        'and an interval of few runs is too narrow',
    );
  }
  const load = offeredLoad(scenario);
  if (load >= 1) {
    found.push(
      `the offered load is ${load.toFixed(2)} of what the nodes can do: ` +
        'queues grow as long as arrivals go on, so no mean is that of a longer run',
    );
  }
  return found;
}

/**
 * Work that arrives over what the nodes can do, in the long run; 0: it ends. Only sources that draw
 * their processes say so.
 */
export function offeredLoad({ nodes, workload }: Scenario): number {
  const capacity = nodes.reduce(
    (total, { cpus, threads, htGain, speed }) =>
      total + (cpus * Math.min(threads, Math.max(1, htGain)) * speed) / STANDARD_SPEED,
    0,
  );
  return workload.reduce((total, source) => total + workASecond(source), 0) / capacity;
}

/** Of a source that goes on: seconds of a CPU of speed 10000 a second. */
function workASecond(source: WorkloadSpec): number {
  if (source.kind !== 'batch' || source.every === undefined) return 0;
  return ((source.pipeline ?? 1) * mean(source.work)) / mean(source.every);
}

function isHeavy(source: WorkloadSpec): boolean {
  return source.kind === 'batch' && source.work.kind === 'pareto' && source.work.alpha <= 2;
}
