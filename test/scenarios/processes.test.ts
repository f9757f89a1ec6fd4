import { describe, expect, it } from 'vitest';
import { cantmoveWords } from '../../src/cluster/facts/cantmove.js';
import type { Scenario, TimelineEntry } from '../../src/scenario/scenario.js';
import { crowd, meanResponse, only, places, shipped, show } from '../support/shipped.js';

describe('two-nodes', () => {
  it('flaps where neither stability nor cost counts: one of three processes goes to and fro', () => {
    const { openmosix, workload } = shipped('two-nodes');
    const three = workload.map((source) => ({ ...source, count: 3 }));
    const moves = (stability: number) => {
      const parameters = { ...openmosix, stability, moveCost: 0 };
      const changes = { workload: three, openmosix: parameters };
      return only(show(shipped('two-nodes', changes)), 'migrated').length;
    };
    expect(moves(1.3)).toBe(1);
    expect(moves(0)).toBeGreaterThan(10);
  });

  it('moves one of two endless processes within seconds, and the other one never', () => {
    const shown = show(shipped('two-nodes'));
    const [move, ...more] = only(shown, 'migrated');
    expect(move!.at).toBeLessThan(10);
    expect(more).toEqual([]);
    expect(crowd(shown)).toEqual([1, 1]);
  });
});

describe('io-away', () => {
  const openmosix = show(shipped('io-away'));
  const none = show(shipped('io-away', { policy: 'none' }));

  it('complaint: I/O-bound processes crawl to their end away from home', () => {
    const end = (pid: number) => only(none, 'completed').find((event) => event.pid === pid)!.at;
    expect(end(1000)).toBeGreaterThan(2.5 * end(1002));
    expect(end(1001)).toBeGreaterThan(2.5 * end(1003));
  });

  it('is fetched home by openMosix once it has been seen to wait', () => {
    const moves = only(openmosix, 'migrated').filter(({ cause }) => cause === 'policy');
    expect(moves.map(({ pid, to }) => [pid, to]).sort()).toEqual([
      [1000, 1],
      [1001, 1],
    ]);
    expect(meanResponse(openmosix)).toBeLessThan(0.9 * meanResponse(none));
  });

  it('explains what waiting costs at each node', () => {
    const { session } = show(shipped('io-away'), 8.5);
    const [home, away] = session.explain(1000)!.forecasts;
    expect(home!.waitPerWork).toBe(0);
    expect(away!.waitPerWork).toBeGreaterThan(1);
  });
});

describe('dfsa', () => {
  const { kernel } = shipped('dfsa');
  const shown = show(shipped('dfsa'));

  it('moves processes to the node of their files, where they do not wait', () => {
    expect(only(shown, 'migrated').map(({ pid, to }) => [pid, to])).toEqual([
      [1000, 2],
      [1001, 2],
    ]);
    for (const { at } of only(shown, 'completed')) expect(at).toBeLessThan(63);
  });

  it.each([
    ['dfsa: false', { ...kernel, dfsa: false }],
    ['fs: false', { ...kernel, fs: false }],
  ])('gains nothing by moving with %s, and moves nobody', (_, changed) => {
    const without = show(shipped('dfsa', { kernel: changed }));
    expect(only(without, 'migrated')).toEqual([]);
    expect(meanResponse(without)).toBeGreaterThan(1.5 * meanResponse(shown));
  });
});

describe('mfs', () => {
  const ways = (pid: number, changes: Partial<Scenario> = {}) =>
    only(show(shipped('mfs', changes)), 'migrated')
      .filter((move) => move.pid === pid)
      .map(({ to, cause }) => [to, cause]);
  const waits = (seconds: number) => {
    const { cluster } = show(shipped('mfs'), seconds).session.simulation;
    return [1000, 1001, 1002, 1003].map((pid) =>
      cluster.table.waitPerWork(cluster.table.find(pid)),
    );
  };

  it('takes a process to the node of its files, which under nomfs are denied to all others', () => {
    const bySelf = 'policy';
    expect(ways(1000)).toEqual([
      [2, bySelf],
      [1, 'user'],
      [2, bySelf],
    ]);
    expect(waits(44)[0]).toBe(0);
    expect(waits(54)[0]).toBe(Number.POSITIVE_INFINITY);
    expect(waits(60)[0]).toBe(0);
  });

  it('takes one home to the files of its home, and leaves one that works on those here', () => {
    expect(ways(1001)).toEqual([
      [4, 'user'],
      [1, 'policy'],
    ]);
    expect(ways(1002)).toEqual([[4, 'user']]);
    expect(waits(60).slice(1)).toEqual([0, 0, 0]);
  });

  it('takes one to the node that was selected for it, once it was', () => {
    expect(ways(1003)).toEqual([[3, 'policy']]);
    const { kernel } = shipped('mfs');
    expect(ways(1003, { kernel: { ...kernel, dfsa: false } })).toEqual([]);
  });
});

