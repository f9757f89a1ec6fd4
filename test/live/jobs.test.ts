import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { reportOf } from '../../src/live/job.js';
import { LiveSession } from '../../src/live/live-session.js';
import { moveJob } from '../../src/live/mover.js';
import { sshLink, WALL_CLOCK } from '../../src/live/remote.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import { none } from '../../src/scheduler/policies/none.js';
import type { OpenMosixParameters } from '../../src/scheduler/policies/policy.js';
import { mtop } from '../support/command-line.js';
import { whyNoNodes } from '../support/live-cluster.js';
import { LiveMoves } from '../support/live-moves.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const reason = whyNoNodes('moves');
if (reason !== undefined) console.info(`test/live/jobs.test.ts is skipped: ${reason}`);

const COUNT = 'i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; sleep 0.02; done; exit 7';
const ALL = Array.from({ length: 200 }, (_, index) => `${index + 1}\n`).join('');

describe.skipIf(reason !== undefined)('jobs on real nodes', { timeout: 60_000 }, () => {
  const moves = new LiveMoves();
  beforeAll(() => moves.up());
  afterAll(() => moves.down());

  it('move while they run: output and exit status are those of an unmoved one', async () => {
    await moves.start(COUNT);
    expect(await moves.move()).toEqual({ kind: 'moved' });
    expect((await moves.look(2)).cell).toBe('runs');
    expect(moves.left(1)).toBe('');
    // What criu has found out about the kernel is kept for the next move, as long as a job is there.
    expect(moves.cluster.on('n2', 'ls /dev/shm/mtop-54321/.criu')).toBe('criu.kdat');
    expect(await moves.end(2)).toEqual([7, ALL]);
    await moves.ask(2, 'drop', 'job');
    expect(moves.left(2)).toBe('');
  });

  it('are promised by live check, which tries one on each node and leaves nothing of it', () => {
    const { stdout, status } = mtop(['live', 'check', 'n1', 'n2'], moves.cluster.environment);
    expect(status).toBe(0);
    expect(stdout.match(/ yes, criu 4\.\S+, room for \d+M$/gm)).toHaveLength(2);
    expect([moves.left(1), moves.left(2)]).toEqual(['', '']);
  });

  it('keep what they have used of CPUs, on every way and when they are made again', async () => {
    await moves.start('while [ ! -e /dev/shm/stop ]; do :; done; sleep 1000');
    await wait(1500);
    const used = (node: number) => async () => {
      const answer = await moves.ask(node, 'look', 'job');
      return (answer.kind === 'yes' && [...reportOf(answer.facts).earlierSeconds.values()]) || [];
    };
    expect(await moves.move()).toEqual({ kind: 'moved' });
    const first = Math.max(...(await used(2)()));
    expect(first).toBeGreaterThan(0.2);
    await wait(1000);
    await moves.ask(2, 'settle', 'job', 'm1');
    const plan = { job: 'job', move: 'm2', source: 2, target: 1, leaseSeconds: 60, rehearseKb: 0 };
    expect(await new Promise((done) => moveJob(plan, moves.calls, { done }))).toEqual({
      kind: 'moved',
    });
    expect(Math.max(...(await used(1)()))).toBeGreaterThan(first + 0.2);
  });

  it('move after a rehearsal, of which only what has changed is copied again', async () => {
    await moves.start(COUNT);
    expect(await moves.move(0)).toEqual({ kind: 'moved' });
    expect(await moves.end(2)).toEqual([7, ALL]);
  });

  it('go directly from node to node where the one reaches the other by itself, else through here', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'log');
    const ssh = `${moves.cluster.state}/bin/ssh`;
    const note = `case "$*" in *': direct;'*) echo >> ${log} ;; esac`;
    writeFileSync(join(folder, 'ssh'), `#!/bin/sh\n${note}\nexec ${ssh} "$@"\n`, { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = `${folder}:${PATH}`;
    const config = `${moves.cluster.state}/home/.ssh/config`;
    const text = readFileSync(config, 'utf8');
    onTestFinished(() => {
      process.env.PATH = PATH;
      writeFileSync(config, text);
    });
    const direct = () => readFileSync(log, 'utf8').length;
    const go = async (move: string, source: number, target: number) => {
      const calls = moves.newCalls();
      onTestFinished(() => calls.close());
      const plan = { job: 'job', move, source, target, leaseSeconds: 60, rehearseKb: 0 };
      return await new Promise((done) => moveJob(plan, calls, { done }));
    };
    await moves.start(COUNT);
    expect(await go('m1', 1, 2)).toEqual({ kind: 'moved' });
    // The question whether it is reached, what is copied ahead, and the rest.
    expect(direct()).toBe(3);
    // The source no longer knows a way to the target.
    writeFileSync(config, '');
    expect(await go('m2', 2, 1)).toEqual({ kind: 'moved' });
    expect(direct()).toBe(4);
    expect(await moves.end(1)).toEqual([7, ALL]);
  });

  it('run on where they are when criu refuses them, with the reason in a sentence', async () => {
    await moves.start(
      'exec perl -MFcntl=:flock -e \'open F, ">>", $0; flock STDIN, LOCK_EX; open G, "<", "/etc/passwd"; flock G, LOCK_EX; sleep 1 while 1\'',
    );
    const outcome = await moves.move();
    expect(outcome).toMatchObject({ kind: 'stayed', reason: expect.stringMatching(/lock/i) });
    expect((await moves.look(1)).cell).toBe('runs');
    expect(moves.left(2)).toBe('');
  });

  it('run on where they are when one of their processes has left them, which no image has', async () => {
    await moves.start('(setsid sleep 1000 &) ; while :; do sleep 1; done');
    const outcome = await moves.move();
    expect(outcome).toMatchObject({ kind: 'stayed', reason: expect.stringMatching(/daemon/) });
    expect((await moves.look(1)).cell).toBe('runs');
  });

  it('are root in their cells only, where they were started and where they are made again', async () => {
    const tries = 'id -u; cat /etc/shadow; touch /etc/mtop';
    const line = `exec 2>&1; ${tries}; i=0; while [ $i -lt 150 ]; do i=$((i+1)); sleep 0.02; done; ${tries}; exit 3`;
    await moves.start(line);
    expect(await moves.move()).toEqual({ kind: 'moved' });
    const [status, written] = await moves.end(2);
    expect(status).toBe(3);
    expect(written).toMatch(/^0\n(?:(cat|touch): .*Permission denied\n){2}0\n(?:.*denied\n){2}$/);
  });

  it('run on by themselves when their lease ends, and nothing runs twice', async () => {
    await moves.start(COUNT);
    await moves.moveUntil('restore', 2);
    expect([(await moves.look(1)).cell, (await moves.look(2)).cell]).toEqual([
      'stopped',
      'stopped',
    ]);
    await wait(3500);
    expect([(await moves.look(1)).cell, (await moves.look(2)).cell]).toEqual(['runs', 'stopped']);
    expect(await moves.ask(1, 'commit', 'job', 'm1')).toMatchObject({ kind: 'no' });
    expect(await moves.recover()).toMatchObject({ kind: 'settled', at: 1 });
    expect(moves.left(2)).toBe('');
    expect(await moves.end(1)).toEqual([7, ALL]);
  });

  it('go on at the target when the seat has died after giving them away', async () => {
    await moves.start(COUNT);
    await moves.moveUntil('commit', 60);
    expect([(await moves.look(1)).cell, (await moves.look(2)).cell]).toEqual(['none', 'stopped']);
    expect(await moves.recover()).toMatchObject({ kind: 'settled', at: 2 });
    expect(moves.left(1)).toBe('');
    expect(await moves.end(2)).toEqual([7, ALL]);
  });

  it('are made again of the images when the copy dies before it has run', async () => {
    await moves.start(COUNT);
    await moves.moveUntil('commit', 60);
    moves.cluster.on('n2', `kill -9 ${(await moves.look(2)).pid}`);
    await wait(300);
    expect(await moves.recover()).toMatchObject({ kind: 'settled', at: 1 });
    expect(await moves.end(1)).toEqual([7, ALL]);
  });

  it('are started by live run, which ends as they end, although they have moved meanwhile', async () => {
    const on = ['--on', 'n1,n2'];
    const { environment } = moves.cluster;
    const line =
      'echo "it\'s; begun" >&2; i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo $i; sleep 0.05; done; exit 7';
    const words = [fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url)), 'live', 'run'];
    const running = spawn(process.execPath, [...words, ...on, '--', 'sh', '-c', line], {
      env: { ...process.env, ...environment },
      cwd: '/',
    });
    let [out, complaints] = ['', ''];
    running.stdout.on('data', (text) => {
      out += text;
    });
    running.stderr.on('data', (text) => {
      complaints += text;
    });
    const ended = new Promise((done) => running.on('close', done));
    await until(() => /^3$/m.test(out));
    const job = /job (\S+) at n1/.exec(complaints)![1]!;
    expect(mtop(['live', 'move', job, 'n2', ...on], environment)).toMatchObject({ status: 0 });
    expect(await ended).toBe(7);
    expect(out).toBe(Array.from({ length: 100 }, (_, index) => `${index + 1}\n`).join(''));
    expect(complaints).toContain("it's; begun\n");
    expect([moves.left(1), moves.left(2)]).toEqual(['', '']);
  });

  it('are not moved by the policy when they are locked, but by their user', async () => {
    const on = ['--on', 'n1,n2'];
    const { environment } = moves.cluster;
    const words = [
      'live',
      'run',
      ...on,
      '--lock',
      '--detach',
      '--nice',
      '3',
      '--',
      'sleep',
      '1000',
    ];
    const { stdout, status } = mtop(words, environment, { cwd: '/' });
    expect(status).toBe(0);
    const job = stdout.trim();
    const nice = (node: string) =>
      moves.cluster.on(node, "cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/.*(sleep) //p'");
    expect(
      nice('n1')
        .split('\n')
        .map((line) => line.split(' ')[16]),
    ).toContain('3');
    const plan = { job, source: 1, target: 2, leaseSeconds: 60, rehearseKb: 1e9 };
    const policy = await new Promise((done) =>
      moveJob({ ...plan, move: 'm1', isAutomatic: true }, moves.calls, { done }),
    );
    expect(policy).toEqual({ kind: 'stayed', reason: 'it is locked: only a user may move it' });
    expect(mtop(['live', 'move', job, 'n2', ...on], environment)).toMatchObject({ status: 0 });
    const answer = await moves.ask(2, 'look', job);
    expect(answer).toMatchObject({ kind: 'yes', facts: { locked: 'yes' } });
    expect(mtop(['live', 'drop', job, ...on], environment).status).toBe(0);
  });

  it('are moved by the commands of the dashboard, and nothing else is', async () => {
    await moves.start('exec sleep 1000');
    const hosts = [1, 2].map((id) => ({ id, host: `n${id}`, link: sshLink(`n${id}`, 0.2) }));
    const defaults = Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [
      key,
      otherwise,
    ]);
    const parameters = Object.fromEntries(defaults) as OpenMosixParameters;
    const session = new LiveSession({
      ...{ hosts, clock: WALL_CLOCK, policies: [none], parameters, periodSeconds: 0.2 },
      caller: moves.calls,
    });
    onTestFinished(() => session.close());
    const ended: ClusterEvent[] = [];
    session.subscribe((event) => {
      if (event.type === 'migrated' || event.type === 'migration-failed') ended.push(event);
    });
    const find = (name: string, node: number) =>
      session
        .view()
        .processes()
        .find((one) => one.command.startsWith(name) && one.node === node);
    await until(() => find('sleep 1000', 1) !== undefined && session.isSeen);
    const other = session
      .view()
      .processes()
      .find(({ command }) => /door|sshd/.test(command))!;
    expect(session.send({ do: 'migrate', pid: other.pid, to: 2 })).toEqual({
      accepted: false,
      reason: 'only jobs started with `mtop-sim live run` can move',
    });
    const { pid } = find('sleep 1000', 1)!;
    expect(session.send({ do: 'migrate', pid, to: 2 }).accepted).toBe(true);
    expect(session.send({ do: 'migrate', pid, to: 2 }).accepted).toBe(false);
    await until(() => ended.length > 0 && find('sleep 1000', 2) !== undefined);
    expect(ended).toMatchObject([{ type: 'migrated', pid, from: 1, to: 2, cause: 'user' }]);
    expect(find('sleep 1000', 2)).toMatchObject({ home: 1, node: 2 });
    expect(session.send({ do: 'expel', node: 2 }).accepted).toBe(true);
    await until(() => ended.length > 1 && find('sleep 1000', 1) !== undefined);
    expect(ended[1]).toMatchObject({ type: 'migrated', from: 2, to: 1, cause: 'expel' });
    // Once a look at the nodes has found it at home, nothing is left to bring.
    await until(() => !session.send({ do: 'bring', node: 1 }).accepted);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !isSo(); i++) await wait(50);
  expect(isSo()).toBe(true);
}
