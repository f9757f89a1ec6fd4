import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  logOf,
  nodeSpec,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const LOCK = 0x80000000;

/**
 * Process 1000 runs on node 1; 1001 there is stopped; 1002 uses threads; 1003 is locked; 1004 is on
 * its way to node 3. Node 4 is down, node 5 has left, node 6 has no room, node 2 is free.
 */
function someTrouble(): Simulation {
  const simulation = simulationOf({
    nodes: [1, 2, 3, 4, 5]
      .map((id) => nodeSpec(id))
      .concat(nodeSpec(6, { memoryBytes: 10, swapBytes: 10 })),
    processes: [0, 0, 0x40, LOCK, 0].map((cantmove) =>
      processSpec(1, { cantmove, residentBytes: 1000 }),
    ),
    fixedSeconds: 10,
  });
  runUntil(simulation, 1);
  const commands: Command[] = [
    { do: 'stop', pid: 1001 },
    { do: 'migrate', pid: 1004, to: 3 },
    { do: 'crash', node: 4 },
    { do: 'leave', node: 5 },
  ];
  for (const command of commands) {
    expect(simulation.commands.execute(command).accepted).toBe(true);
  }
  return simulation;
}

const REFUSED: [Command, string][] = [
  [{ do: 'migrate', pid: 9, to: 2 }, 'there is no process 9'],
  [{ do: 'migrate', pid: 1000, to: 99 }, 'there is no node 99'],
  [{ do: 'migrate', pid: 1000, to: 1 }, 'process 1000 is already on node 1'],
  [{ do: 'migrate', pid: 1000, to: 'home' }, 'process 1000 is already on node 1'],
  [{ do: 'migrate', pid: 1000, to: 'balance' }, 'process 1000 is best off where it is'],
  [{ do: 'migrate', pid: 1002, to: 2 }, 'process 1002 cannot move: clone_vm'],
  [{ do: 'migrate', pid: 1004, to: 2 }, 'process 1004 is on its way to node 3'],
  [{ do: 'migrate', pid: 1000, to: 4 }, 'node 4 is down'],
  [{ do: 'migrate', pid: 1000, to: 5 }, 'node 5 is no member'],
  [{ do: 'migrate', pid: 1000, to: 6 }, 'node 6 has no room for 1000 bytes'],
  [{ do: 'lock', pid: 9 }, 'there is no process 9'],
  [{ do: 'lock', pid: 1003 }, 'process 1003 is locked already'],
  [{ do: 'unlock', pid: 1000 }, 'process 1000 is not locked'],
  [{ do: 'stop', pid: 1001 }, 'process 1001 is stopped already'],
  [{ do: 'cont', pid: 1000 }, 'process 1000 is not stopped'],
  [{ do: 'kill', pid: 9 }, 'there is no process 9'],
  [{ do: 'kill', pid: 1001, signal: 'STOP' }, 'process 1001 is stopped already'],
  [{ do: 'kill', pid: 1000, signal: 'CONT' }, 'process 1000 is not stopped'],
  [{ do: 'renice', pid: 1000, nice: 20 }, 'nice is a whole number from -20 to 19, not 20'],
  [{ do: 'renice', pid: 1000, nice: 0.5 }, 'nice is a whole number from -20 to 19, not 0.5'],
  [{ do: 'spawn', home: 99 }, 'there is no node 99'],
  [{ do: 'spawn', home: 4 }, 'node 4 is down'],
  [{ do: 'spawn', home: 1, workSeconds: 0 }, 'work is more than 0 seconds, not 0'],
  [{ do: 'spawn', home: 1, memoryBytes: -1 }, 'memory is 0 to 1125899906842624 bytes, not -1'],
  [
    { do: 'spawn', home: 1, memoryBytes: Number.POSITIVE_INFINITY },
    'memory is 0 to 1125899906842624 bytes, not Infinity',
  ],
  [{ do: 'spawn', home: 1, nice: -21 }, 'nice is a whole number from -20 to 19, not -21'],
  [{ do: 'join', node: 99 }, 'there is no node 99'],
  [{ do: 'join', node: 1 }, 'node 1 is up; it has not left'],
  [{ do: 'leave', node: 5 }, 'node 5 is left, not up'],
  [{ do: 'leave', node: 4 }, 'node 4 is down, not up'],
  [{ do: 'crash', node: 4 }, 'node 4 is down already'],
  [{ do: 'recover', node: 1 }, 'node 1 is up, not down'],
];

const ACCEPTED: [Command, string][] = [
  [{ do: 'migrate', pid: 1000, to: 2 }, 'migration-started 1000 1->2 user migrate to 2'],
  [{ do: 'migrate', pid: 1003, to: 2 }, 'migration-started 1003 1->2 user migrate to 2'],
  [{ do: 'lock', pid: 1000 }, 'locked 1000'],
  [{ do: 'unlock', pid: 1003 }, 'unlocked 1003'],
  [{ do: 'stop', pid: 1000 }, 'stopped 1000'],
  [{ do: 'cont', pid: 1001 }, 'continued 1001'],
  [{ do: 'kill', pid: 1000, signal: 'STOP' }, 'stopped 1000'],
  [{ do: 'kill', pid: 1001, signal: 'CONT' }, 'continued 1001'],
  [{ do: 'kill', pid: 1000 }, 'killed 1000 1 signal'],
  [{ do: 'renice', pid: 1000, nice: -20 }, 'reniced 1000'],
  [{ do: 'mask', pid: 1000, policy: 'deny', nodes: [2] }, 'masked 1000'],
  [{ do: 'spawn', home: 2 }, 'started 1005'],
  [{ do: 'join', node: 5 }, 'node-joined 5'],
  [{ do: 'crash', node: 2 }, 'node-crashed 2'],
  [{ do: 'recover', node: 4 }, 'node-recovered 4'],
];

describe('a command', () => {
  it.each(REFUSED)('is refused with the reason, and nothing changes: %j', (command, reason) => {
    const simulation = someTrouble();
    const log = logOf(simulation);
    const before = JSON.stringify(simulation.view.processes());
    expect(simulation.commands.execute(command)).toEqual({ accepted: false, reason });
    expect(log).toEqual([`1.00 refused ${reason}`]);
    expect(JSON.stringify(simulation.view.processes())).toBe(before);
  });

  it.each(ACCEPTED)('is carried out: %j', (command, event) => {
    const simulation = someTrouble();
    const log = logOf(simulation);
    expect(simulation.commands.execute(command).accepted).toBe(true);
    expect(log).toEqual([`1.00 ${event}`]);
  });

  it('spawn says which process it has started, with the defaults of the interface', () => {
    const simulation = someTrouble();
    expect(simulation.commands.execute({ do: 'spawn', home: 2 })).toEqual({
      accepted: true,
      pid: 1005,
    });
    expect(simulation.view.process(1005)).toMatchObject({
      home: 2,
      workSeconds: 60,
      residentBytes: 2 ** 20,
      user: 'root',
      command: 'loop',
      nice: 0,
    });
  });
});
