import { describe, expect, it } from 'vitest';
import { LoadMeter } from '../../../src/scheduler/measuring/load-meter.js';
import {
  nodeSpecs,
  OPENMOSIX,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';
import { sessionOf } from '../../support/session-of.js';

describe('the load of a home', () => {
  // 2000 calls per second of work, each 2 x 100 us away and 50 us at home, make a second of work
  // take 1.5 s; its home pays for 1333 calls a second: 1333 x 50 us = 0.067 of its CPU.
  it('is what its deputies take, and never less while a process comes back', () => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: 1000s, profile: { calls: 2000 } }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: node2 }
  - { at: 20s, do: leave, node: node2 }`);
    session.advance(19.9);
    expect(session.view().node(1)!.meanLoad).toBeCloseTo(0.067, 3);
    for (let now = 20; now < 23; now += 0.1) {
      session.advance(now);
      expect(session.view().node(1)!.meanLoad).toBeGreaterThan(0.066);
    }
  });
});

describe('a node that measures itself', () => {
  /** Three processes on one CPU of speed 10000 from 0 s on, and a meter that has never measured. */
  function measuring() {
    const processes = processSpecs(3, 1);
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes, measures: false });
    const meter = new LoadMeter(simulation.cluster, { ...OPENMOSIX, meanRise: 0.25 }, 1);
    const [first, second] = simulation.cluster.nodes.map(({ index }) => index);
    return { simulation, meter, first: first!, second: second! };
  }

  // Over 60, 300 and 900 s: 3 (1 - e^(-t/T)), at the instant of a measurement and between two.
  it.each([
    [[2], 2],
    [[2, 2], 2],
    [[1, 2], 3.5],
    [[], 3.5],
  ])('at %j s has its averages at %d s, however often it did so', (times, until) => {
    const { simulation, meter, first } = measuring();
    for (const time of times) {
      runUntil(simulation, time);
      meter.measure(first);
    }
    runUntil(simulation, until);
    meter.averages(first).forEach((average, index) => {
      expect(average).toBeCloseTo(3 * (1 - Math.exp(-until / [60, 300, 900][index]!)), 12);
    });
  });

  it('twice at one instant takes on no sample twice: 3/4 after one of 3, 21/16 after the next', () => {
    const { simulation, meter, first, second } = measuring();
    expect([meter.mean(first), meter.upper(first), meter.measuredAt(first)]).toEqual([0, 0, 0]);
    meter.measure(first);
    expect(meter.mean(first)).toBe(0);
    for (const [time, mean] of [
      [1, 3 / 4],
      [1, 3 / 4],
      [2, 21 / 16],
    ] as const) {
      runUntil(simulation, time);
      meter.measure(first);
      expect([meter.measuredAt(first), meter.upper(first)]).toEqual([time, 3]);
      expect(meter.mean(first)).toBeCloseTo(mean, 12);
    }
    expect([meter.mean(second), meter.measuredAt(second)]).toEqual([0, 0]);
  });

  it('has no averages while it is down, and begins at nothing', () => {
    const { simulation, meter, first } = measuring();
    runUntil(simulation, 60);
    meter.measure(first);
    simulation.execute({ do: 'crash', node: 1 });
    expect(meter.averages(first)).toEqual([0, 0, 0]);
    runUntil(simulation, 61);
    meter.measure(first);
    simulation.execute({ do: 'recover', node: 1 });
    runUntil(simulation, 70);
    expect(meter.averages(first)).toEqual([0, 0, 0]);
  });
});
