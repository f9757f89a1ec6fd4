import { describe, expect, it } from 'vitest';
import { WindowRun } from '../../src/lab/window-run.js';
import type { Extent } from '../../src/metrics/window.js';
import { USUAL_SLOWDOWN } from '../../src/metrics/window-figures.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** One CPU, a process of 1 s every 2 s, without end: each is alone, and its slowdown is 1. */
const REGULAR = `
nodes: [{ cpus: 1, speed: 10000 }]
policy: none
workload: [{ kind: batch, home: 1, arrivals: { every: 2s }, work: 1s, memory: 0 }]
`;

/** M/M/1-PS at half of its capacity: mean slowdown 1 / (1 - 0.5) = 2. */
const HALF = REGULAR.replace('every: 2s', 'every: exponential 2s').replace(
  'work: 1s',
  'work: exponential 1s',
);

const seconds = (of: number): Extent => ({ kind: 'seconds', seconds: of });
const processes = (count: number): Extent => ({ kind: 'processes', count });

function windowed(text: string, warmUp: Extent, watch: Extent | undefined, maxEvents = 1e9) {
  const session = createSession(scenarioOf(text), {
    policy: findPolicy(text.includes('openmosix') ? 'openmosix' : 'none')!,
    measures: false,
  });
  const rule = { window: { warmUp, watch }, slowdown: USUAL_SLOWDOWN, programGain: 1 };
  const run = new WindowRun(session, rule);
  while (!run.advance(Number.POSITIVE_INFINITY, { maxEvents, untilOver: true }));
  return run.figures();
}

describe('a window', () => {
  // Arrivals at 0, 2, 4, ...: the third is at 4, the seventh at 12 and ends at 13.
  it('of processes leaves out the first ones and ends with the last of the watched', () => {
    const figures = windowed(REGULAR, processes(2), processes(5));
    expect(figures.processes).toEqual({ arrived: 5, completed: 5, killed: 0, alive: 0 });
    expect(figures).toMatchObject({ fromSeconds: 2, toSeconds: 13, makespan: 13 });
    expect(figures.ofProcesses).toMatchObject({ slowdown: 1, response: 1, slowdownP99: 1 });
    // Busy for 1 s of the process at 2 s, then for 5 s: 6 of 11 s.
    expect(figures.utilisation).toBeCloseTo(6 / 11, 12);
  });

  // From 3 s on for 4 s: those of 4 s and 6 s; the window ends at 7 s, when the latter does.
  it('of seconds watches what arrives within it', () => {
    const figures = windowed(REGULAR, seconds(3), seconds(4));
    expect(figures.processes).toMatchObject({ arrived: 2, completed: 2 });
    expect(figures).toMatchObject({ fromSeconds: 3, toSeconds: 7 });
    expect(figures.cpuSeconds).toBeCloseTo(2, 12);
  });

  it('ends in the same figures however it is advanced', () => {
    const whole = windowed(HALF, processes(100), processes(300));
    expect(windowed(HALF, processes(100), processes(300), 7)).toEqual(whole);
    expect(windowed(HALF, seconds(100), seconds(300), 7)).toEqual(
      windowed(HALF, seconds(100), seconds(300)),
    );
  });

  it('has the mean slowdown of M/M/1-PS, 1 / (1 - 0.5), and its utilisation 0.5', () => {
    const { ofProcesses, utilisation } = windowed(HALF, processes(500), processes(20_000));
    expect(ofProcesses.slowdown).toBeGreaterThan(1.9);
    expect(ofProcesses.slowdown).toBeLessThan(2.1);
    expect(utilisation).toBeCloseTo(0.5, 1);
  });

  // Of 1 s each, bounded by 10 s: 1, although the slowdown is more.
  it('bounds the slowdown of short processes', () => {
    const { ofProcesses } = windowed(
      REGULAR.replace('every: 2s', 'every: 0.9s'),
      processes(0),
      processes(5),
    );
    expect(ofProcesses.slowdown).toBeGreaterThan(1.1);
    expect(ofProcesses.boundedSlowdown).toBe(1);
  });

  // Two processes of 10 s on one of two nodes of one CPU: 2 and 0, deviation 1, until they end.
  it('measures the imbalance: the deviation over nodes of the processes per CPU', () => {
    const text = `
nodes: [{ count: 2, cpus: 1, speed: 10000 }]
policy: none
workload: [{ kind: batch, home: 1, count: 2, work: 10s, memory: 0 }]
`;
    expect(windowed(text, processes(0), undefined)).toMatchObject({ imbalance: 1, toSeconds: 20 });
  });

  it('says how old and how wrong the beliefs were that policies went by', () => {
    const text = `
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
policy: openmosix
workload: [{ kind: batch, home: random, arrivals: { every: exponential 3s }, work: exponential 10s, memory: 1MB }]
`;
    const gossip = windowed(text, processes(50), processes(500));
    expect(gossip.migrations).toBeGreaterThan(20);
    expect(gossip.beliefAgeSeconds).toBeGreaterThan(0.1);
    const perfect = windowed(
      text.replace('policy:', 'information: perfect\npolicy:'),
      processes(50),
      processes(500),
    );
    expect(perfect.beliefAgeSeconds).toBe(0);
    expect(perfect.beliefError).toBe(0);
  });
});
