import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { mtop } from '../support/command-line.js';
import { driven, started } from '../support/driven.js';
import { LiveCluster, whyNoNodes } from '../support/live-cluster.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const reason = whyNoNodes('nodes');
if (reason !== undefined) console.info(`test/live/observe.test.ts is skipped: ${reason}`);

const cluster = new LiveCluster(3, { LIVE_CPU: '200' });
const [n1, n2, n3] = cluster.nodes as readonly [string, string, string];
const WATCHED = cluster.nodes;

/** What is there on a node, but for what asks: processes, and files of the user. */
function remains(node: string): readonly string[] {
  // Other clusters may be there, of other tests.
  const places = '/dev/shm /run /tmp "$HOME"';
  const files = cluster
    .on(node, `find ${places} -maxdepth 3 -user mtop-live 2>/dev/null | sort`)
    .split('\n');
  return [...cluster.setup('pids', node).split('\n').sort(), ...files];
}

/** Sockets that listen: TCP and UDP of a node, as `ss -l` shows them. */
function listening(node: string): string {
  return cluster.on(
    node,
    'cd /proc/net && cat tcp tcp6 udp udp6 2>/dev/null | grep -v local_addr; :',
  );
}

describe.skipIf(reason !== undefined)('real nodes', { timeout: 120_000 }, () => {
  beforeAll(() => cluster.up(), 60_000);
  afterAll(() => cluster.down());

  it('are checked: who is reached as whom, what can be signalled, whether jobs can move, who is not there', () => {
    const { stdout, status } = mtop(['live', 'check', ...WATCHED, 'n9'], cluster.environment);
    expect(status).toBe(1);
    for (const [index, node] of WATCHED.entries()) {
      expect(stdout).toMatch(
        new RegExp(
          `^${index + 1} +${node} +${node} .*\\d+ can be signalled +(yes, criu|no: there is no criu)`,
          'm',
        ),
      );
    }
    expect(stdout).toMatch(/^4 +n9 .*closed by|^4 +n9 .*no node answers/m);
  });

  it('stand in one list, with N# and pids of their own; what was seen leaves nothing there', async () => {
    const pids = WATCHED.map((node) => cluster.start(node, 'sleep 4711'));
    const before = WATCHED.map(remains);
    const { stdout, status } = mtop(
      ['live', ...WATCHED, '--snapshot', '--size', '140x60'],
      cluster.environment,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/Nodes +3\/3 up/);
    for (const [index, pid] of pids.entries()) {
      const id = index + 1;
      const shown = id * 10_000_000 + pid;
      expect(stdout).toMatch(new RegExp(`^ *${shown} mtop-li… +${id} +${id} .*sleep 4711$`, 'm'));
    }
    // An sshd takes a moment to end after its connection.
    const left = () =>
      WATCHED.map((node, at) => remains(node).filter((one) => !before[at]!.includes(one)));
    await expect.poll(left, { timeout: 20_000 }).toEqual(WATCHED.map(() => []));
  });

  it('carry out signals and nice values of their user, and say what they do not allow', async () => {
    const pid = cluster.start(n2, 'sleep 4712');
    const shown = 20_000_000 + pid;
    const screen = await started(['live', ...WATCHED], {
      columns: 160,
      environment: cluster.environment,
    });
    screen.type(':filter sleep 4712\r');
    await screen.untilText(new RegExp(`${shown} .*sleep 4712`));
    screen.type(`:renice ${shown} 7\r`);
    await screen.until(() => statOf(n2, pid)[18] === '7', 'reniced it');
    screen.type(`:stop ${shown}\r`);
    await screen.until(() => statOf(n2, pid)[2] === 'T', 'stopped it');
    screen.type(`:cont ${shown}\r`);
    await screen.until(() => statOf(n2, pid)[2] === 'S', 'continued it');
    screen.type(`:renice ${shown} 3\r`);
    await screen.untilText(/would not renice .*(Permission denied|Operation not permitted)/);
    screen.type(':kill 20000001\r');
    await screen.untilText(/would not send SIGTERM to 20000001: .*not permitted/);
    screen.type(`:kill ${shown}\r`);
    await screen.until(() => !new RegExp(`${shown} .*sleep`).test(screen.text), 'lost it');
    expect(statOf(n2, pid)).toEqual(['']);
    screen.type('q');
    expect(await screen.exited()).toBe(0);
    expect(screen.restored).toBe(true);
  });

  it('can be recorded, and the recording plays what was seen', () => {
    const file = join(temporaryFolder(), 'seen.jsonl');
    const words = ['live', ...WATCHED, '--snapshot', '--record', file];
    expect(mtop(words, cluster.environment).status).toBe(0);
    const { stdout, status } = mtop(['replay', file, '--at', '1h'], { COLUMNS: '140' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/Nodes +3\/3 up/);
    expect(stdout).toMatch(/^ *20000001 root +2 +2 .*door/m);
  });

  it('are shown by all views, and what is no matter of real nodes is refused', async () => {
    const screen = await started(['live', ...WATCHED], {
      columns: 140,
      environment: cluster.environment,
    });
    for (const [view, text] of [
      ['2', 'Node #'],
      ['3', 'balancing efficiency'],
      ['4', n3],
      ['5', 'history'],
      ['6', 'show all'],
      ['1', 'real time'],
    ] as const) {
      screen.type(view);
      await screen.untilText(text);
    }
    for (const [words, answer] of [
      [':crash 2', 'nodes are not crashed from here'],
      [':cut 1 2', 'exists only in a simulation'],
      [':rate 5', 'real time cannot be changed'],
    ] as const) {
      screen.type(`${words}\r`);
      await screen.untilText(answer);
    }
    screen.resize(80, 24);
    await screen.until(() => screen.lines.every((line) => line.length <= 80), 'fitted');
    screen.type('q');
    expect(await screen.exited()).toBe(0);
  });

  it('as a scenario they run in the simulator, and openMosix spreads what ran on one', () => {
    // Their sshd goes before them, however small its part of this machine is.
    const loop = "nice -n 15 awk 'BEGIN { while (1) n++ }'";
    const busy = [1, 2, 3, 4, 5, 6].map(() => cluster.start(n1, loop));
    onTestFinished(() => void cluster.on(n1, `kill -9 ${busy.join(' ')}`));
    const file = join(temporaryFolder(), 'lab.yaml');
    const words = ['live', ...WATCHED, '--save-scenario', file];
    expect(mtop(words, cluster.environment)).toMatchObject({ status: 0, stderr: '' });
    const text = readFileSync(file, 'utf8');
    expect(text.match(/home: 1, work: endless, .* command: "m?awk"/g)).toHaveLength(6);
    expect(mtop(['check', file]).stdout).toMatch(/OK, 3 nodes/);
    const figures = (...words: readonly string[]) =>
      JSON.parse(mtop(['run', file, '--quiet', '--json', ...words]).stdout);
    const [moved, still] = [figures(), figures('--policy', 'none')];
    expect(still.migrations).toBe(0);
    expect(moved.migrations).toBeGreaterThan(0);
    // Six loops on one of three nodes of two CPUs: with moves all of them have a CPU of their own.
    expect(moved.cpuSeconds).toBeGreaterThan(2 * still.cpuSeconds);
  });

  describe('by an ordinary user', () => {
    /**
     * What starts the program on n1, where that user is the seat. What a seat keeps of the program
     * itself for its next start would be among what is left.
     */
    const program =
      'NODE_DISABLE_COMPILE_CACHE=1 TERM=xterm-256color ' +
      `${process.execPath} mtop-sim/bin/mtop-sim.js live`;
    const statuses = '$(find /proc -maxdepth 2 -name status -user mtop-live)';

    beforeAll(() => {
      const folder = join(cluster.state, 'home', 'mtop-sim');
      for (const part of ['bin', 'dist/program', 'package.json', 'node_modules/blessed']) {
        cpSync(fileURLToPath(new URL(`../../${part}`, import.meta.url)), join(folder, part), {
          recursive: true,
        });
      }
    });

    it('get no root, no capability and no port, neither here nor there', async () => {
      const before = WATCHED.map(listening);
      const seat = driven(['-tt', n1, `${program} ${WATCHED.join(' ')}`], {
        program: `${cluster.state}/bin/ssh`,
      });
      await seat.untilText(/3\/3 up/);
      const capabilities = (node: string) =>
        cluster.on(node, `grep -h CapEff ${statuses} 2>/dev/null | sort -u`);
      expect(WATCHED.map(capabilities)).toEqual(WATCHED.map(() => 'CapEff:\t0000000000000000'));
      expect(cluster.on(n1, 'cat /proc/[0-9]*/cmdline | tr "\\0" " "')).toContain(
        'mtop-sim.js live n1 n2 n3',
      );
      expect(WATCHED.map(listening)).toEqual(before);
      seat.type('q');
      expect(await seat.exited()).toBe(0);
    });

    it.skipIf(whyNoNodes('moves') !== undefined)(
      'have jobs that start, move and end without a capability outside their cells, a port, or a trace',
      async () => {
        const before = WATCHED.map((node) => ({ ports: listening(node), all: remains(node) }));
        const on = '--on n1,n2';
        const job = cluster.on(n1, `${program} run ${on} --detach -- sleep 4713`);
        expect(cluster.on(n1, `${program} move ${on} ${job} n2`)).toContain('moved from n1 to n2');
        // In its cell it is root of a namespace of its own, which is of no use anywhere else.
        const outside =
          'for p in /proc/[0-9]*; do [ $p/ns/user -ef /proc/self/ns/user ] && echo $p/status; done';
        const capabilities = (node: string) =>
          cluster.on(node, `grep -h CapEff $(${outside}) 2>/dev/null | sort -u`);
        expect([n1, n2].map(capabilities)).toEqual([n1, n2].map(() => 'CapEff:\t0000000000000000'));
        expect(WATCHED.map(listening)).toEqual(before.map(({ ports }) => ports));
        cluster.on(n1, `${program} drop ${on} ${job}`);
        const left = () =>
          WATCHED.map((node, at) => remains(node).filter((one) => !before[at]!.all.includes(one)));
        await expect.poll(left, { timeout: 20_000 }).toEqual(WATCHED.map(() => []));
      },
    );
  });

  it.skipIf(spawnSync('strace', ['-V']).status !== 0)(
    'are reached by ssh and by nothing else: the program starts ssh, and has no connection itself',
    () => {
      const log = join(temporaryFolder(), 'calls');
      const calls = 'trace=execve,clone,clone3,fork,vfork,socket,connect,bind,listen,accept4';
      const options = ['-f', '-qq', '-s', '80', '-e', calls, '-o', log];
      const words = [fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url)), 'live'];
      const { status } = spawnSync(
        'strace',
        [...options, process.execPath, ...words, ...WATCHED, '--snapshot'],
        { env: { ...process.env, ...cluster.environment } },
      );
      expect(status).toBe(0);
      const { programs, sockets } = seenCalls(readFileSync(log, 'utf8'));
      expect(programs.length).toBeGreaterThanOrEqual(WATCHED.length);
      expect(new Set(programs)).toEqual(new Set([`${cluster.state}/bin/ssh`]));
      expect(sockets).toEqual([]);
    },
  );
});

