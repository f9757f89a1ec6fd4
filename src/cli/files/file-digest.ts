import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import { systemReason } from '../failure.js';

/** What was in a file that a run has read. */
export interface FileDigest {
  readonly name: string;
  readonly sha256: string;
}

/**
 * What is in files now. A pipe or a device gives what is in it once, or without an end: what is read of
 * it cannot be read again.
 * @throws UserError when one of them is none, or cannot be read
 */
export function digestsOf(names: readonly string[]): readonly FileDigest[] {
  return names.map((name) => {
    const hash = createHash('sha256');
    try {
      const found = statSync(name);
      // Of a folder the system itself says what is wrong.
      if (!found.isFile() && !found.isDirectory()) {
        throw new UserError(`${name} is not a file, and must be one here`);
      }
      readInto(hash, name);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(`${name} cannot be read: ${systemReason(error)}`);
    }
    return { name, sha256: hash.digest('hex') };
  });
}

/** The first of the files that is not as it was; undefined: all are. @throws UserError as above */
export function changedSince(files: readonly FileDigest[]): string | undefined {
  const now = digestsOf(files.map(({ name }) => name));
  return files.find(({ sha256 }, index) => sha256 !== now[index]!.sha256)?.name;
}

/** A trace may have gigabytes. */
function readInto(hash: Hash, name: string): void {
  const bytes = Buffer.allocUnsafe(1024 * 1024);
  const descriptor = openSync(name, 'r');
  try {
    for (let came = -1; came !== 0; ) {
      came = readSync(descriptor, bytes);
      hash.update(bytes.subarray(0, came));
    }
  } finally {
    closeSync(descriptor);
  }
}
