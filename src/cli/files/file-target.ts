import { type BigIntStats, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The file that a name leads to once every link is followed, whether or not it is there yet. */
export interface FileTarget {
  /** As the user wrote it. */
  readonly name: string;
  /** Absolute and without links; of a pipe or a device, the name as it was given. */
  readonly path: string;
  /** What is there now; undefined: nothing. */
  readonly found: BigIntStats | undefined;
}

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * Follows a name to its file. A link that leads nowhere yet leads to the file it would make.
 * @throws the system's error when a folder on the way is missing or may not be entered
 */
export function targetOf(name: string): FileTarget {
  const found = statSync(name, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return { name, path: pathOfMissing(name), found };
  // What /dev/stdout is linked to has no path when it is a pipe.
  return { name, path: found.isFile() ? realpathSync(name) : name, found };
}

/** Whether two names lead to one file: by device and inode, or by path where nothing is yet. */
export function isSameFile(a: FileTarget, b: FileTarget): boolean {
  if (a.found === undefined || b.found === undefined) return a.path === b.path;
  return a.found.dev === b.found.dev && a.found.ino === b.found.ino;
}

function pathOfMissing(name: string): string {
  let path = resolve(name);
  for (let links = 0; links < MOST_LINKS; links++) {
    const folder = realpathSync(dirname(path));
    path = join(folder, basename(path));
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) break;
    path = resolve(folder, readlinkSync(path));
  }
  return path;
}
