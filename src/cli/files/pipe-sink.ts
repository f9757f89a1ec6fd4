import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Milliseconds between two looks at whether a pipe takes something. */
const LOOK_MS = 20;

/**
 * A pipe that a run writes to. Who reads it may begin late, or stop for a while: then the text
 * waits here, and the run between two of its parts, where a signal is answered.
 */
export class PipeSink {
  readonly #path: string;
  /** Undefined: nobody reads it yet. */
  #descriptor: number | undefined;
  #waiting: Buffer[] = [];

  /** @throws the system's error when it cannot be opened */
  constructor(path: string) {
    this.#path = path;
    this.#open();
  }

  /** Whether somebody has begun to read. */
  get isRead(): boolean {
    return this.#descriptor !== undefined;
  }

  /** Writes as much as is taken now; a copy of the rest waits. @throws the system's error */
  write(part: string | Buffer): void {
    if (part.length > 0) this.#waiting.push(Buffer.from(part as string));
    this.#push();
  }

  /** Waits until all has been taken, or until `isOver`. @throws the system's error */
  async drained(isOver: () => boolean): Promise<void> {
    while (!this.#push() && !isOver()) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** The same at the end of the run, for so long at most. @throws the system's error */
  finish(patienceMs: number): void {
    const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const until = performance.now() + patienceMs;
    while (!this.#push() && performance.now() < until) Atomics.wait(clock, 0, 0, LOOK_MS);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#waiting = [];
  }

  /** @returns whether nothing waits any more */
  #push(): boolean {
    if (this.#descriptor === undefined) this.#open();
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return false;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const written = taken(descriptor, next);
      if (written < next.length) {
        this.#waiting[0] = next.subarray(written);
        return false;
      }
      this.#waiting.shift();
    }
    return true;
  }

  #open(): void {
    try {
      this.#descriptor = openSync(this.#path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
  }
}

/** Bytes that a pipe takes; one call may take only a part. */
function taken(descriptor: number, bytes: Buffer): number {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
  return written;
}
