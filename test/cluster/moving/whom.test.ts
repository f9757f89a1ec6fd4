import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { sendAway } from '../../../src/cluster/moving/evacuation.js';
import type { Placement } from '../../../src/cluster/moving/placement.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const step = (simulation: Simulation, until: number) =>
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));

/**
 * On each of three nodes there is a process of each node: 1000 to 1002 of node 1, on nodes 1, 2 and
 * 3, and so on to 1008.
 */
function everywhere(): Simulation {
  const homes = [1, 1, 1, 2, 2, 2, 3, 3, 3];
  const simulation = simulationOf({
    nodes: nodeSpecs(3),
    processes: homes.map((home) => processSpec(home, { residentBytes: 1000 })),
    fixedSeconds: 2,
  });
  step(simulation, 1);
  for (const [index, home] of homes.entries()) {
    const to = 1 + (index % 3);
    if (to !== home) simulation.execute({ do: 'migrate', pid: 1000 + index, to });
  }
  step(simulation, 4);
  expect(places(simulation)).toBe('1 2 3 1 2 3 1 2 3');
  return simulation;
}

/** Where 1000 to 1008 are. */
function places(simulation: Simulation): string {
  return simulation.view
    .processes()
    .map(({ node }) => node)
    .join(' ');
}

/** Pids of those who begin to move by an order. */
function movers(...orders: readonly Command[]): string[] {
  const simulation = everywhere();
  for (const order of orders.slice(0, -1)) expect(simulation.execute(order).accepted).toBe(true);
  const log = logOf(simulation);
  expect(simulation.execute(orders.at(-1)!).accepted).toBe(true);
  step(simulation, 4.9);
  const starts = log.filter((line) => line.includes('migration-started'));
  return starts.map((line) => line.split(' ')[2]!);
}

describe('whom an order moves', () => {
  it.each<[Command[], string[]]>([
    // On node 1 are 1000, 1003 and 1006; of node 1 are 1000, 1001 and 1002.
    [[{ do: 'expel', node: 1 }], ['1003', '1006']],
    [[{ do: 'bring', node: 1 }], ['1001', '1002']],
    [[{ do: 'leave', node: 1 }], ['1003', '1006', '1001', '1002']],
    [[{ do: 'expel', node: 2 }], ['1001', '1007']],
    [[{ do: 'bring', node: 3 }], ['1006', '1007']],
    // Who is on his way already goes on.
    [
      [
        { do: 'migrate', pid: 1003, to: 3 },
        { do: 'expel', node: 1 },
      ],
      ['1006'],
    ],
    [
      [
        { do: 'migrate', pid: 1001, to: 3 },
        { do: 'bring', node: 1 },
      ],
      ['1002'],
    ],
    // Who is stopped goes as well; who computes at home stays.
    [
      [
        { do: 'stop', pid: 1003 },
        { do: 'expel', node: 1 },
      ],
      ['1003', '1006'],
    ],
    [
      [
        { do: 'lock', pid: 1001 },
        { do: 'bring', node: 1 },
      ],
      ['1001', '1002'],
    ],
    [[{ do: 'block', node: 1 }], []],
    [[{ do: 'lstay', node: 1 }], []],
  ])('%j: %j', (orders, pids) => {
    expect(movers(...orders)).toEqual(pids);
  });

  it('moves nobody else in the end', () => {
    const simulation = everywhere();
    const log = logOf(simulation);
    simulation.execute({ do: 'leave', node: 1 });
    step(simulation, 20);
    const moved = log
      .filter((line) => line.includes(' migrated '))
      .map((line) => line.split(' ')[2]);
    expect(moved.sort()).toEqual(['1001', '1002', '1003', '1006']);
    expect(places(simulation).split(' ').slice(0, 3)).toEqual(['1', '1', '1']);
    expect(simulation.view.node(1)).toMatchObject({ state: 'left', local: 3, guests: 0, away: 0 });
  });
});

