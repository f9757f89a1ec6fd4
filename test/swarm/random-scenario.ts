import type { Distribution } from '../../src/base/distribution.js';
import { CANTMOVE, USER_LOCK } from '../../src/cluster/facts/cantmove.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import {
  type Amount,
  CPU_BOUND,
  type Files,
  filesOf,
  PROFILE_NAMES,
  PROFILES,
  type Profile,
  type Tie,
} from '../../src/cluster/facts/profile.js';
import type { FaultSpec } from '../../src/scenario/faults.js';
import type { Scenario, TimelineEntry } from '../../src/scenario/scenario.js';
import type { StrangerSpec } from '../../src/scenario/strangers.js';
import type { WorkloadSpec } from '../../src/workload/workload-spec.js';
import { scenarioOf } from '../scenario/parse-text.js';
import fc, { type Arbitrary } from '../support/properties.js';
import { randomCommand } from './random-command.js';

/** Virtual seconds of one run. */
export const SECONDS = 40;

/** Nodes that a scenario may have; what names a node that is not there means another one. */
const MOST_NODES = 6;

/** What is not drawn. */
const DEFAULTS = scenarioOf('name: swarm\nnodes: [{ name: node1 }]');

/**
 * A small cluster with all that can be asked of one; plain data, so that it can be made smaller.
 */
export const randomScenario: Arbitrary<Scenario> = fc
  .record({
    nodes: fc.array(randomNode(), { minLength: 1, maxLength: MOST_NODES, size: 'max' }),
    network: randomNetwork(),
    kernel: randomKernel(),
    policy: fc.constantFrom(
      ...['openmosix', 'openmosix', 'none', 'none', 'central', 'restless'],
      ...['power-of-d', 'round-robin', 'receiver-initiated', 'e-mosix', 'central-jsq', 'age-based'],
    ),
    information: fc.constantFrom(
      ...(['gossip', 'gossip', 'gossip', 'perfect', 'told', 'delayed 2.5s'] as const),
    ),
    periods: randomPeriods(),
    discovery: fc.constantFrom('map' as const, 'map' as const, 'omdiscd' as const),
    openmosix: fc.record({
      stability: fc.constantFrom(1.3, 1.3, 0.1),
      staleness: fc.constantFrom(10, 2.5),
      minRun: fc.constantFrom(1, 0),
      minResidence: fc.constantFrom(3, 0),
      memoryReserve: fc.constantFrom(0.05, 0.5),
      vector: fc.constantFrom(8, 2),
      ownMoves: fc.constantFrom(1, 1, 0),
    }),
    fixedSeconds: fc.constantFrom(0.006, 0, 2),
    ramp: fc.constantFrom(0.25, 0),
    workload: fc.array(randomBatch(), { minLength: 1, maxLength: 4, size: 'max' }),
    timeline: fc.array(randomEntry(), { maxLength: 150, size: 'max' }),
    faults: fc.array(randomFault(), { maxLength: 1 }),
    strangers: fc.array(randomStranger(), { maxLength: 1 }),
    seed: fc.nat(1000),
  })
  .map((drawn) => {
    const { fixedSeconds, ramp, openmosix, nodes, workload, faults, strangers, ...rest } = drawn;
    const count = nodes.length;
    const there = (id: number) => 1 + ((id - 1) % count);
    return {
      ...DEFAULTS,
      ...rest,
      openmosix: { ...DEFAULTS.openmosix, ...openmosix },
      migration: { fixedSeconds, placeSeconds: fixedSeconds },
      memory: { slowdown: 0.1, ramp },
      nodes: nodes.map((node, index) => ({ ...node, ...naming(index + 1) })),
      workload: workload.map((batch) => atNodes(batch, there)),
      faults: faults.map((fault) => ({
        ...fault,
        nodes: fault.nodes === 'all' ? fault.nodes : fault.nodes.map(there),
      })),
      strangers: strangers.map((stranger) => ({ ...stranger, to: 'random' as const })),
    };
  });

/**
 * A scenario in which so little is asked for that nodes may do without ticks: processes only
 * compute, and all commands are moves by hand but those of one kind, which may be the one that
 * asks.
 */
