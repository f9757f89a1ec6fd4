import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { scenarioOf } from '../../scenario/parse-text.js';
import { nodeSpecs, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';

/** A process of ana, 1000, and one of ben, 1001, on node 1 of two. */
function owned() {
  const processes = ['ana', 'ben'].map((user) => processSpec(1, { user, nice: 5 }));
  const simulation = simulationOf({ nodes: nodeSpecs(2), processes });
  runUntil(simulation, 1);
  return simulation;
}

describe('who asks', () => {
  it.each<[Command, string]>([
    [{ do: 'migrate', pid: 1001, to: 2, as: 'ana' }, 'process 1001 belongs to ben, not to ana'],
    [{ do: 'kill', pid: 1001, as: 'ana' }, 'process 1001 belongs to ben, not to ana'],
    [{ do: 'lock', pid: 1001, as: 'ana' }, 'process 1001 belongs to ben, not to ana'],
    [{ do: 'renice', pid: 1000, nice: 4, as: 'ana' }, 'only root may lower a nice value'],
    [{ do: 'spawn', home: 1, user: 'ben', as: 'ana' }, 'ana may not start processes of ben'],
    [{ do: 'spawn', parent: 1001, as: 'ana' }, 'process 1001 belongs to ben, not to ana'],
    [{ do: 'spawn', home: 1, nice: -1, as: 'ana' }, 'only root may lower a nice value'],
    [{ do: 'spawn', parent: 1000, nice: 4, as: 'ana' }, 'only root may lower a nice value'],
    [{ do: 'expel', node: 1, as: 'ana' }, 'expel is for root, not for ana'],
    [{ do: 'setpe', node: 1, options: '-w', as: 'ana' }, 'setpe is for root, not for ana'],
    [{ do: 'migrate', pid: 9, to: 2, as: 'ana' }, 'there is no process 9'],
  ])('%j is refused: %s', (command, reason) => {
    expect(owned().execute(command)).toEqual({ accepted: false, reason });
  });

  it.each<Command>([
    { do: 'migrate', pid: 1000, to: 2, as: 'ana' },
    { do: 'migrate', pid: 1001, to: 2, as: 'root' },
    { do: 'migrate', pid: 1001, to: 2 },
    { do: 'renice', pid: 1000, nice: 6, as: 'ana' },
    { do: 'spawn', home: 1, nice: 0, as: 'ana' },
    { do: 'spawn', parent: 1000, nice: 5, as: 'ana' },
    { do: 'check', ask: 'isup', as: 'ana' },
    { do: 'expel', node: 1, as: 'root' },
  ])('%j is done', (command) => {
    expect(owned().execute(command).accepted).toBe(true);
  });

  it('starts his own', () => {
    const simulation = owned();
    const answer = simulation.execute({ do: 'spawn', home: 1, as: 'ana' });
    expect(answer).toMatchObject({ accepted: true, pid: 1002 });
    expect(simulation.view.process(1002)!.user).toBe('ana');
  });

  it('is said in the timeline, and nothing else is said without it', () => {
    const { timeline } = scenarioOf(`
nodes: [{ count: 2 }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: 2, as: ana }
  - { at: 2s, do: spawn, home: 1, as: ana }
  - { at: 3s, do: stay, node: 1 }`);
    expect(timeline.map(({ command }) => command.as)).toEqual(['ana', 'ana', undefined]);
    expect(Object.keys(timeline[2]!.command)).toEqual(['do', 'node']);
  });
});
