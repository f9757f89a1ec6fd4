import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import type { RunRow } from '../../lab/study/run-row.js';
import { systemReason } from '../failure.js';
import { makeFolder } from '../files/folder.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import { writeWhole } from '../files/part-file.js';

/** A run as it stands in a file. */
export interface FoundRow {
  readonly row: RunRow;
  readonly line: string;
}

/** The runs that are in the folders, by cell and replication. */
export type FoundRows = ReadonlyMap<string, ReadonlyMap<number, FoundRow>>;

/**
 * The folder of a study. Each process that runs it adds to a file of its own, a line a run, so that
 * a kill at any moment costs the runs that were underway and no other.
 */
export class StudyFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws UserError when it cannot be made */
  create(): void {
    attempt(this.path, () => makeFolder(join(this.path, 'runs')));
  }

  /** What it says of the study; undefined: nothing yet. */
  get description(): string | undefined {
    const file = join(this.path, 'study.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Writes files in place of those before, whole. */
  write(files: Readonly<Record<string, string>>): void {
    const written = Object.entries(files).map(([name, text]) => {
      const file = new OutputFile(outputTarget(join(this.path, name)));
      file.write(text);
      return file;
    });
    OutputFile.keepTogether(written);
  }

  /** Where the runs of a shard go, and how long they took. */
  open(shard: string): { readonly add: (line: string, timing: string) => void; close(): void } {
    const [runs, times] = [`runs/${shard}.jsonl`, `runs/${shard}.timing`].map((name) => {
      const file = join(this.path, name);
      mend(file);
      return attempt(file, () => openSync(file, 'a'));
    }) as [number, number];
    return {
      add: (line, timing) => {
        writeWhole(runs, line);
        writeWhole(times, timing);
      },
      close: () => {
        closeSync(runs);
        closeSync(times);
      },
    };
  }

  /** How long runs took, all shards: lines of CSV. */
  timings(): string {
    const lines = this.#filesOf('.timing').flatMap((file) =>
      wholeLines(readFileSync(file, 'utf8')),
    );
    return `cell,replication,seconds\n${lines.map((line) => `${line}\n`).join('')}`;
  }

  /** The files of runs become one, in the given order: the study is complete. */
  gather(lines: readonly string[]): void {
    this.write({ 'runs/all.jsonl': lines.join('') });
    for (const file of this.#filesOf('.jsonl')) {
      if (!file.endsWith('all.jsonl')) rmSync(file);
    }
  }

  get runFiles(): readonly string[] {
    return this.#filesOf('.jsonl');
  }

  #filesOf(ending: string): readonly string[] {
    const runs = join(this.path, 'runs');
    if (!existsSync(runs)) return [];
    const names = readdirSync(runs).filter((name) => name.endsWith(ending));
    return names.sort().map((name) => join(runs, name));
  }
}

/**
 * Reads the runs of folders. Equal duplicates pass: a run may have been made twice.
 * @throws UserError when two lines of one run differ, with both
 */
export function readRows(folders: readonly StudyFolder[]): FoundRows {
  const found = new Map<string, Map<number, FoundRow>>();
  for (const file of folders.flatMap(({ runFiles }) => runFiles)) {
    for (const [index, text] of wholeLines(readFileSync(file, 'utf8')).entries()) {
      const row = rowOf(text, `${file}:${index + 1}`);
      const line = `${text}\n`;
      const cell = found.get(row.cell) ?? new Map<number, FoundRow>();
      found.set(row.cell, cell);
      const before = cell.get(row.replication);
      if (before !== undefined && before.line !== line) {
        throw new UserError(
          `cell ${row.cell}, replication ${row.replication} was run twice, and differs:\n` +
            `  ${before.line}  ${line}`.trimEnd(),
          1,
        );
      }
      cell.set(row.replication, { row, line });
    }
  }
  return found;
}

/** What stands before the last end of a line: what follows was not written whole. */
function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

function rowOf(text: string, place: string): RunRow {
  try {
    const row = JSON.parse(text) as RunRow;
    if (typeof row.cell === 'string' && Number.isSafeInteger(row.replication)) return row;
  } catch {
    // It is said below.
  }
  throw new UserError(`${place} is no run of a study`);
}

/** Takes the line away that a kill has left unfinished. */
function mend(file: string): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
}

function attempt<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UserError(`cannot write ${name}: ${systemReason(error)}`, 1);
  }
}
