import { failureOf } from './failure.js';
import { leave } from './leave.js';
import { complain, flushed } from './output.js';
import { parseCommandLine } from './program.js';
import { ReaderGone } from './reader-gone.js';

// What is not awaited can fail as well, such as a timer of the user's policy.
process.on('uncaughtException', (error) => leave(exitCodeAfter(error)));

void main();

/** The program: carries out the command line and ends with its exit code. */
async function main(): Promise<void> {
  const exitCode = await exitCodeOf(process.argv.slice(2));
  process.exitCode = exitCode;
  await flushed();
  // Not left to the event loop: a user's policy may have left a timer behind.
  leave(exitCode);
}

async function exitCodeOf(words: readonly string[]): Promise<number> {
  try {
    return await parseCommandLine(words);
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    return exitCodeAfter(error);
  }
}

/** Says what is wrong. */
function exitCodeAfter(error: unknown): number {
  const { message, exitCode } = failureOf(error);
  complain(message);
  if (process.env.MTOP_DEBUG && error instanceof Error) complain(String(error.stack));
  return exitCode;
}
