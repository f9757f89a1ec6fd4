import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { started } from '../support/driven.js';

const hasProc = existsSync('/proc/self/stat');
if (!hasProc) console.info('test/pty/live.test.ts is skipped: there is no /proc here');

describe.skipIf(!hasProc)('this computer in a terminal', { timeout: 120_000 }, () => {
  it('shows it, kills a process, refuses what is not real, and ends with everything', async () => {
    const victim = spawn('sleep', ['1234']);
    onTestFinished(() => void victim.kill('SIGKILL'));
    const end = new Promise((resolve) => victim.on('exit', (_, signal) => resolve(signal)));
    const screen = await started(['live'], { columns: 140 });
    await screen.untilText('real time');
    screen.type('p');
    await screen.untilText('p: real time cannot be changed');
    screen.type(':filter sleep 1234\r');
    await screen.untilText(new RegExp(`${victim.pid} .*sleep 1234`));
    screen.type(`:kill ${victim.pid}\r`);
    expect(await end).toBe('SIGTERM');
    const row = new RegExp(`${victim.pid} .*sleep 1234`);
    await screen.until(() => !row.test(screen.text), 'lost the killed process');
    screen.type(':crash 1\r');
    await screen.untilText('nodes are not crashed from here');
    for (const [view, text] of [
      ['2', 'Node #'],
      ['3', 'balancing efficiency'],
      ['6', 'show all'],
    ] as const) {
      screen.type(view);
      await screen.untilText(text);
    }
    screen.type('q');
    expect(await screen.exited()).toBe(0);
    expect(screen.restored).toBe(true);
  });
});
