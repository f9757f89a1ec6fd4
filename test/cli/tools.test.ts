import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { removeSocket, runningClusters, socketFile } from '../../src/cli/files/socket-file.js';
import { attachTo } from '../../src/cli/sharing/attaching.js';
import { Listening, nameOf } from '../../src/cli/sharing/listening.js';
import { ran } from '../support/in-process.js';
import { sessionOf } from '../support/session-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Two nodes, of which the first one computes; nobody moves by itself. */
const QUIET = `name: quiet
policy: none
nodes: [{ count: 2, name: "node%d", speed: 10000 }]
workload: [{ home: node1, work: endless, command: first }]
`;

beforeEach(() => {
  vi.stubEnv('XDG_RUNTIME_DIR', temporaryFolder());
  vi.stubEnv('MTOP_SIM_CLUSTER', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** Lets the cluster stand at 65 s, where programs of this process find it. */
async function served(name = 'quiet', isOnly = true) {
  const { session } = sessionOf(QUIET);
  session.advance(65);
  const listening = new Listening(session, { nodes: session.nodes });
  onTestFinished(() => listening.close());
  const path = await listening.begin(name, { isOnly });
  return { session, listening, path };
}

/** What a tool prints, where it does what it is asked. */
async function said(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await ran(words);
  expect([code, err]).toEqual([0, '']);
  return out;
}

/** What a tool complains of. */
async function complaint(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await ran(words);
  expect([code, out]).toEqual([2, '']);
  return err;
}

describe('mps', () => {
  it('lists processes, where they are away, and what they have used in minutes', async () => {
    const { session } = await served();
    expect(await said('mps')).toBe(
      '  PID TTY NODE STAT   TIME COMMAND\n 1000 ?      0 R      1:05 first\n',
    );
    session.send({ do: 'migrate', pid: 1000, to: 2 as never });
    session.advance(66);
    expect(await said('mps')).toMatch(/^ 1000 \? {6}2 R {6}1:0[56] first$/m);
    const { at, processes } = JSON.parse(await said('mps', '--json'));
    expect([at, processes.length, processes[0].pid]).toEqual([66, 1, 1000]);
  });
});

describe('migrate', () => {
  it('sends a process to a node by number or name, and home', async () => {
    const { session } = await served();
    const node = () => session.view().processes()[0]!.node;
    expect(await said('migrate', '1000', '2')).toBe('');
    session.advance(70);
    expect(node()).toBe(2);
    await said('migrate', '1000', 'home');
    session.advance(75);
    expect(node()).toBe(1);
    await said('migrate', '1000', 'node2');
    session.advance(80);
    expect(node()).toBe(2);
  });

  it('is told what the cluster refuses: exit code 1', async () => {
    await served();
    expect(await ran(['migrate', '7', '2'])).toEqual({
      ...{ code: 1, out: '', err: 'mtop-sim: there is no process 7\n' },
    });
    expect(await ran(['migrate', '7', '2', '--json'])).toEqual({
      ...{ code: 1, out: '{"accepted":false,"reason":"there is no process 7"}\n', err: '' },
    });
    expect(await complaint('migrate', 'x', '2')).toContain('pid: must be a');
  });
});

describe('mosrun', () => {
  it('starts a process on the first node, or the one it is typed on, and prints its pid', async () => {
    const { session } = await served();
    expect(await said('mosrun', 'sort', 'a b')).toBe('1001\n');
    expect(await said('mosrun', '--on', '2', '--work', '10s', '--memory', '3MB', 'sort')).toBe(
      '1002\n',
    );
    const rows = session
      .view()
      .processes()
      .slice(1)
      .map(({ home, command, workSeconds, residentBytes }) => {
        return [home, command, workSeconds, residentBytes];
      });
    expect(rows).toEqual([
      [1, 'sort a b', 60, 2 ** 20],
      [2, 'sort', 10, 3 * 2 ** 20],
    ]);
    const answer = JSON.parse(await said('mosrun', '--json', 'sort'));
    expect(answer).toMatchObject({ accepted: true, pid: 1003 });
  });

  it('stands in events with who has asked, by which tool', async () => {
    const { listening } = await served();
    const told: object[] = [];
    listening.session.subscribe((event) => void told.push(event));
    await said('nomig', 'sort');
    expect(told).toContainEqual(
      expect.objectContaining({ whose: expect.stringMatching(/^[\w.@-]+:nomig(#\d+)?$/) }),
    );
  });
});

describe('mosctl on a running cluster', () => {
  it('asks, and changes the node it is typed on', async () => {
    await served();
    expect(await said('mosctl', '--cluster', 'quiet', 'getspeed')).toBe('10000\n');
    await said('mosctl', '--cluster', 'quiet', 'setspeed', '20000');
    expect(await said('mosctl', '--cluster', 'quiet', 'getspeed')).toBe('20000\n');
    expect(await said('mosctl', '--cluster', 'quiet', '--on', '2', 'getspeed')).toBe('10000\n');
    await said('mosctl', '--cluster', 'quiet', '--on', '2', 'setyard', '5000');
    expect(await said('mosctl', '--cluster', 'quiet', '--on', '2', 'getyard')).toBe('5000\n');
    expect(await said('mosctl', '--cluster', 'quiet', 'getyard')).toBe('10000\n');
    expect(await said('mosctl', '--cluster', 'quiet', '--on', '2', 'stay')).toContain('disabled');
    expect(await said('mosctl', '--cluster', 'quiet', 'status', '2')).toContain('stay');
    expect(await said('mosctl', '--cluster', 'quiet', 'status', '1')).not.toContain('stay');
  });

  it('refuses a word that is none, and an option that is for a scenario', async () => {
    await served();
    expect(await complaint('mosctl', '--cluster', 'quiet', 'dance')).toMatch(
      /^mtop-sim: mosctl knows .*whois.* stay .*, not "dance"\n$/,
    );
    expect(await complaint('mosctl', '--cluster', 'quiet', 'setspeed')).toContain('speed');
    expect(await complaint('mosctl', '--cluster', 'quiet', '--seed', '3', 'getload')).toBe(
      'mtop-sim: --seed is for a scenario, and that cluster runs already: leave it out\n',
    );
  });
});

describe('mosmon', () => {
  it('draws the bars of the nodes that are up, or of all, from one on', async () => {
    const { session } = await served();
    const json = async (...words: readonly string[]) =>
      JSON.parse(await said('mosmon', '--json', ...words)).nodes.map(
        ({ id }: { id: number }) => id,
      );
    expect(await json()).toEqual([1, 2]);
    expect(await said('mosmon', '-t')).toMatch(/^2 nodes, 2 CPUs\n/);
    expect(await said('mosmon')).not.toContain('2 CPUs');
    expect(await said('mosmon')).toMatch(/ 1 +2\n$/);
    expect(await said('mosmon', '+2')).toMatch(/ 2\n$/);
    expect(await said('mosmon', '+2')).not.toMatch(/ 1 +2\n$/);
    session.send({ do: 'crash', node: 2 as never });
    expect(await json()).toEqual([1]);
    expect(await json('-d')).toEqual([1, 2]);
    expect(await said('mosmon', '-td')).toMatch(/^1 nodes, 1 CPUs\n/);
    // 23 lines of 80 columns where there is no terminal.
    const lines = (await said('mosmon')).trimEnd().split('\n');
    expect(lines).toHaveLength(23);
    expect(Math.max(...lines.map((line) => line.length))).toBe(80);
  });

  it('measures what its letters say', async () => {
    await served();
    const drawn = [];
    for (const letters of ['-l', '-L', '-s', '-m', '-r', '-u']) {
      drawn.push(await said('mosmon', letters));
    }
    expect(new Set(drawn).size).toBeGreaterThanOrEqual(5);
    expect(await said('mosmon')).toBe(drawn[0]);
    // How the numbers stand changes nothing.
    expect(await said('mosmon', '-wvVa')).toBe(drawn[0]);
    // The last one counts, and only -L has a scale of its own.
    expect(await said('mosmon', '-sl')).toBe(drawn[0]);
    expect(await said('mosmon', '-L', '-l')).toBe(drawn[0]);
  });

  it.each([
    ['-x', 'mosmon does not know -x: '],
    ['-lx', 'mosmon does not know -x: '],
    ['node2', 'mosmon does not know node2: '],
    ['-', 'mosmon does not know -: '],
    ['+x', 'mosmon does not know +x: '],
    ['+3', 'mosmon 3: the last node is 2\n'],
  ])('refuses %s', async (word, sentence) => {
    await served();
    expect(await complaint('mosmon', word)).toContain(`mtop-sim: ${sentence}`);
  });
});

describe('setpe', () => {
  const typed = (input: string) => {
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([input]) as never);
    onTestFinished(() => void vi.restoreAllMocks());
  };
  const MAP = '# of two\n1 192.168.0.1 2  # nodes 1 and 2\n\n';

  it('reads a map from standard input, without its comments, and the options behind it', async () => {
    const { session } = await served();
    const sent = vi.spyOn(session, 'send');
    typed(MAP);
    await ran(['setpe', '-w', '-f', '-', '-g', '1']);
    const command = { do: 'setpe', node: 1, options: expect.anything() };
    expect(sent.mock.calls.map(([one]) => one)).toContainEqual(expect.objectContaining(command));
    typed('1 nowhere x\n');
    const { code, err } = await ran(['setpe', '-c', '-f', '-']);
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    typed(MAP);
    expect(await said('setpe', '-c', '-f', '-')).toBe('the supplied table is well-formatted\n');
  });

  it('reads no input where the map is typed, or a file is named', async () => {
    await served();
    vi.spyOn(process, 'stdin', 'get').mockImplementation(() => {
      throw new Error('standard input is read');
    });
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await said('setpe', '-c', '-f', '-', '1 192.168.0.1 2')).toBe(
      'the supplied table is well-formatted\n',
    );
    expect((await ran(['setpe', '-r'])).err).not.toContain('standard input is read');
  });
});

describe('which cluster is meant', () => {
  it('is the only one, or the one that is named, or that of the environment', async () => {
    expect(await said('clusters')).toBe('');
    expect(await complaint('mps')).toBe(
      'mtop-sim: no cluster runs: start one with mtop-sim serve\n',
    );
    await served();
    expect(await said('clusters')).toBe('quiet\n');
    expect(await complaint('mps', '--cluster', 'other')).toBe(
      'mtop-sim: no cluster other runs, only quiet\n',
    );
    const { session } = await served('b');
    session.send({ do: 'spawn', home: 1, work: 9 } as never);
    expect(await said('clusters', '--json')).toBe('["b","quiet"]\n');
    expect(await complaint('mps')).toBe(
      'mtop-sim: several clusters run: choose one by --cluster: b, quiet\n',
    );
    expect((await said('mps', '--cluster', 'quiet')).split('\n')).toHaveLength(3);
    vi.stubEnv('MTOP_SIM_CLUSTER', 'b');
    expect((await ran(['mps'])).code).toBe(0);
    expect(await complaint('mps', '--cluster', 'c')).toContain('no cluster c runs, only b, quiet');
  });

  it('has names that a shell completes', async () => {
    await served();
    expect(await said('names', 'pids')).toBe('1000\n');
    expect(await said('names', 'nodes')).toBe('1\n2\n');
    expect(await said('names', 'clusters')).toBe('quiet\n');
  });
});

describe('the socket of a cluster', () => {
  it('is in a folder of the user’s own, and goes with it', async () => {
    const { path, listening } = await served();
    const folder = join(process.env.XDG_RUNTIME_DIR!, 'mtop-sim');
    expect(path).toBe(join(folder, 'quiet.sock'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const before = process.listenerCount('exit');
    listening.close();
    expect(await runningClusters()).toEqual([]);
    // Nothing of it waits for the end of the program.
    expect(process.listenerCount('exit')).toBe(before - 1);
  });

  it('is left where it is while its cluster begins, and removed where nobody listens any more', async () => {
    const path = socketFile('quiet');
    const dying = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 9))`;
    spawnSync(process.execPath, ['-e', dying]);
    expect(existsSync(path)).toBe(true);
    const looking = runningClusters();
    // It stands there without a listener, as between bind and listen.
    await setTimeout(50);
    removeSocket(path);
    const begun = createSocketServer().listen(path);
    expect(await looking).toEqual(['quiet']);
    begun.close();
    spawnSync(process.execPath, ['-e', dying]);
    expect(await runningClusters()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('has a number where its name is taken, unless it must have that name', async () => {
    await served();
    const second = await served('quiet', false);
    const third = await served('quiet', false);
    expect([second, third].map(({ path }) => basename(path))).toEqual([
      ...['quiet-2.sock', 'quiet-3.sock'],
    ]);
    await expect(served()).rejects.toThrow(
      'a cluster named quiet runs already: give this one a --name',
    );
    removeSocket(second.path);
    expect(await runningClusters()).toEqual(['quiet', 'quiet-3']);
  });

  it.each([
    ['a', true],
    ['A-b_9', true],
    ['a'.repeat(40), true],
    ['a'.repeat(41), false],
    ['', false],
    ['../x', false],
    ['a b', false],
  ])('can be called so, or not: "%s"', (name, isGood) => {
    const path = () => socketFile(name);
    if (isGood) expect(basename(path())).toBe(`${name}.sock`);
    else expect(path).toThrow(`at most 40 of them, not "${name}"`);
  });

  it('is that of another folder where none is named from the root on', () => {
    vi.stubEnv('XDG_RUNTIME_DIR', 'relative');
    expect(socketFile('a')).toMatch(/^\/.*mtop-sim-\d+\/a\.sock$/);
  });
});

describe('attaching', () => {
  it('shows the cluster as it is, and says when it has ended', async () => {
    const { path, listening } = await served();
    const attached = await attachTo(path);
    onTestFinished(() => attached.close());
    expect(attached.name).toBe('quiet');
    expect(attached.session.view()).toMatchObject({ now: 65, totals: { alive: 1 } });
    const ended = new Promise<void>((resolve) => attached.onLoss(resolve));
    listening.close();
    await ended;
  });

  it('is said in events by a name of at most 32 letters that no event is confused by', () => {
    expect(nameOf('migrate')).toMatch(/^[\w.@-]{1,32}:migrate$/);
  });
});

describe('figures for Prometheus', () => {
  it('are at an address that is printed, of IPv6 in brackets', async () => {
    const { listening } = await served();
    const address = await listening.measure({ host: '127.0.0.1', port: 0 });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    expect((await fetch(address)).status).toBe(200);
    listening.close();
    await expect(fetch(address)).rejects.toThrow();
  });

  it('cannot be where somebody listens, which is said', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { listening } = await served();
    await expect(listening.measure({ host: '127.0.0.1', port })).rejects.toThrow(
      `--metrics 127.0.0.1:${port}: address already in use`,
    );
    await expect(listening.measure({ host: '2001:db8::1', port })).rejects.toThrow(
      `--metrics [2001:db8::1]:${port}: `,
    );
  });
});
