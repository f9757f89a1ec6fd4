import { describe, expect, it } from 'vitest';
import { throughput } from '../../../src/cluster/cpus/throughput.js';
import type { NodeSpec } from '../../../src/cluster/facts/node-spec.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  completionsOf,
  nodeSpec,
  processSpec,
  processSpecs,
  runToEnd,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';

/** Shares of logical CPUs of endless processes of these nice values, in their order. */
function shares(node: NodeSpec, nices: readonly number[]): number[] {
  const processes = nices.map((nice) => processSpec(1, { nice }));
  const simulation = simulationOf({ nodes: [node], processes });
  runUntil(simulation, 0);
  return simulation.view.processes().map((process) => process.cpuShare);
}

describe('the CPUs of a node', () => {
  // By hand. Ticks of Linux 2.4, (20 - nice) / 4 + 1: nice 0 has 6, 10 has 3, 19 has 1, -20 has 11.
  it.each([
    ['one process gets one', 2, [0], [1]],
    ['three share two', 2, [0, 0, 0], [2 / 3, 2 / 3, 2 / 3]],
    ['a nice one gets half of what the other does', 1, [0, 10], [2 / 3, 1 / 3]],
    ['no process gets more than one', 2, [-20, 10, 10], [1, 0.5, 0.5]],
    ['the rest is shared again', 2, [-20, 0, 10], [1, 2 / 3, 1 / 3]],
    ['the cap can reach several', 3, [-20, 0, 19, 19], [1, 1, 0.5, 0.5]],
    ['a full cap leaves a nice one its CPU', 2, [0, 19], [1, 1]],
    ['nice 0 : 10 : 19 is 6 : 3 : 1', 1, [0, 10, 19], [0.6, 0.3, 0.1]],
    ['nice -20 : 0 is 11 : 6', 1, [-20, 0], [11 / 17, 6 / 17]],
  ])('are shared max-min fairly: %s', (_, cpus, nices, expected) => {
    const found = shares(nodeSpec(1, { cpus }), nices);
    for (const [index, share] of expected.entries()) expect(found[index]).toBeCloseTo(share, 12);
  });

  it('counts logical CPUs as shares, and lets them do T(n) together', () => {
    const node = nodeSpec(1, { cpus: 2, threads: 2, htAware: true, speed: 20000 });
    const simulation = simulationOf({ nodes: [node], processes: processSpecs(3, 1) });
    runUntil(simulation, 10);
    const { totals } = simulation.view;
    expect(totals.workDelivered).toBeCloseTo(10 * 2 * 2.25, 9);
    expect(simulation.view.processes().map((process) => process.cpuSeconds)).toEqual([10, 10, 10]);
  });

  it('completes processes of one instant in the order of their pids', () => {
    const processes = [5, 3, 9, 4].map((pid) => processSpec(1, { pid, workSeconds: 2 }));
    const simulation = simulationOf({ nodes: [nodeSpec(1)], processes });
    const completions = completionsOf(simulation);
    runToEnd(simulation);
    expect([...completions.keys()]).toEqual([3, 4, 5, 9]);
    expect([...completions.values()]).toEqual([8, 8, 8, 8]);
  });

  it('does what a naive fluid does, whatever comes, goes, is stopped or reniced', () => {
    fc.assert(
      fc.property(nodes, fc.array(steps, { minLength: 1, maxLength: 25 }), (node, acts) => {
        const simulation = simulationOf({ nodes: [node], measures: false });
        const completions = completionsOf(simulation);
        const fluid = new Fluid(node);
        for (const act of acts) {
          const until = simulation.agenda.now + act.after;
          runUntil(simulation, until);
          fluid.advance(until);
          change(simulation, fluid, act);
        }
        runUntil(simulation, 1e6);
        fluid.advance(1e6);
        compare(completions, fluid.completions);
      }),
      { numRuns: 150 },
    );
  });
});

const nodes = fc
  .record({
    cpus: fc.integer({ min: 1, max: 3 }),
    threads: fc.integer({ min: 1, max: 2 }),
    htAware: fc.boolean(),
    speed: fc.constantFrom(5000, 10000, 28000),
  })
  .map((changes) => nodeSpec(1, changes));

