import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { BLOCK, STAY } from '../../src/cluster/facts/status.js';
import { LiveNode } from '../../src/live/live-node.js';
import { OPENMOSIX } from '../support/cluster-builder.js';
import { FakeClock, FakeNode } from '../support/fake-node.js';

/** A node that is sampled every second, and what it has told. */
function watched() {
  const link = new FakeNode('cm1');
  const clock = new FakeClock();
  const events: ClusterEvent[] = [];
  const node = new LiveNode(
    { id: 1, host: 'cm1', link },
    {
      ...{ parameters: OPENMOSIX, periodSeconds: 1, pidOffset: 0, now: () => clock.now() },
      ...{ tell: (event) => void events.push(event), travels: () => false, sampled: () => {} },
    },
  );
  clock.every(1, () => node.tick());
  return {
    link,
    clock,
    node,
    events: () => events.splice(0).map(({ at, type }) => `${at} ${type}`),
  };
}

describe('a real node', () => {
  it('is out of reach until it is heard, for four seconds after that, and says why', () => {
    const { link, clock, node, events } = watched();
    expect([node.isUp, node.silence]).toEqual([false, 'nothing has been heard from it']);
    node.connect();
    clock.pass(1);
    link.shows([]);
    expect([node.isUp, node.silence]).toEqual([true, undefined]);
    events();
    clock.pass(3);
    expect([node.isUp, events()]).toEqual([true, []]);
    clock.pass(1);
    expect([node.isUp, node.silence]).toEqual([false, 'nothing was heard for 4 s']);
    clock.pass(10);
    expect(events()).toEqual(['5 node-silent']);
    link.shows([]);
    expect([node.isUp, node.silence, events()]).toEqual([true, undefined, ['15 node-heard']]);
  });

  it('that breaks off is called again after 1, 2, 4 and so on up to 30 s', () => {
    const { link, clock, node } = watched();
    node.connect();
    const calls: number[] = [];
    for (let tries = 0; tries < 7; tries++) {
      const before = link.connections;
      link.breaks('refused');
      const since = clock.now();
      while (link.connections === before) clock.pass(1);
      calls.push(clock.now() - since);
    }
    expect(calls).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  // Three periods: as long as a node may be silent before it counts as out of reach.
  it.each([
    [3, 'killed'],
    [4, 'completed'],
  ])('takes a process that ends %d s after it was sent a signal for %s', (seconds, type) => {
    const { link, clock, node, events } = watched();
    const loop = { pid: 5, state: 'R', ticks: 1 };
    node.connect();
    for (let second = 0; second < 2; second++) {
      clock.pass(1);
      link.shows([loop]);
    }
    events();
    node.send({ signal: 'TERM' }, node.sample!.processes[0]!, () => {});
    for (let second = 1; second <= seconds; second++) {
      clock.pass(1);
      if (second < seconds) link.shows([loop]);
      else link.shows([], [5]);
    }
    expect(events()).toEqual([`${2 + seconds} ${type}`]);
    expect([node.killed, node.completed]).toEqual(type === 'killed' ? [1, 0] : [0, 1]);
  });

  it('shows its flags at once', () => {
    const { link, clock, node } = watched();
    node.connect();
    clock.pass(1);
    link.shows([]);
    const bits = () => node.view.status & (BLOCK | STAY);
    expect(bits()).toBe(0);
    node.setFlag(BLOCK, true);
    expect(bits()).toBe(BLOCK);
    node.setFlag(STAY, true);
    expect(bits()).toBe(BLOCK | STAY);
    node.setFlag(BLOCK, false);
    expect(bits()).toBe(STAY);
  });
});
