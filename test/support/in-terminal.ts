import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import type { Terminal as TerminalType } from '@xterm/headless';
import { onTestFinished } from 'vitest';

const require = createRequire(import.meta.url);
const { Terminal } = require('@xterm/headless') as { Terminal: typeof TerminalType };

/**
 * A terminal in the process of the test: it is what `process.stdin` and `process.stdout` lead to until
 * the test is over.
 */
export class InTerminal {
  readonly written: string[] = [];
  readonly #terminal: TerminalType;
  readonly #input = new PassThrough();
  readonly #output = new PassThrough();
  isRaw = false;

  constructor(columns = 80, rows = 24) {
    this.#terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
    Object.assign(this.#input, {
      isTTY: true,
      isRaw: false,
      setRawMode: (mode: boolean) => {
        this.isRaw = mode;
        Object.assign(this.#input, { isRaw: mode });
      },
    });
    Object.assign(this.#output, { isTTY: true, columns, rows });
    this.#output.on('data', (data: Buffer) => {
      this.written.push(data.toString());
      this.#terminal.write(data);
    });
    const before = ['stdin', 'stdout'].map(
      (name) => [name, Object.getOwnPropertyDescriptor(process, name)!] as const,
    );
    Object.defineProperty(process, 'stdin', { value: this.#input, configurable: true });
    Object.defineProperty(process, 'stdout', { value: this.#output, configurable: true });
    onTestFinished(() => {
      for (const [name, descriptor] of before) Object.defineProperty(process, name, descriptor);
    });
  }

  /** What a terminal sends: keys, reports of the mouse, pastes. */
  send(text: string): void {
    this.#input.write(text);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    Object.assign(this.#output, { columns, rows });
    this.#output.emit('resize');
  }

  hangUp(): void {
    this.#input.end();
  }

  /** When all that was written is on the screen. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
  }

  /** Waits until the screen is so. */
  async until(isSo: (text: string) => boolean): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      await this.settled();
      if (isSo(this.text)) return;
    }
    throw new Error(`the screen stays as it is:\n${this.text}`);
  }

  get text(): string {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) =>
      active.getLine(active.viewportY + row)!.translateToString(true),
    ).join('\n');
  }
}
