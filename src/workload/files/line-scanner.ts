import { type ByteSource, openBytes } from './byte-source.js';

const CHUNK_BYTES = 1 << 20;
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
  readonly #source: ByteSource;
  #following = 0;
  #filled = 0;

  /** @throws UserError when the file cannot be read */
  constructor(file: string) {
    this.#source = openBytes(file);
    while (this.#filled < 3 && this.#refill());
    if (this.#filled >= 3 && this.bytes.readUIntBE(0, 3) === BYTE_ORDER_MARK) this.#following = 3;
  }

  /** Goes to the next line; its line end (\n or \r\n) is not part of it. */
  next(): boolean {
    let lineFeed = this.bytes.indexOf(LINE_FEED, this.#following);
    // Behind `filled` the buffer holds bytes of earlier chunks.
    while (lineFeed < 0 || lineFeed >= this.#filled) {
      const searched = this.#filled - this.#following;
      if (!this.#refill()) {
        if (this.#following === this.#filled) {
          this.#source.close();
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
    const room = rest > this.bytes.length / 2 ? 2 * this.bytes.length : this.bytes.length;
    const target = room > this.bytes.length ? Buffer.allocUnsafe(room) : this.bytes;
    this.bytes.copy(target, 0, this.#following, this.#filled);
    this.bytes = target;
    this.#following = 0;
    const came = this.#source.read(target, rest);
    this.#filled = rest + came;
    return came > 0;
  }
}

const BYTE_ORDER_MARK = 0xefbbbf;
