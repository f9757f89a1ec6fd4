import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import {
  branchesOf,
  type Entry,
  entryLine,
  type RecordedBranches,
  readEntry,
} from '../../recording/recording.js';
import { systemReason } from '../failure.js';
import { makeFolder } from './folder.js';
import { writeWhole } from './part-file.js';
import { headerOf, type RecordingHeader } from './recording-header.js';
import { readTextFile } from './text-file.js';
import { baseFolder } from './user.js';

export const RECORDING_FORMAT = 1;

/** A recording as it was read. */
export interface Recording extends RecordedBranches {
  readonly header: RecordingHeader;
  readonly entries: readonly Entry[];
  /** The line from which on it is damaged and was not used. */
  readonly damagedLine: number | undefined;
}

/**
 * A recording while it is written: a line for each thing that happens, at once, so that whatever
 * ends the program leaves it whole up to the last line.
 */
export class RecordingFile {
  readonly path: string;
  readonly #onFailure: (reason: string) => void;
  #descriptor: number | undefined;

  /**
   * @param onFailure is told, once, that nothing is written any more
   * @throws the system's error when there can be no such file
   */
  constructor(path: string, header: RecordingHeader, onFailure: (reason: string) => void) {
    this.path = path;
    this.#onFailure = onFailure;
    const descriptor = openSync(path, 'ax', 0o600);
    try {
      writeWhole(descriptor, `${JSON.stringify(header)}\n`);
    } catch (error) {
      closeSync(descriptor);
      rmSync(path, { force: true });
      throw error;
    }
    this.#descriptor = descriptor;
  }

  write(entry: Entry): void {
    if (this.#descriptor === undefined) return;
    try {
      writeWhole(this.#descriptor, `${entryLine(entry)}\n`);
    } catch (error) {
      this.close();
      this.#onFailure(systemReason(error));
    }
  }

  /** Nothing is written any more. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** $XDG_STATE_HOME/mtop-sim, or the same in ~/.local/state. */
export function recordingsFolder(): string {
  return join(baseFolder('XDG_STATE_HOME', '.local/state'), 'mtop-sim');
}

/**
 * The name of a new recording, which sorts after those before; the oldest ones go, but for those
 * that another process still writes.
 * @throws the system's error when the folder cannot be made
 */
export function newRecordingPath(): string {
  const folder = recordingsFolder();
  makeFolder(folder, 0o700);
  for (const old of recordings().slice(0, 1 - MOST_RECORDINGS)) {
    if (!isWritten(old)) rmSync(old, { force: true });
  }
  const now = new Date().toISOString().replace(/[-:]/g, '').replace('.', '-').replace('Z', '');
  return join(folder, `${now}-${process.pid}.jsonl`);
}

/** Whether the process by which a recording is named is there. */
function isWritten(path: string): boolean {
  try {
    process.kill(Number(/-(\d+)\.jsonl$/.exec(path)![1]), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** How many recordings are kept. */
const MOST_RECORDINGS = 20;

/** The recordings that were made by themselves, oldest first. */
export function recordings(): readonly string[] {
  const folder = recordingsFolder();
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const own = names.filter((name) => /^\d{8}T\d{6}-\d{3}-\d+\.jsonl$/.test(name));
  return own.sort().map((name) => join(folder, name));
}

/**
 * Reads a recording up to its end, or to where it is damaged. A last line that was not written to
 * its end is no damage: the program was killed there.
 * @throws UserError when it cannot be used at all
 */
export function readRecording(path: string): Recording {
  const [first, ...lines] = readText(path).split('\n');
  const torn = lines.pop();
  const header = torn === undefined ? undefined : headerOf(first!);
  if (header === undefined) throw new UserError(`${path} is not a recording of mtop-sim`);
  if (header.format !== RECORDING_FORMAT) {
    throw new UserError(
      `${path} was written by mtop-sim ${header.version}, in format ${header.format}: this one reads format ${RECORDING_FORMAT}`,
    );
  }
  const entries: Entry[] = [];
  for (const line of lines) {
    const entry = readEntry(line);
    if (entry === undefined) break;
    entries.push(entry);
  }
  const { used, ...branches } = branchesOf(entries);
  const damagedLine = used < lines.length ? used + 2 : undefined;
  return { header, entries: entries.slice(0, used), damagedLine, ...branches };
}

function readText(path: string): string {
  try {
    return readTextFile(path, MOST_BYTES);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${path}: ${error.message}`);
    throw error;
  }
}

/** A line has about 100: that is a million commands. */
const MOST_BYTES = 128 * 1024 ** 2;
