import { describe, expect, it } from 'vitest';
import { parse, scenarioOf } from './parse-text.js';

/** Scenarios in which one key has a value. */
const PLACES: Readonly<Record<string, (key: string, value: number) => string>> = {
  node: (key, value) => `nodes: [{ count: 1, ${key}: ${value} }]`,
  workload: (key, value) => `nodes: [{ count: 1 }]\nworkload: [{ work: 1s, ${key}: ${value} }]`,
  openmosix: (key, value) => `nodes: [{ count: 1 }]\nopenmosix: { ${key}: ${value} }`,
  memory: (key, value) => `nodes: [{ count: 1 }]\nmemory: { ${key}: ${value} }`,
};

/** Infinity: there is no most. A step is the next value beyond. */
describe('a key of a scenario takes its least value and its most, and nothing beyond', () => {
  it.each([
    ['node', 'cpus', 1, 1024, 1],
    ['node', 'threads', 1, 8, 1],
    ['node', 'speed', 1, 1e9, 0.001],
    ['node', 'ttl', 1, 255, 1],
    ['node', 'gateways', 0, 2, 1],
    ['workload', 'count', 1, Number.POSITIVE_INFINITY, 1],
    ['workload', 'pipeline', 1, 1000, 1],
    ['workload', 'nice', -20, 19, 1],
    ['openmosix', 'window', 1, 65_535, 1],
    ['openmosix', 'vector', 1, 65_535, 1],
    ['openmosix', 'stability', 0, 1e6, 0.001],
    ['openmosix', 'slowDecay', 0, 1000, 1],
    ['openmosix', 'fastDecay', 0, 1000, 1],
    ['openmosix', 'ownMoves', 0, 1, 0.001],
    ['openmosix', 'memoryReserve', 0, 1, 0.001],
    ['openmosix', 'moveCost', 0, Number.POSITIVE_INFINITY, 0.001],
    ['openmosix', 'topology', 0, Number.POSITIVE_INFINITY, 0.001],
    ['memory', 'slowdown', 0.001, 1, 0.0001],
    ['memory', 'ramp', 0, 1, 0.001],
  ])('%s %s: %d to %d', (place, key, least, most, step) => {
    const isTaken = (value: number) => parse(PLACES[place]!(key, value)).ok;
    expect([isTaken(least - step), isTaken(least)]).toEqual([false, true]);
    if (most === Number.POSITIVE_INFINITY) return;
    expect([isTaken(most), isTaken(most + step)]).toEqual([true, false]);
  });

  it.each(['meanRise', 'upperFall', 'useRise'])('openmosix %s: more than 0, to 1', (key) => {
    const isTaken = (value: number) => parse(PLACES.openmosix!(key, value)).ok;
    expect([0, 0.001, 1, 1.001].map(isTaken)).toEqual([false, true, true, false]);
  });
});

describe('the number behind a word of a distribution', () => {
  const isTaken = (work: string) =>
    parse(`nodes: [{ count: 1 }]\nworkload: [{ work: ${work} }]`).ok;

  it.each([
    ['hyperexponential 10s cv2', 0.999, 1, 1e6, 1_000_001],
    ['erlang 10s stages', 0, 1, 1000, 1001],
    ['erlang 10s stages', 1.5, 2, 1000, 999.5],
    ['lognormal 10s cv', -1, 0, 1000, 1000.5],
    ['weibull 10s shape', 0.099, 0.1, 100, 100.5],
    ['pareto 1s..10s alpha', 0.0099, 0.01, 100, 100.5],
  ])('"%s" is not %d, but %d to %d, and not %d', (words, below, least, most, above) => {
    const taken = [below, least, most, above].map((value) => isTaken(`${words} ${value}`));
    expect(taken).toEqual([false, true, true, false]);
  });
});

it.each([
  ['[{ count: 1, name: "a%d" }]', 'a1'],
  ['[{ count: 2, name: "a%d" }]', 'a1 to a2'],
  ['[{ count: 3, name: "a%d" }]', 'a1 to a3'],
])('of nodes %s a wrong home is told to be one of %s', (nodes, known) => {
  const parsed = parse(`nodes: ${nodes}\nworkload: [{ home: no, work: 1s }]`);
  const [problem] = parsed.ok ? [] : parsed.problems;
  expect(problem?.message).toMatch(new RegExp(`\\b${known}(?! to )\\b`));
});

it('a scenario that says nothing moves, places and balances as its guide says', () => {
  const scenario = scenarioOf('nodes: [{ count: 1 }]\nworkload: [{ work: 1s }]');
  expect(scenario).toMatchObject({
    migration: { fixedSeconds: 0.006, placeSeconds: 0.006 },
    memory: { slowdown: 0.1, ramp: 0.25 },
    ...{ policy: 'openmosix', information: 'gossip', discovery: 'map', maps: {} },
    omdiscd: { periodSeconds: 5, settled: false },
    openmosix: {
      ...{ period: 1, window: 8, vector: 8, stability: 1.3, meanRise: 0.375, upperFall: 0.125 },
      ...{ useRise: 0.375, decayInterval: 60, slowDecay: 975, fastDecay: 926, staleness: 10 },
      ...{ ownMoves: 1, minRun: 0.1, minResidence: 3, memoryReserve: 0.05, moveCost: 1 },
      ...{ topology: 0, refusalPause: 5 },
    },
  });
  expect(scenario.nodes[0]).toMatchObject({
    ...{ cpus: 1, threads: 1, speed: 10_000, memoryBytes: 2 ** 30, swapBytes: 2 ** 30 },
    ...{ interface: 'eth0', mosix: true, site: '' },
  });
  expect(scenario.workload[0]).toMatchObject({ startSeconds: 0, nice: 0, pipeline: 1 });
});
