import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Pty from '@lydell/node-pty';
import type { Terminal as TerminalType } from '@xterm/headless';

const require = createRequire(import.meta.url);
const pty = require('@lydell/node-pty') as typeof Pty;
const { Terminal } = require('@xterm/headless') as { Terminal: typeof TerminalType };

export interface DriveOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What to run instead of mtop-sim. */
  readonly program?: string;
}

/**
 * How long something may take that takes a moment: a limit for what hangs, not for a busy machine.
 */
const PATIENCE_MS = 30_000;

/** Where dashboards of tests listen: beside those of whoever runs them. */
const SOCKETS = mkdtempSync(join(tmpdir(), 'mtop-sim-run-'));
process.on('exit', () => rmSync(SOCKETS, { recursive: true, force: true }));

export const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

/** A program in a real pseudo-terminal, with the screen that a user would see. */
export class TerminalDriver {
  readonly #terminal: TerminalType;
  readonly #process: Pty.IPty;
  /** Who looks at the screen whenever something was written on it. */
  readonly #onlookers = new Set<() => void>();
  #pending = 0;
  #received = 0;
  #exit: { exitCode: number; signal?: number | undefined } | undefined;
  #exitAt = 0;

  constructor(words: readonly string[], options: DriveOptions = {}) {
    const { columns = 120, rows = 40, environment = {}, program = process.execPath } = options;
    this.#terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
    const inherited = { ...process.env };
    for (const name of ['TMUX', 'COLORTERM', 'NO_COLOR', 'FORCE_COLOR', 'CI']) {
      delete inherited[name];
    }
    const env = {
      ...inherited,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      // Nobody has saved a setup there, and nobody can: not even root makes a folder in a device.
      XDG_CONFIG_HOME: '/dev/null/config',
      XDG_RUNTIME_DIR: SOCKETS,
      ...environment,
    };
    this.#process = pty.spawn(program, [...words], {
      cols: columns,
      rows,
      name: env.TERM,
      env,
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    this.#process.onData((data) => {
      this.#pending++;
      this.#received += data.length;
      this.#terminal.write(data, () => {
        this.#pending--;
        for (const look of this.#onlookers) look();
      });
    });
    this.#terminal.onData((answer) => {
      if (this.#exit === undefined) this.#process.write(answer);
    });
    this.#process.onExit((exit) => {
      this.#exit = exit;
      this.#exitAt = Date.now();
    });
  }

  get lines(): readonly string[] {
    const { buffer, rows } = this.#terminal;
    return Array.from(
      { length: rows },
      (_, row) => buffer.active.getLine(buffer.active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Whether the terminal is as a program should leave it: no mode is on. */
  get restored(): boolean {
    const { bracketedPasteMode, applicationCursorKeysMode } = this.#terminal.modes;
    return this.atShell && !bracketedPasteMode && !applicationCursorKeysMode;
  }

  /** Whether a shell has its screen and its mouse; it may have modes of its own. */
  get atShell(): boolean {
    const { buffer, modes } = this.#terminal;
    return buffer.active.type === 'normal' && modes.mouseTrackingMode === 'none';
  }

  get mouse(): string {
    return this.#terminal.modes.mouseTrackingMode;
  }

  get hasExited(): boolean {
    return this.#exit !== undefined;
  }

  /** Characters that the program has written. */
  get received(): number {
    return this.#received;
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** The background colour of a cell, as xterm numbers it. */
  background(column: number, row: number): number {
    const { active } = this.#terminal.buffer;
    return (
      active
        .getLine(active.baseY + row)
        ?.getCell(column)
        ?.getBgColor() ?? -1
    );
  }

  type(text: string): void {
    this.#process.write(text);
  }

  click(column: number, row: number): void {
    this.type(`\x1b[<0;${column + 1};${row + 1}M\x1b[<0;${column + 1};${row + 1}m`);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#process.resize(columns, rows);
  }

  /** Resizes the terminal, and waits until the program has drawn for it. */
  async resized(columns: number, rows: number): Promise<void> {
    const before = this.#received;
    this.resize(columns, rows);
    await this.until(() => this.#received > before, `drew for ${columns}x${rows}`);
  }

  /** Types Esc, and waits for what it does: keys that follow at once would be Alt and that key. */
  async escape(wanted: () => boolean, what: string): Promise<void> {
    this.type('\x1b');
    await this.until(wanted, what);
  }

  signal(name: string): void {
    this.#process.kill(name);
  }

  /** Closes the terminal, as a window is closed over a program. */
  hangUp(): void {
    (this.#process as unknown as { destroy(): void }).destroy();
  }

  /**
   * Waits until the screen is as wanted.
   * @throws with the screen, when it never is
   */
  async until(wanted: () => boolean, what: string, milliseconds = PATIENCE_MS): Promise<void> {
    const end = Date.now() + milliseconds;
    while (Date.now() < end) {
      if (this.#pending === 0 && wanted()) return;
      // The exit can be told before the last data.
      if (this.#exit !== undefined && Date.now() - this.#exitAt > 400) break;
      await sleep(10);
    }
    throw new Error(`never ${what}; the screen was:\n${this.text}`);
  }

  /** Waits for a text. One that comes and goes while a busy machine runs something else is seen too. */
  async untilText(text: string | RegExp, milliseconds?: number): Promise<void> {
    let wasThere = false;
    const look = () => {
      wasThere ||= typeof text === 'string' ? this.text.includes(text) : text.test(this.text);
    };
    look();
    this.#onlookers.add(look);
    await this.until(() => wasThere, `saw ${text}`, milliseconds).finally(() =>
      this.#onlookers.delete(look),
    );
  }

  /** @returns the exit code, 128 + signal when a signal ended it */
  async exited(milliseconds = PATIENCE_MS): Promise<number> {
    const end = Date.now() + milliseconds;
    while (this.#exit === undefined || this.#pending > 0 || Date.now() - this.#exitAt < 100) {
      if (Date.now() > end) throw new Error(`never ended; the screen was:\n${this.text}`);
      await sleep(10);
    }
    return this.#exit.signal ? 128 + this.#exit.signal : this.#exit.exitCode;
  }

  /** Ends the program if it is still there. */
  end(): void {
    if (this.#exit === undefined) this.#process.kill('SIGKILL');
    this.#terminal.dispose();
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
