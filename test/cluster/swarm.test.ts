import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { checkInvariants } from '../../src/cluster/watching/invariants.js';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import {
  completionsOf,
  logOf,
  nodeSpec,
  processSpec,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const RUNS = 60;
const SECONDS = 40;

/** A small cluster, with random commands at random times. Everything depends on the seed. */
function swarm(seed: number) {
  const random = new Random(seed).split('swarm');
  const count = 1 + random.below(5);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const nodes = Array.from({ length: count }, (_, index) =>
    nodeSpec(index + 1, {
      cpus: pick([1, 1, 2, 4]),
      threads: pick([1, 2]),
      htAware: pick([true, false]),
      speed: pick([5000, 10000, 28000]),
      memoryBytes: pick([50e6, 1e9]),
      swapBytes: pick([0, 100e6]),
      bandwidth: pick([1e6, 125e6]),
    }),
  );
  const processes: ProcessSpec[] = [];
  for (let arrival = 0; arrival < SECONDS; arrival += 2 * random.uniform()) {
    processes.push(
      processSpec(1 + random.below(count), {
        arrivalSeconds: arrival,
        workSeconds: pick([0.5, 5, 5, 50, Number.POSITIVE_INFINITY]),
        memoryBytes: pick([0, 1e6, 1e6, 30e6]),
        nice: pick([0, 0, 0, -20, 7, 19]),
        cantmove: pick([0, 0, 0, 0x40, 0x80000000]),
      }),
    );
  }
  const timeline: Scenario['timeline'] = Array.from({ length: 60 }, () => ({
    atSeconds: SECONDS * random.uniform(),
    command: randomCommand(random, count),
  })).sort((a, b) => a.atSeconds - b.atSeconds);
  const information = pick(['gossip', 'perfect'] as const);
  return simulationOf({ nodes, processes, timeline, policy: openmosix, information, seed });
}

function randomCommand(random: Random, count: number): Command {
  const pid = 1000 + random.below(30);
  const node = 1 + random.below(count);
  const kinds = ['stop', 'cont', 'kill', 'lock', 'unlock', 'join', 'leave', 'crash', 'recover'];
  const kind = random.below(kinds.length + 8);
  if (kind >= kinds.length + 6) return { do: 'spawn', home: node, workSeconds: 3 };
  if (kind >= kinds.length + 4) return { do: 'renice', pid, nice: random.below(40) - 20 };
  if (kind === kinds.length + 3) return { do: 'migrate', pid, to: 'home' };
  if (kind === kinds.length + 2) return { do: 'migrate', pid, to: 'balance' };
  if (kind >= kinds.length) return { do: 'migrate', pid, to: node };
  // Members come back more often than they go, or nothing would be left to look at.
  const word = kinds[kind]!;
  if (word === 'crash' && random.below(3) > 0) return { do: 'recover', node };
  return { do: word, pid, node } as unknown as Command;
}

describe('a cluster under random commands', () => {
  it.each(Array.from({ length: RUNS }, (_, run) => [run + 1]))(
    'keeps its laws: seed %i',
    (seed) => {
      const simulation = swarm(seed);
      runUntil(simulation, SECONDS, () => checkInvariants(simulation.cluster));
      expect(simulation.view.totals.arrived).toBeGreaterThan(10);
    },
  );

  it('sees every kind of event in these runs', () => {
    const types = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed++) {
      const simulation = swarm(seed);
      simulation.cluster.observe((event) => types.add(event.type));
      runUntil(simulation, SECONDS);
    }
    expect([...types].sort()).toEqual(
      expect.arrayContaining([
        'completed',
        'continued',
        'killed',
        'migrated',
        'migration-failed',
        'migration-started',
        'node-crashed',
        'node-joined',
        'node-leaving',
        'node-left',
        'node-recovered',
        'refused',
        'reniced',
        'started',
        'stopped',
      ]),
    );
  });
});

describe('reading the view', () => {
  it.each([1, 2, 3, 4, 5])('changes nothing, whenever it is read: seed %i', (seed) => {
    const results = [false, true].map((reads) => {
      const simulation = swarm(seed);
      const completions = completionsOf(simulation);
      const log = logOf(simulation);
      const random = new Random(seed);
      for (let now = 0; now < SECONDS; now = Math.min(SECONDS, now + 0.3 * random.uniform())) {
        runUntil(simulation, now);
        if (!reads) continue;
        const { view } = simulation;
        JSON.stringify([
          view.nodes(),
          view.processes(),
          view.totals,
          view.node(1),
          view.process(1000),
        ]);
      }
      return { completions: [...completions], log };
    });
    expect(results[1]).toEqual(results[0]);
  });

  it('gives copies that a later step does not change', () => {
    const simulation = swarm(1);
    runUntil(simulation, 10);
    const { view } = simulation;
    const kept = [view.nodes(), view.processes(), view.totals];
    const before = JSON.stringify(kept);
    runUntil(simulation, 20);
    expect(JSON.stringify(kept)).toBe(before);
    expect(view.now).toBe(20);
  });
});
