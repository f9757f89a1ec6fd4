import { describe, expect, it } from 'vitest';
import { parse } from '../scenario/parse-text.js';
import { crowd, only, places, shipped, show } from '../support/shipped.js';

describe('home-dies', () => {
  const shown = show(shipped('home-dies'));
  const deaths = (from: number, to: number) =>
    only(shown, 'killed')
      .filter(({ at }) => at >= from && at < to)
      .map(({ pid, node, cause, signal }) => [pid, node, cause, signal]);

  it('moves a guest straight from one foreign node to another', () => {
    const moves = only(shown, 'migrated').filter(({ pid }) => pid === 1002);
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [3, 4],
    ]);
  });

  it('ends a guest by a signal from its home', () => {
    expect(deaths(0, 25)).toEqual([[1000, 2, 'signal', 'TERM']]);
  });

  it('refuses a signal while the deputy cannot reach the guest, which lives on', () => {
    expect(only(shown, 'refused').map(({ reason }) => reason)).toEqual([
      'its deputy at home 1 cannot reach process 1001 on node 2',
    ]);
    expect(places(show(shipped('home-dies'), 40))[1001]).toBe(2);
  });

  it('loses the guests of a node that dies, and nobody else', () => {
    expect(deaths(30, 60)).toEqual([[1003, 3, 'node died', 'CHLD']]);
  });

  it('kills the processes of a home that dies everywhere, and leaves nothing of them', () => {
    expect(deaths(60, 90)).toEqual([
      [1001, 2, 'home died', 'KILL'],
      [1002, 4, 'home died', 'KILL'],
      [1004, 4, 'home died', 'KILL'],
      [1005, 1, 'home died', 'KILL'],
    ]);
    expect(places(shown)).toEqual({ 1006: 2, 1007: 4 });
    expect(crowd(shown)).toEqual([0, 1, 0, 1]);
    const memory = shown.session
      .view()
      .nodes()
      .map(({ memoryUsedBytes }) => memoryUsedBytes);
    expect(memory).toEqual([0, 4 * 2 ** 20, 0, 4 * 2 ** 20]);
  });
});

describe('come-and-go', () => {
  const shown = show(shipped('come-and-go'));
  const at = (seconds: number) => show(shipped('come-and-go'), seconds);
  const state = (seconds: number, node: number) => at(seconds).session.view().node(node)!.state;

  it('kills nobody', () => {
    expect(only(shown, 'killed')).toEqual([]);
    expect(crowd(shown)).toEqual([2, 2, 2]);
  });

  it('removes a node by expel and the end of its membership, in this order', () => {
    const steps = ['expelled', 'node-leaving', 'node-left'];
    const early = shown.events.filter(({ at, type }) => at < 79 && steps.includes(type));
    expect(early.map((event) => ({ ...event, at: 0 }))).toEqual(
      steps.map((type) => ({ at: 0, type, node: 3 })),
    );
    expect(state(79, 3)).toBe('left');
    expect(crowd(at(79))).toEqual([3, 3, 0]);
  });

  it('has it used within seconds of its return', () => {
    expect(crowd(at(95))).toEqual([2, 2, 2]);
  });

  it('brings all home to a home that leaves, where they go on, and lets them spread later', () => {
    expect(state(179, 1)).toBe('left');
    expect(crowd(at(179))).toEqual([6, 0, 0]);
    expect(crowd(at(200))).toEqual([2, 2, 2]);
  });
});

describe('map', () => {
  it('has the nodes, addresses and second addresses of its map', () => {
    const { nodes } = shipped('map');
    expect(nodes.map(({ id, address, aliases }) => [id, address, aliases])).toEqual([
      [1, '192.168.10.1', []],
      [2, '192.168.10.2', []],
      [3, '192.168.10.3', []],
      [10, '192.168.20.10', ['10.0.0.10']],
    ]);
    expect(crowd(show(shipped('map')))).toEqual([1, 1, 1, 1]);
  });

  it('complaint: a node whose own address is not in the map is told so', () => {
    const text = 'nodes: { map: openmosix.map, self: 127.0.0.1 }';
    const parsed = parse(text, 'config/map.yaml');
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('well-formatted, but my IP address (127.0.0.1) is not there!'),
    ]);
  });
});
