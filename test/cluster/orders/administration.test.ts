import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { statusLetters, statusWords } from '../../../src/cluster/facts/status.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  logOf,
  nodeSpecs,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

function stepTo(simulation: Simulation, until: number): void {
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
}

/** `count` endless processes of node 1, balanced over the nodes unless `before` forbids it. */
function balancing(count: number, nodes: number, ...before: readonly Command[]): Simulation {
  const simulation = simulationOf({
    nodes: nodeSpecs(nodes),
    processes: processSpecs(count, 1, { residentBytes: 2 ** 20 }),
    policy: openmosix,
  });
  for (const command of before) simulation.commands.execute(command);
  return simulation;
}

describe('a command of mosctl', () => {
  it.each([
    ['stay', 4, 'automatic load-balancing disabled.', 'automatic load-balancing already disabled.'],
    ['lstay', 8, ...words('Local processes', 'forbidden to leave automatically')],
    ['block', 16, ...words('Remote processes', 'refused')],
    ['quiet', 32, ...words('Load information for others', 'stopped')],
    ['nomfs', 64, ...words('MFS access to this node', 'denied')],
  ] as const)('%s sets bit %d and says so', (verb, bit, done, already) => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    const said = () => simulation.commands.execute({ do: verb, node: 1 });
    expect(said()).toEqual({ accepted: true, message: done });
    expect(simulation.view.node(1)!.status).toBe(3 + bit);
    expect(said()).toEqual({ accepted: true, message: already });
  });

  it.each([
    ['nostay', 'automatic load-balancing already enabled.'],
    ['nolstay', 'Local processes already allowed to leave automatically.'],
    ['noblock', 'Remote processes already accepted.'],
    ['noquiet', 'Load information for others already given.'],
    ['mfs', 'MFS access to this node already allowed.'],
    ['expel', 'All remote processes were expelled and no further remote processes accepted.'],
    ['bring', 'All local processes were brought home and no more leave automatically.'],
  ] as const)('%s answers in words', (verb, message) => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    expect(simulation.commands.execute({ do: verb, node: 1 })).toEqual({ accepted: true, message });
  });

  it.each<[Command, string]>([
    [{ do: 'stay', node: 9 }, 'there is no node 9'],
    [{ do: 'setspeed', node: 1, speed: 0 }, 'a speed is a whole number of at least 1, not 0'],
    [
      { do: 'setyard', node: 1, yardstick: -1 },
      'a yardstick is "this" or a whole number of at least 1, not -1',
    ],
    [
      { do: 'setdecay', node: 1, intervalSeconds: 0, slow: 1, fast: 1 },
      'a decay interval is more than 0 seconds, not 0',
    ],
    [
      { do: 'setdecay', node: 1, intervalSeconds: 1, slow: 1001, fast: 1 },
      'what decay keeps is 0 to 1000 thousandths, not 1001',
    ],
    [{ do: 'loadlimit', node: 1, load: -1 }, 'a load limit is a load of at least 0, not -1'],
  ])('%j is refused', (command, reason) => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    expect(simulation.commands.execute(command)).toEqual({ accepted: false, reason });
  });

  it('is refused by a node that is down or no member', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    simulation.commands.execute({ do: 'crash', node: 1 });
    simulation.commands.execute({ do: 'leave', node: 2 });
    const reasons = [1, 2].map((node) => simulation.commands.execute({ do: 'stay', node }));
    expect(reasons).toEqual([
      { accepted: false, reason: 'node 1 is down' },
      { accepted: false, reason: 'Node #2 is not configured' },
    ]);
    expect([1, 2].map((id) => simulation.view.node(id)!.status)).toEqual([1, 0]);
  });

  it('is forgotten by a node that starts anew', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    for (const verb of ['stay', 'crash', 'recover'] as const) {
      simulation.commands.execute({ do: verb, node: 1 });
    }
    expect(simulation.view.node(1)!.status).toBe(3);
  });
});

describe('the balancer', () => {
  it('moves nothing out of a node that stays, but a user does', () => {
    const simulation = balancing(4, 2, { do: 'stay', node: 1 });
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([4, 0]);
    expect(simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 }).accepted).toBe(true);
  });

  it('keeps local processes at a node with lstay', () => {
    const simulation = balancing(4, 2, { do: 'lstay', node: 1 });
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([4, 0]);
  });

  it('sends guests on from a node with lstay', () => {
    const simulation = balancing(6, 3);
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([2, 2, 2]);
    simulation.commands.execute({ do: 'lstay', node: 2 });
    simulation.commands.execute({ do: 'setspeed', node: 2, speed: 1000 });
    stepTo(simulation, 120);
    expect(runnables(simulation)[1]).toBe(0);
  });

  it('sends nobody to a blocked node', () => {
    const simulation = balancing(6, 3, { do: 'block', node: 2 });
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([3, 0, 3]);
    expect(simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 })).toEqual({
      accepted: false,
      reason: 'node 2 is blocked',
    });
  });

  it('does not hear of a quiet node', () => {
    const simulation = balancing(6, 3, { do: 'quiet', node: 2 });
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([3, 0, 3]);
  });

  it('empties a node that is said to be slow, whose true speed stays', () => {
    const simulation = balancing(4, 3);
    stepTo(simulation, 60);
    expect(runnables(simulation)[0]).toBeGreaterThan(0);
    simulation.commands.execute({ do: 'setspeed', node: 1, speed: 1000 });
    stepTo(simulation, 120);
    expect(runnables(simulation)[0]).toBe(0);
    expect(simulation.view.node(1)).toMatchObject({ speed: 10000, believedSpeed: 1000 });
  });
});

describe('expel and bring', () => {
  it('expel sends the guests away, and says when they are gone', () => {
    const simulation = balancing(6, 3);
    stepTo(simulation, 60);
    expect(runnables(simulation)[1]).toBe(2);
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'expel', node: 2 });
    expect(log.filter((line) => line.includes('expelled'))).toEqual([]);
    stepTo(simulation, 90);
    expect(log.filter((line) => line.includes('expelled'))).toHaveLength(1);
    expect(runnables(simulation)[1]).toBe(0);
    expect(statusLetters(simulation.view.node(2)!.status)).toBe('B');
  });

  it('bring fetches the own processes, and they stay', () => {
    const simulation = balancing(6, 3);
    stepTo(simulation, 60);
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'bring', node: 1 });
    stepTo(simulation, 120);
    expect(log.filter((line) => line.includes(' brought 1'))).toHaveLength(1);
    expect(runnables(simulation)).toEqual([6, 0, 0]);
    expect(statusWords(simulation.view.node(1)!.status)).toEqual(['configured', 'up', 'lstay']);
  });

  it('an own process comes home to a blocked node', () => {
    const simulation = balancing(2, 2);
    stepTo(simulation, 30);
    simulation.commands.execute({ do: 'block', node: 1 });
    simulation.commands.execute({ do: 'bring', node: 1 });
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([2, 0]);
  });
});

describe('a load limit', () => {
  it('sends guests away until the load is within it, and lets none in beyond it', () => {
    const simulation = balancing(9, 3);
    stepTo(simulation, 60);
    expect(runnables(simulation)).toEqual([3, 3, 3]);
    simulation.commands.execute({ do: 'loadlimit', node: 2, load: 1 });
    stepTo(simulation, 120);
    expect(runnables(simulation)[1]).toBeLessThanOrEqual(2);
  });
});

function words(what: string, how: string): readonly [string, string] {
  return [`${what} ${how}.`, `${what} already ${how}.`];
}
