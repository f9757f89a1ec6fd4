import { printableLines } from '../base/printable.js';
import { sentenceOf } from './failure.js';
import { leave } from './leave.js';

let printed = false;

/**
 * Writes to standard output: to a terminal without what could deceive it, elsewhere byte by byte. A
 * reader that has gone away (EPIPE) is no failure.
 */
export function print(text: string): void {
  printStyled(process.stdout.isTTY ? printableLines(text) : text);
}

/** Writes to standard output what has been made printable before it was coloured. */
export function printStyled(text: string): void {
  if (!printed) process.stdout.on('error', stopWriting);
  printed = true;
  process.stdout.write(text);
}

/** Passes on what another program has written to its outputs, byte by byte. */
export function passOn(out: Uint8Array, err: Uint8Array): void {
  if (!printed) process.stdout.on('error', stopWriting);
  printed = true;
  process.stdout.write(out);
  process.stderr.write(err);
}

/** Waits until all that was printed has been taken. */
export async function flushed(): Promise<void> {
  if (printed) await new Promise((resolve) => process.stdout.write('', resolve));
}

/** Says on standard error what is wrong. */
export function complain(message: string): void {
  write(`mtop-sim: ${message}\n`);
}

/**
 * Writes to standard error, whether or not it is read; leaves out what could deceive a terminal.
 */
export function write(text: string): void {
  writeControl(printableLines(text));
}

/** The same for what moves the cursor, which comes from no file. */
export function writeControl(text: string): void {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  process.stderr.write(text);
}

function stopWriting(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') leave(Number(process.exitCode ?? 0));
  complain(`standard output: ${sentenceOf(error)}`);
  leave(1);
}