/** What `ps` would say of a process on a node: the fields of its stat; nothing when it is not there. */
function statOf(node: string, pid: number): readonly string[] {
  return cluster.on(node, `cat /proc/${pid}/stat 2>/dev/null; :`).split(' ');
}

/**
 * What strace saw of the first process, its threads and its children, until these became programs:
 * the programs, and what it did to be reached or to reach something.
 */
function seenCalls(log: string): { programs: readonly string[]; sockets: readonly string[] } {
  const calls = log.split('\n').map((line) => /^(\d+) +(.*)$/.exec(line) ?? ['', '', '']);
  const own = new Set([calls[0]![1]]);
  const others = new Set<string | undefined>();
  const programs: string[] = [];
  for (const [, pid, call = ''] of calls.slice(1)) {
    const child = /^(?:<\.\.\. )?(?:clone3?|v?fork)\b.* = (\d+)$/.exec(call)?.[1];
    if (child !== undefined && own.has(pid) && !others.has(pid)) own.add(child);
    if (/^execve\(/.test(call) && !/ = -1 /.test(call)) others.add(pid);
  }
  const became = new Set<string | undefined>();
  const sockets: string[] = [];
  for (const [, pid, call = ''] of calls.slice(1)) {
    if (!own.has(pid) || became.has(pid)) continue;
    const program = / = -1 /.test(call) ? undefined : /^execve\("([^"]*)"/.exec(call)?.[1];
    if (program !== undefined) {
      became.add(pid);
      programs.push(program);
    } else if (/^(connect|bind|listen|accept4)\(|^socket\(AF_INET/.test(call)) sockets.push(call);
  }
  return { programs, sockets };
}
