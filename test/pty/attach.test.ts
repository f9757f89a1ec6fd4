import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mtop, PROGRAM } from '../support/command-line.js';
import { clock, started } from '../support/driven.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { DriveOptions, TerminalDriver } from '../support/terminal-driver.js';

/** A folder for the sockets of one test. */
function place(): DriveOptions & { readonly environment: { readonly XDG_RUNTIME_DIR: string } } {
  return { environment: { XDG_RUNTIME_DIR: temporaryFolder() } };
}

async function served(options: ReturnType<typeof place>, ...words: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, 'serve', ...words], {
    env: { ...process.env, ...options.environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

async function attached(options: DriveOptions, ...words: readonly string[]) {
  return await started(['attach', ...words], options);
}

/** Sends a process to a node by keys, in a list that stands still. */
async function migrated(screen: TerminalDriver, node: number): Promise<string> {
  screen.type('\x1b[Bm');
  await screen.untilText(/migrate (\d+)/);
  const pid = /migrate (\d+)/.exec(screen.text)![1]!;
  await screen.untilText(/N# +NODE +LOAD +WORK/);
  screen.type(`${node}\r`);
  await screen.until(() => !screen.text.includes('Esc cancel'), 'closed the dialog');
  return pid;
}

describe('attached dashboards', { timeout: 120_000 }, () => {
  it('show the same cluster, stop its time for all, and say whose command it was', async () => {
    const options = place();
    await served(options, 'auckland', '--policy', 'none', '--rate', '5');
    const [one, other] = [await attached(options), await attached(options, 'auckland')];
    await one.untilText('1003');
    one.type('p');
    await one.untilText('‖');
    await other.untilText('‖');
    // What the cluster has shown before it stopped is still on its way to one of them.
    await one.until(() => clock(one) === clock(other), 'showed the time of the other');
    const pid = await migrated(one, 3);
    await other.untilText(new RegExp(`${pid} is leaving \\d+ → 3 \\(user\\).*by \\S+:attach#\\d`));
    expect(one.text).not.toMatch(/attach#/);
    const before = clock(one);
    other.type('.');
    await one.until(() => clock(one) === before + 1, 'saw the step of the other');
    one.type('q');
    expect(await one.exited()).toBe(0);
    expect(one.restored).toBe(true);
    await one.untilText('detached from auckland, which goes on');
    other.type('p');
    await other.until(() => clock(other) > before + 1, 'went on');
  });

  it('only watch with --readonly, and end with the cluster', async () => {
    const options = place();
    const server = await served(options, 'two-nodes');
    const screen = await attached(options, '--readonly');
    screen.type(':stay 1\r');
    await screen.untilText('read-only: nothing can be changed');
    screen.type('p');
    await screen.untilText('read-only');
    server.kill('SIGTERM');
    expect(await screen.exited()).toBe(1);
    expect(screen.restored).toBe(true);
    expect(screen.text).toContain('the cluster two-nodes has ended');
  });

  it('attach to a dashboard as well, whose socket is for its user alone and goes with it', async () => {
    const options = place();
    const host = await started(['two-nodes', '--no-record'], options);
    const folder = join(options.environment.XDG_RUNTIME_DIR, 'mtop-sim');
    const listed = () => mtop(['clusters'], options.environment).stdout;
    await host.until(() => listed() === 'two-nodes\n', 'listened');
    expect(statSync(join(folder, 'two-nodes.sock')).mode & 0o777).toBe(0o600);
    const second = await started(['two-nodes', '--no-record'], options);
    await second.until(() => listed() === 'two-nodes\ntwo-nodes-2\n', 'listened');
    second.type('q');
    await second.exited();
    expect(listed()).toBe('two-nodes\n');
    const guest = await attached(options);
    guest.type(':stay 1\r');
    await host.untilText(/by \S+:attach#\d+/);
    host.type('q');
    expect(await host.exited()).toBe(0);
    expect(await guest.exited()).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follow the one who goes back in time, and go back themselves', async () => {
    const options = place();
    const host = await started(['--no-record', '--rate', '20'], options);
    await host.until(() => clock(host) >= 30, 'came to 30 s');
    await host.until(() => mtop(['clusters'], options.environment).stdout !== '', 'listened');
    const guest = await attached(options);
    host.type(':go 10s\r');
    await guest.untilText(/PAST -0:00:\d\d/);
    expect(clock(guest)).toBe(10);
    guest.type(',');
    await host.until(() => clock(host) === 9, 'went back with the other');
    await guest.until(() => clock(guest) === 9, 'went back');
    guest.type(':block 2\r');
    await host.untilText('branch 2 begins here');
  });

  it('do not listen with --no-listen', async () => {
    const options = place();
    const screen = await started(['two-nodes', '--no-record', '--no-listen'], options);
    const before = clock(screen);
    await screen.until(() => clock(screen) >= before + 2, 'went on');
    expect(mtop(['clusters'], options.environment).stdout).toBe('');
  });

  it('print one screen where there is no terminal', async () => {
    const options = place();
    await served(options, 'two-nodes');
    const { stdout, status } = mtop(['attach'], options.environment);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}1000 learner/m);
  });
});
