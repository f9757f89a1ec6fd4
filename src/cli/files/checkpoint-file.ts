import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { UserError } from '../../base/user-error.js';
import type { Saved } from '../../kernel/archive.js';
import type { Scenario } from '../../scenario/scenario.js';
import { systemReason } from '../failure.js';
import { complain } from '../output.js';
import { version } from '../version.js';
import type { FileDigest } from './file-digest.js';
import { targetOf } from './file-target.js';
import { PartFile } from './part-file.js';
import type { Provenance } from './provenance.js';
import { writing } from './writing.js';

/** A saved run. */
export interface Checkpoint {
  readonly scenario: Scenario;
  /** Where the run ends, virtual seconds; Infinity: at its last process. */
  readonly end: number;
  /** The files that the scenario names, as they were. */
  readonly files: readonly FileDigest[];
  /** Of the run from its beginning. */
  readonly provenance: Provenance;
  readonly session: Saved;
  readonly summary: Saved;
  /** Undefined: completions were not asked for. */
  readonly completions: Saved | undefined;
}

/** The first line of a checkpoint, as JSON; `bytes` bytes written by v8.serialize follow. */
interface Header {
  readonly what: 'mtop-sim checkpoint';
  readonly format: number;
  readonly version: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FORMAT = 3;

/** More than any header has. */
const LONGEST_HEADER = 1000;

/**
 * Writes a checkpoint in place of the one before, which is kept as FILE.1: whenever the program or
 * the computer ends, one of the two is whole.
 * @throws UserError when it cannot be written
 */
export function writeCheckpoint(name: string, checkpoint: Checkpoint): void {
  const body = serialize(checkpoint);
  const what = 'mtop-sim checkpoint';
  const digest = { bytes: body.length, sha256: sha256(body) };
  const header: Header = { what, format: FORMAT, version: version(), ...digest };
  writing(name, () => {
    const target = targetOf(name);
    const part = new PartFile(target);
    try {
      part.write(`${JSON.stringify(header)}\n`);
      part.write(body);
      part.placeKeeping(before(target.path));
    } catch (error) {
      part.discard();
      throw error;
    }
  });
}

/**
 * Reads a checkpoint, or, when it is damaged or missing, the one before, and says so.
 * @throws UserError when neither can be used
 */
export function readCheckpoint(name: string): Checkpoint {
  const read = readWhole(name);
  if (typeof read !== 'string') return read;
  const earlier = readWhole(before(name));
  if (typeof earlier === 'string') throw new UserError(`${name} ${read}`);
  complain(`${name} ${read}: ${before(name)}, the one before, is used`);
  return earlier;
}

/** @returns what is wrong with the file, behind its name, when it cannot be used */
function readWhole(name: string): Checkpoint | string {
  let descriptor: number | undefined;
  try {
    // A device may have no end, and a pipe no writer.
    const found = statSync(name);
    if (!found.isFile() && !found.isDirectory()) return IS_NONE;
    descriptor = openSync(name, 'r');
    return readOpen(descriptor, found.size);
  } catch (error) {
    return `cannot be read: ${systemReason(error)}`;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Of what is no checkpoint, however long, no more is read than a header may have. */
function readOpen(descriptor: number, size: number): Checkpoint | string {
  const head = readAt(descriptor, 0, Math.min(size, LONGEST_HEADER));
  const end = head.indexOf('\n');
  const header = end < 0 ? undefined : headerOf(head.toString('utf8', 0, end));
  if (header === undefined) return IS_NONE;
  if (header.format !== FORMAT || header.version !== version()) {
    return `was written by mtop-sim ${header.version}, and this is ${version()}: only the version that wrote it can resume it`;
  }
  if (size !== end + 1 + header.bytes) return IS_DAMAGED;
  const body = readAt(descriptor, end + 1, header.bytes);
  return sha256(body) === header.sha256 ? (deserialize(body) as Checkpoint) : IS_DAMAGED;
}

const IS_NONE = 'is not a checkpoint of mtop-sim, or is damaged';
const IS_DAMAGED = 'is damaged: it is not as it was written';

/** So many bytes of a file, or fewer where it has become shorter meanwhile. */
function readAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  for (let came = -1; came !== 0 && read < length; read += came) {
    came = readSync(descriptor, bytes, read, Math.min(length - read, 2 ** 30), position + read);
  }
  return bytes.subarray(0, read);
}

function headerOf(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Header;
    return header?.what === 'mtop-sim checkpoint' ? header : undefined;
  } catch {
    return undefined;
  }
}

function before(name: string): string {
  return `${name}.1`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
