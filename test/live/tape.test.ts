import { describe, expect, it } from 'vitest';
import { LiveSession } from '../../src/live/live-session.js';
import { readTape, TapePlayer, taped, tapeHead } from '../../src/live/tape.js';
import { TapedSession } from '../../src/live/taped-session.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { FakeClock, FakeNode, type FakeProcess } from '../support/fake-node.js';

const parameters = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
) as unknown as OpenMosixParameters;

/** Two nodes for some seconds, and what was seen of them at the end of each. */
function recordedNodes(seconds: number, onSecond: readonly FakeProcess[] = []) {
  const clock = new FakeClock();
  const nodes = [new FakeNode('cm1'), new FakeNode('cm2')];
  const hosts = nodes.map((link, index) => ({ id: index + 1, host: `cm${index + 1}`, link }));
  const lines = [tapeHead(hosts, 1)];
  const session = new LiveSession({
    hosts: hosts.map((host) => taped(host, clock, (line) => void lines.push(line))),
    ...{ clock, parameters, policies: [openmosix], periodSeconds: 1 },
    caller: { nodes: [1, 2], seat: 'seat', carryOut: () => {} },
  });
  const seen: unknown[] = [];
  for (let second = 1; second <= seconds; second++) {
    clock.pass(1, () => {
      nodes[0]!.shows([{ pid: 100 + second, state: 'R', ticks: 10 * second }]);
      if (second < 4) nodes[1]!.shows([{ pid: 7, state: 'S', ticks: 3 }, ...onSecond]);
    });
    seen.push(shownBy(session));
  }
  return { text: lines.join(''), seen };
}

function shownBy(session: LiveSession) {
  const view = session.view();
  return { now: view.now, nodes: view.nodes(), processes: view.processes(), totals: view.totals };
}

function played(text: string): TapedSession {
  return new TapedSession(new TapePlayer(readTape('a.jsonl', text)), {
    policies: [openmosix],
    parameters,
  });
}

describe('a recording of real nodes', () => {
  it('shows at each of its times what was seen then, silence too, and stands still at its end', () => {
    const { text, seen } = recordedNodes(9);
    const session = played(text);
    for (const [index, shown] of seen.entries()) {
      session.advance(index + 1);
      expect(shownBy(session)).toEqual(shown);
    }
    expect(session.view().node(2)!.state).toBe('down');
    session.advance(100);
    expect(session.view().now).toBe(9);
    expect(session.view().node(1)!.state).toBe('up');
  });

  it('shows a job that had moved as the guest that it was', () => {
    const cell = 'sh\0mtop-cell\0/dev/shm/mtop-1000/awk-1\0cm1';
    const idle = { state: 'S', ticks: 0 };
    const job = [
      { ...idle, pid: 50, name: 'unshare', commandLine: `unshare\0${cell}` },
      { ...idle, pid: 51, parent: 50, name: 'sh', commandLine: cell },
      { pid: 52, parent: 51, name: 'awk', state: 'R', ticks: 100 },
    ];
    const { text, seen } = recordedNodes(3, job);
    const session = played(text);
    session.advance(3);
    expect(shownBy(session)).toEqual(seen[2]);
    expect(session.view().process(20_000_052)).toMatchObject({ home: 1, node: 2 });
    expect(session.view().node(1)).toMatchObject({ away: 2 });
    expect(session.view().node(2)).toMatchObject({ guests: 2 });
    expect(session.send({ do: 'migrate', pid: 20_000_052, to: 1 })).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(/^this is a recording/),
    });
  });

  it('that ended before anything was seen has no time to be played', () => {
    const head = tapeHead([{ id: 1, host: 'cm1' }], 1);
    const session = played(head);
    session.advance(100);
    expect([new TapePlayer(readTape('a.jsonl', head)).endSeconds, session.view().now]).toEqual([
      ...[0, 0],
    ]);
  });

  it('has time that can be stopped, and refuses what would reach its nodes', () => {
    const session = played(recordedNodes(2).text);
    session.advance(2);
    expect(session.info).toMatchObject({ clock: 'virtual' });
    expect(session.info.refused?.kill).toMatch(/^this is a recording/);
  });

  it('is played up to a line that was not written to its end; a damaged one is named', () => {
    const { text } = recordedNodes(3);
    expect(readTape('a.jsonl', text.slice(0, -5)).entries).toHaveLength(5);
    const lines = text.split('\n');
    lines[2] = lines[2]!.replace('"at"', '"when"');
    expect(() => readTape('a.jsonl', lines.join('\n'))).toThrow('a.jsonl is damaged in line 3');
    expect(() => readTape('a.jsonl', 'PID USER\n')).toThrow('a.jsonl is not a recording of real');
  });

  // At a period of 0 s, or of none, the clock of what is played would stand still for ever.
  it.each([
    { periodSeconds: 0, hosts: [{ id: 1, host: 'a' }] },
    { hosts: [{ id: 1, host: 'a' }] },
    { periodSeconds: 1, hosts: [] },
    { periodSeconds: 1, hosts: [1] },
    { periodSeconds: 1, hosts: [{ id: '1', host: 'a' }] },
    { periodSeconds: 1, hosts: [{ id: 1 }] },
  ])('has a head that says what nodes it is of, and how often they were seen: %j', (head) => {
    const text = `{"what":"mtop-sim live recording","format":1,${JSON.stringify(head).slice(1)}\n`;
    expect(() => readTape('a.jsonl', text)).toThrow('a.jsonl is not a recording of real nodes');
  });
});
