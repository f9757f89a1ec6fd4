import { describe, expect, it } from 'vitest';
import type { Random } from '../../src/kernel/random.js';
import { nodeSpec, processSpecs, runUntil, simulationOf } from '../support/cluster-builder.js';
import { expectLaw, printLaw, replicate } from '../support/replications.js';

const LAW = '9 (Hyper-Threading)';
const PROCESSORS = 2;
const GAIN = 1.25;
const SECONDS = 100;
const PLACEMENTS = 20_000;

/** T(n), measured: the work of n endless processes, per second. */
function throughput(htAware: boolean, n: number): number {
  const node = nodeSpec(1, { cpus: PROCESSORS, threads: 2, htGain: GAIN, htAware });
  const simulation = simulationOf({ nodes: [node], processes: processSpecs(n, 1) });
  runUntil(simulation, SECONDS);
  return simulation.view.totals.workDelivered / SECONDS;
}

/** What n processes do that are put on logical CPUs at random, many times over. */
function placedAtRandom(n: number, random: Random): number {
  let total = 0;
  for (let placement = 0; placement < PLACEMENTS; placement++) {
    const free = Array.from({ length: 2 * PROCESSORS }, (_, cpu) => cpu);
    const busy = new Int32Array(PROCESSORS);
    for (let placed = 0; placed < n; placed++) {
      const [cpu] = free.splice(random.below(free.length), 1);
      busy[cpu! >> 1]!++;
    }
    for (const here of busy) total += here === 2 ? GAIN : here;
  }
  return total / PLACEMENTS;
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}

describe(`law 9: ${PROCESSORS} processors of two threads`, () => {
  it.each([1, 2, 3, 4, 5, 8])('do what an aware scheduler makes of %i processes', (n) => {
    const more = Math.min(n, 2 * PROCESSORS) - PROCESSORS;
    const expected = n <= PROCESSORS ? n : PROCESSORS + (GAIN - 1) * more;
    const measured = throughput(true, n);
    printLaw(LAW, `T(${n}), aware`, measured, expected);
    expect(measured).toBeCloseTo(expected, 9);
  });

  it.each([1, 2, 3, 4, 5, 8])('do what an unaware scheduler makes of %i processes', (n) => {
    const logical = 2 * PROCESSORS;
    const busy = Math.min(n, logical);
    const idle = choose(logical - 2, busy) / choose(logical, busy);
    const both = choose(logical - 2, busy - 2) / choose(logical, busy);
    const expected = PROCESSORS * (1 - idle - both + GAIN * both);
    const measured = throughput(false, n);
    printLaw(LAW, `T(${n}), unaware`, measured, expected);
    expect(measured).toBeCloseTo(expected, 9);
  });

  it.each([2, 3])('are what really placing %i processes at random gives', (n) => {
    const values = replicate(`placement ${n}`, (random) => placedAtRandom(n, random));
    const expected = throughput(false, n);
    // Three always share one processor: there is nothing to draw.
    if (n === 3) expect(Math.max(...values)).toBe(Math.min(...values));
    expectLaw({
      law: LAW,
      what: `T(${n}), drawn`,
      values,
      expected,
      allowance: 1e-9,
      tells: 0.005,
    });
  });
});
