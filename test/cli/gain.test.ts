import { describe, expect, it } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import { gainTasks } from '../../src/cli/running/gain-tasks.js';
import { runSlowdowns } from '../../src/cli/running/slowdowns-run.js';
import type { Command } from '../../src/cluster/facts/command.js';
import { capturedGain } from '../../src/lab/captured-gain.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import { createOneComputer } from '../../src/session/one-computer.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { completions, sessionOf } from '../support/session-of.js';

const ARRIVALS = `
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: random, arrivals: { every: exponential 4s }, work: exponential 8s }
`;

function tasksOf(yaml: string, session: RecordedSession) {
  const asked = gainTasks(session, scenarioOf(yaml));
  if (typeof asked === 'string') throw new Error(asked);
  return asked;
}

/** Captured gain of a session, in the thread of this test. */
function gainOf(yaml: string, session: RecordedSession) {
  const [apart, own, together] = tasksOf(yaml, session).map((task) =>
    runSlowdowns(
      task.course === undefined ? createOneComputer(scenarioOf(yaml)) : sessionOf(yaml).session,
      task,
    ),
  );
  return capturedGain(apart!, own!, together!);
}

function reasonOf(yaml: string, ...commands: readonly Command[]) {
  const session = new RecordedSession(sessionOf(yaml).session);
  session.advance(5);
  for (const command of commands) session.send(command);
  session.advance(10);
  return gainTasks(session, scenarioOf(yaml));
}

describe('captured gain', () => {
  it('is 0 of no migration, and 1 of what would be on one computer', () => {
    const session = new RecordedSession(sessionOf(`policy: none\n${ARRIVALS}`).session);
    session.advance(2000);
    const { part, processes, apart, own, together } = gainOf(`policy: none\n${ARRIVALS}`, session);
    expect(processes).toBeGreaterThan(300);
    expect(part).toBe(0);
    expect(own).toBe(apart);
    expect(together).toBeLessThan(own);
    const best = new Map([[1, 1.5]]);
    expect(capturedGain(new Map([[1, 4]]), best, best).part).toBe(1);
  });

  it('lies between 2, four processes of 20 s on a node of 2 CPUs, and 1, on one of 4 CPUs', () => {
    const yaml = `
nodes: [{ count: 2, name: "node%d", cpus: 2 }]
workload: [{ home: node1, count: 4, work: 20s, memory: 1MB }]
`;
    const { session, events } = sessionOf(yaml);
    const run = new RecordedSession(session);
    run.advance(100);
    const own = mean([...completions(events).values()]) / 20;
    const gain = gainOf(yaml, run);
    expect([gain.apart, gain.together]).toEqual([expect.closeTo(2), expect.closeTo(1)]);
    expect(gain.own).toBeCloseTo(own, 9);
    // (2 - own) / (2 - 1)
    expect(gain.part).toBeCloseTo(2 - own, 6);
    expect(gain.part).toBeGreaterThan(0.5);
  });

  it('counts those that wait as far as they have come: after 30 s 30 s over 20 s', () => {
    const yaml = `
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 2, work: 20s, memory: 1MB }]
`;
    const run = new RecordedSession(sessionOf(yaml).session);
    run.advance(30);
    expect(gainOf(yaml, run)).toMatchObject({
      ...{ processes: 2, part: 0, apart: expect.closeTo(30 / 20), together: expect.closeTo(1) },
    });
  });

  it('counts what is in all three', () => {
    const apart = new Map([
      [1, 5],
      [2, 3],
    ]);
    const own = new Map([
      [2, 2],
      [3, 9],
    ]);
    const gain = capturedGain(apart, own, new Map([...apart, ...own].map(([pid]) => [pid, 1])));
    expect(gain).toEqual({ processes: 1, apart: 3, own: 2, together: 1, part: 0.5 });
    expect(capturedGain(own, own, own).part).toBeUndefined();
    expect(capturedGain(new Map(), own, own)).toMatchObject({ processes: 0, part: undefined });
  });

  it('is that of the policy of now, of the processes that arrived under it', () => {
    const { session, events } = sessionOf(`policy: none\n${ARRIVALS}`);
    const run = new RecordedSession(session);
    run.advance(500);
    run.send({ do: 'policy', name: 'openmosix' });
    run.advance(1500);
    expect(tasksOf(ARRIVALS, run)[1]).toMatchObject({ sinceSeconds: 500, untilSeconds: 1500 });
    const late = events.filter((event) => event.type === 'started' && event.at >= 500).length;
    const { part, processes } = gainOf(`policy: none\n${ARRIVALS}`, run);
    expect(processes).toBe(late);
    expect(part).toBeGreaterThan(0);
    run.seek(400);
    expect(tasksOf(ARRIVALS, run)[1]).toMatchObject({ sinceSeconds: 0, untilSeconds: 400 });
  });

  it('is not defined where no one computer is like the nodes, or more has happened', () => {
    const source = '{ home: node1, count: 2, work: 20s }';
    const fast = `
nodes: [{ name: node1 }, { name: fast, speed: 20000 }]
workload: [${source}]
`;
    expect(reasonOf(fast)).toContain('the nodes differ');
    expect(reasonOf(`nodes: [{ name: node1 }]\nworkload: [${source}]`)).toContain('one node');
    const endless = '{ home: node1, count: 2, work: endless }';
    expect(reasonOf(`nodes: [{ count: 2 }]\nworkload: [${endless}]`)).toContain('has an end');
    const timeline = 'timeline: [{ at: 1s, do: leave, node: node2 }]';
    expect(reasonOf(`${ARRIVALS}${timeline}`)).toContain('more happens than arrivals');
    const crash: Command = { do: 'crash', node: 3 as never };
    expect(reasonOf(ARRIVALS, crash)).toContain('crash has changed more');
    expect(reasonOf(ARRIVALS, { do: 'policy', name: 'none' })[0]).toMatchObject({
      sinceSeconds: 5,
    });
  });
});

describe('the nodes of a scenario as one computer', () => {
  it('start the same processes at the same times, whatever their homes', () => {
    const started = (session: { session: ReturnType<typeof createOneComputer> }) => {
      const seen: string[] = [];
      session.session.subscribe((event) => {
        if (event.type === 'started') seen.push(`${event.pid} ${event.at}`);
      });
      session.session.advance(200);
      return seen;
    };
    const one = started({ session: createOneComputer(scenarioOf(ARRIVALS)) });
    expect(one.length).toBeGreaterThan(30);
    expect(one).toEqual(started(sessionOf(ARRIVALS)));
  });

  it('have the mean slowdown of Erlang-C: 2 CPUs at 0.5, 1 / (1 - 0.5^2) = 4/3', () => {
    const yaml = `
nodes: [{ count: 2, name: "node%d" }]
workload:
  - { home: random, arrivals: { every: exponential 10s }, work: exponential 10s, memory: 1MB }
`;
    const times = { sinceSeconds: 0, untilSeconds: 60_000 };
    const task = { course: undefined, commands: [], ...times };
    const slowdowns = [...runSlowdowns(createOneComputer(scenarioOf(yaml)), task).values()];
    expect(Math.abs(mean(slowdowns) - 4 / 3)).toBeLessThan(0.04);
  });
});
