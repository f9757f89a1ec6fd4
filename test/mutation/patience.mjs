/** How long a run of tests may go on without a word. */
import { execFileSync } from 'node:child_process';

/** No test takes so much CPU time, probes included: it has found an endless loop. */
const MOST_CPU_SECONDS = 120;

/** Nor does any wait so long: Vitest ends what only waits. */
const MOST_SECONDS = 3600;

/**
 * Patience with a process and all that it begins. It is counted in CPU time: on a busy computer a
 * test may take a hundred times as long as on an idle one, but it computes no more.
 */
export class Patience {
  #group;
  #cpuSeconds;
  #renewedMs = performance.now();

  #mostCpuSeconds;

  /** @param {number} group the process, which leads a group */
  constructor(group, mostCpuSeconds = MOST_CPU_SECONDS) {
    this.#group = group;
    this.#mostCpuSeconds = mostCpuSeconds;
    this.#cpuSeconds = cpuSecondsOf(group);
  }

  /** A test has ended. */
  renew() {
    this.#cpuSeconds = undefined;
    this.#renewedMs = performance.now();
  }

  isOver() {
    const now = cpuSecondsOf(this.#group);
    // Processes that have ended take their time with them.
    this.#cpuSeconds = Math.min(this.#cpuSeconds ?? now, now);
    const seconds = (performance.now() - this.#renewedMs) / 1000;
    return now - this.#cpuSeconds > this.#mostCpuSeconds || seconds > MOST_SECONDS;
  }
}

/** CPU time of a group's living processes. */
function cpuSecondsOf(group) {
  const lines = execFileSync('ps', ['-A', '-o', 'pgid=,cputime='], { encoding: 'utf8' });
  return lines
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([id]) => Number(id) === group)
    .reduce((sum, [, time]) => sum + secondsOf(time), 0);
}

/** Of "1-02:03:04" or "02:03.45". */
function secondsOf(time) {
  const [days, clock] = time.includes('-') ? time.split('-') : [0, time];
  return clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 24 * days);
}
