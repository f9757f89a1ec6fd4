import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clock, driven, started, startedAs, stepped, WAYS } from '../support/driven.js';
import { PROGRAM, sleep, type TerminalDriver } from '../support/terminal-driver.js';

/** The processes of the list, as far as they are on the screen. */
function rows(screen: TerminalDriver) {
  return screen.lines.flatMap((line) => {
    const [, pid, home, node] = /^ *(\d{4}) \w+ +(\d+) +(\d+)\S? +[RMTSD] /.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid, home: Number(home), node: Number(node) }];
  });
}

/** Lets virtual seconds pass, one after the other, until the screen is as wanted. */
async function steppedUntil(screen: TerminalDriver, wanted: () => boolean): Promise<void> {
  for (let second = 0; second < 40 && !wanted(); second++) await stepped(screen);
  await screen.until(wanted, 'as wanted after 40 seconds');
}

describe.each(WAYS)('the dashboard %s', { timeout: 120_000 }, (way) => {
  it('shows processes on at least four nodes within five seconds', async () => {
    // Time goes slowly until it is stopped, so that a busy machine still shows these seconds.
    const screen = await startedAs(way, ['--rate', '0.1']);
    const nodesInUse = () =>
      new Set(
        screen.lines.flatMap((line) => /^ *1\d{3} \w+ +\d+ +(\d+)\S? +R/.exec(line)?.[1] ?? []),
      ).size;
    screen.type('p');
    await screen.untilText('paused');
    await steppedUntil(screen, () => nodesInUse() >= 4);
    expect(clock(screen)).toBeLessThanOrEqual(5);
  });

  it('migrates the process that was chosen, and says so', async () => {
    // Nothing but the key moves it there.
    const screen = await startedAs(way, ['--policy', 'none']);
    await screen.untilText('1003');
    screen.type('p');
    await screen.untilText('paused');
    screen.type('\x1b[Bm');
    await screen.untilText(/migrate (\d+)/);
    const pid = /migrate (\d+)/.exec(screen.text)![1]!;
    screen.type('3\r');
    await screen.until(() => !screen.text.includes('Esc cancel'), 'closed the dialog');
    const line = () => screen.lines.find((text) => text.trimStart().startsWith(`${pid} `)) ?? '';
    await steppedUntil(screen, () => / 3\S? +R/.test(line()));
    await screen.untilText(new RegExp(`${pid} migrated \\d+ → 3 \\(user\\)`));
    expect(line()).toMatch(/ \d+ +3\S? +R/);
  });

  it('lets a node leave: its guests go and nobody dies', async () => {
    const screen = await startedAs(way, ['--rate', '10']);
    const guests = () => rows(screen).filter(({ home, node }) => home === 1 && node === 3);
    await screen.until(() => guests().length > 0, 'had guests on node 3');
    screen.type('p');
    await screen.untilText('paused');
    const pids = guests().map(({ pid }) => pid);
    screen.type(':leave 3\r');
    await screen.untilText(/node 3: leave the cluster/);
    screen.type('y');
    await steppedUntil(screen, () => /3 cm3 +\S*left/.test(screen.text));
    for (const pid of pids) {
      const row = rows(screen).find((other) => other.pid === pid);
      expect(row?.node, `process ${pid}`).not.toBe(3);
      expect(row, `process ${pid}`).toBeDefined();
    }
  });

  it('asks before a home node crashes, whose processes then die everywhere', async () => {
    const screen = await startedAs(way, ['--rate', '10']);
    const away = () => rows(screen).filter(({ home, node }) => home === 1 && node !== 1);
    await screen.until(() => away().length > 0, 'had processes of node 1 elsewhere');
    screen.type('px1c');
    await screen.untilText(/crash node 1\? \d+ processes would die/);
    screen.type('y');
    await screen.untilText(/node 1 has crashed: \d+ processes killed/);
    expect(rows(screen).filter(({ home }) => home === 1)).toEqual([]);
    expect(rows(screen).length).toBeGreaterThan(0);
  });
});