describe('compile-farm', () => {
  it('complaint: a kernel build gains less than a tenth, while the other nodes are idle', () => {
    const openmosix = show(shipped('compile-farm'));
    const none = show(shipped('compile-farm', { policy: 'none' }));
    expect(meanResponse(openmosix)).toBeGreaterThan(0.9 * meanResponse(none));
    expect(only(openmosix, 'completed')).toHaveLength(400);
    const remote = only(openmosix, 'completed').filter(({ node }) => node !== 1);
    expect(remote.length).toBeLessThan(40);
  });
});

describe('memory', () => {
  const isCrowded = /memory is low/;

  it('ushers processes out before memory is full, though no CPU is short', () => {
    const shown = show(shipped('memory'));
    const moves = only(shown, 'migration-started');
    expect(moves.length).toBeGreaterThan(0);
    for (const { reason } of moves) expect(reason).toMatch(isCrowded);
    expect(only(shown, 'killed')).toEqual([]);
  });

  it('kills somebody when nothing is ushered', () => {
    const deaths = only(show(shipped('memory', { policy: 'none' })), 'killed');
    expect(deaths.map(({ cause }) => cause)).toEqual(['out of memory']);
  });
});

describe('out-of-memory', () => {
  it('ends the largest process whenever memory and swap are full', () => {
    const deaths = only(show(shipped('out-of-memory')), 'killed');
    expect(deaths.length).toBeGreaterThan(0);
    expect(new Set(deaths.map(({ cause }) => cause))).toEqual(new Set(['out of memory']));
  });

  it('lets them wait instead with NO_OOM', () => {
    const { kernel } = shipped('out-of-memory');
    const shown = show(shipped('out-of-memory', { kernel: { ...kernel, noOom: true } }));
    expect(only(shown, 'killed')).toEqual([]);
    const states = shown.session
      .view()
      .processes()
      .map(({ state }) => state);
    expect(states).toContain('D');
  });
});

describe('interactive', () => {
  it('moves what computes and leaves the editors alone', () => {
    const shown = show(shipped('interactive'));
    const { session } = shown;
    const commands = only(shown, 'migrated').map(({ pid }) => session.view().process(pid)?.command);
    expect(new Set(commands)).toEqual(new Set(['gap']));
  });

  it('complaint: an editor that was moved away stalls, over a slow network', () => {
    const { network, workload: sources } = shipped('interactive');
    const workload = sources.slice(0, 1).map((source) => ({ ...source, count: 1 }));
    const slow = { ...network, latencySeconds: 20e-3 };
    const alone = { network: slow, workload, policy: 'none' };
    const command = { do: 'migrate', pid: 1000, to: 2 } as const;
    const busySeconds = (timeline: readonly TimelineEntry[]) => {
      const { session } = show(shipped('interactive', { ...alone, timeline }));
      const { workSeconds, workLeftSeconds } = session.view().process(1000)!;
      return workSeconds! - workLeftSeconds!;
    };
    expect(busySeconds([{ atSeconds: 0, command }])).toBeLessThan(0.9 * busySeconds([]));
  });
});

describe('interactive-away', () => {
  const done = (pid: number, from: number, to: number) => {
    const at = (seconds: number) =>
      show(shipped('interactive-away'), seconds).session.view().process(pid)!.cpuSeconds;
    return at(to) - at(from);
  };

  it('complaint: the editor that was moved away gets about half as much done', () => {
    expect(done(1001, 40, 119)).toBeLessThan(0.6 * done(1000, 40, 119));
  });

  it('stalls neither before nor after', () => {
    expect(done(1001, 0, 29)).toBeCloseTo(done(1000, 0, 29), 1);
    expect(done(1001, 140, 180)).toBeGreaterThan(0.9 * done(1000, 140, 180));
  });
});

