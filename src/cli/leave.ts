import { isatty } from 'node:tty';

const WERE_TERMINALS = [0, 1, 2].filter((descriptor) => isatty(descriptor));

/**
 * Ends the program. When its terminal has gone meanwhile, it ends as SIGHUP ends programs (129 to a
 * shell): Node.js 20 crashes when it sets back a terminal that is not there any more.
 */
export function leave(exitCode: number): never {
  // After the listeners that still have something to put in order.
  process.on('exit', () => {
    const isThere = WERE_TERMINALS.some((descriptor) => isatty(descriptor));
    if (WERE_TERMINALS.length === 0 || isThere) return;
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  });
  process.exit(exitCode);
}