export const calmScenario: Arbitrary<Scenario> = fc
  .record({
    scenario: randomScenario,
    policy: fc.constantFrom('none', 'central'),
    kind: fc.constantFrom('expel', 'leave', 'bring', 'crash', 'migrate', 'loadlimit', 'block'),
    hasFaults: fc.constantFrom(false, false, true),
  })
  .map(({ scenario, policy, kind, hasFaults }) => ({
    ...scenario,
    ...{ policy, discovery: 'map' as const },
    workload: (scenario.workload as readonly Batch[]).map(({ profile: _, ...batch }) => batch),
    faults: hasFaults ? scenario.faults : [],
    timeline: scenario.timeline.map((entry, index) => {
      if (entry.command.do === kind) return entry;
      const to = 1 + (index % scenario.nodes.length);
      return { ...entry, command: { do: 'migrate' as const, pid: 1000 + (index % 7), to } };
    }),
  }));

function naming(id: number): Pick<NodeSpec, 'id' | 'name' | 'address'> {
  return { id, name: `node${id}`, address: `192.168.0.${id}` };
}

function randomNode(): Arbitrary<NodeSpec> {
  const drawn = fc.record({
    cpus: fc.constantFrom(1, 1, 2, 4),
    threads: fc.constantFrom(1, 2),
    htGain: fc.constantFrom(1.25, 1, 2),
    htAware: fc.boolean(),
    speed: fc.constantFrom(10000, 5000, 28000),
    memoryBytes: fc.constantFrom(1e9, 50e6),
    swapBytes: fc.constantFrom(100e6, 0),
    bandwidth: fc.constantFrom(125e6, 1e6),
    interface: fc.constantFrom('eth0', 'eth0', 'eth0', 'eth1'),
    mosix: fc.constantFrom(true, true, true, true, true, false),
    site: fc.constantFrom('', 'here', 'there'),
  });
  return drawn.map((node) => ({ ...DEFAULTS.nodes[0]!, ...node }));
}

/** Mostly what a scenario has that says nothing of them. */
function randomPeriods(): Arbitrary<Scenario['periods']> {
  return fc.record({
    measureSeconds: fc.constantFrom(undefined, undefined, undefined, 0.5),
    tellSeconds: fc.constantFrom(undefined, undefined, undefined, 3),
    decideSeconds: fc.constantFrom(undefined, undefined, undefined, 0.7),
  });
}

function randomNetwork(): Arbitrary<Scenario['network']> {
  const remote = {
    sites: ['here', 'there'] as const,
    ...{ latencySeconds: 0.02, bandwidth: 1e6, fixedSeconds: 0.5 },
  };
  return fc.record({
    bandwidth: fc.constant(125e6),
    latencySeconds: fc.constantFrom(100e-6, 0),
    handlingSeconds: fc.constantFrom(50e-6, 1e-3),
    classes: fc.constantFrom([], [remote]),
  });
}

function randomKernel(): Arbitrary<Scenario['kernel']> {
  return fc.record({
    fs: fc.boolean(),
    dfsa: fc.boolean(),
    noOom: fc.boolean(),
    pipeExceptions: fc.boolean(),
    secureports: fc.boolean(),
    loadLimit: fc.constant(true),
    disclosure: fc.constantFrom(0, 1, 2, 3),
  });
}

export type Batch = Extract<WorkloadSpec, { kind: 'batch' }>;

function randomBatch(): Arbitrary<Batch> {
  const seconds = (...values: number[]) => fc.constantFrom(...values).map(constant);
  return fc
    .record(
      {
        kind: fc.constant('batch' as const),
        home: fc.oneof(fc.constantFrom('random' as const, 'round-robin' as const), randomId()),
        count: fc.integer({ min: 1, max: 8 }),
        startSeconds: fc.constantFrom(0, 0, 3),
        every: fc.constantFrom(undefined, constant(2), { kind: 'exponential', mean: 3 } as const),
        untilSeconds: fc.constant(SECONDS),
        work: seconds(5, 0.5, 50, Number.POSITIVE_INFINITY),
        memory: seconds(1e6, 0, 10e6, 30e6),
        user: fc.constant(['learner']),
        command: fc.constant(['loop']),
        nice: fc.constantFrom(0, 0, 0, -20, 7, 19),
        cantmove: fc.constantFrom(0, 0, 0, 0, USER_LOCK, ...CANTMOVE.map(({ bit }) => bit)),
        pipeline: fc.constantFrom(1, 1, 3),
        profile: randomProfile(),
      },
      { noNullPrototype: true },
    )
    .map(({ profile, ...batch }) => (profile === undefined ? batch : { ...batch, profile }));
}

