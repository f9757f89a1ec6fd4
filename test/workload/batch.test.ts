import { describe, expect, it } from 'vitest';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { Random } from '../../src/kernel/random.js';
import { Batch, type BatchSpec } from '../../src/workload/batch.js';

const NODES = [1, 2, 5];
const SPEC: BatchSpec = {
  kind: 'batch',
  home: 'random',
  count: 50,
  startSeconds: 7,
  every: { kind: 'exponential', mean: 20 },
  untilSeconds: Number.POSITIVE_INFINITY,
  work: { kind: 'pareto', low: 60, high: 14400, alpha: 1 },
  memory: { kind: 'uniform', low: 2e7, high: 4e8 },
  user: ['maths', 'stats'],
  command: ['R', 'maple', 'povray'],
  nice: 5,
  cantmove: 0x20,
};

function all(change: Partial<BatchSpec>, seed = 1): ProcessSpec[] {
  const batch = new Batch({ ...SPEC, ...change }, NODES, new Random(seed));
  const processes: ProcessSpec[] = [];
  for (let next = batch.next(); next !== undefined; next = batch.next()) processes.push(next);
  return processes;
}

describe('a batch', () => {
  it('starts as many as it says, the first at its start, in the order of time', () => {
    const processes = all({});
    expect(processes).toHaveLength(50);
    expect(processes[0]?.arrivalSeconds).toBe(7);
    const times = processes.map((process) => process.arrivalSeconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(processes[0]).toMatchObject({ pid: undefined, nice: 5, cantmove: 0x20 });
  });

  it('is the same for the same seed and another for another', () => {
    expect(all({})).toEqual(all({}));
    expect(all({})).not.toEqual(all({}, 2));
  });

  it.each<[string, Partial<BatchSpec>, readonly (keyof ProcessSpec)[]]>([
    ['home', { home: 2 }, ['home']],
    ['every', { every: { kind: 'constant', value: 1 } }, ['arrivalSeconds']],
    ['work', { work: { kind: 'constant', value: 1 } }, ['workSeconds']],
    ['memory', { memory: { kind: 'constant', value: 1 } }, ['residentBytes']],
    ['user', { user: ['root'] }, ['user']],
    ['command', { command: ['x'] }, ['command']],
  ])('leaves everything else as it was when %s changes', (_, change, changed) => {
    const without = (process: ProcessSpec) =>
      Object.fromEntries(
        Object.entries(process).filter(([key]) => !changed.includes(key as keyof ProcessSpec)),
      );
    expect(all(change).map(without)).toEqual(all({}).map(without));
    expect(all(change)).not.toEqual(all({}));
  });

  it('sends its processes home by turns, to one node, or to any', () => {
    const homes = (home: BatchSpec['home']) => all({ home }).map((process) => process.home);
    expect(homes('round-robin').slice(0, 7)).toEqual([1, 2, 5, 1, 2, 5, 1]);
    expect(new Set(homes(5))).toEqual(new Set([5]));
    expect(new Set(homes('random'))).toEqual(new Set(NODES));
  });

  it('stops at its end of time, which still counts', () => {
    const every = { kind: 'constant', value: 10 } as const;
    const times = all({ every, count: Number.POSITIVE_INFINITY, untilSeconds: 37 });
    expect(times.map((process) => process.arrivalSeconds)).toEqual([7, 17, 27, 37]);
  });

  it('starts all at once without a distance of arrivals', () => {
    const times = all({ every: undefined, count: 3 }).map((process) => process.arrivalSeconds);
    expect(times).toEqual([7, 7, 7]);
  });

  it('refuses to start endlessly many at once', () => {
    const count = Number.POSITIVE_INFINITY;
    expect(() => all({ every: undefined, count })).toThrow('endless batch');
    expect(() => all({ every: { kind: 'constant', value: 0 }, count })).toThrow('endless batch');
  });
});