describe('pipeline', () => {
  const { kernel } = shipped('pipeline');

  it('ends the readers of a writer that dies, one after the other', () => {
    const deaths = only(show(shipped('pipeline')), 'killed');
    expect(deaths.map(({ pid, signal }) => [pid, signal])).toEqual([
      [1000, 'TERM'],
      [1001, 'PIPE'],
      [1002, 'PIPE'],
    ]);
  });

  it('lets them hang without exceptions on pipes', () => {
    const shown = show(shipped('pipeline', { kernel: { ...kernel, pipeExceptions: false } }));
    const readers = shown.session.view().processes();
    expect(readers.map(({ pid, state }) => [pid, state])).toEqual([
      [1001, 'S'],
      [1002, 'S'],
    ]);
  });
});

describe('cantmove', () => {
  const shown = show(shipped('cantmove'), 39);

  it('keeps all but one at home, each by its reason; the locked one is moved by hand', () => {
    const views = shown.session.view().processes();
    const words = views.map(({ cantmove }) => cantmoveWords(cantmove).join(' '));
    expect(words).toEqual([
      ...['monkey', 'clone_vm', 'mem_lock', 'rt_sched direct_io', 'user_lock', ''],
    ]);
    const { 1004: locked, 1005: free, ...others } = places(shown);
    expect(locked).toBe(3);
    expect(free).not.toBe(1);
    expect(new Set(Object.values(others))).toEqual(new Set([1]));
  });

  it('lets a process move when its reason has gone', () => {
    const later = only(show(shipped('cantmove')), 'migrated').filter(({ at }) => at > 40);
    expect(later).toMatchObject([{ pid: 1002, from: 1 }]);
  });

  it('refuses a migration by hand with the word', () => {
    const reasons = only(shown, 'refused').map(({ reason }) => reason);
    expect(reasons).toEqual(['process 1000 cannot move: monkey']);
  });
});

describe('reasons-come-and-go', () => {
  const shown = show(shipped('reasons-come-and-go'));
  const moves = only(shown, 'migrated');
  const untied = (pid: number, after: number) =>
    only<'tied' | 'untied'>(shown, 'untied').find((event) => event.pid === pid && event.at > after)!
      .at;

  it('ties each process by the reason of its profile, and again when that has gone', () => {
    const pairs = only<'tied' | 'untied'>(shown, 'tied').map(
      ({ pid, reason }) => `${pid} ${reason}`,
    );
    expect([...new Set(pairs)].sort()).toEqual([
      ...['1000 monkey', '1001 monkey', '1002 clone_vm', '1003 clone_vm', '1004 mem_lock'],
      ...['1005 rt_sched'],
    ]);
    expect(pairs.filter((pair) => pair === '1004 mem_lock').length).toBeGreaterThan(2);
  });

  it('lets the free ones leave, and the tied ones within two seconds of being free', () => {
    const first = moves.filter(({ at }) => at < 100).map(({ pid }) => pid);
    expect(first.sort()).toEqual([1004, 1005]);
    const next = moves.filter(({ at }) => at > 100 && at < 180);
    expect(next.map(({ pid }) => pid)).toEqual([1000, 1001]);
    for (const { at, pid } of next) {
      expect(at).toBeGreaterThan(untied(pid, 90));
      expect(at).toBeLessThan(untied(pid, 90) + 2);
    }
  });

  it('expels a guest that is tied within a second of its being free', () => {
    const [expelled] = only<'expelled' | 'brought'>(shown, 'expelled');
    const [last] = moves.filter(({ from, at }) => from === 2 && at <= expelled!.at).slice(-1);
    expect(untied(last!.pid, 180)).toBeGreaterThan(190);
    expect(expelled!.at - untied(last!.pid, 180)).toBeLessThan(1.1);
  });

  it('would let two more of them leave at once if nothing tied them', () => {
    const { workload } = shipped('reasons-come-and-go');
    const free = workload.map((source) => ({ ...source, profile: undefined }));
    const early = only(show(shipped('reasons-come-and-go', { workload: free })), 'migrated');
    expect(early.filter(({ at }) => at < 100)).toHaveLength(4);
  });
});

describe('locked-by-accident', () => {
  it.each([
    ['complaint: the children of a locked daemon stay', 59, [3, 0, 0, 0]],
    ['what the daemon starts once it is unlocked may leave', 89, [3, 0, 0, 1]],
    ['the others leave when each is unlocked', 180, [1, 1, 1, 1]],
  ])('%s: at %i s', (_, at, expected) => {
    const now = crowd(show(shipped('locked-by-accident'), at));
    expect(now[0]).toBe(expected[0]);
    expect([...now.slice(1)].sort()).toEqual(expected.slice(1));
  });
});
