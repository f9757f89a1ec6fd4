import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.js';
import { type DriveOptions, PROGRAM, TerminalDriver } from './terminal-driver.js';

/** A program in a terminal of its own, until the test is over. */
export function driven(words: readonly string[], options: DriveOptions = {}): TerminalDriver {
  const screen = new TerminalDriver(words, options);
  onTestFinished(() => screen.end());
  return screen;
}

/** The dashboard, when its first frame is there, down to the last word of its last row. */
export async function started(
  words: readonly string[] = [],
  options: DriveOptions = {},
): Promise<TerminalDriver> {
  const screen = driven([PROGRAM, ...words], options);
  await screen.untilText(/PID .*N# .*COMMAND[\s\S]*q quit/);
  return screen;
}

/** Whose session a dashboard shows: its own, or one that runs without a screen. */
export type Way = 'on its own' | 'attached';

/** All tests both ways with DRIVEN=all; else those that need it are attached, and the rest is not. */
export const WAYS: readonly Way[] = ['on its own', 'attached'];
export const MOST_WAYS: readonly Way[] = process.env.DRIVEN === 'all' ? WAYS : ['on its own'];

/** The dashboard with these flags, or attached to a cluster that is served with them. */
export async function startedAs(way: Way, words: readonly string[]): Promise<TerminalDriver> {
  if (way === 'on its own') return await started(words);
  const environment = { XDG_RUNTIME_DIR: temporaryFolder() };
  const server = spawn(process.execPath, [PROGRAM, 'serve', ...words], {
    env: { ...process.env, ...environment },
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  await new Promise((resolve) => server.stdout.once('data', resolve));
  return await started(['attach'], { environment });
}

/** The dashboard on a view, after ten virtual seconds or more, with its time stopped. */
export async function opened(digit: string, way: Way = 'on its own'): Promise<TerminalDriver> {
  const screen = await startedAs(way, ['--rate', '20']);
  await screen.until(() => clock(screen) >= 10, 'came to ten seconds');
  screen.type(`p${digit}`);
  await screen.untilText('‖');
  if (way === 'attached') {
    // What the cluster has shown before it stopped is still on its way: an answer comes after it.
    screen.type(':whois\r');
    await screen.untilText('This is MOSIX #1');
  }
  return screen;
}

/** The virtual time that the header shows at its end, seconds. */
export function clock(screen: TerminalDriver): number {
  const times = [...(screen.lines[0] ?? '').matchAll(/\b(\d+):(\d\d):(\d\d)\b/g)];
  const [, hours, minutes, seconds] = times.at(-1) ?? [];
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}

/** Lets one virtual second pass in a dashboard whose time is stopped. */
export async function stepped(screen: TerminalDriver): Promise<void> {
  const next = clock(screen) + 1;
  screen.type('.');
  await screen.until(() => clock(screen) === next, `came to ${next} s`);
}

/** Waits for a text. A frame may come in parts, the upper rows first. @returns where it begins */
export async function found(
  screen: TerminalDriver,
  text: string | RegExp,
): Promise<{ column: number; row: number }> {
  await screen.until(() => find(screen, text).row >= 0, `saw ${text}`);
  return find(screen, text);
}

/** Where a text begins on the screen; -1: nowhere. */
export function find(
  screen: TerminalDriver,
  text: string | RegExp,
): { column: number; row: number } {
  const row = screen.lines.findIndex((line) => line.search(text) >= 0);
  return { column: screen.lines[row]?.search(text) ?? -1, row };
}
