import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import {
  CPU_BOUND,
  PROFILE_NAMES,
  type Profile,
  profileNamed,
  type Tie,
} from '../../../src/cluster/facts/profile.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  completionsOf,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';
import { completions, sessionOf } from '../../support/session-of.js';

const TWO_NODES = 'nodes: [{ count: 2, name: "node%d", cpus: 1, memory: 1GB }]';
const ONE = 'home: node1, memory: 0';

/** When a reason of a process comes (+) and goes (-). */
function turns(events: readonly ClusterEvent[], pid = 1000): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'tied' && event.type !== 'untied') return [];
    if (event.pid !== pid) return [];
    const sign = event.type === 'tied' ? '+' : '-';
    return [`${sign}${Number(event.at.toFixed(6))} ${event.reason}`];
  });
}

describe('a reason that comes and goes by itself', () => {
  it('does so after the work that is said, exactly, and costs nothing', () => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: 15s, profile: { tie: { reason: mem_lock, after: 4s, for: 3s } } }]`);
    session.advance(5);
    expect(session.view().process(1000)!.cantmove).toBe(0x20);
    session.advance(100);
    const word = 'mem_lock';
    expect(turns(events)).toEqual([`+4 ${word}`, `-7 ${word}`, `+11 ${word}`, `-14 ${word}`]);
    expect(completions(events).get(1000)).toBe(15);
  });

  it('stays when that is endless', () => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: endless, profile: { tie: { reason: clone_vm, after: 4s, for: endless } } }]`);
    session.advance(1000);
    expect(turns(events)).toEqual(['+4 clone_vm']);
  });

  it('does so between and within the bursts of an interactive process', () => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload:
  - { ${ONE}, work: 2s, profile: { burst: 0.5s, think: 10s, tie: { reason: monkey, after: 0.75s, for: 0.5s } } }`);
    session.advance(100);
    // Pauses of 10 s after each half second of work.
    expect(turns(events)).toEqual(['+10.75 monkey', '-21.25 monkey']);
    expect(completions(events).get(1000)).toBe(32);
  });

  it('does not while the process is stopped or on its way, and counts its work', () => {
    const { session, events } = sessionOf(`policy: none
network: { bandwidth: 1MB/s, latency: 0 }
migration: { fixed: 0 }
${TWO_NODES}
workload:
  - { home: node1, memory: 6MB, work: endless, profile: { tie: { reason: rt_sched, after: 4s, for: 2s } } }
timeline:
  - { at: 3s, do: migrate, pid: 1000, to: 2 }
  - { at: 10.5s, do: stop, pid: 1000 }
  - { at: 20.5s, do: cont, pid: 1000 }
  - { at: 21s, do: migrate, pid: 1000, to: 1 }`);
    session.advance(10.7);
    expect(session.view().process(1000)).toMatchObject({ state: 'T', node: 2, cantmove: 0x80 });
    session.advance(40);
    expect(turns(events)).toEqual(
      ['+10 rt_sched', '-22 rt_sched', '+26 rt_sched', '-28 rt_sched'].concat([
        '+32 rt_sched',
        '-34 rt_sched',
        '+38 rt_sched',
        '-40 rt_sched',
      ]),
    );
    expect(events.filter(({ type }) => type === 'refused')).toMatchObject([
      { reason: 'process 1000 cannot move: rt_sched' },
    ]);
  });

  it('leaves a reason alone that the process has for another cause', () => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload:
  - { ${ONE}, work: endless, cantmove: mem_lock, profile: { tie: { reason: mem_lock, after: 2s, for: 2s } } }
timeline: [{ at: 9s, do: untie, pid: 1000, reason: mem_lock }]`);
    session.advance(13);
    expect(turns(events)).toEqual(['-9 mem_lock', '+10 mem_lock', '-12 mem_lock']);
  });

  it('can be taken away by hand before it goes', () => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: endless, profile: { tie: { reason: mem_lock, after: 2s, for: 2s } } }]
