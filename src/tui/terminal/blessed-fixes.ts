import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import Tput from 'blessed/lib/tput.js';
import unicode from 'blessed/lib/unicode.js';
import { characterWidth } from '../drawing/cell-width.js';
import { InputSplitter } from './input-splitter.js';
import { MAIN_SCREEN, PLAIN_MODES } from './restored-modes.js';

/** The parts of blessed's program that are used here and that its types omit. */
export interface Program {
  readonly cols: number;
  readonly rows: number;
  readonly put: { keypad_xmit(): void; keypad_local(): void };
  on(event: string, listener: (...args: never[]) => void): void;
  removeAllListeners(event: string): void;
  setMouse(modes: Readonly<Record<string, boolean>>, enable: boolean): void;
  disableMouse(): void;
  alternateBuffer(): void;
  normalBuffer(): void;
  showCursor(): void;
  hideCursor(): void;
  flush(): void;
}

/**
 * Cures what is wrong in blessed 0.1.81, before its first screen is made:
 * - capabilities that it cannot compile (Setulc, plab_norm) are printed over the screen;
 * - the hundreds that are plain text need no compiling, which takes as long as a frame;
 * - its widths of characters are those of 2015 and of another table than ours.
 */
export function fixBlessed(): void {
  const compile = Tput.prototype._compile;
  Tput.prototype._compile = function (info, key, text) {
    if (UNCOMPILABLE.has(key)) return () => '';
    // The others are compiled at once: by what cannot be, blessed sees that it has misread them all.
    if (typeof text === 'string' && PLAIN.test(text)) return () => text;
    return compile.call(this, info, key, text);
  };
  unicode.charWidth = (text, index) =>
    typeof text === 'string'
      ? characterWidth(String.fromCodePoint(text.codePointAt(index ?? 0) ?? 32))
      : 1;
}

/** Clicks, wheel and drags by SGR reports; blessed itself asks for every motion, in UTF-8. */
export function enableMouse(program: Program): void {
  program.setMouse({ vt200Mouse: true, cellMotion: true, sgrMouse: true }, true);
}

/** Every motion too, or only those with a button held; the mouse has to be enabled. */
export function motionMode(every: boolean): string {
  // Some terminals end all reports with the mode that was on: then the other one is set again.
  return every ? '\x1b[?1003h' : '\x1b[?1003l\x1b[?1002h';
}

/**
 * Stands between the terminal and blessed: gives it one event at a time (it looks only at the
 * first mouse event of a chunk), holds an Escape until it is clear that no sequence follows, and
 * keeps pastes away from it.
 */
export class InputFilter extends EventEmitter {
  readonly isTTY = true;
  readonly #splitter = new InputSplitter();
  readonly #decoder = new StringDecoder('utf8');
  #timer: NodeJS.Timeout | undefined;
  readonly #onData = (data: Buffer) => this.#receive(data);

  readonly #source: ReadStream;
  readonly #listeners: InputListeners;

  constructor(source: ReadStream, listeners: InputListeners) {
    super();
    this.#source = source;
    this.#listeners = listeners;

    source.on('data', this.#onData);
  }

  get isRaw(): boolean {
    return this.#source.isRaw;
  }

  setRawMode(mode: boolean): this {
    this.#source.setRawMode(mode);
    return this;
  }

  resume(): this {
    this.#source.resume();
    return this;
  }

  pause(): this {
    this.#source.pause();
    return this;
  }

  /** No more input; the source is left paused and as it was. */
  close(): void {
    clearTimeout(this.#timer);
    this.#source.removeListener('data', this.#onData);
    if (this.#source.isRaw) this.#source.setRawMode(false);
    this.#source.pause();
  }

  #receive(data: Buffer): void {
    clearTimeout(this.#timer);
    this.#pass(this.#splitter.write(this.#decoder.write(data)));
    const patience = this.#splitter.patienceMilliseconds;
    if (patience === undefined) return;
    this.#timer = setTimeout(() => this.#pass(this.#splitter.flush()), patience);
  }

  #pass(pieces: ReturnType<InputSplitter['write']>): void {
    for (const { type, text } of pieces) {
      if (type === 'paste') this.#listeners.onPaste(text);
      else if (type === 'answer') this.#listeners.onAnswer(text);
      else this.emit('data', Buffer.from(text));
    }
  }
}

/** Listeners to input other than keys: pasted text, and the terminal's answer to a question. */
export interface InputListeners {
  readonly onPaste: (text: string) => void;
  readonly onAnswer: (text: string) => void;
}

/** Asks the terminal for its background; the answer is `11;rgb:ffff/ffff/ffff`. */
export const ASK_BACKGROUND = '\x1b]11;?\x07';

export const PASTE_ON = '\x1b[?2004h';
export const PASTE_OFF = '\x1b[?2004l';

/**
 * Writes to the terminal at once, whatever else is in the way, what makes it usable again.
 * @param isAlternate whether the alternate screen has to be left as well
 */
export function restoreTerminal(isAlternate: boolean): void {
  try {
    writeSync(1, isAlternate ? `${PLAIN_MODES}${MAIN_SCREEN}` : PLAIN_MODES);
  } catch {
    // The terminal is gone: there is nothing left to restore.
  }
}

const UNCOMPILABLE: ReadonlySet<string> = new Set(['Setulc', 'plab_norm']);

/** A capability without parameters, delays and escaped characters. */
const PLAIN = /^[^%\\^$\n]+$/;
