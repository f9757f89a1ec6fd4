import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { scenarioOf } from '../../scenario/parse-text.js';
import {
  logOf,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Two nodes of one processor with two threads, gain 1.25; at 60 s two loops start on node 1. */
function rebooted(noht: boolean | undefined, builtThreads?: number): Simulation {
  const changes = builtThreads === undefined ? { threads: 2 } : { builtThreads };
  const late = processSpecs(2, 1, { arrivalSeconds: 60 });
  const simulation = simulationOf({ nodes: nodeSpecs(2, changes), processes: late });
  const answer = simulation.execute({ do: 'reboot', node: 1, noht, bootSeconds: 30 });
  expect(answer.accepted).toBe(true);
  return simulation;
}

describe('a reboot', () => {
  // Two loops for 100 s: 125 s of work with Hyper-Threading, 100 without.
  it.each([
    [undefined, undefined, 2, 125],
    [true, undefined, 1, 100],
    [false, undefined, 2, 125],
    [false, 2, 2, 125],
    [undefined, 2, 1, 100],
  ])('noht %s, built with %s threads: %i threads, %i s of work', (noht, built, threads, work) => {
    const simulation = rebooted(noht, built);
    runUntil(simulation, 160);
    expect(simulation.view.node(1)!.threads).toBe(threads);
    expect(simulation.view.totals.workDelivered).toBeCloseTo(work, 9);
  });

  it.each([
    [true, 1],
    [undefined, undefined],
  ])('noht %s: says that its processors have %s threads, if that has changed', (noht, threads) => {
    const simulation = rebooted(noht);
    const told: ClusterEvent[] = [];
    simulation.cluster.observe((event) => told.push(event), { types: ['node-recovered'] });
    runUntil(simulation, 50);
    expect(told).toEqual([{ at: 30, type: 'node-recovered', node: 1, threads }]);
  });

  it('gives Hyper-Threading back after noht', () => {
    const simulation = rebooted(true);
    runUntil(simulation, 50);
    simulation.execute({ do: 'reboot', node: 1, noht: false, bootSeconds: 5 });
    runUntil(simulation, 160);
    expect(simulation.view.node(1)!.threads).toBe(2);
    expect(simulation.view.totals.workDelivered).toBeCloseTo(125, 9);
  });

  it('sends guests away first, ends its own processes, and takes bootSeconds', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [...processSpecs(1, 1), ...processSpecs(1, 2)],
    });
    runUntil(simulation, 1);
    simulation.execute({ do: 'migrate', pid: 1001, to: 1 });
    simulation.execute({ do: 'migrate', pid: 1000, to: 3 });
    runUntil(simulation, 5);
    const log = logOf(simulation);
    simulation.execute({ do: 'reboot', node: 1, bootSeconds: 20 });
    runUntil(simulation, 60);
    const facts = log.map((line) => line.replace(/^[\d.]+ /, ''));
    expect(facts.filter((line) => /node-|killed|migrated/.test(line))).toEqual([
      'node-leaving 1',
      expect.stringMatching(/^migrated 1001 1->[23] expel$/),
      'migrated 1000 3->1 bring',
      'node-left 1',
      'node-crashed 1',
      'killed 1000 1 home died',
      'node-recovered 1',
    ]);
    const at = (type: string) => Number(log.find((line) => line.includes(type))!.split(' ')[0]);
    expect(at('node-recovered') - at('node-crashed')).toBeCloseTo(20, 9);
  });

  it('goes on in a run that was put away while the node was down', () => {
    const whole = rebooted(true);
    runUntil(whole, 10);
    const resumed = simulationOf({
      nodes: nodeSpecs(2, { threads: 2 }),
      processes: processSpecs(2, 1, { arrivalSeconds: 60 }),
    });
    restore(resumed, saved(whole));
    runUntil(resumed, 100);
    const late = simulationOf({
      nodes: nodeSpecs(2, { threads: 2 }),
      processes: processSpecs(2, 1, { arrivalSeconds: 60 }),
    });
    restore(late, saved(resumed));
    runUntil(late, 160);
    expect(late.view.node(1)!.threads).toBe(1);
    expect(late.view.totals.workDelivered).toBeCloseTo(100, 9);
  });

  it('is with Hyper-Threading again in a run that was put away without it', () => {
    const whole = rebooted(true);
    runUntil(whole, 50);
    expect(whole.view.node(1)!.threads).toBe(1);
    const resumed = simulationOf({
      nodes: nodeSpecs(2, { threads: 2 }),
      processes: processSpecs(2, 1, { arrivalSeconds: 60 }),
    });
    restore(resumed, saved(whole));
    expect(resumed.execute({ do: 'reboot', node: 1, noht: false, bootSeconds: 5 }).accepted).toBe(
      true,
    );
    runUntil(resumed, 60);
    expect(resumed.view.node(1)!.threads).toBe(2);
  });

  it.each([
    [{ noht: false }, 'node 1 has no Hyper-Threading'],
    [{ bootSeconds: -1 }, 'booting takes 0 seconds or more, not -1'],
  ])('%j is refused: %s', (request, reason) => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    expect(simulation.execute({ do: 'reboot', node: 1, ...request })).toEqual({
      ...{ accepted: false, reason },
    });
  });

  it('knows what a node with noht was built with', () => {
    const { nodes } = scenarioOf('nodes: [{ threads: 2, noht: true }]');
    expect(nodes[0]).toMatchObject({ threads: 1, builtThreads: 2 });
  });
});

describe('a run that is taken up while a node is leaving', () => {
  const leaving = () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2),
      processes: processSpecs(1, 1, { residentBytes: 1000 }),
      fixedSeconds: 5,
    });
    runUntil(simulation, 1);
    return simulation;
  };

  it.each<[string, Command, string]>([
    ['lets it join then', { do: 'join', node: 1, whenLeft: true }, 'up'],
    ['lets it be where nobody wants it back', { do: 'stay', node: 2 }, 'left'],
  ])('%s', (_, command, state) => {
    const whole = leaving();
    for (const one of [
      { do: 'migrate', pid: 1000, to: 2 },
      { do: 'leave', node: 1 },
      command,
    ] as const) {
      expect(whole.execute(one).accepted).toBe(true);
    }
    expect(whole.cluster.node(1)!.state).toBe('leaving');
    const resumed = leaving();
    restore(resumed, saved(whole));
    for (const simulation of [whole, resumed]) {
      runUntil(simulation, 60);
      expect(simulation.cluster.node(1)!.state).toBe(state);
    }
  });
});
