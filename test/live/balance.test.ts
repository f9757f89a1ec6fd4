import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { LiveSession } from '../../src/live/live-session.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { none } from '../../src/scheduler/policies/none.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { FakeJobs } from '../support/fake-jobs.js';

const PARAMETERS = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
) as unknown as OpenMosixParameters;

function balanced(balance: 'advise' | 'auto' = 'auto') {
  const cluster = new FakeJobs(3);
  const session = new LiveSession({
    hosts: cluster.links.map((link, index) => ({ id: index + 1, host: `cm${index + 1}`, link })),
    clock: cluster.clock,
    policies: [openmosix, none],
    parameters: PARAMETERS,
    periodSeconds: 1,
    caller: cluster,
    balance,
  });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => void events.push(event));
  const of = (type: ClusterEvent['type']) => events.filter((event) => event.type === type);
  return { cluster, session, of };
}

function twelve(cluster: FakeJobs): void {
  for (let job = 1; job <= 12; job++) cluster.start(`awk-${job}`, 1);
}

/** Of a job: the pid of what computes, where it was started. */
const pidOf = (index: number) => 10_000_000 + 100 * index + 2;

describe('openMosix, when it moves jobs itself', () => {
  it('spreads 12 jobs of one node over three as 4, 4 and 4 within 30 s, then is quiet for 60 s', () => {
    const { cluster, of } = balanced();
    twelve(cluster);
    cluster.pass(30);
    expect(cluster.spread).toEqual([4, 4, 4]);
    const begun = of('migration-started');
    expect(begun).toHaveLength(8);
    expect(begun[0]).toMatchObject({ cause: 'policy' });
    expect((begun[0] as { reason: string }).reason).toMatch(
      /^load \d\.\d\d, \d\.\d\d at node [23] with it: less loaded there$/,
    );
    cluster.pass(60);
    expect(of('migration-started')).toHaveLength(8);
    expect(of('migrated')).toHaveLength(8);
  });

  it('moves one job at a time from a node, and none to a node that another one is on its way to', () => {
    const { cluster } = balanced();
    twelve(cluster);
    cluster.pass(90);
    expect(cluster.mostAtOnce).toBe(1);
    // The next one begins when the copy runs, whatever is left to be cleared away.
    const verbs = cluster.calls.map(({ verb }) => verb);
    const steps = verbs.filter((verb) => verb === 'room' || verb === 'go');
    expect(steps).toEqual(Array.from({ length: 8 }, () => ['room', 'go']).flat());
  });

  it('moves nothing before it wins three times what moves have cost: 5 s each are 15 s to be won', () => {
    const { cluster, session, of } = balanced();
    // dump, pack, restore, commit and go are answered a second after each other.
    cluster.callsPerSecond = 1;
    twelve(cluster);
    cluster.pass(1);
    session.send({ do: 'migrate', pid: pidOf(12), to: 2 });
    cluster.pass(40);
    // 11 loops are a load of 2.75 at two CPUs of twice the standard speed. One that has computed for
    // c s is expected to go on for as long, 2c of work: 2c * (2.75 - 0.5) > 15, c > 3.3, 18 s with 2/11 of
    // a CPU.
    const [first] = of('migration-started').filter(
      (event) => 'cause' in event && event.cause === 'policy',
    );
    expect(first!.at).toBeGreaterThanOrEqual(18);
    expect(first!.at).toBeLessThanOrEqual(22);
  });

  it('takes half a CPU for what it is: its load is higher, and its jobs have computed for longer', () => {
    const moveAfter = (limit?: number) => {
      const { cluster, of } = balanced();
      cluster.callsPerSecond = 1;
      for (const link of cluster.links) if (limit !== undefined) link.say(`Q ${limit}`);
      twelve(cluster);
      cluster.pass(60);
      return of('migration-started')[0]!.at;
    };
    // A job has c = t / 6 s of a CPU after t s, whatever the node says of itself; its 31 MB would stand still
    // for 1.13 s, 3.4 s are to be won. The load of two CPUs of speed 20000 rises to 3: 2c * (2.54 - 0.5) = 2.7
    // after 4 s, 2c * (2.71 - 0.5) = 3.7 after 5 s. Of half a CPU, which is one of speed 10000, it
    // rises to 12, and c are 2c of its own seconds: 2c * (7.3 - 1) = 4.2 after 2 s.
    expect([moveAfter(), moveAfter(0.5)]).toEqual([5, 2]);
  });

  it('shows guests and those away, and CPU time that goes on where a job has come to', () => {
    const { cluster, session } = balanced();
    twelve(cluster);
    const all = () =>
      session
        .view()
        .processes()
        .filter(({ command }) => command.startsWith('awk'));
    const used = () => all().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    cluster.pass(30);
    // A job is three processes: its cell's first one, what holds the cell, which is no part of it, and awk.
    const counts = session
      .view()
      .nodes()
      .map(({ local, guests, away }) => [local, guests, away]);
    expect(counts).toEqual([
      [12, 0, 16],
      [4, 8, 0],
      [4, 8, 0],
    ]);
    expect(all().filter(({ node, home }) => node !== home)).toHaveLength(8);
    const real = cluster.jobs.reduce((sum, job) => sum + job.earlierSeconds + job.cpuSeconds, 0);
    expect(used()).toBeCloseTo(real, 0);
  });

  it('says of what moves neither that it has ended nor that it has started', () => {
    const { cluster, session, of } = balanced();
    twelve(cluster);
    cluster.pass(30);
    expect(of('migrated')).toHaveLength(8);
    expect([...of('started'), ...of('completed'), ...of('killed')]).toEqual([]);
    // Three processes each, seen from the beginning.
    expect(session.view().totals).toMatchObject({ arrived: 36, completed: 0, killed: 0 });
  });

  it('leaves a locked job to its user, who can lock and unlock it', () => {
    const { cluster, session, of } = balanced();
    for (let job = 1; job <= 6; job++) cluster.start(`awk-${job}`, 1, { isLocked: true });
    cluster.pass(20);
    expect(of('migration-started')).toHaveLength(0);
    expect(session.view().process(pidOf(1))).toMatchObject({ locked: true });
    expect(session.explain(pidOf(1))!.verdict).toBe(
      'openMosix leaves it: it is locked: only a user may move it',
    );
    expect(session.send({ do: 'unlock', pid: pidOf(1) })).toMatchObject({ accepted: true });
    cluster.pass(20);
    expect(of('unlocked')).toMatchObject([{ pid: pidOf(1) }]);
    expect(of('migrated')).toMatchObject([{ pid: pidOf(1), cause: 'policy' }]);
    expect(session.send({ do: 'migrate', pid: pidOf(2), to: 3 })).toMatchObject({ accepted: true });
    cluster.pass(20);
    expect(of('migrated')).toHaveLength(2);
  });

  it('leaves a job alone for a minute that would not move, and says why', () => {
    const { cluster, session, of } = balanced();
    const refusal = 'sockets: consider using --tcp-established';
    for (let job = 1; job <= 6; job++) cluster.start(`wget-${job}`, 1, { refusal });
    cluster.pass(59);
    const tried = of('migration-started').map((event) => (event as { pid: number }).pid);
    expect(new Set(tried).size).toBe(tried.length);
    expect(of('migration-failed')[0]).toMatchObject({ reason: refusal });
    expect(session.explain(tried[0]!)!.verdict).toMatch(
      /it would not move, and is left alone for \d+s: sockets: consider using/,
    );
  });

  it('stops when the policy none is chosen, and goes on with openmosix', () => {
    const { cluster, session, of } = balanced();
    twelve(cluster);
    expect(session.info.policy).toBe('openmosix (moves jobs)');
    session.send({ do: 'policy', name: 'none' });
    cluster.pass(30);
    expect(of('migration-started')).toHaveLength(0);
    session.send({ do: 'policy', name: 'openmosix' });
    cluster.pass(30);
    expect(cluster.spread).toEqual([4, 4, 4]);
  });

  it('does nothing of it when it is only to advise, which is the default', () => {
    const { cluster, session, of } = balanced('advise');
    twelve(cluster);
    cluster.pass(30);
    expect(cluster.spread).toEqual([12, 0, 0]);
    expect(of('migration-started')).toHaveLength(0);
    expect(session.lastDecision(1)!.reason).toMatch(/^advice: load/);
    expect(session.info.policy).toBe('openmosix (advice)');
  });
});
