import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { scenarioOf } from './parse-text.js';

function commandOf(entry: string): Command {
  const text = `nodes: [{ count: 3, name: "cm%d" }]\ntimeline:\n  - { at: 1s, ${entry} }\n`;
  return scenarioOf(text).timeline[0]!.command;
}

describe('an entry of the timeline', () => {
  it.each<[string, Command]>([
    ['do: stay, node: cm2', { do: 'stay', node: 2 }],
    ['do: nolstay, node: 3', { do: 'nolstay', node: 3 }],
    ['do: expel, node: cm1', { do: 'expel', node: 1 }],
    ['do: setspeed, node: 1, speed: 500', { do: 'setspeed', node: 1, speed: 500 }],
    ['do: setyard, node: 1, yardstick: this', { do: 'setyard', node: 1, yardstick: 'this' }],
    [
      'do: setdecay, node: 1, interval: 1min, slow: 975, fast: 926',
      { do: 'setdecay', node: 1, intervalSeconds: 60, slow: 975, fast: 926 },
    ],
    [
      'do: loadlimit, node: 1, load: 2.5, mode: 2',
      { do: 'loadlimit', node: 1, load: 2.5, mode: 2 },
    ],
    [
      'do: cpulimit, node: 1, percent: 50, mode: 2',
      { do: 'cpulimit', node: 1, percent: 50, mode: 2 },
    ],
    [
      'do: mask, pid: 1000, policy: deny, nodes: [cm2, 3]',
      { do: 'mask', pid: 1000, policy: 'deny', nodes: [2, 3] },
    ],
    [
      'do: settune, node: 1, call: 1ms, migration: 1s',
      { do: 'settune', node: 1, latencySeconds: 1e-3, fixedSeconds: 1 },
    ],
    ['do: settune, node: 1', { do: 'settune', node: 1 }],
    [
      'do: setmfscosts, node: 1, handling: 1ms',
      { do: 'setmfscosts', node: 1, handlingSeconds: 1e-3 },
    ],
    [
      'do: omdiscd, node: cm1, interface: "eth0,eth1", ttl: 2',
      { do: 'omdiscd', node: 1, interface: 'eth0,eth1', ttl: 2 },
    ],
    ['do: tune, node: cm1, other: cm2', { do: 'tune', node: 1, other: 2 }],
    ['do: loadlimit, node: 1, load: none', { do: 'loadlimit', node: 1, mode: 0 }],
    [
      'do: setpe, node: cm2, options: "-w -g 1 -f - 1 cm1 1; 2 cm2 1"',
      { do: 'setpe', node: 2, options: '-w -g 1 -f - 1 cm1 1; 2 cm2 1' },
    ],
    ['do: mount, node: cm2, dfsa: 0', { do: 'mount', node: 2, dfsa: 0 }],
    ['do: umount, node: cm2', { do: 'umount', node: 2 }],
    [
      'do: reboot, node: cm2, noht: true, boot: 2min',
      { do: 'reboot', node: 2, noht: true, bootSeconds: 120 },
    ],
    ['do: reboot, node: cm2', { do: 'reboot', node: 2, bootSeconds: 60 }],
    ['do: cut, node: cm1, other: cm3', { do: 'cut', node: 1, other: 3 }],
    [
      'do: spawn, home: cm1, work: 1min, run: "mosrun -3 -L povray"',
      {
        ...{ do: 'spawn', home: 1, workSeconds: 60, memoryBytes: 1024 ** 2 },
        ...{ run: 'mosrun -3 -L povray', user: 'root', nice: 0 },
      },
    ],
    [
      'do: spawn, parent: 1000, command: cc, nice: 3',
      {
        ...{ do: 'spawn', parent: 1000, workSeconds: 60, memoryBytes: 1024 ** 2 },
        ...{ command: 'cc', nice: 3 },
      },
    ],
    [
      'do: spawn, home: 1, run: "mosrun -2 gpg", profile: mlock',
      {
        ...{ do: 'spawn', home: 1, workSeconds: 60, memoryBytes: 1024 ** 2 },
        ...{ run: 'mosrun -2 gpg', user: 'root', nice: 0, profile: 'mlock' },
      },
    ],
  ])('%s is a command', (entry, command) => {
    expect(commandOf(entry)).toEqual(command);
  });

  it.each([
    ['do: stay', 'node is missing'],
    ['do: stay, node: cm9', 'cm9'],
    ['do: loadlimit, node: 1, load: many', 'must be none or a load from 0 to 1000000, got "many"'],
    ['do: setpe, node: 1, options: -x', 'setpe: use -w'],
    [
      'do: setpe, node: 1, options: -w -f lab.map',
      'the scenario has no maps; name lab.map in its section maps',
    ],
    ['do: spawn, work: 1s', 'home is missing'],
    ['do: spawn, home: 1, parent: 1000', 'home and parent exclude each other'],
    ['do: spawn, home: 1, run: "R", command: R', 'run and command exclude each other'],
    ['do: spawn, home: 1, run: "mosrun -h -3 R"', 'mosrun: -h and -3 exclude each other'],
  ])('%s is a mistake', (entry, problem) => {
    expect(() => commandOf(entry)).toThrow(problem);
  });
});
