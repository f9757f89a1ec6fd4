import { describe, expect, it } from 'vitest';
import { WAKE } from '../../src/cluster/agenda-kinds.js';
import { asNodeIndex } from '../../src/cluster/node-index.js';
import { Timers } from '../../src/cluster/timers.js';
import { Agenda } from '../../src/kernel/agenda.js';
import { nodeSpecs, processSpecs, simulationOf } from '../support/cluster-builder.js';

const FIRST = asNodeIndex(0);

describe('the CPUs of a node', () => {
  const at10 = () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(2, 1) });
    while (simulation.step(5));
    simulation.agenda.skipTo(10);
    return simulation.cluster;
  };

  it('are not changed as of an earlier time than now', () => {
    const { cpus } = at10();
    const [slot] = cpus.slots(FIRST);
    expect(() => cpus.remove(FIRST, slot!)).toThrow('node 0 stands at 0, it is 10');
    expect(() => cpus.setSlowdown(FIRST, 0.5)).toThrow('node 0 stands at 0, it is 10');
  });

  it('are changed when they have been advanced', () => {
    const { cpus, agenda } = at10();
    cpus.advance(FIRST, agenda.now);
    cpus.setSlowdown(FIRST, 0.5);
    expect(cpus.slowdown(FIRST)).toBe(0.5);
  });

  it('do not go back in time', () => {
    const { cpus, agenda } = at10();
    cpus.advance(FIRST, agenda.now);
    expect(() => cpus.advance(FIRST, 9)).toThrow('node 0 stands at 10, it is 9');
  });
});

describe('a cluster', () => {
  it('counts by itself: nobody else writes its counts', () => {
    const { cluster } = simulationOf({ nodes: nodeSpecs(1) });
    for (const count of ['arrived', 'completed', 'killed', 'workOfEnded', 'nextPid', 'downs']) {
      expect(() => Object.assign(cluster, { [count]: 7 })).toThrow(TypeError);
    }
  });

  it('starts no process at a node that does not exist', () => {
    const { cluster } = simulationOf({ nodes: nodeSpecs(1) });
    const [stray] = processSpecs(1, 2);
    expect(() => cluster.start(stray!)).toThrow('starts at node 2, which does not exist');
  });

  it('starts no process without work', () => {
    const { cluster } = simulationOf({ nodes: nodeSpecs(1) });
    const [idle] = processSpecs(1, 1, { workSeconds: Number.NaN });
    expect(() => cluster.start(idle!)).toThrow('a process starts with NaN s of work');
  });
});

describe('timers', () => {
  it('are one law of each kind', () => {
    const timers = new Timers(new Agenda());
    timers.on(WAKE, () => {});
    expect(() => timers.on(WAKE, () => {})).toThrow('two laws want timers of kind 2');
  });
});

it('virtual time cannot be written', () => {
  const agenda = new Agenda();
  // @ts-expect-error It is read-only.
  const write = () => (agenda.now = 5);
  expect(write).toThrow(TypeError);
});