timeline: [{ at: 3s, do: untie, pid: 1000, reason: mem_lock }]`);
    session.advance(7);
    expect(turns(events)).toEqual(['+2 mem_lock', '-3 mem_lock', '+6 mem_lock']);
  });

  it('lets a process go at the next decision after it has gone', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
openmosix: { minRun: 1s }
workload:
  - { ${ONE}, count: 4, work: endless, profile: { tie: { reason: clone_vm, after: 0.5s, for: 10s } } }`);
    session.advance(60);
    const gone = events.find(({ type }) => type === 'untied')!.at;
    const moves = events.filter((event) => event.type === 'migration-started');
    expect(gone).toBeCloseTo(42, 6);
    expect(moves.length).toBeGreaterThan(0);
    expect(moves[0]!.at).toBeGreaterThanOrEqual(gone);
    expect(moves[0]!.at).toBeLessThan(gone + 2);
  });

  it('dies with its process: who comes after it is free', () => {
    const { session } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: endless, profile: { tie: { reason: monkey, after: 1s, for: 5s } } }]
timeline:
  - { at: 2s, do: kill, pid: 1000 }
  - { at: 2s, do: spawn, home: node1, work: endless }`);
    session.advance(10);
    expect(session.view().processes()).toMatchObject([{ pid: 1001, cantmove: 0 }]);
  });

  it('is not passed on to children, as the lock is', () => {
    const { session } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: endless, lock: true, profile: { tie: { reason: clone_vm, after: 1s, for: endless } } }]
timeline: [{ at: 2s, do: spawn, parent: 1000, work: endless, memory: 0 }]`);
    session.advance(10);
    const [parent, child] = session.view().processes();
    expect([parent!.cantmove, child!.cantmove]).toEqual([0x80000040, 0x80000000]);
  });
});

describe('the profiles', () => {
  it.each([
    ['shared-memory', 'monkey'],
    ['threads', 'clone_vm'],
    ['mlock', 'mem_lock'],
    ['real-time', 'rt_sched'],
    ['direct-io', 'direct_io'],
  ])('%s ties a process for a time by %s', (name, word) => {
    const { session, events } = sessionOf(`policy: none
${TWO_NODES}
workload: [{ ${ONE}, work: 200s, profile: ${name} }]`);
    session.advance(200);
    const { afterSeconds, forSeconds } = profileNamed(name)!.tie!;
    const first = [`+${afterSeconds} ${word}`, `-${afterSeconds + forSeconds} ${word}`];
    expect(turns(events).slice(0, 2)).toEqual(first);
    expect(turns(events).length).toBeGreaterThan(5);
  });

  it.each(PROFILE_NAMES)(
    '%s can be named by spawn, also for a child and with mosrun',
    (profile) => {
      const simulation = simulationOf({ nodes: nodeSpecs(2) });
      const { commands, cluster, view } = simulation;
      const workSeconds = 10;
      const pidOf = (asked: object) => {
        const answer = commands.execute({ do: 'spawn', workSeconds, profile, ...asked } as Command);
        return answer.accepted ? answer.pid! : Number.NaN;
      };
      const parent = pidOf({ home: 1, run: 'mosrun -2 R' });
      runUntil(simulation, 1);
      const child = pidOf({ parent });
      for (const pid of [parent, child]) {
        expect(view.process(pid)).toMatchObject({ home: 1, node: 2 });
        expect(cluster.table.traits.profile(cluster.table.find(pid))).toBe(profileNamed(profile));
      }
      const ends = completionsOf(simulation);
      runUntil(simulation, 1000, () => checkInvariants(cluster));
      expect(ends.size).toBe(2);
    },
  );

  it('are named by the refusal when there is no such profile', () => {
    const { commands } = simulationOf({ nodes: nodeSpecs(1) });
    const reason = `"lazy" is not a profile; use one of ${PROFILE_NAMES.join(' ')}`;
    const spawn = { do: 'spawn', home: 1, profile: 'lazy' } as const;
    expect(commands.execute(spawn)).toEqual({ accepted: false, reason });
  });
});

