import { describe, expect, it, vi } from 'vitest';
import { connectionFolder, localLink, sshLink, WALL_CLOCK } from '../../src/live/remote.js';
import { FakeShells } from './fake-shells.js';

function ran(link: ReturnType<typeof localLink>, script: string): Promise<string | undefined> {
  return new Promise((resolve) => link.run(script, resolve));
}

describe('what runs on a node', () => {
  it.each([
    ['exit 0', undefined],
    ['echo said; echo complaint >&2', undefined],
    ['exit 7', 'it ended with exit code 7'],
    ['kill -9 $$', 'SIGKILL ended it'],
    ['echo first >&2; echo "the last " >&2; exit 1', 'the last'],
    ['echo "sh: 1: kill: No such process" >&2; exit 1', 'No such process'],
    ['echo "sh: line 3: renice: not allowed" >&2; exit 1', 'sh: line 3: renice: not allowed'],
    ['echo "renice: 5: not allowed" >&2; exit 1', '5: not allowed'],
    ['echo "ssh: no route" >&2; exit 255', 'ssh: no route'],
  ])('%s ends with %s', async (script, complaint) => {
    new FakeShells();
    expect(await ran(localLink(1), script)).toBe(complaint);
  });

  it('is told of by ssh what it needs, and the connection of the sampler is shared', async () => {
    const shells = new FakeShells();
    shells.says('ana', 'ssh', 'cat >"$FAKE/script"; echo one; printf two; echo; printf three');
    const link = sshLink('ana', 2);
    const lines: string[] = [];
    const end = await new Promise((resolve) =>
      link.sample({ line: (line) => void lines.push(line), end: resolve }),
    );
    expect([lines, end]).toEqual([['one', 'two'], 'it closed the connection']);
    await ran(link, 'true');
    const common =
      'ssh -a -x -T -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=2 -o' +
      ' ServerAliveCountMax=2 -o ControlPersist=no -o -o ControlMaster=';
    expect(shells.calls()).toEqual([`${common}auto to ana`, `${common}no to ana`]);
  });

  it('that cannot be started says so', async () => {
    const shells = new FakeShells();
    vi.stubEnv('PATH', shells.folder);
    expect(await ran(sshLink('ana', 1), 'true')).toBe('ssh cannot be started: spawn ssh ENOENT');
  });

  it('ends with the link, and says nothing then', async () => {
    new FakeShells();
    const link = localLink(1);
    let said: string | undefined = 'nothing';
    const started = performance.now();
    link.run('sleep 60', (complaint) => {
      said = complaint;
    });
    link.close();
    await ran(localLink(1), 'true');
    expect(said).toBe('nothing');
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

it('links of many nodes wait for the end of the program together: Node.js warns of more than ten', () => {
  const before = process.listenerCount('exit');
  const links = Array.from({ length: 40 }, () => localLink(1));
  expect(process.listenerCount('exit') - before).toBeLessThanOrEqual(1);
  for (const link of links) link.close();
});

it('the folder of sockets is made once, for its user alone', () => {
  expect(connectionFolder()).toBe(connectionFolder());
});

it('the clock of the wall goes on in seconds, and calls until it is told to stop', async () => {
  vi.useFakeTimers();
  let called = 0;
  const stop = WALL_CLOCK.every(2, () => called++);
  vi.advanceTimersByTime(5000);
  expect(called).toBe(2);
  stop();
  vi.advanceTimersByTime(5000);
  expect(called).toBe(2);
  vi.useRealTimers();
  const before = WALL_CLOCK.now();
  expect(Math.abs(before - performance.now() / 1000)).toBeLessThan(1);
});
