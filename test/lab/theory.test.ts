import { describe, expect, it } from 'vitest';
import { theoryOf } from '../../src/lab/theory.js';
import { scenarioOf as parsed } from '../scenario/parse-text.js';

const scenarioOf = (lines: string) => parsed(`policy: none\n${lines}`);

const ARRIVALS = 'arrivals: { every: exponential 2.5s }, work: exponential 10s, memory: 1MB';
const WORKLOAD = `workload: [{ kind: batch, home: random, ${ARRIVALS} }]`;

describe('the bounds of a scenario', () => {
  it('are 1 / (1 - rho) apart and Erlang-C together: 5 nodes at .8 give 5 and 1.5541', () => {
    const theory = theoryOf(scenarioOf(`nodes: [{ count: 5, cpus: 1 }]\n${WORKLOAD}`))!;
    expect(theory.load).toBeCloseTo(0.8, 12);
    expect(theory.apart).toBeCloseTo(5, 12);
    // C(5, 4) = .554113 (Erlang 1917); 1 + .554113 / (5 * .2).
    expect(theory.together).toBeCloseTo(1.554113, 6);
  });

  it('count the CPUs of a node, and its speed: one of 4 at .8 gives 1.7455 (M/M/4)', () => {
    const nodes = 'nodes: [{ count: 1, cpus: 4, speed: 12500 }]';
    const theory = theoryOf(scenarioOf(`${nodes}\n${WORKLOAD}`))!;
    expect(theory.aloneSeconds).toBe(8);
    expect(theory.load).toBeCloseTo(0.8, 12);
    expect(theory.apart).toBeCloseTo(1.745541, 6);
    expect(theory.together).toBe(theory.apart);
  });

  it('have nothing apart where arrivals at a node are not Poisson', () => {
    const inTurn = WORKLOAD.replace('home: random', 'home: round-robin');
    const theory = theoryOf(scenarioOf(`nodes: [{ count: 5, cpus: 1 }]\n${inTurn}`))!;
    expect(theory.apart).toBeUndefined();
    expect(theory.together).toBeCloseTo(1.554113, 6);
  });

  it.each([
    ['nodes differ', 'nodes: [{ cpus: 1 }, { cpus: 2 }]', WORKLOAD],
    ['the load is 1 or more', 'nodes: [{ count: 4, cpus: 1 }]', WORKLOAD],
    [
      'a node has Hyper-Threading',
      'nodes: [{ count: 9, cpus: 1, threads: 2, htGain: 1.2 }]',
      WORKLOAD,
    ],
    [
      'arrivals are regular',
      'nodes: [{ count: 9, cpus: 1 }]',
      WORKLOAD.replace('exponential 2.5s', '2.5s'),
    ],
    [
      'a node crashes',
      'nodes: [{ count: 9, cpus: 1 }]',
      `${WORKLOAD}\ntimeline: [{ at: 1s, do: crash, node: 2 }]`,
    ],
  ])('are not given where %s', (_, nodes, rest) => {
    expect(theoryOf(scenarioOf(`${nodes}\n${rest}`))).toBeUndefined();
  });
});
