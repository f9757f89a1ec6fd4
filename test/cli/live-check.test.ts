import { expect, it, onTestFinished, vi } from 'vitest';
import { checkNodes } from '../../src/cli/commands/live-check.js';
import type { NodeAnswer } from '../../src/live/job.js';
import { LiveSession } from '../../src/live/live-session.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import { OPENMOSIX } from '../support/cluster-builder.js';
import { FakeClock, FakeNode } from '../support/fake-node.js';

/** What `live check` prints of nodes that have shown processes of ana, and how it ends. */
async function checked(heard: number, of: number) {
  const links = Array.from({ length: of }, (_, index) => new FakeNode(`cm${index + 1}`));
  const session = new LiveSession({
    hosts: links.map((link, index) => ({ id: index + 1, host: `host${index + 1}`, link })),
    ...{ clock: new FakeClock(), parameters: OPENMOSIX, policies: [openmosix], periodSeconds: 1 },
  });
  onTestFinished(() => session.close());
  const loop = { pid: 5, state: 'R', ticks: 1 };
  for (const link of links.slice(0, heard)) link.shows([loop, { ...loop, pid: 6 }]);
  const out: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  const asked: unknown[] = [];
  const calls = {
    seat: 'ana-1',
    carryOut: (call: { node: number }, seconds: number, done: (answer: NodeAnswer) => void) => {
      asked.push([call, seconds]);
      const facts = { uid: '1000', library: 'l', cpu: 'c', criu: '4.0', free: '2048' };
      if (call.node === 1) done({ kind: 'yes', facts });
      else done({ kind: 'no', reason: 'criu is missing' });
    },
  };
  const code = await checkNodes(session, calls as never);
  return { code, lines: out.join('').split('\n'), asked };
}

it('nodes are listed in columns: what they are, what can be watched, where jobs can move', async () => {
  const { code, lines, asked } = await checked(2, 2);
  expect(lines).toEqual([
    'N#  HOST   NAME  CPUS  SPEED  MEM   WATCH                            MOVE',
    '1   host1  cm1   2     20000  3.8G  2 processes, 2 can be signalled  yes, criu 4.0, room for 2.0M',
    '2   host2  cm2   2     20000  3.8G  2 processes, 2 can be signalled  no: criu is missing',
    '',
  ]);
  expect(code).toBe(0);
  // A name of its own for the job that is tried, so that two may check at once.
  expect(asked).toEqual([
    [{ verb: 'check', node: 1, words: ['check-ana-1'] }, 0],
    [{ verb: 'check', node: 2, words: ['check-ana-1'] }, 0],
  ]);
});

it('a node that is not reached stands there with the reason, and the exit code is 1', async () => {
  const { code, lines, asked } = await checked(1, 2);
  expect(lines[2]).toMatch(/^2 {3}host2 {2}- +- +- +- +- +nothing has been heard from it$/);
  expect([code, asked.length]).toEqual([1, 1]);
});
