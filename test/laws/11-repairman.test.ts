import { describe, expect, it } from 'vitest';
import { CPU_BOUND } from '../../src/cluster/facts/profile.js';
import type { Random } from '../../src/kernel/random.js';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../support/cluster-builder.js';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';

const LAW = '11 (machine repairman; Palm 1958)';
const PROCESSES = 10;
const THINK = 5;
const SECONDS = LONG ? 24_000 : 4_000;
const WARM_UP = 100;

/** Part of the time in which the CPU of a node works for processes that compute and pause. */
function utilisation(drawn: boolean, random: Random): number {
  const amount = (mean: number) => (drawn ? ({ kind: 'exponential', mean } as const) : mean);
  const profile = { ...CPU_BOUND, burstSeconds: amount(1), thinkSeconds: amount(THINK) };
  const simulation = simulationOf({
    nodes: nodeSpecs(1),
    processes: processSpecs(PROCESSES, 1, { profile }),
    measures: false,
    seed: random.below(2 ** 31),
  });
  const { cpus, nodes } = simulation.cluster;
  const workAt = (at: number) => {
    runUntil(simulation, at);
    return cpus.workSeconds(nodes[0]!.index, at);
  };
  const before = workAt(WARM_UP);
  return (workAt(WARM_UP + SECONDS) - before) / SECONDS;
}

/** 1 - p0 of M/M/1//n, service 1. */
function repairman(n: number, think: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= n; k++) {
    term *= (n - k + 1) / think;
    sum += term;
  }
  return 1 - 1 / sum;
}

describe(`law 11: ${PROCESSES} processes that compute 1 s and pause ${THINK} s, ${REPLICATIONS} runs`, () => {
  it('use a CPU for 1 - p0 of the time, and answer in n / U - Z, when both are exponential', () => {
    const expected = repairman(PROCESSES, THINK);
    expect(expected).toBeCloseTo(0.98162, 5);
    const values = replicate('repairman', (random) => utilisation(true, random));
    expectLaw({ law: LAW, what: 'utilisation', values, expected, tells: 0.01 });
    expectLaw({
      law: LAW,
      what: 'response, seconds',
      values: values.map((used) => PROCESSES / used - THINK),
      expected: 5.18729,
      tells: 0.02,
    });
  });

  it('lock into step when both are constant: all compute at once, and pause at once', () => {
    const [used] = replicate('locked', (random) => utilisation(false, random));
    expect(used).toBeCloseTo(PROCESSES / (PROCESSES + THINK), 2);
  });
});
