import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { LiveSession } from '../../src/live/live-session.js';
import { scenarioText } from '../../src/live/scenario-text.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { none } from '../../src/scheduler/policies/none.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { FakeClock, FakeNode } from '../support/fake-node.js';

const PARAMETERS = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
) as unknown as OpenMosixParameters;

function watched(count: number) {
  const clock = new FakeClock();
  const nodes = Array.from({ length: count }, () => new FakeNode());
  const session = new LiveSession({
    hosts: nodes.map((link, index) => ({ id: index + 1, host: `cm${index + 1}`, link })),
    clock,
    policies: [openmosix, none],
    parameters: PARAMETERS,
    periodSeconds: 1,
  });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => void events.push(event));
  const types = () => events.map(({ type }) => type);
  return { clock, nodes, session, events, types };
}

const LOOP = { pid: 1234, state: 'R', ticks: 1000 };

describe('the view', () => {
  it('has of several nodes pids that no other node has, of one alone those of the node', () => {
    const { session, nodes } = watched(2);
    nodes[0]!.shows([LOOP]);
    nodes[1]!.shows([LOOP]);
    const pids = session
      .view()
      .processes()
      .map(({ pid }) => pid);
    expect(pids).toEqual([10_001_234, 20_001_234]);
    expect(session.view().process(20_001_234)).toMatchObject({
      node: 2,
      home: 2,
      parent: 20_000_001,
    });
    const alone = watched(1);
    alone.nodes[0]!.shows([LOOP]);
    expect(alone.session.view().processes()[0]!.pid).toBe(1234);
  });

  it('says how wide its pids are: of three nodes up to 39999999, of one up to 9999999', () => {
    expect(watched(3).session.info.pidCells).toBe(9);
    expect(watched(1).session.info.pidCells).toBe(8);
  });

  it('as a scenario has what runs, but not the samplers that watch it', () => {
    const { session, nodes } = watched(1);
    nodes[0]!.shows([LOOP, { ...LOOP, pid: FakeNode.SAMPLER, name: 'awk' }]);
    const text = scenarioText(session.nodes, 5);
    expect(text).toContain('# 1 process uses a CPU; 0 idle ones are left out.');
    expect(text.match(/work: endless/g)).toHaveLength(1);
  });

  it('stays as it was when a later sample comes, and knows no work', () => {
    const { session, nodes } = watched(1);
    nodes[0]!.shows([LOOP]);
    const before = session.view();
    nodes[0]!.shows([{ ...LOOP, state: 'S' }]);
    expect(before.processes()[0]!.state).toBe('R');
    expect(session.view().processes()[0]).toMatchObject({ state: 'S', workSeconds: undefined });
  });

  it('does not go on by being advanced, but with the clock', () => {
    const { session, clock } = watched(1);
    expect(session.advance()).toBe(true);
    expect(session.view().now).toBe(0);
    clock.pass(3);
    expect(session.view().now).toBe(3);
  });
});

