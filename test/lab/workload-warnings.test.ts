import { describe, expect, it } from 'vitest';
import { offeredLoad, workloadWarnings } from '../../src/lab/workload-warnings.js';
import { scenarioOf } from '../scenario/parse-text.js';

const NODE = 'nodes: [{ count: 2, name: "node%d", cpus: 2, speed: 10000 }]';

function scenario(workload: string, nodes = NODE) {
  return scenarioOf(`${nodes}\nworkload:\n  - ${workload}`);
}

describe('the offered load', () => {
  // Two nodes of two CPUs do 4 s of work a second.
  it.each([
    ['{ arrivals: { every: 4s }, count: 9, work: 8s }', 8 / 4 / 4],
    ['{ arrivals: { every: exponential 4s }, count: 9, work: uniform 4s..12s }', 8 / 4 / 4],
    ['{ arrivals: { every: 4s }, count: 9, work: 8s, pipeline: 3 }', (3 * 8) / 4 / 4],
    ['{ count: 9, work: 8s }', 0],
  ])('of %s is work over gap over capacity: %d', (workload, load) => {
    expect(offeredLoad(scenario(workload))).toBeCloseTo(load, 12);
  });

  it.each([
    ['cpus: 2, speed: 20000', 4],
    ['cpus: 2, threads: 2, htGain: 1.5, speed: 10000', 3],
    ['cpus: 2, threads: 1, htGain: 1.5, speed: 10000', 2],
  ])('is of what a node can do: %s does %d s of work a second', (node, capacity) => {
    const one = scenario(
      '{ arrivals: { every: 1s }, count: 9, work: 1s }',
      `nodes: [{ count: 1, name: "node%d", ${node} }]`,
    );
    expect(offeredLoad(one)).toBeCloseTo(1 / capacity, 12);
  });

  it('is the sum over all sources', () => {
    const two = scenario(
      '{ arrivals: { every: 4s }, count: 9, work: 8s }\n  - { arrivals: { every: 2s }, count: 9, work: 2s }',
    );
    expect(offeredLoad(two)).toBeCloseTo((2 + 1) / 4, 12);
  });
});

describe('the warnings of a workload', () => {
  it.each([
    ['{ arrivals: { every: 1s }, count: 9, work: 3.99s }', []],
    ['{ arrivals: { every: 1s }, count: 9, work: 4s }', ['the offered load is 1.00']],
    ['{ arrivals: { every: 100s }, count: 9, work: pareto 60s..4h alpha 2 }', ['alpha 2 or less']],
    ['{ arrivals: { every: 100s }, count: 9, work: pareto 60s..4h alpha 2.01 }', []],
  ])('of %s', (workload, said) => {
    const found = workloadWarnings(scenario(workload));
    expect(found).toEqual(said.map((part) => expect.stringContaining(part)));
  });

  const values = (all: readonly number[]) => {
    const one = scenario('{ arrivals: { every: 1h }, count: 9, work: 1s }');
    const [source] = one.workload;
    if (source?.kind !== 'batch') throw new Error('it is a batch');
    return workloadWarnings({
      ...one,
      workload: [{ ...source, work: { kind: 'empirical', values: all } }],
    });
  };

  it('tell of measured work when more than half of it is that of its longest hundredth', () => {
    const shorts = Array<number>(99).fill(1);
    expect(values([...shorts, 99])).toEqual([]);
    expect(values([...shorts, 99.1])).toEqual([expect.stringContaining('longest hundredth')]);
    expect(values([99.1, ...shorts])).toHaveLength(1);
    expect(values([...shorts, ...shorts, 99, 100])).toHaveLength(1);
    expect(values([...shorts, 1, 50, 60])).toEqual([expect.anything()]);
  });
});

describe('the warning of nodes that get more than they can do', () => {
  // One slow node of 1 CPU and one of 3: 4 s of work a second, in all at .6 of it: 2.4.
  const NODES =
    'nodes: [{ name: slow, cpus: 1, speed: 10000 }, { name: fast, cpus: 1, speed: 30000 }]';
  const said = (policy: string, home: string, rest = '') =>
    workloadWarnings({
      ...scenarioOf(
        `${NODES}\n${rest}\nworkload:\n` +
          `  - { home: ${home}, arrivals: { every: exponential 10s }, work: 24s }`,
      ),
      policy,
    });

  it.each([
    ['none', 'random', 'slow is 1.20'],
    ['none', 'round-robin', 'slow is 1.20'],
    ['none', 'slow', 'slow is 2.40'],
    ['random', 'fast', 'slow is 1.20'],
    ['round-robin', 'fast', 'slow is 1.20'],
  ])('is given under %s with home %s', (policy, home, part) => {
    expect(said(policy, home)).toEqual([expect.stringContaining(part)]);
  });

  it.each([
    ['none', 'fast'],
    ['openmosix', 'slow'],
    ['power-of-d', 'random'],
  ])('is not given under %s with home %s', (policy, home) => {
    expect(said(policy, home)).toEqual([]);
  });

  it('is not given where a timeline may change what happens', () => {
    const later = 'timeline: [{ at: 5s, do: policy, name: openmosix }]';
    expect(said('none', 'random', later)).toEqual([]);
  });

  it('counts the other nodes that are like the worst', () => {
    const five = scenarioOf(
      'nodes: [{ count: 5, name: "pc%d" }]\npolicy: none\nworkload:\n' +
        '  - { home: pc1, arrivals: { every: 2s }, work: 3s }\n' +
        '  - { home: pc2, arrivals: { every: 2s }, work: 2s }',
    );
    expect(workloadWarnings(five)).toEqual([
      expect.stringContaining('at pc1 and 1 more node is up to 1.50'),
    ]);
  });
});
