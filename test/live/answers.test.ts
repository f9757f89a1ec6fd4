import { describe, expect, it } from 'vitest';
import { type Asked, explanationOf, forecastsOf, lastDecisionOf } from '../../src/live/answers.js';
import { advisorFor } from '../../src/live/balance.js';
import { JobRecords } from '../../src/live/job-records.js';
import { LiveNode } from '../../src/live/live-node.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { OPENMOSIX } from '../support/cluster-builder.js';
import { FakeClock, FakeNode, type FakeProcess } from '../support/fake-node.js';

/** Of 2 CPUs of speed 20000: one process is a load of 1 / (2 x 2) = 0.25. */
function nodeOf(id: number, clock: FakeClock) {
  const link = new FakeNode(`cm${id}`);
  const node = new LiveNode(
    { id, host: `cm${id}`, link },
    {
      ...{ parameters: OPENMOSIX, periodSeconds: 1, pidOffset: 1000 * id, now: () => clock.now() },
      ...{ tell: () => {}, travels: () => false, sampled: () => {} },
    },
  );
  node.connect();
  return { node, shows: (...processes: readonly FakeProcess[]) => link.shows(processes) };
}

const running = (pid: number): FakeProcess => ({ pid, state: 'R', ticks: 1 });

/** Three nodes: with three that run and one that sleeps, with one that runs, and never heard. */
function cluster() {
  const clock = new FakeClock();
  const nodes = [1, 2, 3].map((id) => nodeOf(id, clock));
  clock.pass(1);
  nodes[0]!.shows(running(11), running(12), running(13), { pid: 14, state: 'S', ticks: 1 });
  nodes[1]!.shows(running(21));
  clock.pass(4);
  const all = nodes.map(({ node }) => node);
  const asked = (id: number, more: Partial<Asked> = {}): Asked => ({
    ...{ node: all[id - 1]!, nodes: all, decided: undefined, now: clock.now(), job: undefined },
    ...{ records: undefined, isAutomatic: false, ...more },
  });
  const process = (id: number, at = 0) => all[id - 1]!.sample!.processes[at]!;
  return { clock, all, asked, process };
}

describe('what a process of a real node would get elsewhere', () => {
  it('is its share of the CPUs there, at their speed; nothing where nobody is heard', () => {
    const { asked, process } = cluster();
    // Three share 2 CPUs of speed 20000; at node 2 each of two has its own.
    expect(forecastsOf(process(1), asked(1)).map(({ rate }) => rate)).toEqual([4 / 3, 2, 0]);
    // One that sleeps would be the fourth.
    expect(forecastsOf(process(1, 3), asked(1)).map(({ rate }) => rate)).toEqual([1, 2, 0]);
    expect(forecastsOf(process(2), asked(2)).map(({ rate }) => rate)).toEqual([1, 2, 0]);
    expect(forecastsOf(process(1), asked(1)).map(({ node, load }) => [node, load])).toEqual([
      [1, 0.75],
      [2, 0.25],
      [3, 0],
    ]);
  });

  it('is refused where it is, and elsewhere unless it is a job', () => {
    const { asked, process } = cluster();
    const refusals = (more: Partial<Asked> = {}) =>
      forecastsOf(process(1), asked(1, more)).map(({ refusal }) => refusal);
    const fixed = 'a running process of a real node cannot be moved';
    expect(refusals()).toEqual(['it is there already', fixed, fixed]);
    expect(refusals({ job: { job: 'j', home: 'cm1' } as never })).toEqual([
      ...['it is there already', undefined],
      'node 3 is out of reach: nothing has been heard from it',
    ]);
  });
});