describe('an order is carried out', () => {
  /** When the last of its events comes, with node 1 having one stopped process of its own. */
  function ends(order: Command, ...before: readonly Command[]): string[] {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [processSpec(1), processSpec(2, { residentBytes: 1000 })],
      fixedSeconds: 2,
    });
    step(simulation, 1);
    simulation.execute({ do: 'stop', pid: 1000 });
    for (const command of before) expect(simulation.execute(command).accepted).toBe(true);
    const log = logOf(simulation);
    simulation.execute(order);
    step(simulation, 20);
    return log.filter((line) => / (expelled|brought|node-left) /.test(line));
  }

  it('at once where nobody has to move, whoever is stopped at home', () => {
    expect(ends({ do: 'bring', node: 1 })).toEqual(['1.00 brought 1']);
    expect(ends({ do: 'expel', node: 1 })).toEqual(['1.00 expelled 1']);
    expect(ends({ do: 'leave', node: 1 })).toEqual(['1.00 node-left 1']);
  });

  it('whoever of another node is on its way from there or to there', () => {
    const away: Command = { do: 'migrate', pid: 1001, to: 1 };
    expect(ends({ do: 'bring', node: 1 }, away)).toEqual(['1.00 brought 1']);
    expect(ends({ do: 'bring', node: 3 }, away)).toEqual(['1.00 brought 3']);
    // Its own is on its way out, and comes back when it has arrived: 2 s there, 2 s back.
    expect(ends({ do: 'bring', node: 2 }, away)).toEqual(['5.00 brought 2']);
    expect(ends({ do: 'leave', node: 2 }, away)).toEqual(['5.00 node-left 2']);
  });
});

describe('a guest that is sent away', () => {
  /** Process 1000 of node 1, on node 2, for which `best` is taken for the best node. */
  function sent(best: number | undefined, ...before: readonly Command[]) {
    const processes = [processSpec(1, { residentBytes: 1000 })];
    const simulation = simulationOf({ nodes: nodeSpecs(3), processes, fixedSeconds: 2 });
    step(simulation, 1);
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    step(simulation, 5);
    for (const command of before) expect(simulation.execute(command).accepted).toBe(true);
    const { cluster } = simulation;
    const told: string[] = [];
    const placement: Placement = {
      best: () => (best === undefined ? undefined : cluster.node(best)),
      better: () => undefined,
      sent: (slot, from, to) => told.push(`${cluster.table.pid(slot)} ${from.id}->${to.id}`),
    };
    const slot = cluster.table.find(1000);
    const goes = sendAway(cluster, placement, slot, 'a reason');
    return [goes, simulation.view.process(1000)!.target, ...told];
  }

  it('goes to the best node, which is noted; else home; else nowhere', () => {
    expect(sent(3)).toEqual([true, 3, '1000 2->3']);
    expect(sent(undefined)).toEqual([true, 1]);
    expect(sent(3, { do: 'block', node: 3 })).toEqual([true, 1]);
    expect(sent(undefined, { do: 'cut', node: 1, other: 2 })).toEqual([false, undefined]);
    expect(sent(3, { do: 'cut', node: 1, other: 2 })).toEqual([true, 3, '1000 2->3']);
    expect(sent(3, { do: 'tie', pid: 1000, reason: 'mem_lock' })).toEqual([false, undefined]);
  });

  it('goes home only, if it is locked', () => {
    expect(sent(3, { do: 'lock', pid: 1000 })).toEqual([true, 1]);
  });
});

describe('a network in which nodes allow few gateways', () => {
  const made = () => {
    const nodes = ['10.0.1.1', '10.0.2.2', '10.0.1.3'].map((address, index) =>
      nodeSpec(index + 1, { address }),
    );
    const simulation = simulationOf({ nodes, processes: [processSpec(1)] });
    step(simulation, 1);
    return simulation;
  };
  /** Whether the process may go to nodes 2 and 3. */
  const ways = ({ cluster }: Simulation) =>
    [2, 3].map((to) => {
      const slot = cluster.table.find(1000);
      return cluster.migrations.refusal(slot, cluster.node(to)!, 'user') === undefined;
    });

  it('is the same in a run that is taken up, whatever it was before there', () => {
    const whole = made();
    whole.execute({ do: 'setpe', node: 1, options: '-w -g 0' });
    whole.execute({ do: 'cut', node: 1, other: 3 });
    const open = saved(made());
    const closed = saved(whole);
    expect(ways(whole)).toEqual([false, false]);
    const resumed = made();
    restore(resumed, closed);
    expect(ways(resumed)).toEqual([false, false]);
    restore(resumed, open);
    expect(ways(resumed)).toEqual([true, true]);
    restore(resumed, closed);
    resumed.execute({ do: 'heal', node: 1, other: 3 });
    expect(ways(resumed)).toEqual([false, true]);
  });
});
