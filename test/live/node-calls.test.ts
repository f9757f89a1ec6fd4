import { describe, expect, it, vi } from 'vitest';
import type { NodeAnswer } from '../../src/live/job.js';
import type { MoveCall } from '../../src/live/move.js';
import { NodeCalls, type Way } from '../../src/live/node-calls.js';
import { FakeShells } from './fake-shells.js';

const WAYS = new Map<number, Way>([
  [1, { host: 'ana' }],
  [2, { host: 'ben' }],
  [3, { host: undefined, environment: { FAKE_HOST: 'own' } }],
]);
const OPTIONS =
  '-a -x -T -o BatchMode=yes -o ServerAliveInterval=2 -o ServerAliveCountMax=2 -o ConnectTimeout=10' +
  ' -o ControlMaster=auto -o ControlPersist=60 -o';
const DIRECT =
  '-a -x -T -o BatchMode=yes -o ServerAliveInterval=2 -o ServerAliveCountMax=2 -o ConnectTimeout=5';

const at = (node: number, verb: string, ...words: string[]): MoveCall => ({ node, verb, words });

function copyOf(from: number, verb: string, to: number): MoveCall {
  const words = ['j-1', 'm1'];
  return { ...at(from, verb, ...words), into: { ...at(to, 'unpack'), words: [...words] } };
}

function asked(calls: NodeCalls, call: MoveCall, waitSeconds = 0): Promise<NodeAnswer> {
  return new Promise((resolve) => calls.carryOut(call, waitSeconds, resolve));
}

describe('a call of a node', () => {
  it('goes by ssh, which asks nothing, with a connection that stays', async () => {
    const shells = new FakeShells();
    shells.says('ana', 'look', 'echo host cm1; echo ok');
    const calls = new NodeCalls(WAYS);
    expect(calls.nodes).toEqual([1, 2, 3]);
    expect(calls.seat).toMatch(/^m[0-9a-z]+$/);
    expect(await asked(calls, at(1, 'look', "it's", 'a b'), 0.01)).toEqual({
      ...{ kind: 'yes', facts: { host: 'cm1' } },
    });
    expect(shells.calls()).toEqual([`ssh ${OPTIONS} to ana`, "ana: look it's a b"]);
    calls.close();
    expect(shells.calls()).toEqual(['ssh -O exit -o to ana']);
  });

  it('of this computer needs no ssh, and none ends', async () => {
    const shells = new FakeShells();
    shells.says('own', 'jobs', 'echo ok');
    const calls = new NodeCalls(WAYS);
    expect(await asked(calls, at(3, 'jobs'))).toEqual({ kind: 'yes', facts: {} });
    calls.close();
    expect(shells.calls()).toEqual(['own: jobs']);
  });

  it.each([
    ['echo no room', { kind: 'no', reason: 'room' }],
    ['echo "no room here"; exit 1', { kind: 'no', reason: 'room here' }],
    ['echo first >&2; echo "last one" >&2; exit 3', { kind: 'silence', reason: 'last one' }],
    ['exit 3', { kind: 'silence', reason: 'it ended with exit code 3' }],
    ['echo ok; kill -9 $$', { kind: 'silence', reason: 'it ended with exit code null' }],
  ])('that does %s is answered by %j', async (script, answer) => {
    const shells = new FakeShells();
    shells.says('own', 'look', script);
    expect(await asked(new NodeCalls(WAYS), at(3, 'look'))).toEqual(answer);
  });

  it('prints what is in no lines, with its exit code', async () => {
    const shells = new FakeShells();
    shells.says('own', 'output', 'printf "a\\000b"; exit 5');
    const printed = await new Promise((resolve) =>
      new NodeCalls(WAYS).print(at(3, 'output'), resolve),
    );
    expect(printed).toEqual({
      ...{ code: 5, out: Buffer.from('a\0b'), complaint: 'it ended with exit code 5' },
    });
  });

  it('ends with its program', async () => {
    const shells = new FakeShells();
    shells.says('own', 'look', 'exec sleep 60');
    const calls = new NodeCalls(WAYS);
    const answer = asked(calls, at(3, 'look'));
    await vi.waitUntil(() => shells.calls().length > 0, { timeout: 20_000 });
    calls.close();
    expect(await answer).toMatchObject({ kind: 'silence' });
  });

  it('cannot be made where there is no ssh, neither as a copy', async () => {
    const shells = new FakeShells();
    vi.stubEnv('PATH', shells.folder);
    const calls = new NodeCalls(WAYS);
    expect(await asked(calls, at(1, 'look'))).toEqual({
      ...{ kind: 'silence', reason: 'spawn ssh ENOENT' },
    });
    expect(await asked(calls, copyOf(1, 'pack', 2))).toMatchObject({ kind: 'silence' });
  });
});

