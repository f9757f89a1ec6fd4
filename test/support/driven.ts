import { onTestFinished } from 'vitest';
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

/** The dashboard on a view, after some virtual seconds, with its time stopped. */
export async function opened(digit: string): Promise<TerminalDriver> {
  const screen = await started(['--rate', '20']);
  await screen.untilText(/0:00:[12]\d/);
  screen.type(`p${digit}`);
  await screen.untilText('paused');
  return screen;
}

/** Where a text begins on the screen. */
export function find(
  screen: TerminalDriver,
  text: string | RegExp,
): { column: number; row: number } {
  const row = screen.lines.findIndex((line) => line.search(text) >= 0);
  return { column: screen.lines[row]?.search(text) ?? -1, row };
}
