import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { UserError } from '../base/user-error.js';
import { systemReason } from './failure.js';

/**
 * A file that a run writes. What was there before stays until `keep`: a run that fails loses
 * nothing. Devices and pipes are written to directly.
 */
export class OutputFile {
  readonly #name: string;
  readonly #target: string;
  /** Where the text goes until `keep`; undefined: straight to the target. */
  readonly #part: string | undefined;
  readonly #descriptor: number;
  #buffered = '';
  #closed = false;

  /** @throws UserError when the file cannot be written */
  constructor(name: string) {
    this.#name = name;
    try {
      this.#target = checkedTarget(name);
      this.#part = isReplaceable(this.#target) ? `${this.#target}.${process.pid}.part` : undefined;
      this.#descriptor = openSync(this.#part ?? this.#target, 'w');
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** @throws UserError when the file cannot be written any more */
  write(text: string): void {
    this.#buffered += text;
    if (this.#buffered.length >= 65_536) this.#flush();
  }

  /**
   * Puts what was written in its place.
   * @throws UserError when that cannot be done
   */
  keep(): void {
    this.#flush();
    this.#close();
    if (this.#part === undefined) return;
    try {
      renameSync(this.#part, this.#target);
    } catch (error) {
      rmSync(this.#part, { force: true });
      throw this.#failure(error);
    }
  }

  /** Gives up what was written, unless it was kept. */
  discard(): void {
    if (this.#closed) return;
    this.#close();
    if (this.#part !== undefined) rmSync(this.#part, { force: true });
  }

  #flush(): void {
    try {
      const bytes = Buffer.from(this.#buffered);
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.#descriptor, bytes, written);
      }
    } catch (error) {
      throw this.#failure(error);
    }
    this.#buffered = '';
  }

  #close(): void {
    this.#closed = true;
    closeSync(this.#descriptor);
  }

  #failure(error: unknown): UserError {
    return new UserError(`cannot write ${this.#name}: ${systemReason(error)}`, 1);
  }
}

/** The file itself when the name is a link to it. A file that is write-protected is refused. */
function checkedTarget(name: string): string {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found === undefined) return name;
  accessSync(name, constants.W_OK);
  // What /dev/stdout is linked to has no path when it is a pipe.
  return found.isFile() ? realpathSync(name) : name;
}

/** Whether another file can take its place: it is not there, or it is a plain file. */
function isReplaceable(target: string): boolean {
  const found = statSync(target, { throwIfNoEntry: false });
  return found === undefined || found.isFile();
}