interface Step {
  readonly after: number;
  readonly act: 'start' | 'kill' | 'renice' | 'stop' | 'cont';
  readonly which: number;
  readonly nice: number;
  readonly work: number;
}

const steps: fc.Arbitrary<Step> = fc.record({
  after: fc.double({ min: 0, max: 5, noNaN: true }),
  act: fc.constantFrom('start', 'start', 'start', 'start', 'kill', 'renice', 'stop', 'cont'),
  which: fc.nat(20),
  // Mostly equal weights, as in life.
  nice: fc.constantFrom(0, 0, 0, -20, 5, 19),
  work: fc.integer({ min: 1, max: 20 }),
});

function change(simulation: Simulation, fluid: Fluid, { act, which, nice, work }: Step): void {
  const { commands } = simulation;
  if (act === 'start') {
    const answer = commands.execute({ do: 'spawn', home: 1, workSeconds: work, nice });
    if (answer.accepted) fluid.processes.set(answer.pid!, { left: work, nice, runs: true });
    return;
  }
  const pids = [...fluid.processes.keys()];
  const pid = pids[which % Math.max(1, pids.length)];
  if (pid === undefined) return;
  const process = fluid.processes.get(pid)!;
  if (act === 'renice') process.nice = nice;
  else if (act === 'kill') fluid.processes.delete(pid);
  else process.runs = act === 'cont';
  if (act === 'renice') commands.execute({ do: 'renice', pid, nice });
  else commands.execute({ do: act, pid });
}

function compare(found: ReadonlyMap<number, number>, expected: ReadonlyMap<number, number>): void {
  expect([...found.keys()].sort((a, b) => a - b)).toEqual(
    [...expected.keys()].sort((a, b) => a - b),
  );
  for (const [pid, at] of expected) expect(Math.abs(found.get(pid)! - at)).toBeLessThan(1e-7);
}

interface FluidProcess {
  left: number;
  nice: number;
  runs: boolean;
}

/** The same law in the plainest words: all rates anew at every change, each process by itself. */
class Fluid {
  readonly processes = new Map<number, FluidProcess>();
  readonly completions = new Map<number, number>();
  #now = 0;

  readonly #node: NodeSpec;

  constructor(node: NodeSpec) {
    this.#node = node;
  }

  advance(until: number): void {
    while (this.#now < until) {
      const running = [...this.processes].filter(([, process]) => process.runs);
      const rates = this.#rates(running.map(([, process]) => weightOf(process.nice)));
      let seconds = until - this.#now;
      let next: number | undefined;
      for (const [index, [pid, process]] of running.entries()) {
        if (process.left / rates[index]! > seconds) continue;
        seconds = process.left / rates[index]!;
        next = pid;
      }
      for (const [index, [, process]] of running.entries()) process.left -= rates[index]! * seconds;
      this.#now = next === undefined ? until : this.#now + seconds;
      if (next === undefined) continue;
      this.completions.set(next, this.#now);
      this.processes.delete(next);
    }
  }

  /** Whoever would get more than one CPU gets one, and the others share the rest, until it fits. */
  #rates(weights: readonly number[]): number[] {
    const { cpus, threads, speed } = this.#node;
    const busy = Math.min(weights.length, cpus * threads);
    const capped = new Set<number>();
    for (;;) {
      const open = weights.map((weight, index) => (capped.has(index) ? 0 : weight));
      const total = open.reduce((sum, weight) => sum + weight, 0);
      const found = open.map((weight, index) =>
        capped.has(index) ? 1 : (weight * (busy - capped.size)) / total,
      );
      const above = found.flatMap((share, index) => (share > 1 + 1e-12 ? [index] : []));
      if (above.length === 0) {
        const perShare = ((speed / 10000) * throughput(this.#node, weights.length)) / busy;
        return found.map((share) => share * perShare);
      }
      for (const index of above) capped.add(index);
    }
  }
}

/** Linux 2.4's time slices, in ticks: a quarter of 20 - nice, rounded down, and one. */
function weightOf(nice: number): number {
  return ((20 - nice - ((20 - nice) % 4)) / 4 + 1) * 10;
}
