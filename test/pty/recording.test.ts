import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { clock, driven, started } from '../support/driven.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { PROGRAM, sleep, type TerminalDriver } from '../support/terminal-driver.js';

/** The recording that a session has made in its folder. */
function recordingIn(state: string): string {
  const folder = join(state, 'mtop-sim');
  const [name, ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  return join(folder, name!);
}

async function crashed(screen: TerminalDriver, node: number): Promise<void> {
  screen.type(`:crash ${node}\r`);
  await screen.untilText('are you sure');
  screen.type('y');
  await screen.until(() => !screen.text.includes('are you sure'), 'had an answer');
  await screen.untilText(new RegExp(`^ +${node} .*down`, 'm'));
}

it('resumes a session that was killed where its last command was given, with all of them', async () => {
  const XDG_STATE_HOME = temporaryFolder();
  const environment = { XDG_STATE_HOME };
  const screen = await started(['--rate', '20'], { environment });
  await screen.until(() => clock(screen) >= 20, 'came to 20 s');
  await crashed(screen, 3);
  await screen.until(() => clock(screen) >= 40, 'came to 40 s');
  screen.type('p');
  await screen.untilText('paused');
  await crashed(screen, 4);
  const seconds = clock(screen);
  screen.signal('SIGKILL');
  await screen.exited();

  const file = recordingIn(XDG_STATE_HOME);
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ command }) => command !== undefined)).toMatchObject([
    { command: { do: 'crash', node: 3 }, by: 'user' },
    { command: { do: 'crash', node: 4 }, by: 'user' },
  ]);

  const again = driven([PROGRAM, 'resume', '--rate', '0.1'], { environment });
  await again.untilText(/PID .*N# .*COMMAND[\s\S]*q quit/);
  expect(clock(again)).toBeGreaterThanOrEqual(seconds);
  expect(clock(again)).toBeLessThanOrEqual(seconds + 2);
  again.type('3');
  await again.until(() => again.text.match(/down/g)?.length === 2, 'saw two nodes down');
  again.type('q');
  expect(await again.exited()).toBe(0);
});

it.each([['the folder cannot be made', '/dev/null/state', 'not a directory']])(
  'goes on and says so when %s',
  async (_, XDG_STATE_HOME, reason) => {
    const screen = await started([], { environment: { XDG_STATE_HOME } });
    await screen.untilText(`this session is not recorded: ${reason}`);
    const before = clock(screen);
    await screen.until(() => clock(screen) >= before + 2, 'went on');
    screen.type('q');
    expect(await screen.exited()).toBe(0);
  },
);

const isRoot = process.getuid?.() === 0;

it.skipIf(!isRoot).each([
  { state: 'the disk is full', options: 'size=4k', why: 'no space left' },
  { state: 'the home is read-only', options: 'ro', why: 'read-only file system' },
])(
  'goes on and says so when $state (needs root, who may mount a small one)',
  async ({ options, why }) => {
    const XDG_STATE_HOME = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', XDG_STATE_HOME]);
    try {
      if (options !== 'ro') writeFileSync(join(XDG_STATE_HOME, 'full'), Buffer.alloc(4096));
      const screen = await started([], { environment: { XDG_STATE_HOME } });
      await screen.untilText(`this session is not recorded: ${why}`);
      const before = clock(screen);
      await screen.until(() => clock(screen) >= before + 2, 'went on');
      screen.type('q');
      expect(await screen.exited()).toBe(0);
    } finally {
      execFileSync('umount', ['-l', XDG_STATE_HOME]);
    }
  },
);

it('records nothing with --no-record', async () => {
  const XDG_STATE_HOME = temporaryFolder();
  const screen = await started(['--no-record'], { environment: { XDG_STATE_HOME } });
  await sleep(200);
  screen.type('q');
  await screen.exited();
  expect(readdirSync(XDG_STATE_HOME)).toEqual([]);
  const { stderr, status } = mtop(['resume'], { XDG_STATE_HOME });
  expect(stderr).toContain('there is no session to resume');
  expect(status).toBe(2);
});

it('goes back by the second, plays, and branches by a command', async () => {
  const screen = await started(['--no-record', '--rate', '20']);
  await screen.until(() => clock(screen) >= 30, 'came to 30 s');
  screen.type(':go 10s\r');
  await screen.untilText(/PAST -0:00:\d\d/);
  expect(clock(screen)).toBe(10);
  screen.type(',');
  await screen.until(() => clock(screen) === 9, 'went back');
  screen.type('p');
  await screen.until(() => clock(screen) >= 12, 'plays');
  screen.type('p');
  await screen.untilText('paused');
  screen.type(':block 2\r');
  await screen.untilText('branch 2 begins here');
  await screen.until(() => !screen.text.includes('PAST'), 'is the present of a branch');
  screen.type(':branches\r');
  await screen.untilText(/2 +0:00:1\d +0:00:1\d +block 2/);
  screen.type('\x1b[A\r');
  await screen.untilText('the present of branch 1');
  expect(clock(screen)).toBeGreaterThanOrEqual(30);
});

it('runs the next hour ahead under each policy, and takes one over', async () => {
  const { stdout } = mtop(['run', '--until', '1h', '--json', '--policy', 'none']);
  const { completed } = JSON.parse(stdout).processes;
  const screen = await started(['--no-record', '--rate', '0.1']);
  screen.type('W');
  await screen.untilText(/none +\d+\.\d\d +\d+/);
  const done = Number(/none +\d+\.\d\d +(\d+)/.exec(screen.text)![1]);
  // The hour begins when the key was pressed, a moment later than the run's.
  expect(Math.abs(done - completed)).toBeLessThanOrEqual(2);
  await screen.untilText(/openmosix, as it is +\d+\.\d\d/);
  screen.type('\x1b[B\r');
  await screen.untilText('policy is now none');
});
