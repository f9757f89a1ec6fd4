import type { Observer } from '../../src/cluster/facts/event.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { addressOf } from '../../src/cluster/members/address.js';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { Simulation } from '../../src/scenario/simulation.js';
import { none } from '../../src/scheduler/policies/none.js';
import type { OpenMosixParameters, Policy } from '../../src/scheduler/policies/policy.js';
import type { Arrivals } from '../../src/workload/arrivals.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** A scenario with all its defaults, and one node with one CPU. */
const DEFAULTS = scenarioOf(
  'nodes: [{ count: 1, name: "node%d", cpus: 1, speed: 10000, memory: 1GB, swap: 1GB }]',
);

/** The defaults of a scenario's `openmosix:` section. */
export const OPENMOSIX: OpenMosixParameters = DEFAULTS.openmosix;

/** A node with one CPU of speed 10000, so that work is seconds. */
export function nodeSpec(id: number, changes: Partial<NodeSpec> = {}): NodeSpec {
  const address = addressOf(id);
  return { ...DEFAULTS.nodes[0]!, id, name: `node${id}`, address, ...changes };
}

/** Nodes 1 to `count`, all alike. */
export function nodeSpecs(count: number, changes: Partial<NodeSpec> = {}): NodeSpec[] {
  return Array.from({ length: count }, (_, index) => nodeSpec(index + 1, changes));
}

/** A process without memory that arrives at 0; endless, if no work is given. */
export function processSpec(home: number, changes: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    home,
    arrivalSeconds: 0,
    workSeconds: Number.POSITIVE_INFINITY,
    residentBytes: 0,
    user: 'learner',
    command: 'loop',
    nice: 0,
    cantmove: 0,
    ...changes,
  };
}

/** `count` processes alike. */
export function processSpecs(
  count: number,
  home: number,
  changes: Partial<ProcessSpec> = {},
): ProcessSpec[] {
  return Array.from({ length: count }, () => processSpec(home, changes));
}

/** Processes as a workload yields them, in the order of their arrival. */
export function arrivalsOf(processes: Iterable<ProcessSpec>): Arrivals {
  const iterator = processes[Symbol.iterator]();
  let taken = 0;
  const next = () => {
    taken++;
    const { done, value } = iterator.next();
    return done ? undefined : value;
  };
  return {
    next,
    highestPid: -1,
    exchange: (archive) => {
      const saved = archive.value('taken', taken);
      while (taken < saved) next();
    },
  };
}

/** What a request may say in the words of a scenario. */
type AsInScenario =
  | ('information' | 'periods' | 'timeline' | 'faults' | 'strangers' | 'discovery' | 'network')
  | 'maps';

export interface ClusterRequest extends Partial<Pick<Scenario, AsInScenario>> {
  readonly nodes: readonly NodeSpec[];
  readonly processes?: Iterable<ProcessSpec>;
  /** Default: none. */
  readonly policy?: Policy;
  readonly seed?: number;
  readonly fixedSeconds?: number;
  readonly placeSeconds?: number;
  readonly openmosix?: Partial<OpenMosixParameters>;
  readonly memory?: Scenario['memory'];
  readonly kernel?: Partial<Scenario['kernel']>;
  /** Default: true. */
  readonly measures?: boolean;
}

/** A simulation without a file: the defaults of a scenario, but for what is asked for. */
export function simulationOf(request: ClusterRequest): Simulation {
  const { nodes, processes = [], policy = none, seed = 1, measures = true } = request;
  const scenario: Scenario = {
    ...DEFAULTS,
    seed,
    nodes,
    migration: {
      fixedSeconds: request.fixedSeconds ?? DEFAULTS.migration.fixedSeconds,
      placeSeconds: request.placeSeconds ?? DEFAULTS.migration.placeSeconds,
    },
    memory: request.memory ?? DEFAULTS.memory,
    policy: policy.name,
    information: request.information ?? DEFAULTS.information,
    periods: request.periods ?? DEFAULTS.periods,
    openmosix: { ...OPENMOSIX, ...request.openmosix },
    timeline: request.timeline ?? [],
    faults: request.faults ?? [],
    strangers: request.strangers ?? [],
    discovery: request.discovery ?? 'map',
    maps: request.maps ?? {},
    network: request.network ?? DEFAULTS.network,
    kernel: { ...DEFAULTS.kernel, ...request.kernel },
  };
  const parts = { policy, arrivals: arrivalsOf(processes), random: new Random(seed), measures };
  return new Simulation(scenario, parts);
}

/** Lets everything happen up to and at `until`; `now` is `until` then. */
export function runUntil(simulation: Simulation, until: number, afterEach?: () => void): void {
  while (simulation.nextTime <= until) {
    simulation.step();
    afterEach?.();
  }
  simulation.agenda.skipTo(until);
}

/** Lets everything happen until no process is left. */
export function runToEnd(simulation: Simulation, afterEach?: () => void): void {
  while (!simulation.over) {
    simulation.step();
    afterEach?.();
  }
}

/** When each process completes, by pid, from now on. */
export function completionsOf(simulation: Simulation): Map<number, number> {
  const completions = new Map<number, number>();
  const note: Observer = (event) => {
    if (event.type === 'completed') completions.set(event.pid, event.at);
  };
  simulation.cluster.observe(note, { types: ['completed'] });
  return completions;
}

/** What happens from now on, a line each: "12.00 migrated 1000 1->2". */
export function logOf(simulation: Simulation): string[] {
  const lines: string[] = [];
  simulation.cluster.observe((event) => {
    const facts = event as unknown as Record<string, unknown>;
    const { at, type, pid, node, from, to, cause, reason } = facts;
    const way = from === undefined ? node : `${from}->${to}`;
    const words = [(at as number).toFixed(2), type, pid, way, cause, reason];
    lines.push(words.filter((word) => word !== undefined).join(' '));
  });
  return lines;
}

/** Runnable processes of each node. */
export function runnables(simulation: Simulation): number[] {
  return simulation.cluster.nodes.map((node) => node.runnable);
}
