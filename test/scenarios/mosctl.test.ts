import { describe, expect, it } from 'vitest';
import { CONFIGURED, LSTAY, QUIET, UP } from '../../src/cluster/facts/status.js';
import { type Disclosure, seenFrom } from '../../src/tui/views/mtop/perspective.js';
import { crowd, only, places, shipped, show } from '../support/shipped.js';

describe('quiet', () => {
  const view = (seconds: number) => show(shipped('quiet'), seconds);

  it('lets the quiet node stand idle, of which the others have heard nothing', () => {
    expect(crowd(view(59))).toEqual([3, 3, 0]);
    const { session } = view(59);
    expect(session.view().node(3)!.status).toBe(CONFIGURED | UP | QUIET);
    const believed = session.explain(1000)!.forecasts.map(({ believedLoad }) => believedLoad);
    expect(believed[0]).toBeGreaterThan(0);
    expect(believed[2]).toBeUndefined();
  });

  it('has it used within seconds of noquiet', () => {
    expect(crowd(view(70))).toEqual([2, 2, 2]);
  });

  it('has a yardstick that changes what is shown, and moves nobody', () => {
    const { session } = view(59);
    expect(session.view().node(1)!.yardstick).toBe(20000);
    expect(session.view().node(2)!.yardstick).toBe(10000);
    const moved = only(view(59), 'migrated').filter(({ at }) => at > 40);
    expect(moved).toEqual([]);
  });
});

describe('load-limit', () => {
  const shown = show(shipped('load-limit'));
  const guests = (seconds: number) =>
    show(shipped('load-limit'), seconds).session.view().node(3)!.guests;

  it.each([
    ['mode 2 counts guests only: one may come', 59, 1],
    ['mode 0 counts all: the owner has used up the limit, the guest goes', 119, 0],
    ['mode 1 counts the own ones, which are within it: guests are not limited', 179, 2],
    ['mode 1, and the own ones are beyond it: the guests go', 239, 0],
    ['without a limit they come again', 299, 2],
  ])('%s (at %i s)', (_, seconds, expected) => {
    expect(guests(seconds)).toBe(expected);
  });

  it('does not send to and fro: each guest comes once and goes once', () => {
    expect(only(shown, 'migrated').filter(({ to }) => to === 3)).toHaveLength(5);
    expect(only(shown, 'migrated').filter(({ from }) => from === 3)).toHaveLength(3);
  });

  it('never sends the own ones away', () => {
    expect(places(shown)).toMatchObject({ 1000: 3, 1001: 3 });
    expect(shown.session.view().node(3)!.status).toBe(CONFIGURED | UP | LSTAY);
  });
});

describe('decay', () => {
  const first = (node: number) => only(show(shipped('decay')), 'migrated').find(isFrom(node))!.pid;
  const isFrom = (node: number) => (move: { from: number }) => move.from === node;

  it('sends away who computed all the time where the past is remembered', () => {
    expect(first(1)).toBe(1001);
  });

  it('sends away who computes most now where it is forgotten', () => {
    expect(first(2)).toBe(1002);
  });
});

describe('no-openmosix', () => {
  const shown = show(shipped('no-openmosix'));

  it('leaves the node alone with all its processes beside idle CPUs of the others', () => {
    expect(crowd(shown)).toEqual([2, 2, 2, 8]);
    expect(shown.session.view().node(4)!.status).toBe(0);
  });

  it('refuses every command there, mosctl in its own words', () => {
    expect(only(shown, 'refused').map(({ reason }) => reason)).toEqual([
      'Error: this is not OpenMosix!',
      'the kernel of node 4 has no openMosix',
      'node 4 is no member',
      'node 4 is no member',
    ]);
  });

  it('discloses the user of a guest at level 2, but not its program', () => {
    const { session } = shown;
    const guests = (level: Disclosure) =>
      seenFrom(session.view().processes(), 2, level).map(({ user, command }) => [user, command]);
    expect(session.info.disclosure).toBe(2);
    expect(guests(2)).toEqual([
      ['ana', '-'],
      ['ana', '-'],
    ]);
    expect(guests(0)).toEqual([]);
    expect(guests(1)[0]).toEqual(['-', '-']);
    expect(guests(3)[0]).toEqual(['ana', 'R']);
  });
});