describe('a node that falls silent', () => {
  it('is down after 3 periods with its last values, and up again with its next sample', () => {
    const { session, nodes, clock, types, events } = watched(2);
    const [one, two] = nodes as [FakeNode, FakeNode];
    const both = () => {
      one.shows([LOOP]);
      two.shows([LOOP]);
    };
    clock.pass(2, both);
    clock.pass(3, () => one.shows([LOOP]));
    expect(session.view().node(2)!.state).toBe('up');
    clock.pass(1, () => one.shows([LOOP]));
    expect(
      session
        .view()
        .nodes()
        .map(({ state }) => state),
    ).toEqual(['up', 'down']);
    expect(session.view().node(2)!.memoryUsedBytes).toBe(1_000_000 * 1024);
    expect(session.view().process(20_001_234)).toBeDefined();
    expect(events.at(-1)).toMatchObject({
      type: 'node-silent',
      node: 2,
      reason: 'nothing was heard for 4 s',
    });
    clock.pass(1, both);
    expect(session.view().node(2)!.state).toBe('up');
    expect(types()).toEqual(['node-silent', 'node-heard']);
  });

  it('is connected to again, after 1, 2, 4 and at most 30 seconds', () => {
    const { nodes, clock, events } = watched(1);
    const [node] = nodes as [FakeNode];
    node.breaks('Connection refused');
    expect(events[0]).toMatchObject({ type: 'node-silent', reason: 'Connection refused' });
    const attempts: number[] = [];
    let seen = 1;
    clock.pass(100, () => {
      if (node.connections === seen) return;
      seen = node.connections;
      attempts.push(clock.now());
      node.breaks('Connection refused');
    });
    const pauses = attempts.slice(1).map((at, index) => at - attempts[index]!);
    expect(pauses.slice(0, 3)).toEqual([3, 5, 9]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(31);
    expect(events).toHaveLength(1);
  });

  it('has not started its processes anew when it is heard again', () => {
    const { nodes, clock, types } = watched(1);
    const [node] = nodes as [FakeNode];
    clock.pass(2, () => node.shows([LOOP]));
    node.breaks('it closed the connection');
    clock.pass(6);
    expect(node.connections).toBe(2);
    node.shows([LOOP, { ...LOOP, pid: 5 }]);
    expect(types()).toEqual(['node-silent', 'node-heard', 'started']);
  });
});

describe('commands', () => {
  it('signals and nice values are sent to the node, if the process is still the same', () => {
    const { session, nodes } = watched(2);
    nodes[1]!.shows([LOOP]);
    expect(session.send({ do: 'kill', pid: 20_001_234, signal: 'INT' })).toEqual({
      accepted: true,
    });
    expect(session.send({ do: 'renice', pid: 20_001_234, nice: 7 }).accepted).toBe(true);
    const [kill, renice] = nodes[1]!.scripts;
    expect(kill).toContain('kill -s INT 1234');
    expect(kill).toContain('!= 5 ]');
    expect(renice).toContain('renice 7 -p 1234');
    expect(nodes[0]!.scripts).toEqual([]);
  });

  it('what the node has against it is an event with its words', () => {
    const { session, nodes, events } = watched(1);
    nodes[0]!.shows([LOOP]);
    nodes[0]!.complaint = 'Operation not permitted';
    session.send({ do: 'kill', pid: 1234 });
    expect(events.at(-1)).toMatchObject({
      type: 'refused',
      reason: 'node 1 would not send SIGTERM to 1234: Operation not permitted',
    });
    nodes[0]!.shows([], [1234]);
    expect(events.at(-1)!.type).toBe('completed');
  });

  it('an end after a signal is a death by that signal, any other one an end', () => {
    const { session, nodes, events } = watched(1);
    nodes[0]!.shows([LOOP, { ...LOOP, pid: 5 }]);
    session.send({ do: 'kill', pid: 5, signal: 'KILL' });
    nodes[0]!.shows([], [5, 1234]);
    expect(events).toMatchObject([
      { type: 'killed', pid: 5, cause: 'signal', signal: 'KILL' },
      { type: 'completed', pid: 1234, cpuSeconds: 10, workSeconds: 20 },
    ]);
  });

  it('what has changed is told as it was seen: stopped, continued, reniced', () => {
    const { nodes, types } = watched(1);
    nodes[0]!.shows([LOOP]);
    nodes[0]!.shows([{ ...LOOP, state: 'T', nice: 3 }]);
    nodes[0]!.shows([{ ...LOOP, nice: 3 }]);
    expect(types()).toEqual(['stopped', 'reniced', 'continued']);
  });

  it('who is not there or out of reach gets no signal', () => {
    const { session, nodes, clock } = watched(1);
    nodes[0]!.shows([LOOP]);
    const answer = (pid: number) => session.send({ do: 'kill', pid });
    expect(answer(1)).toEqual({ accepted: false, reason: 'there is no process 1' });
    clock.pass(5);
    expect(answer(1234)).toEqual({
      accepted: false,
      reason: 'node 1 is out of reach: nothing was heard for 4 s',
    });
  });

  it.each<Command>([
    { do: 'crash', node: 1 },
    { do: 'cut', node: 1, other: 2 },
    { do: 'recover', node: 1 },
    { do: 'omdiscd', node: 1, interface: 'eth0' },
    { do: 'spawn', home: 1 },
    { do: 'migrate', pid: 1234, to: 2 },
    { do: 'expel', node: 1 },
    { do: 'set', parameter: 'stability', value: 2 },
  ])('$do is refused with the reason that the cluster is real, and nothing is sent', (command) => {
    const { session, nodes, events } = watched(1);
    nodes[0]!.shows([LOOP]);
    const answer = session.send(command);
    expect(answer).toMatchObject({ accepted: false });
    expect((answer as { reason: string }).reason).toMatch(/real|in a simulation/);
    expect(events.at(-1)).toMatchObject({ type: 'refused', command });
    expect(nodes[0]!.scripts).toEqual([]);
  });
});

describe('the advice', () => {
  const loops = (count: number, ticks: number) =>
    Array.from({ length: count }, (_, index) => ({ ...LOOP, pid: 100 + index, ticks }));

  it('is what openMosix would do: of six loops on one node one goes to the idle one', () => {
    const { session, nodes, clock } = watched(2);
    let ticks = 1000;
    clock.pass(6, () => {
      nodes[1]!.shows([]);
      ticks += 33;
      nodes[0]!.shows(loops(6, ticks));
    });
    const decision = session.lastDecision(1)!;
    expect(decision).toMatchObject({ node: 1, to: 2 });
    expect(decision.beliefs[1]).toMatchObject({ node: 2, ageSeconds: 0 });
    const { move } = decision;
    expect(session.explain(move!)!.verdict).toMatch(
      /^openMosix would send it to node 2: less loaded/,
    );
    expect(nodes[0]!.scripts).toEqual([]);
    session.send({ do: 'block', node: 2 });
    clock.pass(1, () => nodes[0]!.shows(loops(6, ticks + 33)));
    expect(session.lastDecision(1)!.move).toBeUndefined();
  });

  it('judges by beliefs of their true age', () => {
    const { session, nodes, clock } = watched(2);
    nodes[1]!.shows([]);
    clock.pass(2, () => nodes[0]!.shows(loops(2, 1000)));
    expect(session.lastDecision(1)!.beliefs[1]).toMatchObject({ ageSeconds: 2 });
  });
});

it('closing ends all links', () => {
  const { session, nodes } = watched(2);
  session.close();
  expect(nodes.every(({ isClosed }) => isClosed)).toBe(true);
});
