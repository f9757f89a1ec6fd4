import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileTarget } from './file-target.js';

/**
 * The text of a file until it is whole: a file of its own beside its target, `NAME.xxxxxxxx.part`.
 * Its name cannot be guessed, and it is made only where nothing has that name, so that it follows
 * no link and two programs never share one. What stood under the target's name stays there until
 * `placeTogether`; the file that replaces it has its mode and, if that is allowed, its owner.
 */
export class PartFile {
  readonly path: string;
  readonly target: FileTarget;
  readonly #descriptor: number;
  #isOpen = true;
  /** The file that was replaced, while it can still be put back. */
  #old: string | undefined;

  /** @throws the system's error when it cannot be made, or the target is write-protected */
  constructor(target: FileTarget) {
    const { found } = target;
    const mode = found === undefined ? 0o666 : Number(found.mode & 0o7777n);
    if (found !== undefined) accessSync(target.path, constants.W_OK);
    this.target = target;
    this.path = besides(target.path, 'part');
    this.#descriptor = openSync(this.path, 'wx', mode);
    if (found !== undefined) this.#become(Number(found.uid), Number(found.gid), mode);
  }

  /** @throws the system's error */
  write(text: string | Uint8Array): void {
    writeWhole(this.#descriptor, text);
  }

  /** Ends the writing: everything is on the disk, where a power failure cannot take it. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      fsyncSync(this.#descriptor);
    } finally {
      closeSync(this.#descriptor);
    }
  }

  /** Removes it, unless it has taken its target's place. */
  discard(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
    rmSync(this.path, { force: true });
  }

  /** Takes the place of the target, whose file is kept for `takeBack` until `settle`. */
  place(): void {
    const { path, found } = this.target;
    if (found !== undefined) {
      const old = besides(path, 'old');
      keepUnder(old, path);
      this.#old = old;
    }
    renameSync(this.path, path);
  }

  /**
   * Takes the place of the target, whose file is `kept` from now on; there is always one of them.
   */
  placeKeeping(kept: string): void {
    this.close();
    const { path, found } = this.target;
    if (found !== undefined) {
      const old = besides(path, 'old');
      keepUnder(old, path);
      renameSync(old, kept);
      // Two names of one file are left as they are.
      rmSync(old, { force: true });
    }
    renameSync(this.path, path);
  }

  /** Puts back what stood in its place. */
  takeBack(): void {
    if (this.#old === undefined) rmSync(this.target.path, { force: true });
    else renameSync(this.#old, this.target.path);
  }

  /** Gives up what stood in its place. */
  settle(): void {
    if (this.#old !== undefined) rmSync(this.#old, { force: true });
  }

  #become(uid: number, gid: number, mode: number): void {
    try {
      fchownSync(this.#descriptor, uid, gid);
    } catch {
      // Only root gives files away; the mode holds all the same.
    }
    fchmodSync(this.#descriptor, mode);
  }
}

/**
 * Puts files in their places, all of them or none: what can fail for lack of room has been done
 * when the first one moves, and if a later one cannot move, the earlier ones are put back.
 * @throws the system's error; then every target is as it was
 */
export function placeTogether(files: readonly PartFile[]): void {
  for (const file of files) file.close();
  const placed: PartFile[] = [];
  try {
    for (const file of files) {
      file.place();
      placed.push(file);
    }
  } catch (error) {
    files[placed.length]!.settle();
    for (const file of placed.reverse()) file.takeBack();
    throw error;
  }
  for (const file of placed) file.settle();
}

/** Writes all of a text; one call may take only a part of it. */
export function writeWhole(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** A second name for a file, or a copy where a file can have only one. */
function keepUnder(name: string, file: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
}

/** What most file systems allow a name to have, in bytes. */
const LONGEST_NAME = 255;

/** A name in the same folder that cannot be guessed, shortened to what the system allows. */
function besides(path: string, ending: string): string {
  // Not of node:crypto, which takes as long to load as a tenth of the program.
  const unguessable = Buffer.from(crypto.getRandomValues(new Uint8Array(6)));
  const suffix = `.${unguessable.toString('base64url')}.${ending}`;
  const kept = LONGEST_NAME - suffix.length;
  const bytes = Buffer.from(basename(path)).subarray(0, kept);
  // A character that the cut went through is left out.
  const stem = bytes.toString().replace(/\ufffd+$/, '');
  return join(dirname(path), `${stem}${suffix}`);
}
