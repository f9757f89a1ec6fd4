import { UserError } from '../base/user-error.js';
import { sentenceOf } from './failure.js';
import { complain, flushed } from './output.js';
import { parseCommandLine } from './program.js';

/** The program: carries out the command line and ends with its exit code. */
process.exitCode = await exitCodeOf(process.argv.slice(2));
await flushed();
// Not left to the event loop: a policy of the user's may have left a timer behind.
process.exit();

async function exitCodeOf(words: readonly string[]): Promise<number> {
  try {
    return await parseCommandLine(words);
  } catch (error) {
    complain(sentenceOf(error));
    if (process.env.MTOP_DEBUG && error instanceof Error) complain(String(error.stack));
    return error instanceof UserError ? error.exitCode : 1;
  }
}
