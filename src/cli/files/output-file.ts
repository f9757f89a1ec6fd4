import { closeSync, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { printableLines } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import { write } from '../output.js';
import { type FileTarget, targetOf } from './file-target.js';
import { PartFile, placeTogether, writeWhole } from './part-file.js';
import { PipeSink } from './pipe-sink.js';
import { writing } from './writing.js';

/** How long the end of an interrupted run waits for a reader. */
const LAST_WORDS_MS = 500;

/**
 * A file that a run writes. What was there before stays until `keepTogether`: a run that fails
 * loses nothing. Devices and pipes are written to directly.
 */
export class OutputFile {
  readonly #target: FileTarget;
  /** Where the text goes; a number: straight to that descriptor. */
  readonly #sink: PartFile | PipeSink | number;
  #buffered = '';
  #isDone = false;

  /** @throws UserError when the file cannot be written */
  constructor(target: FileTarget) {
    this.#target = target;
    this.#sink = writing(target.name, () => openSink(target));
  }

  /** @throws UserError when the file cannot be written any more */
  write(part: string | Buffer): void {
    if (typeof part !== 'string') {
      this.#flush();
      this.#put(part);
      return;
    }
    this.#buffered += part;
    if (this.#buffered.length >= 65_536) this.#flush();
  }

  /**
   * Puts what was written to these files in its place: all of them, or none.
   * @throws UserError when that cannot be done
   */
  static keepTogether(files: readonly OutputFile[]): void {
    for (const file of files) file.#flush();
    const parts: PartFile[] = [];
    for (const file of files) {
      const sink = file.#sink;
      if (sink instanceof PartFile) parts.push(sink);
      if (sink instanceof PipeSink) writing(file.#target.name, () => sink.finish(Infinity));
    }
    for (const part of parts) writing(part.target.name, () => part.close());
    const name = parts.map(({ target }) => target.name).join(', ');
    writing(name, () => placeTogether(parts));
    for (const file of files) file.#end();
  }

  /** Waits for a reader who is slower than the run, until it has taken all or until `isOver`. */
  async drained(isOver: () => boolean): Promise<void> {
    const sink = this.#sink;
    if (!(sink instanceof PipeSink)) return;
    this.#flush();
    if (!sink.isRead) write(`waiting until somebody reads ${this.#target.name}\n`);
    try {
      await sink.drained(isOver);
    } catch (error) {
      writing(this.#target.name, () => {
        throw error;
      });
    }
  }

  /**
   * Leaves what was written as it is, beside the file that it has not become.
   * @returns where it is
   */
  leave(): string {
    this.#flush();
    const sink = this.#sink;
    if (sink instanceof PartFile) writing(this.#target.name, () => sink.close());
    if (sink instanceof PipeSink) writing(this.#target.name, () => sink.finish(LAST_WORDS_MS));
    this.#end();
    return sink instanceof PartFile ? sink.path : this.#target.name;
  }

  /** Gives up what was written, unless it was kept or left. */
  discard(): void {
    if (this.#isDone) return;
    if (this.#sink instanceof PartFile) this.#sink.discard();
    this.#end();
  }

  #flush(): void {
    const text = this.#buffered;
    // Before it is written: a run that is interrupted here must not find it a second time.
    this.#buffered = '';
    this.#put(text);
  }

  #put(part: string | Buffer): void {
    const sink = this.#sink;
    writing(this.#target.name, () => {
      if (typeof sink !== 'number') sink.write(part);
      else writeWhole(sink, isatty(sink) ? printableLines(String(part)) : part);
    });
  }

  #end(): void {
    const sink = this.#sink;
    if (!this.#isDone && typeof sink === 'number' && sink > 2) closeSync(sink);
    if (sink instanceof PipeSink) sink.close();
    this.#isDone = true;
  }
}

/**
 * Follows the name of an output to its file.
 * @throws UserError when that cannot be done, and for the name by which others mean standard output
 */
export function outputTarget(name: string): FileTarget {
  if (name === '-') {
    throw new UserError('- is no file: standard output is /dev/stdout, a file of that name ./-');
  }
  return writing(name, () => targetOf(name));
}

function openSink(target: FileTarget): PartFile | PipeSink | number {
  const { found, name } = target;
  if (found === undefined || found.isFile()) {
    // Standard output that goes to a file has its own place in it, behind which the summary
    // follows.
    return found !== undefined && isStandardOutput(found) ? 1 : new PartFile(target);
  }
  return found.isFIFO() ? new PipeSink(name) : openSync(name, 'w');
}

function isStandardOutput({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): boolean {
  const output = fstatSync(1, { bigint: true });
  return output.dev === dev && output.ino === ino;
}
