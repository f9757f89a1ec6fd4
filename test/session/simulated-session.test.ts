import { describe, expect, it } from 'vitest';
import { none } from '../../src/scheduler/policies/none.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createOneComputer } from '../../src/session/one-computer.js';
import type { BeliefBehind } from '../../src/session/session.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { sessionOf } from '../support/session-of.js';

const PAIR = `
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 3, arrivals: { every: 2s }, work: 1s }]`;

describe('what a session says of itself', () => {
  const infoOf = (policy: string, more: object = {}) => {
    const scenario = { ...scenarioOf(`${PAIR}\nname: x\nabout: y\nseed: 7`), ...more };
    return createSession(scenario, { policy: findPolicy(policy)! }).info;
  };

  it('is its scenario, and that a policy of the whole cluster sees the truth', () => {
    const info = { scenario: 'x', about: 'y', seed: 7, policy: 'openmosix', information: 'gossip' };
    expect(infoOf('openmosix')).toMatchObject(info);
    expect(infoOf('openmosix').policies).toContain('central-jsq');
    expect(infoOf('openmosix').parameters).toMatchObject({ stability: 1.3 });
    expect(infoOf('openmosix', { information: 'told' }).information).toBe('told');
    expect(infoOf('central-jsq').information).toBe('perfect');
  });

  it('is also that a policy knows what nobody can know', () => {
    const oracle = { name: 'oracle', about: '', scope: 'node' as const, clairvoyant: true };
    const scenario = scenarioOf(PAIR);
    const info = (clairvoyant: boolean) =>
      createSession(scenario, { policy: { ...oracle, clairvoyant } }).info.information;
    expect([info(true), info(false)]).toEqual(['gossip, clairvoyant', 'gossip']);
  });
});

describe('a simulated session goes on', () => {
  const quiet = () => createSession(scenarioOf(PAIR), { policy: none, measures: false });

  // Starts at 0, 2 and 4 s, ends at 1, 3 and 5 s: six steps.
  it('by so many events, and says whether anything is left', () => {
    const session = quiet();
    expect(session.steps).toBe(0);
    for (const [steps, now, isDone] of [
      [2, 1, false],
      [5, 4, false],
    ] as const) {
      expect(session.advance(100, { maxEvents: steps - session.steps })).toBe(isDone);
      expect([session.steps, session.view().now]).toEqual([steps, now]);
    }
    expect(session.advance(100, { maxEvents: 1, untilOver: true })).toBe(true);
    expect([session.steps, session.view().now, session.over]).toEqual([6, 5, true]);
    expect(session.advance(100, { untilOver: true })).toBe(true);
    expect(session.view().now).toBe(5);
    expect(session.advance(100, { maxEvents: 0 })).toBe(true);
    expect(session.view().now).toBe(100);
  });

  it('to a time at which nothing happens, and with no end to its last event', () => {
    const session = quiet();
    expect(session.advance(2.5)).toBe(true);
    expect([session.steps, session.view().now, session.over]).toEqual([3, 2.5, false]);
    expect(session.advance(Number.POSITIVE_INFINITY)).toBe(true);
    expect([session.steps, session.view().now]).toEqual([6, 5]);
    expect(() => session.advance(4)).toThrow('a session at 5 is to go on until 4');
    expect(session.advance(5)).toBe(true);
  });

  it('until what is asked for is done', () => {
    const session = quiet();
    const isDone = () => session.view().totals.completed === 2;
    expect(session.advance(100, { isDone })).toBe(true);
    expect([session.steps, session.view().now]).toEqual([4, 3]);
  });

  it('from where it was saved: its steps, its events and how its processes came to where they are', () => {
    const yaml = `
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 2, work: 50s }]
timeline: [{ at: 1s, do: migrate, pid: 1000, to: node2 }]`;
    const [first, second] = [sessionOf(yaml), sessionOf(yaml)];
    first.session.messages(1);
    first.session.advance(20);
    expect(first.session.messages(5).length).toBeGreaterThan(0);
    const saved = first.session.save();
    second.session.messages(1);
    second.session.advance(40);
    second.session.restore(saved);
    expect(second.session.messages(100)).toEqual([]);
    expect(second.session.steps).toBe(first.session.steps);
    expect(second.session.explain(1000)).toEqual(first.session.explain(1000));
    expect(second.session.explain(1000)!.whyHere).toContain('it came from node 1 at 0:00:01');
    second.events.length = 0;
    const before = first.events.length;
    for (const { session } of [first, second]) session.advance(200);
    expect(second.events).toEqual(first.events.slice(before));
    expect(second.session.steps).toBe(first.session.steps);
  });
});

