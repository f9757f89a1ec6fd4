import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { type Debugger, Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { MAIN_SCREEN, PLAIN_MODES } from '../../tui/terminal/restored-modes.js';
import { CALLS, DOING, type WatchdogOrders } from './watchdog-orders.js';

const { shared, limitSeconds, url, call, sentences } = workerData as WatchdogOrders;

/** Looks now and then whether the policy is still in the call in which it was before. */
const looking = setInterval(look, Math.min(100, limitSeconds * 100));
let seen = 0;
let sinceMs = performance.now();

function look(): void {
  const now = Atomics.load(shared, CALLS);
  if (now % 2 === 0 || now !== seen) {
    seen = now;
    sinceMs = performance.now();
  } else if (performance.now() - sinceMs >= limitSeconds * 1000) {
    clearInterval(looking);
    interrupt();
  }
}

/**
 * Asks the debugger where the main thread is and lets it end the program there. It gets to it in
 * any loop, but not while a system call keeps it.
 */
function interrupt(): void {
  const main = new Session();
  main.connectToMainThread();
  const urls = new Map<string, string>();
  main.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  const end = (frames: readonly Debugger.CallFrame[]) => {
    clearTimeout(unanswered);
    const own = frames.find(({ location }) => urls.get(location.scriptId)?.split('?')[0] === url);
    const line = own === undefined ? 'undefined' : own.location.lineNumber + 1;
    main.post('Runtime.evaluate', { expression: `${call}(${line})` });
    main.post('Debugger.disable');
    setTimeout(kill, PATIENCE_MILLISECONDS);
  };
  const unanswered = setTimeout(() => end([]), PATIENCE_MILLISECONDS);
  main.once('Debugger.paused', ({ params }) => end(params.callFrames));
  main.post('Debugger.enable');
  main.post('Debugger.pause');
}

/** The main thread does not answer: it waits for the system. */
function kill(): void {
  restoreTerminal();
  writeSync(2, `mtop-sim: ${sentences[Atomics.load(shared, DOING)]}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** What the dashboard would do, if it could; without it the terminal is as it should be. */
function restoreTerminal(): void {
  const { stdout } = spawnSync('stty', ['-a'], { stdio: ['inherit', 'pipe', 'ignore'] });
  if (!String(stdout).includes('-icanon')) return;
  writeSync(1, `${PLAIN_MODES}${MAIN_SCREEN}`);
  spawnSync('stty', ['sane'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

const PATIENCE_MILLISECONDS = 1000;