function randomProfile(): Arbitrary<Profile | undefined> {
  const growing = { ...CPU_BOUND, growthPerSecond: 4e6, growthLimitBytes: 90e6 };
  const own = fc.record({
    callsPerWork: fc.constantFrom(0, 500),
    bytesPerWork: fc.constantFrom(0, 5e6),
    files: randomFiles(),
    burstSeconds: fc.constantFrom(Number.POSITIVE_INFINITY, 0.3, drawnAmount(0.5)),
    thinkSeconds: fc.constantFrom(0, 1.5, drawnAmount(1)),
    growthPerSecond: fc.constantFrom(0, 3e6),
    growthLimitBytes: fc.constantFrom(Number.POSITIVE_INFINITY, 60e6),
    htGain: fc.constantFrom(undefined, 1, 2),
    chld: fc.constantFrom('ignore', 'restart', 'end'),
    clones: fc.constantFrom(1, 1, 1, 2, 5),
    together: fc.boolean(),
    tie: fc.oneof(fc.constant(undefined), randomTie()),
  });
  const others = PROFILE_NAMES.map((name): Profile => PROFILES[name]);
  const named = fc.constantFrom(undefined, undefined, growing, ...others);
  return fc.oneof(named, own, own);
}

function drawnAmount(mean: number): Amount {
  return { kind: 'exponential', mean };
}

function randomFiles(): Arbitrary<Files> {
  const words = fc.constantFrom('home' as const, 'here' as const, 'selected', 'lastexec' as const);
  const one = fc.oneof(words, randomId());
  return fc.oneof(one, one, fc.array(one, { minLength: 2, maxLength: 3 }));
}

/** Some of them are also reasons that commands and workloads give. */
function randomTie(): Arbitrary<Tie> {
  return fc.record({
    reason: fc.constantFrom('mem_lock', 'clone_vm', 'monkey'),
    afterSeconds: fc.constantFrom(1.5, 0.3, 0.1),
    forSeconds: fc.constantFrom(2, 0.5, Number.POSITIVE_INFINITY),
  });
}

function randomEntry(): Arbitrary<TimelineEntry> {
  // Tenths of a second, so that some things happen at one instant.
  const atSeconds = fc.integer({ min: 0, max: 10 * SECONDS }).map((tenths) => tenths / 10);
  return fc.record({ atSeconds, command: randomCommand(MOST_NODES) });
}

function randomFault(): Arbitrary<FaultSpec> {
  return fc.record({
    nodes: fc.oneof(fc.constant('all' as const), fc.array(randomId(), { maxLength: 2 })),
    kind: fc.constantFrom('crash' as const, 'leave' as const, 'cut' as const),
    mttf: fc.constant({ kind: 'exponential', mean: 20 } as const),
    mttr: fc.constantFrom(constant(5), { kind: 'exponential', mean: 5 } as const),
  });
}

function randomStranger(): Arbitrary<StrangerSpec> {
  return fc.record({
    address: fc.constant('10.9.8.7'),
    startSeconds: fc.constant(5),
    untilSeconds: fc.constantFrom(Number.POSITIVE_INFINITY, 15),
    everySeconds: fc.constantFrom(1.1, 4),
    to: fc.constant('random' as const),
    claims: fc.record({
      node: fc.oneof(randomId(), fc.constant(2311)),
      load: fc.constantFrom(0, 5),
      speed: fc.constantFrom(10000, 99999),
      cpus: fc.constantFrom(1, 8),
      freeBytes: fc.constant(1e9),
    }),
  });
}

function randomId(): Arbitrary<number> {
  return fc.integer({ min: 1, max: MOST_NODES });
}

/** A batch whose nodes are there. */
function atNodes(batch: Batch, there: (id: number) => number): Batch {
  const { home, profile } = batch;
  const place = typeof home === 'number' ? { home: there(home) } : {};
  if (profile === undefined) return { ...batch, ...place };
  const named = filesOf(profile).map((one) => (typeof one === 'number' ? there(one) : one));
  const files = named.length === 1 ? named[0]! : named;
  return { ...batch, ...place, profile: { ...profile, files } };
}

export function constant(value: number): Distribution {
  return { kind: 'constant', value };
}