const SECONDS = 40;

const randomTie: fc.Arbitrary<Tie> = fc.record({
  reason: fc.constantFrom('mem_lock', 'clone_vm', 'direct_io'),
  afterSeconds: fc.double({ min: 0.05, max: 6, noNaN: true }),
  forSeconds: fc.oneof(fc.double({ min: 0.05, max: 6, noNaN: true }), fc.constant(Infinity)),
});

const randomProfile: fc.Arbitrary<Profile> = fc
  .record({
    burstSeconds: fc.constantFrom(Infinity, 0.4, 3),
    thinkSeconds: fc.constantFrom(0, 0.7),
    callsPerWork: fc.constantFrom(0, 300),
    tie: randomTie,
  })
  .map((drawn) => ({ ...CPU_BOUND, ...drawn }));

/** What does not depend on whether a process may move. */
const randomCommand: fc.Arbitrary<Command> = fc.record({
  do: fc.constantFrom('stop', 'cont', 'cont', 'kill'),
  pid: fc.integer({ min: 1000, max: 1004 }),
}) as fc.Arbitrary<Command>;

const randomTimeline = fc.array(
  fc.record({
    atSeconds: fc.double({ min: 0, max: SECONDS, noNaN: true }),
    command: randomCommand,
  }),
  { maxLength: 10 },
);

describe('any tie', () => {
  it('turns when just that much work is done, wherever it is done', () => {
    const property = fc.property(
      randomProfile,
      randomTimeline,
      fc.nat(100),
      (profile, entries, seed) => {
        const { afterSeconds, forSeconds } = profile.tie!;
        const timeline = entries.toSorted((a, b) => a.atSeconds - b.atSeconds);
        const processes = processSpecs(5, 1, { profile, workSeconds: 15 });
        const simulation = simulationOf({
          ...{ nodes: nodeSpecs(3), policy: openmosix, processes, timeline, seed },
          fixedSeconds: 0.5,
        });
        const { cluster, view } = simulation;
        const counts = new Map<number, number>();
        cluster.observe((event) => {
          if (event.type !== 'tied' && event.type !== 'untied') return;
          const { pid } = event;
          const turn = counts.get(pid) ?? 0;
          counts.set(pid, turn + 1);
          expect(event.type).toBe(turn % 2 === 0 ? 'tied' : 'untied');
          const process = view.process(pid)!;
          expect(process.target).toBeUndefined();
          const rounds = Math.floor(turn / 2);
          const due =
            rounds * afterSeconds +
            (rounds === 0 ? 0 : rounds * forSeconds) +
            afterSeconds +
            (turn % 2 === 0 ? 0 : forSeconds);
          expect(process.workSeconds! - process.workLeftSeconds!).toBeCloseTo(due, 6);
        });
        runUntil(simulation, SECONDS, () => checkInvariants(cluster));
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('changes no completion where nothing moves', () => {
    const property = fc.property(randomProfile, randomTimeline, (profile, entries) => {
      const timeline = entries.toSorted((a, b) => a.atSeconds - b.atSeconds);
      const ends = [profile, { ...profile, tie: undefined }].map((one) => {
        const processes = processSpecs(5, 1, { profile: one, workSeconds: 5 });
        const simulation = simulationOf({ nodes: nodeSpecs(1), processes, timeline });
        const completed = completionsOf(simulation);
        runUntil(simulation, 4 * SECONDS);
        return completed;
      });
      const [tied, free] = ends as [Map<number, number>, Map<number, number>];
      expect(tied.size).toBe(free.size);
      for (const [pid, at] of tied) expect(at).toBeCloseTo(free.get(pid)!, 6);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
