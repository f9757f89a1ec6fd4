import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { formatBytes } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import { decodeUtf8 } from '../../base/utf8.js';
import { systemReason } from '../failure.js';

/**
 * Reads a text that is held in memory as a whole. No more is read than it may have, whatever the
 * file is: a device that never ends, for instance.
 * @param instead what can be done where it is too long
 * @throws UserError with the reason alone when it cannot be read, is too long or is not UTF-8
 */
export function readTextFile(file: string, mostBytes: number, instead?: string): string {
  const decoded = decodeUtf8(readUpTo(file, mostBytes, instead));
  if (!decoded.ok) throw new UserError(decoded.reason);
  return decoded.text;
}

function readUpTo(file: string, mostBytes: number, instead: string | undefined): Uint8Array {
  let bytes = Buffer.allocUnsafe(64 * 1024);
  let length = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      // Of a device the size is 0.
      if (fstatSync(descriptor).size > mostBytes) throw tooLong(mostBytes, instead);
      for (;;) {
        const came = readSync(descriptor, bytes, length, bytes.length - length, null);
        if (came === 0) return bytes.subarray(0, length);
        length += came;
        if (length > mostBytes) throw tooLong(mostBytes, instead);
        if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * length);
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(systemReason(error));
  }
}

function tooLong(mostBytes: number, instead: string | undefined): UserError {
  const advice = instead === undefined ? '' : `; ${instead}`;
  return new UserError(
    `it is longer than ${formatBytes(mostBytes)}B, the most that is read${advice}`,
  );
}

/** The first bytes of a file as far as they are text; empty: it has none, or cannot be read. */
export function readHead(file: string): string {
  const bytes = Buffer.alloc(64);
  try {
    if (!statSync(file).isFile()) return '';
    const descriptor = openSync(file, 'r');
    try {
      return bytes.toString('latin1', 0, readSync(descriptor, bytes));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
