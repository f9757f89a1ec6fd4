import { formatBytes } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import { foreignForm } from '../../base/utf8.js';
import { openBytes } from './byte-source.js';
import type { ByteSource } from './bytes.js';

const CHUNK_BYTES = 1 << 20;
/** Longer than any line that means something, short enough to be held. */
const LONGEST_LINE_BYTES = 16 * CHUNK_BYTES;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * The lines of a file, as ranges of bytes in a buffer: a file of any length takes the memory of one
 * chunk (or of its longest line), and a number is read without making a string of it.
 */
export class LineScanner {
  /** Holds the current line from `start` to `end`; both change with every `next`. */
  bytes: Buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  start = 0;
  end = 0;
  /** Of the current line, from 1. */
  line = 0;
  readonly #file: string;
  readonly #source: ByteSource;
  #following = 0;
  #filled = 0;
  #isClosed = false;

  /** @throws UserError when the file cannot be read or is not a text in UTF-8 */
  constructor(file: string) {
    this.#file = file;
    this.#source = openBytes(file);
    while (this.#filled < 3 && this.#refill());
    const start = this.bytes.subarray(0, this.#filled);
    const foreign = isGzip(start) ? 'it is gzipped twice' : foreignForm(start);
    if (foreign !== undefined) throw this.#refusal(foreign);
    if (this.#filled >= 3 && this.bytes.readUIntBE(0, 3) === BYTE_ORDER_MARK) this.#following = 3;
  }

  /** Gives up the rest of the file. */
  close(): void {
    if (!this.#isClosed) this.#source.close();
    this.#isClosed = true;
  }

  /** Goes to the next line; its line end (\n or \r\n) is not part of it. */
  next(): boolean {
    let lineFeed = this.bytes.indexOf(LINE_FEED, this.#following);
    // Behind `filled` the buffer holds bytes of earlier chunks.
    while (lineFeed < 0 || lineFeed >= this.#filled) {
      const searched = this.#filled - this.#following;
      if (!this.#refill()) {
        if (this.#following === this.#filled) {
          this.close();
          return false;
        }
        lineFeed = this.#filled;
        break;
      }
      lineFeed = this.bytes.indexOf(LINE_FEED, this.#following + searched);
    }
    this.line++;
    this.start = this.#following;
    this.end = lineFeed;
    if (this.end > this.start && this.bytes[this.end - 1] === CARRIAGE_RETURN) this.end--;
    this.#following = Math.min(lineFeed + 1, this.#filled);
    return true;
  }

  /** The UTF-8 text between two places of the buffer. */
  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }

  /** Moves the unread rest to the front and adds what comes next. @returns whether any came */
  #refill(): boolean {
    const rest = this.#filled - this.#following;
    if (rest > LONGEST_LINE_BYTES) {
      throw this.#refusal(
        `line ${this.line + 1} is longer than ${formatBytes(LONGEST_LINE_BYTES)}B`,
      );
    }
    const room = rest > this.bytes.length / 2 ? 2 * this.bytes.length : this.bytes.length;
    const target = room > this.bytes.length ? Buffer.allocUnsafe(room) : this.bytes;
    this.bytes.copy(target, 0, this.#following, this.#filled);
    this.bytes = target;
    this.#following = 0;
    const came = this.#source.read(target, rest);
    this.#filled = rest + came;
    return came > 0;
  }

  #refusal(reason: string): UserError {
    this.close();
    return new UserError(`${this.#file}: cannot be read: ${reason}`);
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const BYTE_ORDER_MARK = 0xefbbbf;
