import { describe, expect, it } from 'vitest';
import { only, shipped, show } from '../support/shipped.js';

describe('mosrun', () => {
  const at = (seconds: number) => show(shipped('mosrun'), seconds);
  const started = (seconds: number) => {
    const processes = at(seconds).session.view().processes();
    return new Map(processes.map((process) => [process.command, process]));
  };
  const early = started(19);
  const late = started(60);

  it.each([
    ['at-home', 1, true],
    ['at-home-unlocked', 1, false],
    ['on-node2', 2, true],
    ['anywhere', 1, true],
    ['locked-on-node3', 3, true],
    ['stays', 1, true],
    ['stays-at-home', 1, true],
    ['locked-on-node4', 4, true],
    ['child-keeps', 1, true],
    ['child-unlocked', 1, false],
    ['computes', 2, true],
    ['waits', 1, false],
  ])('starts %s on node %i, locked: %s', (command, node, locked) => {
    expect(early.get(command)).toMatchObject({ node, locked, home: 1 });
  });

  it('draws one of the nodes of -j', () => {
    expect([3, 4, 5]).toContain(early.get('one-of-3-to-5')!.node);
  });

  it('fails where there is no such node, and with -F starts at home instead', () => {
    expect(only(at(19), 'refused').map(({ reason }) => reason)).toEqual(['there is no node 9']);
    expect(early.has('nowhere')).toBe(false);
  });

  it('lets all leave that are not locked, and keeps the others where they are', () => {
    for (const [command, { node, locked }] of early) {
      if (locked) expect([command, late.get(command)!.node]).toEqual([command, node]);
    }
    const left = only(at(60), 'migrated').filter(({ cause }) => cause === 'policy');
    expect(left.length).toBeGreaterThan(3);
  });

  it('keeps the one that is known to wait until none that computes is left to go', () => {
    const left = only(at(60), 'migrated').filter(({ cause }) => cause === 'policy');
    expect(left.at(-1)!.pid).toBe(early.get('waits')!.pid);
  });

  it.each([
    ['computes', 'cpujob'],
    ['waits', 'iojob'],
    ['all', 'nodecay'],
    ['much', 'slowdecay'],
    ['less', 'fastdecay'],
    ['own-decay', { intervalSeconds: 5, kept: 500 }],
  ])('keeps of %s what %j says', (command, decay) => {
    const { table } = at(19).session.simulation.cluster;
    expect(table.traits.decay(table.find(early.get(command)!.pid))).toEqual(decay);
  });
});