describe('the dashboard', { timeout: 120_000 }, () => {
  it.each([
    ['q', 'q', 0],
    ['F10', '\x1b[21~', 0],
    ['Ctrl-C', '\x03', 0],
  ])('quits on %s and leaves the terminal as it was', async (_, key, exitCode) => {
    const screen = await started();
    expect(screen.mouse).toBe('drag');
    screen.type(key);
    expect(await screen.exited()).toBe(exitCode);
    expect(screen.restored).toBe(true);
    // A card is left, and nothing else.
    expect(screen.text.trim()).toMatch(
      /^auckland, policy openmosix[^\n]*\n {2}time [\s\S]*\n {2}again .*(\n {2}go on .*)?$/,
    );
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
    ['SIGABRT', 134],
    ['SIGUSR1', 138],
    ['SIGUSR2', 140],
  ])('ends with its code on %s and leaves the terminal as it was', async (signal, exitCode) => {
    const screen = await started();
    screen.signal(signal);
    expect(await screen.exited()).toBe(exitCode);
    expect(screen.restored).toBe(true);
  });

  it('ends as by SIGHUP when its terminal closes, and does not crash', async () => {
    const screen = await started();
    screen.hangUp();
    expect(await screen.exited()).toBe(129);
  });

  it('leaves the terminal as it was on a fault, and shows it then', async () => {
    const fault = "process.on('SIGUSR2',()=>{throw(new(Error)('boom'))})";
    const screen = await started([], {
      environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}` },
    });
    screen.signal('SIGUSR2');
    expect(await screen.exited()).toBe(1);
    expect(screen.restored).toBe(true);
    expect(screen.text).toContain('this is a bug in mtop-sim: boom');
  });

  it.each([
    ["if (s.now > 3) throw new Error('boom');", ':4: decide failed: boom'],
    ['if (s.now > 3) for (;;);', ':4: decide takes longer than 1s (--policy-timeout)'],
  ])('ends with a sentence when a policy of the user’s does: %s', async (what, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'mine.mjs');
    writeFileSync(
      file,
      `export default {
      name: 'mine', scope: 'node',
      decide(s) {
        ${what}
        return { move: undefined, reason: 'r' };
      } };`,
    );
    const screen = await started(['two-nodes', '--policy', file, '--policy-timeout', '1s']);
    expect(await screen.exited()).toBe(1);
    expect(screen.restored).toBe(true);
    expect(screen.text.replace(/\n/g, '')).toContain(`mtop-sim: policy ${file}${sentence}`);
  });

  it('goes on after an Escape, and reads an arrow that comes in two parts', async () => {
    const screen = await started();
    await screen.untilText(/ 1\/2\d *$/m);
    screen.type('?');
    await screen.untilText('help: mtop');
    await screen.escape(() => !screen.text.includes('help: mtop'), 'closed the help');
    // On a busy machine the second part can come too late: then [ and B are keys for themselves.
    screen.type('p');
    await screen.untilText('paused');
    const isDown = () => / 2\/\d+ *$/m.test(screen.text);
    for (let attempt = 0; attempt < 5 && !isDown(); attempt++) {
      const before = screen.received;
      screen.type('\x1b');
      await new Promise((resolve) => setImmediate(resolve));
      screen.type('[B');
      await screen.until(() => isDown() || screen.received > before, 'answered');
    }
    await screen.until(isDown, 'went down');
  });

  it('does not take a paste for keys', async () => {
    const screen = await started();
    screen.type('\x1b[200~qqq\x03\x1b[201~');
    await screen.untilText('pasted text ignored');
  });

  it('goes on after focus reports, answers, and a paste that does not end', async () => {
    const screen = await started();
    screen.type('\x1b[I\x1b[O\x1b[?62;22c\x1bP1$r0m\x1b\\\x1b[200~x');
    await screen.untilText('pasted text ignored');
    screen.type('\x1b[I?');
    await screen.untilText('help: mtop');
    screen.type('\x03');
    expect(await screen.exited()).toBe(0);
    expect(screen.restored).toBe(true);
  });

  it('asks the terminal for its background, and is readable on white', async () => {
    const screen = await started();
    const cell = () => screen.background(20, screen.lines.length - 1);
    const dark = cell();
    screen.type('\x1b]11;rgb:ffff/ffff/ffff\x1b\\');
    await screen.until(() => cell() !== dark, 'took the light colours');
  });

  it('selects by click and scrolls by wheel', async () => {
    const screen = await started([], { columns: 80, rows: 24 });
    await screen.untilText(/ 1\/2\d *$/m);
    screen.type('p');
    await screen.untilText('paused');
    const list = screen.lines.findIndex((line) => line.includes('COMMAND')) + 1;
    screen.click(20, list + 2);
    await screen.untilText(/ 3\/\d+ *$/m);
    expect(screen.background(70, list + 2)).not.toBe(screen.background(70, list));
    screen.type('\x1b[<65;20;20M\x1b[<65;20;20M');
    await screen.untilText(/ 9\/\d+ *$/m);
  });

  it('survives any size and comes back', async () => {
    const screen = await started();
    for (const [columns, rows] of [
      [60, 15],
      [20, 5],
      [3, 2],
      [1, 1],
      [300, 100],
      [40, 10],
      [120, 40],
    ] as const) {
      await screen.resized(columns, rows);
    }
    await screen.untilText(/CPUs 14/);
    expect(screen.text).not.toMatch(/undefined|NaN|Error/);
  });

  it('is suspended by Ctrl-Z and comes back by fg', async () => {
    const shell = driven(['--norc', '--noprofile', '-i'], {
      program: '/bin/bash',
      environment: { PS1: 'shell> ' },
    });
    await shell.untilText('shell>');
    shell.type(`"${process.execPath}" "${PROGRAM}"\r`);
    await shell.untilText('CPUs 14');
    shell.type('\x1a');
    await shell.untilText('Stopped');
    expect(shell.atShell).toBe(true);
    shell.type('fg\r');
    await shell.untilText('CPUs 14');
    expect(shell.mouse).toBe('drag');
    shell.type('q');
    await shell.until(() => shell.atShell, 'came back to the shell');
  });

  it.each([
    ['xterm', {}],
    ['screen-256color', {}],
    ['tmux-256color', {}],
    ['linux', {}],
    ['vt100', {}],
    ['xterm-kitty', {}],
    ['xterm-256color', { NO_COLOR: '1' }],
    ['xterm-256color', { LANG: 'C', LC_ALL: 'C' }],
  ])('starts and quits under TERM=%s %j', async (TERM, more) => {
    const screen = await started([], { environment: { TERM, ...more } });
    expect(screen.text).not.toMatch(/Error on|undefined/);
    screen.type('?');
    await screen.untilText('help: mtop');
    screen.type('qq');
    expect(await screen.exited()).toBe(0);
  });
});

describe('the habits', { timeout: 120_000 }, () => {
  it('filters, tags and migrates what is tagged', async () => {
    const screen = await started();
    await screen.untilText('1003');
    screen.type('pN\x1bOS');
    await screen.untilText('filter');
    screen.type('home=1\r');
    await screen.untilText('filter home=1');
    screen.type('  m');
    await screen.untilText('migrate 2 tagged processes');
    screen.type('6\r');
    await screen.untilText('migrate: 2 of 2 on their way');
    await steppedUntil(screen, () => screen.text.includes('migrate: 2 of 2 done'));
  });

  it('sorts by a click on a title, the other way round by a second one', async () => {
    const screen = await started();
    screen.type('p');
    await screen.untilText('paused');
    const row = screen.lines.findIndex((line) => /PID .*COMMAND/.test(line));
    const column = screen.lines[row]!.indexOf('RSS');
    screen.click(column, row);
    await screen.untilText('RSS▼');
    // A user's pause: two clicks at once are a double click.
    await sleep(500);
    screen.click(column, row);
    await screen.untilText('RSS▲');
  });

  it('does what the word of the function bar says', async () => {
    const screen = await started();
    const row = screen.lines.findIndex((line) => line.includes('F1 help'));
    screen.click(screen.lines[row]!.indexOf('F6 sort') + 1, row);
    await screen.untilText('I invert');
  });

  it('follows a process across a sort and a migration', async () => {
    const screen = await started();
    await screen.untilText('1003');
    screen.type('pN\x1b[B\x1b[BF');
    await screen.untilText(/following process 1002/);
    screen.type('Im6\r');
    await steppedUntil(screen, () => /1002 migrated \d+ → 6 \(user\)/.test(screen.text));
    const row = screen.lines.findIndex((line) => /^ *1002 /.test(line));
    expect(screen.background(0, row)).not.toBe(screen.background(0, row - 1));
    expect(screen.text).toContain('following 1002');
  });

  it('asks once before it ends several, and stops several without', async () => {
    const screen = await started();
    await screen.untilText('1003');
    screen.type('pN  k\r');
    await screen.untilText('end 2 processes?');
    screen.type('n');
    await screen.until(() => !screen.text.includes('end 2 processes?'), 'closed the question');
    screen.type('k\x1b[B\x1b[B\r');
    await screen.untilText('stop: 2 of 2 done');
  });

  it('shows children below their parent, and folds them away', async () => {
    const screen = await started(['locked-by-accident', '--rate', '5']);
    await screen.untilText('third');
    screen.type('t');
    await screen.untilText(/batchd.*\n.*├─ first.*\n.*├─ second.*\n.*└─ third/);
    screen.type('\x1b[H\x1b[D');
    await screen.untilText('+ /etc/init.d/batchd');
    expect(screen.text).not.toContain('└─ third');
  });

  it('takes a command line, completes it and says what the cluster answers', async () => {
    const screen = await started();
    screen.type(':pol\tno\t\r');
    await screen.untilText(/auckland +none/);
    screen.type(':set stability 99999x\r');
    await screen.untilText('stability must be');
    screen.type(':\x1b[A\x1b[A\r');
    await screen.untilText('none is the policy already');
  });

  it('takes a paste into the line being written, and a lone Escape out of it', async () => {
    const screen = await started();
    screen.type('\\');
    await screen.untilText('Esc clears');
    screen.type('\x1b[200~qq\nq\x1b[201~');
    await screen.untilText('qq?q');
    screen.type('\x1b');
    await screen.untilText('F3 search');
  });

  it('saves the setup, and comes up with it', async () => {
    const config = mkdtempSync(join(tmpdir(), 'mtop-sim-'));
    const environment = { XDG_CONFIG_HOME: config };
    const screen = await started([], { environment });
    screen.type('\x1bOQ');
    await screen.untilText('< auto >');
    screen.type('\x1b[C');
    await screen.untilText('< dark >');
    screen.type('s');
    await screen.untilText('saved in');
    const file = join(config, 'mtop-sim', 'config.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'dark' });
    screen.end();
    writeFileSync(file, '{"theme": "pink"}');
    const again = await started([], { environment });
    await again.untilText('is ignored: theme');
    again.type('q');
    await again.exited();
    expect(readFileSync(file, 'utf8')).toBe('{"theme": "pink"}');
    rmSync(config, { recursive: true });
  });

  it('only watches when it is read-only', async () => {
    const screen = await started(['--readonly']);
    await screen.untilText('read-only');
    screen.type('k');
    await screen.untilText('nothing can be changed');
  });
});