describe('a copy', () => {
  it.each([
    ['echo data', 'cat >"$FAKE/got"; echo ok', { kind: 'yes', facts: {} }],
    ['echo data; exit 1', 'cat >"$FAKE/got"; echo ok', 'the copy was interrupted'],
    ['echo data; exit 1', 'cat >"$FAKE/got"; echo no room', { kind: 'no', reason: 'room' }],
    ['echo data', 'cat >"$FAKE/got"; exit 4', 'it ended with exit code 4'],
    ['echo data', 'cat >"$FAKE/got"; echo ok; kill -9 $$', 'it ended with exit code null'],
  ])('through here, of %s into %s', async (pack, unpack, answer) => {
    const shells = new FakeShells();
    shells.says('ana', 'pack', pack);
    shells.says('own', 'unpack', unpack);
    const expected = typeof answer === 'string' ? { kind: 'silence', reason: answer } : answer;
    expect(await asked(new NodeCalls(WAYS), copyOf(1, 'pack', 3))).toEqual(expected);
    expect([...shells.calls()].sort()).toEqual([
      ...['ana: pack j-1 m1', 'own: unpack j-1 m1', `ssh ${OPTIONS} to ana`],
    ]);
  });

  it('goes directly what is large, where the one node reaches the other one', async () => {
    const shells = new FakeShells();
    shells.says('ana', 'packahead', 'echo pages');
    shells.says('ana', 'delta', 'echo rest');
    shells.says('ana', 'pack', 'echo all');
    shells.says('ben', 'look', 'echo arriving m1 cm1 b1; echo ok');
    shells.says('ben', 'unpack', 'cat >"$FAKE/got"; echo ok');
    const calls = new NodeCalls(WAYS);
    const yes = { kind: 'yes', facts: {} };
    expect(await asked(calls, copyOf(1, 'packahead', 2))).toEqual(yes);
    expect([...shells.calls()].sort()).toEqual(
      [
        ...['ana: packahead j-1 m1', 'ben: look j-1', 'ben: unpack j-1 m1'],
        ...[`ssh ${OPTIONS} to ana`, `ssh ${OPTIONS} to ana`],
        ...[`ssh ${DIRECT} to ben`, `ssh ${DIRECT} to ben`].sort(),
      ].sort(),
    );
    // That is known now.
    expect(await asked(calls, copyOf(1, 'delta', 2))).toEqual(yes);
    expect(shells.calls()).toContain(`ssh ${DIRECT} to ben`);
    // What is small goes through here all the same.
    expect(await asked(calls, copyOf(1, 'pack', 2))).toEqual(yes);
    expect(shells.calls()).not.toContain(`ssh ${DIRECT} to ben`);
    // The source may end badly: then nothing is known to be whole, and from now on it goes through here.
    shells.says('ana', 'delta', 'echo rest; exit 1');
    expect(await asked(calls, copyOf(1, 'delta', 2))).toEqual({
      ...{ kind: 'silence', reason: 'the copy was interrupted' },
    });
    shells.calls();
    shells.says('ana', 'delta', 'echo rest');
    expect(await asked(calls, copyOf(1, 'delta', 2))).toEqual(yes);
    expect(shells.calls()).not.toContain(`ssh ${DIRECT} to ben`);
  });

  it.each([
    ['another node answers there', 'echo arriving m7 cm1 b1; echo ok'],
    ['it has no room', 'echo arriving -; echo ok'],
    ['it refuses', 'echo no such job'],
    ['nobody answers', 'exit 255'],
  ])('goes through here where %s', async (_, look) => {
    const shells = new FakeShells();
    shells.says('ana', 'packahead', 'echo pages');
    shells.says('ben', 'look', look);
    shells.says('ben', 'unpack', 'cat >"$FAKE/got"; echo ok');
    const calls = new NodeCalls(WAYS);
    for (const probes of [1, 0]) {
      expect(await asked(calls, copyOf(1, 'packahead', 2))).toEqual({ kind: 'yes', facts: {} });
      expect(shells.calls().filter((line) => line === 'ben: look j-1')).toHaveLength(probes);
    }
  });
});
