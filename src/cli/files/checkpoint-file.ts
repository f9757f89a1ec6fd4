import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
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

/** A saved run. */
export interface Checkpoint {
  readonly scenario: Scenario;
  /** Where the run ends, virtual seconds; Infinity: at its last process. */
  readonly end: number;
  /** The files that the scenario names, as they were. */
  readonly files: readonly FileDigest[];
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

const FORMAT = 2;

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
  let part: PartFile | undefined;
  try {
    const target = targetOf(name);
    part = new PartFile(target);
    part.write(`${JSON.stringify(header)}\n`);
    part.write(body);
    part.placeKeeping(before(target.path));
  } catch (error) {
    part?.discard();
    throw new UserError(`cannot write ${name}: ${systemReason(error)}`, 1);
  }
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
  const isNone = 'is not a checkpoint of mtop-sim, or is damaged';
  let bytes: Buffer;
  try {
    // A device may have no end.
    const found = statSync(name);
    if (!found.isFile() && !found.isDirectory()) return isNone;
    bytes = readFileSync(name);
  } catch (error) {
    return `cannot be read: ${systemReason(error)}`;
  }
  const end = bytes.subarray(0, LONGEST_HEADER).indexOf('\n');
  const header = end < 0 ? undefined : headerOf(bytes.toString('utf8', 0, end));
  if (header === undefined) return isNone;
  if (header.format !== FORMAT || header.version !== version()) {
    return `was written by mtop-sim ${header.version}, and this is ${version()}: only the version that wrote it can resume it`;
  }
  const body = bytes.subarray(end + 1);
  if (body.length !== header.bytes || sha256(body) !== header.sha256) {
    return 'is damaged: it is not as it was written';
  }
  return deserialize(body) as Checkpoint;
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
