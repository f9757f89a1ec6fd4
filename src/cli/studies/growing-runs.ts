import { statSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import type { WorkMade } from '../../lab/report/runs-pace.js';
import { CellRuns } from '../../lab/study/cell-runs.js';
import type { RunRow } from '../../lab/study/run-row.js';
import { eachLine } from './line-reader.js';
import { Overtaken } from './overtaken.js';
import { PlainRow } from './plain-row.js';
import { rowOf } from './run-rows.js';
import type { StudyFolder } from './study-folder.js';

/**
 * The runs in the folder of a study that others carry out: each look reads what was added since the
 * last one. A line that is not whole yet is read when it is, and a file that goes has left its lines
 * in another one. What `study run` refuses, lines that differ or are none, is passed over here.
 */
export class GrowingRuns {
  readonly #measures: readonly string[];
  readonly #folder: StudyFolder;
  /** By key: the hash of a cell, perhaps with a cut of its warm-up, or for pilot runs. */
  readonly #runs = new Map<string, CellRuns>();
  /** How long runs took, by hash. */
  readonly #times = new Map<string, { runs: number; seconds: number }>();
  /** Whose time is known, by key. */
  readonly #timed = new Map<string, Set<number>>();
  /** How far each file was read. */
  readonly #read = new Map<string, { readonly inode: number; readonly end: number }>();
  readonly #plain: PlainRow;

  /** @param measures whose values are kept */
  constructor(hashes: readonly string[], measures: readonly string[], folder: StudyFolder) {
    this.#measures = measures;
    this.#folder = folder;
    this.#plain = new PlainRow(measures);
    for (const hash of hashes) this.#times.set(hash, { runs: 0, seconds: 0 });
  }

  /** Reads what is new. @returns whether anything was @throws the system's error */
  look(): boolean {
    const read = [
      ...this.#folder.runFiles.map((file) => this.#readOn(file, (line) => this.#takeRun(line))),
      ...this.#folder.timingFiles.map((file) =>
        this.#readOn(file, (line) => this.#takeTime(line.toString())),
      ),
    ];
    return read.includes(true);
  }

  runs(key: string): CellRuns {
    const found = this.#runs.get(key) ?? new CellRuns(this.#measures);
    this.#runs.set(key, found);
    return found;
  }

  /** Mean time of the runs of a cell, pilot runs among them; NaN: none is known. */
  runSeconds(hash: string): number {
    const { runs, seconds } = this.#times.get(hash)!;
    return seconds / runs;
  }

  /** All that was made so far. */
  get made(): WorkMade {
    let [runs, seconds] = [0, 0];
    for (const { count } of this.#runs.values()) runs += count;
    for (const time of this.#times.values()) seconds += time.seconds;
    return { runs, seconds };
  }

  /** @returns whether there was more than last time */
  #readOn(file: string, take: (line: Buffer) => void): boolean {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return false;
    const before = this.#read.get(file);
    // A new file may have taken its name.
    const isSame = before !== undefined && before.inode === found.ino && before.end <= found.size;
    const begin = isSame ? before.end : 0;
    if (found.size === begin) return false;
    try {
      const end = eachLine(file, take, begin);
      this.#read.set(file, { inode: found.ino, end });
      return end > begin;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return false;
    }
  }

  #takeRun(line: Buffer): void {
    const plain = this.#plain;
    const row = plain.read(line) ? plain : rowIn(line);
    if (row === undefined || !this.#times.has(hashIn(row.cell))) return;
    const { cell, replication } = row;
    const runs = this.runs(cell);
    // The first line counts, but one that says that the run failed gives way to one that does not.
    if (runs.has(replication) && runs.failure(replication) === undefined) return;
    if (row instanceof PlainRow) {
      runs.addFigures(replication, row.seed, row.values);
      return;
    }
    const { seed, figures, failed, batches, pilot } = row;
    runs.add({
      ...{ cell, replication, seed },
      ...(figures && { figures }),
      ...(failed !== undefined && { failed }),
      ...(batches && { batches }),
      ...(pilot && { pilot }),
    });
  }

  /** "cell,replication,seconds": a run may stand in two files. */
  #takeTime(line: string): void {
    const [key = '', replication, seconds] = line.split(',');
    const time = this.#times.get(hashIn(key));
    if (time === undefined || !Number.isFinite(Number(seconds))) return;
    const known = this.#timed.get(key) ?? new Set();
    this.#timed.set(key, known);
    if (known.has(Number(replication))) return;
    known.add(Number(replication));
    time.runs++;
    time.seconds += Number(seconds);
  }
}

function rowIn(line: Buffer): RunRow | undefined {
  try {
    return rowOf(line.toString(), '');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function hashIn(key: string): string {
  return key.split('.', 1)[0]!;
}
