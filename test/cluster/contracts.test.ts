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
    for (const count of ['carriedOut', 'bytesMoved', 'underway']) {
      expect(() => Object.assign(cluster.migrations, { [count]: 7 })).toThrow(TypeError);
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
    expect(() => cluster.start(idle!)).toThrow('it starts with NaN s of work');
  });
});

describe('a process', () => {
  const computing = () => {
    const { cluster } = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(1, 1) });
    const { nodes, table } = cluster;
    cluster.start(processSpecs(1, 1)[0]!);
    return { cluster, nodes, slot: table.find(1000) };
  };

  it('that computes is not let compute once more', () => {
    const { cluster, slot } = computing();
    expect(() => cluster.resume(slot)).toThrow('process 1000 computes already');
  });

  it('that computes is not put elsewhere', () => {
    const { cluster, nodes, slot } = computing();
    expect(() => cluster.place(slot, nodes[1]!)).toThrow('process 1000 is put elsewhere');
  });

  it('is not sent from a node to itself, and no transfer ends twice', () => {
    const { cluster } = computing();
    const { network, agenda } = cluster;
    const timer = agenda.create(WAKE, 0);
    const [first, second] = [FIRST, asNodeIndex(1)];
    expect(() => network.start(first, first, 5, timer)).toThrow('5 bytes go from 0 to 0');
    const transfer = network.start(first, second, 5, timer);
    network.end(transfer);
    expect(() => network.end(transfer)).toThrow('a transfer that is not under way ends');
  });

  it('is expected by a node that has promised it room', () => {
    const { nodes } = computing();
    expect(() => nodes[1]!.promise(-1, 0, 0)).toThrow('node 2 takes back a promise');
  });
});

describe('timers', () => {
  it('are not used when they have been given back', () => {
    const agenda = new Agenda();
    const timer = agenda.create(WAKE, 0);
    agenda.set(timer, 1);
    agenda.release(timer);
    expect(agenda.isSet(timer)).toBe(false);
    expect(() => agenda.set(timer, 2)).toThrow('timer 0 is set, and has been released');
    expect(() => agenda.release(timer)).toThrow('timer 0 is released twice');
    expect(agenda.create(WAKE, 1)).toBe(timer);
    agenda.set(timer, 2);
    expect(agenda.isSet(timer)).toBe(true);
  });

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