describe('why a process of a real node is where it is', () => {
  // It was said to be of a node that nobody had heard of yet.
  it('it is at home where it is no job, also beside a node that has not been heard', () => {
    const clock = new FakeClock();
    const [silent, heard] = [nodeOf(1, clock), nodeOf(2, clock)];
    heard.shows(running(21));
    const explained = explanationOf(heard.node.sample!.processes[0]!, {
      ...{ node: heard.node, nodes: [silent.node, heard.node], decided: undefined, now: 0 },
      ...{ job: undefined, records: undefined, isAutomatic: false },
    });
    expect(explained).toMatchObject({ pid: 2021, node: 2, home: 2, to: undefined });
    expect(explained.whyHere).toBe('it was started here, on node 2, a real one: nothing moves it');
  });

  it('is said with what is believed of the others, and how old that is', () => {
    const { asked, process } = cluster();
    const { forecasts, verdict } = explanationOf(process(1), asked(1));
    expect(verdict).toBe('no advice yet: too little has been seen of the nodes');
    expect(
      forecasts.map((one) => [one.node, one.believedLoad, one.ageSeconds, one.verdict]),
    ).toEqual([
      [1, expect.any(Number), undefined, 'it is here'],
      [2, 0.25, 4, 'would be 0.50 with it'],
      [3, undefined, undefined, 'nothing heard from it'],
    ]);
    expect(forecasts.every(({ refusal, waitPerWork }) => !refusal && waitPerWork === 0)).toBe(true);
  });

  it.each([
    [{ reason: 'load 0.75' }, {}, 'openMosix would leave it: load 0.75 (node 1, 2s ago)'],
    [
      { move: 1011, to: 2, reason: 'less loaded there' },
      {},
      'openMosix would send it to node 2: less loaded there (node 1, 2s ago)',
    ],
    [
      { move: 1012, to: 2, reason: 'less loaded there' },
      {},
      'openMosix would send 1012 to node 2 instead: less loaded there (node 1, 2s ago)',
    ],
  ])('is said with what the policy would do: %j', (decision, more, verdict) => {
    const { asked, process } = cluster();
    const decided = { at: 3, decision: { move: undefined, ...decision }, refusal: undefined };
    const explained = explanationOf(process(1), asked(1, { decided: decided as never, ...more }));
    expect(explained.verdict).toBe(verdict);
    expect(explained.to).toBe('move' in decision && decision.move === 1011 ? 2 : undefined);
  });

  it('is said of a job with what holds it, and where it was started', () => {
    const { asked, process } = cluster();
    const records = new JobRecords();
    const job = { job: 'sort-1', home: 'cm2' } as never;
    const explained = () =>
      explanationOf(process(1), asked(1, { records, job, isAutomatic: true }));
    expect(explained()).toMatchObject({
      home: 2,
      whyHere: 'job sort-1 was started on node 2, and moved here by somebody else',
      verdict: 'openMosix leaves it: its node has not said yet whether it is locked',
    });
    const own = { job: 'sort-1', home: 'cm1' } as never;
    expect(explanationOf(process(1), asked(1, { records, job: own })).whyHere).toBe(
      'job sort-1 was started here, on node 1',
    );
    const none = explanationOf(process(1), asked(1, { isAutomatic: true }));
    expect(none.verdict).toBe('openMosix leaves it: it is no job');
  });
});

describe('what a policy would do on a real node', () => {
  it('is advice, or has begun, or has not begun for a reason', () => {
    const { asked } = cluster();
    const decision = { move: 1011, to: 2, reason: 'less loaded there' };
    const decided = (refusal?: string) => ({ at: 3, decision, refusal }) as never;
    expect(lastDecisionOf(asked(1))).toBeUndefined();
    const said = (more: Partial<Asked>) => lastDecisionOf(asked(1, more))!.reason;
    expect(said({ decided: decided() })).toMatch(/^advice: /);
    expect(said({ decided: decided(), isAutomatic: true })).toMatch(/^begun: /);
    expect(said({ decided: decided('it is locked'), isAutomatic: true })).toMatch(
      /^not yet, it is locked: /,
    );
    expect(lastDecisionOf(asked(1, { decided: decided() }))).toMatchObject({
      ...{ at: 3, node: 1, move: 1011, to: 2, numbers: {} },
    });
  });

  // What a move must win is 3 times what it costs, and it stays for 30 s.
  it('goes by openMosix’s parameters, but for what a real move costs where it moves jobs', () => {
    const { all } = cluster();
    const seen: OpenMosixParameters[] = [];
    const policy = {
      name: 'seeing',
      decide: ({ parameters }: { readonly parameters: OpenMosixParameters }) => {
        seen.push(parameters);
        return { move: undefined, reason: 'none' };
      },
    };
    const moves = { jobsAt: () => new Map(), records: new JobRecords() };
    for (const moving of [undefined, moves]) {
      advisorFor(moving, OPENMOSIX, () => 0).decide(policy as never, all[0]!, all, 5);
    }
    expect(seen).toEqual([OPENMOSIX, { ...OPENMOSIX, moveCost: 3, minResidence: 30 }]);
  });

  it('goes by what there is of the node, and by those that have been heard, the freshest first', () => {
    const { all, clock } = cluster();
    const seen: { own: object; known: readonly object[] }[] = [];
    const policy = {
      name: 'seeing',
      decide: (sees: (typeof seen)[number]) => {
        seen.push(sees);
        return { move: undefined, reason: 'none' };
      },
    };
    const advisor = advisorFor(undefined, OPENMOSIX, () => 0);
    advisor.decide(policy as never, all[0]!, all, clock.now());
    // 4000000 KB, of which 3000000 are free; 3 run.
    expect(seen[0]!.own).toMatchObject({
      ...{ node: 1, runnable: 3, speed: 20_000, cpus: 2, countedCpus: 2 },
      ...{ memoryBytes: 4_096_000_000, freeBytes: 3_072_000_000, expectedBytes: 1_024_000_000 },
    });
    expect(seen[0]!.known).toEqual([
      {
        ...{ node: 2, load: 0.25, speed: 20_000, cpus: 2, countedCpus: 2, measuredAt: 1 },
        ...{ memoryBytes: 4_096_000_000, freeBytes: 3_072_000_000, blocked: false },
      },
    ]);
  });
});
