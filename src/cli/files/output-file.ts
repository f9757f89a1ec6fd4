import { closeSync, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { printableLines } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import { systemReason } from '../failure.js';
import { ReaderGone } from '../reader-gone.js';
import { type FileTarget, targetOf } from './file-target.js';
import { PartFile, placeTogether, writeWhole } from './part-file.js';

/**
 * A file that a run writes. What was there before stays until `keepTogether`: a run that fails loses
 * nothing. Devices and pipes are written to directly.
 */
export class OutputFile {
  readonly #target: FileTarget;
  /** Where the text goes; a number: straight to that descriptor. */
  readonly #sink: PartFile | number;
  #buffered = '';
  #isDone = false;

  /** @throws UserError when the file cannot be written */
  constructor(target: FileTarget) {
    this.#target = target;
    this.#sink = attempt(target, () => openSink(target));
  }

  /** @throws UserError when the file cannot be written any more */
  write(text: string): void {
    this.#buffered += text;
    if (this.#buffered.length >= 65_536) this.#flush();
  }

  /**
   * Puts what was written to these files in its place: all of them, or none.
   * @throws UserError when that cannot be done
   */
  static keepTogether(files: readonly OutputFile[]): void {
    for (const file of files) file.#flush();
    const parts: PartFile[] = [];
    for (const file of files) if (typeof file.#sink !== 'number') parts.push(file.#sink);
    for (const part of parts) attempt(part.target, () => part.close());
    const name = parts.map(({ target }) => target.name).join(', ');
    attempt({ name }, () => placeTogether(parts));
    for (const file of files) file.#end();
  }

  /**
   * Leaves what was written as it is, beside the file that it has not become.
   * @returns where it is
   */
  leave(): string {
    this.#flush();
    const sink = this.#sink;
    if (typeof sink !== 'number') attempt(this.#target, () => sink.close());
    this.#end();
    return typeof sink === 'number' ? this.#target.name : sink.path;
  }

  /** Gives up what was written, unless it was kept or left. */
  discard(): void {
    if (this.#isDone) return;
    if (typeof this.#sink !== 'number') this.#sink.discard();
    this.#end();
  }

  #flush(): void {
    const sink = this.#sink;
    const text = this.#buffered;
    // Before it is written: a run that is interrupted here must not find it a second time.
    this.#buffered = '';
    attempt(this.#target, () => {
      if (typeof sink === 'number') writeWhole(sink, isatty(sink) ? printableLines(text) : text);
      else sink.write(text);
    });
  }

  #end(): void {
    if (!this.#isDone && typeof this.#sink === 'number' && this.#sink > 2) closeSync(this.#sink);
    this.#isDone = true;
  }
}

/**
 * Follows the name of an output to its file.
 * @throws UserError when that cannot be done
 */
export function outputTarget(name: string): FileTarget {
  return attempt({ name }, () => targetOf(name));
}

function openSink(target: FileTarget): PartFile | number {
  const { found, name } = target;
  if (found === undefined || found.isFile()) {
    // Standard output that goes to a file has its own place in it, behind which the summary follows.
    return found !== undefined && isStandardOutput(found) ? 1 : new PartFile(target);
  }
  return openSync(name, 'w');
}

function isStandardOutput({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): boolean {
  const output = fstatSync(1, { bigint: true });
  return output.dev === dev && output.ino === ino;
}

/** @throws UserError in place of the system's error; ReaderGone when nobody reads any more */
function attempt<T>({ name }: Pick<FileTarget, 'name'>, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ReaderGone();
    throw new UserError(`cannot write ${name}: ${systemReason(error)}`, 1);
  }
}
