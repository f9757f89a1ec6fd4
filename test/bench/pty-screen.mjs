import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const pty = require('@lydell/node-pty');
const { Terminal } = require('@xterm/headless');

export const COLUMNS = 200;
export const ROWS = 50;

/** A program in a pseudo-terminal of 200x50, and the screen that its output makes. */
export class PtyScreen {
  #terminal = new Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  #process;
  #startedMs = performance.now();
  #waiting = new Set();
  #ended = false;
  /** Resolves with milliseconds since the start when the program has ended. */
  ended;

  constructor(program, words) {
    const env = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    for (const name of ['TMUX', 'COLORTERM', 'NO_COLOR', 'FORCE_COLOR', 'CI']) delete env[name];
    this.#process = pty.spawn(program, words, { cols: COLUMNS, rows: ROWS, name: env.TERM, env });
    this.#process.onData((data) => this.#terminal.write(data, () => this.#look()));
    this.#terminal.onData((answer) => {
      if (!this.#ended) this.#process.write(answer);
    });
    this.ended = new Promise((resolve) => {
      this.#process.onExit(() => {
        this.#ended = true;
        resolve(performance.now() - this.#startedMs);
      });
    });
  }

  get pid() {
    return this.#process.pid;
  }

  line(row) {
    const { active } = this.#terminal.buffer;
    return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
  }

  get text() {
    return Array.from({ length: ROWS }, (_, row) => this.line(row)).join('\n');
  }

  type(text) {
    this.#process.write(text);
  }

  /**
   * Waits until the screen, whenever the terminal has taken in a piece of output, is as wanted.
   * @returns milliseconds since the start of the program
   */
  until(wanted, milliseconds = 20_000) {
    return new Promise((resolve, reject) => {
      const wait = { wanted, resolve };
      wait.timer = setTimeout(() => {
        this.#waiting.delete(wait);
        reject(new Error(`never as wanted; the screen was:\n${this.text}`));
      }, milliseconds);
      this.#waiting.add(wait);
      this.#look();
    });
  }

  async end() {
    if (!this.#ended) this.#process.kill('SIGTERM');
    await this.ended;
    this.#terminal.dispose();
  }

  #look() {
    for (const wait of this.#waiting) {
      if (!wait.wanted()) continue;
      clearTimeout(wait.timer);
      this.#waiting.delete(wait);
      wait.resolve(performance.now() - this.#startedMs);
    }
  }
}

/** CPU seconds that a process has used, and the bytes of memory that it has now. */
export function usageOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { cpuSeconds: cpuSecondsOf(pid), residentBytes: kilobytes * 1024 };
}

/** Of all threads. Not by `stat`: that counts ticks, which who wakes up with the tick escapes. */
function cpuSecondsOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9;
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
