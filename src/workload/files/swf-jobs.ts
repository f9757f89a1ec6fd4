import { basename } from 'node:path';
import { UserError } from '../../base/user-error.js';
import type { Archive } from '../../kernel/archive.js';
import type { Jobs } from '../jobs.js';
import { HeldJobs } from './held-jobs.js';
import { SwfReader } from './swf-reader.js';

/** A trace of more jobs is not held but read a second time while it runs: this many take 48 MB. */
export const MOST_HELD = 1_000_000;

/**
 * Reads a trace once, to its end. A long one must be in the order of its submit times, as the
 * standard wants it, so that it need not be held.
 * @param mostHeld how many jobs are held
 * @returns the jobs, and a sentence that tells how many were read and why others were skipped
 * @throws UserError when the file cannot be read, has nothing that can be run, or is long and in
 *   disorder
 */
export function readSwfJobs(
  file: string,
  mostHeld = MOST_HELD,
): { readonly jobs: Jobs; readonly note: string } {
  const reader = new SwfReader(file);
  const held = new HeldJobs();
  let kept = 0;
  let latestSeconds = 0;
  let isInOrder = true;
  while (reader.next()) {
    if (++kept <= mostHeld) held.add(reader);
    if (reader.submitSeconds < latestSeconds) isInOrder = false;
    latestSeconds = reader.submitSeconds;
    if (kept > mostHeld && !isInOrder) {
      reader.close();
      throw new UserError(
        `${file}: has more than ${mostHeld} jobs, and they are not in the order of their submit times: sort them`,
      );
    }
  }
  if (kept === 0) throw new UserError(`${file}: has no job that can be run: ${told(reader)}`);
  const jobs = kept <= mostHeld ? held.sorted() : new StreamedJobs(file);
  return { jobs, note: `${basename(file)}: ${told(reader)}` };
}

/** How many jobs a trace has, and why some are skipped. */
export function told({ read, skippedText }: SwfReader): string {
  return `${read} read, ${skippedText}`;
}

/** Entries that are read while the run goes on; their place in the file is how many were read. */
class StreamedJobs implements Jobs {
  #reader: SwfReader;
  #taken = 0;

  readonly #file: string;

  constructor(file: string) {
    this.#file = file;

    this.#reader = new SwfReader(file);
  }

  exchange(archive: Archive): void {
    const taken = archive.value('taken', this.#taken);
    if (!archive.restores) return;
    if (taken < this.#taken) {
      this.#reader.close();
      this.#reader = new SwfReader(this.#file);
      this.#taken = 0;
    }
    while (this.#taken < taken) this.next();
  }

  next(): boolean {
    this.#taken++;
    return this.#reader.next();
  }

  get id(): number {
    return this.#reader.id;
  }

  get submitSeconds(): number {
    return this.#reader.submitSeconds;
  }

  get runSeconds(): number {
    return this.#reader.runSeconds;
  }

  get processors(): number {
    return this.#reader.processors;
  }

  get memoryBytes(): number {
    return this.#reader.memoryBytes;
  }

  get user(): number {
    return this.#reader.user;
  }

  get estimateSeconds(): number {
    return this.#reader.estimateSeconds;
  }
}