describe('what a session is asked of a process', () => {
  const yaml = `
policy: none
nodes: [{ count: 3, name: "node%d" }]
openmosix: { minRun: 2s }
workload: [{ home: node1, work: endless }]
timeline: [{ at: 10s, do: migrate, pid: 1000, to: node2 }]`;

  it('is what each node would give it, and why it cannot go there', () => {
    const { session } = sessionOf(yaml);
    session.advance(5);
    expect(session.forecast(99)).toEqual([]);
    expect(session.explain(99)).toBeUndefined();
    expect(session.lastDecision(99)).toBeUndefined();
    const [here, ...others] = session.forecast(1000);
    expect(here).toMatchObject({ node: 1, rate: 1, refusal: expect.stringContaining('already') });
    expect(here!.load).toBe(session.view().node(1)!.upperLoad);
    expect(others.map(({ node, refusal }) => [node, refusal])).toEqual([
      [2, undefined],
      [3, undefined],
    ]);
  });

  it.each([
    [0, 'it stays: it has used no CPU so far, less than 2s'],
    [1.5, 'it stays: it has used 1.5s of CPU so far, less than 2s'],
  ])('is what keeps it before it has used enough: after %d s', (seconds, verdict) => {
    const { session } = sessionOf(yaml);
    session.advance(seconds);
    expect(session.explain(1000)).toMatchObject({ verdict, numbers: {}, to: undefined });
  });

  it('is no more what it has used when that is enough, and where it is going', () => {
    const { session } = sessionOf(yaml);
    session.advance(2);
    expect(session.explain(1000)!.verdict).not.toContain('less than');
    session.advance(10.001);
    expect(session.explain(1000)).toMatchObject({
      ...{ verdict: 'it is on its way to node 2', to: 2, numbers: {}, node: 1, home: 1 },
    });
    const verdicts = session.explain(1000)!.forecasts.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['it is here', undefined, 'process 1000 is on its way to node 2']);
  });

  it('is only where it is when nobody looked on as it came', () => {
    const policy = findPolicy('openmosix')!;
    const session = createSession(scenarioOf(yaml), { policy, measures: false });
    session.advance(5);
    expect(session.explain(1000)!.whyHere).toBe('it was started here, on node 1');
    session.advance(20);
    expect(session.explain(1000)!.whyHere).toBe('it was started on node 2, its home is node 1');
  });
});

describe('what a policy goes by', () => {
  const yaml = (information: string) => `
information: ${information}
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, count: 9, work: 40s }]
timeline: [{ at: 20s, do: migrate, pid: 1008, to: node2 }]`;

  /** Sends a process of node 1 to node 3 each second, until two are left. */
  const CENTRAL: Policy = {
    name: 'of the whole cluster',
    about: '',
    scope: 'cluster',
    decide: ({ nodes }) =>
      nodes[0]!
        .candidates()
        .slice(2, 3)
        .map(({ pid }) => ({ pid, to: 3, reason: 'it is its turn' })),
  };

  function listened(information: string, name: string) {
    const policy = name === CENTRAL.name ? CENTRAL : findPolicy(name)!;
    const session = createSession(scenarioOf(yaml(information)), { policy });
    const beliefs: BeliefBehind[] = [];
    const expected: BeliefBehind[] = [];
    let others = 0;
    session.subscribe((event) => {
      if (event.type !== 'migration-started') return;
      if (event.cause !== 'policy') others++;
      if (event.cause !== 'policy') return;
      const { runnable } = session.view().node(event.to)!;
      const coming = session
        .view()
        .processes()
        .filter(({ target, pid }) => target === event.to && pid !== event.pid);
      const load = runnable + coming.length;
      const known = session.heard(event.from).find(({ node }) => node === event.to);
      const isTrue = information === 'perfect' || policy === CENTRAL;
      if (isTrue) expected.push({ ageSeconds: 0, believedLoad: load, load });
      else expected.push({ ageSeconds: known!.ageSeconds, believedLoad: known!.load, load });
    });
    session.listenToBeliefs((belief) => beliefs.push(belief));
    session.advance(100);
    return { beliefs, expected, others };
  }

  it.each([
    ['gossip', 'openmosix'],
    ['perfect', 'openmosix'],
    ['gossip', 'of the whole cluster'],
  ])('is told with the truth, of what it moves alone: %s, %s', (information, policy) => {
    const { beliefs, expected, others } = listened(information, policy);
    expect(beliefs.length).toBeGreaterThan(2);
    expect(others).toBe(1);
    expect(beliefs).toEqual(expected);
  });
});

it('node 1 is this computer where its processes are taken, and no other node is', () => {
  const scenario = {
    ...scenarioOf('policy: none\nnodes: [{ count: 2 }]'),
    workload: [{ kind: 'host' as const }],
  };
  const host = {
    cpus: 3,
    threads: 4,
    memoryBytes: 5e9,
    swapBytes: 6e9,
    speed: 12_345,
    processes: [],
  };
  const { processes: _, ...computer } = host;
  const { nodes } = createSession(scenario, { policy: none, host });
  expect(nodes[0]).toMatchObject({ ...computer, id: 1 });
  expect(nodes[1]).toEqual(scenario.nodes[1]);
});

describe('the nodes of a scenario as one computer', () => {
  const yaml = `
name: x
about: y
seed: 9
nodes: [{ count: 3, name: "node%d", cpus: 2, memory: 1GB, swap: 512MB, site: a }]
workload: [{ home: node3, count: 8, arrivals: { every: exponential 1s }, work: 10s }]`;

  it('have all CPUs and all memory, and nothing is moved there', () => {
    const session = createOneComputer(scenarioOf(yaml));
    expect(session.nodes).toHaveLength(1);
    expect(session.nodes[0]).toMatchObject({
      ...{ id: 1, cpus: 6, memoryBytes: 3 * 2 ** 30, swapBytes: 1.5 * 2 ** 30 },
    });
    expect(session.info).toMatchObject({
      ...{ scenario: 'x', about: 'y', seed: 9, information: 'perfect', policy: 'none' },
    });
    session.advance(5);
    const processes = session.view().processes();
    expect(processes.length).toBeGreaterThan(1);
    for (const { home, node } of processes) expect([home, node]).toEqual([1, 1]);
    session.advance(1000);
    expect(session.view().totals).toMatchObject({ completed: 8, migrations: 0 });
  });

  it('go on as they would have from where they were saved', () => {
    const run = createOneComputer(scenarioOf(yaml));
    run.advance(4);
    const other = createOneComputer(scenarioOf(yaml));
    other.restore(run.save());
    for (const session of [run, other]) session.advance(1000);
    expect(other.view().totals).toEqual(run.view().totals);
    expect([other.view().now, other.steps]).toEqual([run.view().now, run.steps]);
  });
});
