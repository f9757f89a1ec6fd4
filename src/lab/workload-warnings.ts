import { counted } from '../base/counted.js';
import { mean } from '../base/distribution.js';
import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { Scenario } from '../scenario/scenario.js';
import { meanGap, meanWork } from '../workload/models/lublin.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';

/** Where means over runs of a scenario mislead, whatever comes out, a sentence each. */
export function workloadWarnings(scenario: Scenario): readonly string[] {
  const found: string[] = [];
  const heavy = scenario.workload.map(heaviness).find((why) => why !== undefined);
  if (heavy !== undefined) {
    found.push(
      `the work ${heavy}: a few long processes make the mean, ` +
        'and an interval of few runs is too narrow',
    );
  }
  const load = offeredLoad(scenario);
  if (load >= 1) {
    found.push(
      `the offered load is ${load.toFixed(2)} of what the nodes can do: ` +
        'queues grow as long as arrivals go on, so no mean is that of a longer run',
    );
  } else {
    const crowded = crowdedNodes(scenario);
    if (crowded !== undefined) found.push(crowded);
  }
  return found;
}

/** Policies under which a busy node gets as much as an idle one. */
const BLIND: readonly string[] = ['none', 'random', 'round-robin'];

/** The nodes that cannot do what arrives at them, where the policy does not look; undefined: none. */
function crowdedNodes({ nodes, workload, policy, timeline }: Scenario): string | undefined {
  if (!BLIND.includes(policy) || timeline.length > 0) return undefined;
  const isAtHome = policy === 'none';
  const crowded = nodes.flatMap((node) => {
    const offered = workload.reduce((total, source) => {
      const isOfOne = isAtHome && 'home' in source && typeof source.home === 'number';
      const part = isOfOne ? Number(source.home === node.id) : 1 / nodes.length;
      return total + part * workASecond(source);
    }, 0);
    const load = offered / capacityOf(node);
    return load >= 1 ? [{ name: node.name, load }] : [];
  });
  const [first] = crowded.sort((a, b) => b.load - a.load);
  if (first === undefined) return undefined;
  const others = crowded.length - 1;
  const load = first.load.toFixed(2);
  const what =
    others === 0
      ? `what arrives at ${first.name} is ${load} of what it can do`
      : `what arrives at ${first.name} and ${counted(others, 'more node')} is up to ${load} of what they can do`;
  return (
    `${what}, and policy ${policy} does not even that out: queues grow as long as arrivals go on, ` +
    'so a run may take very long, and no mean is that of a longer run'
  );
}

/**
 * Work that arrives over what the nodes can do, in the long run; 0: it ends. Only sources that draw
 * their processes say so.
 */
export function offeredLoad({ nodes, workload }: Scenario): number {
  const capacity = nodes.reduce((total, node) => total + capacityOf(node), 0);
  return workload.reduce((total, source) => total + workASecond(source), 0) / capacity;
}

/** CPUs of speed 10000. */
function capacityOf({ cpus, threads, htGain, speed }: Scenario['nodes'][number]): number {
  return (cpus * Math.min(threads, htGain) * speed) / STANDARD_SPEED;
}

/** Of a source that goes on: seconds of a CPU of speed 10000 a second. */
function workASecond(source: WorkloadSpec): number {
  if (source.kind === 'model') {
    return (meanWork(source.processors) * source.timeScale) / meanGap();
  }
  if (source.kind !== 'batch' || source.every === undefined) return 0;
  return ((source.pipeline ?? 1) * mean(source.work)) / mean(source.every);
}

/** Why few processes make the mean; undefined: they do not. */
function heaviness(source: WorkloadSpec): string | undefined {
  if (source.kind !== 'batch') return undefined;
  const { work } = source;
  if (work.kind === 'pareto' && work.alpha <= 2) return 'is Pareto with alpha 2 or less';
  if (work.kind !== 'empirical') return undefined;
  const values = work.values.toSorted((a, b) => b - a);
  const longest = values.slice(0, Math.ceil(values.length / 100));
  const part = sum(longest) / sum(values);
  return part > 0.5 ? 'is mostly that of its longest hundredth' : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
