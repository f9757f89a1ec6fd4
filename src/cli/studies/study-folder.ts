import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/folder.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import { writeWhole } from '../files/part-file.js';
import { writing } from '../files/writing.js';
import { chunksOf } from './chunks.js';
import { unlessGone } from './overtaken.js';

/** What goes into a file, in parts; bytes are taken before the next part is asked for. */
export type Text = Iterable<string | Buffer>;

/**
 * The folder of a study. Each process that runs it makes files of its own in its folder of runs, to which it adds
 * a line a run: so any number of them may share the folder, one that was killed and one that does
 * its work again write into different files, and a kill at any moment costs the runs that were
 * underway. When all runs are there, they become one file, and those of the processes go.
 */
export class StudyFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @throws UserError when it cannot be made */
  create(): void {
    writing(this.path, () => makeFolder(join(this.path, 'runs')));
  }

  /** What it says of the study; undefined: nothing yet. */
  get description(): string | undefined {
    const file = join(this.path, 'study.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** Writes files in place of those before, whole. */
  write(files: Readonly<Record<string, Text>>): void {
    const written: OutputFile[] = [];
    try {
      for (const [name, text] of Object.entries(files)) {
        const path = join(this.path, name);
        writing(path, () => makeFolder(dirname(path)));
        const file = new OutputFile(outputTarget(path));
        written.push(file);
        for (const part of chunksOf(text)) file.write(part);
      }
      OutputFile.keepTogether(written);
    } catch (error) {
      for (const file of written) file.discard();
      throw error;
    }
  }

  /** Takes files away that are not of this form of the study. */
  remove(names: readonly string[]): void {
    for (const name of names) rmSync(join(this.path, name), { force: true });
  }

  /** Where the runs of a shard go. */
  addTo(shard: string): RunsFile {
    return new RunsFile(join(this.path, 'runs'), shard);
  }

  /** The files of runs that there are now. */
  get runFiles(): readonly string[] {
    return this.#filesOf('.jsonl');
  }

  /** How long runs took, all shards: the files that there are now. */
  get timingFiles(): readonly string[] {
    return this.#filesOf('.timing');
  }

  /** Changes when all runs become one file. */
  get gathered(): string {
    const found = statSync(join(this.path, ALL), { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
  }

  /** How long runs took, all shards: lines of CSV. */
  get timings(): readonly string[] {
    return this.timingFiles.flatMap((file) => wholeLines(file));
  }

  /** All runs are there: their lines become one file, and `others` go. */
  gather(lines: Text, others: readonly string[]): void {
    const timings = this.timingFiles;
    this.write({ [ALL]: lines, [ALL_TIMING]: this.timings.map((line) => `${line}\n`) });
    const kept = [ALL, ALL_TIMING].map((name) => join(this.path, name));
    for (const file of [...others, ...timings]) {
      if (!kept.includes(file) && dirname(file) === join(this.path, 'runs')) {
        rmSync(file, { force: true });
      }
    }
  }

  #filesOf(ending: string): readonly string[] {
    const runs = join(this.path, 'runs');
    if (!existsSync(runs)) return [];
    const names = readdirSync(runs).filter((name) => name.endsWith(ending));
    return names.sort().map((name) => join(runs, name));
  }
}

const ALL = 'runs/all.jsonl';
const ALL_TIMING = 'runs/all.timing';

/** The files of one process; they are made with its first run. */
export class RunsFile {
  readonly #folder: string;
  readonly #shard: string;
  #descriptors: readonly [runs: number, timing: number] | undefined;

  constructor(folder: string, shard: string) {
    this.#folder = folder;
    this.#shard = shard;
  }

  add(line: string, timing: string): void {
    this.#descriptors ??= this.#open();
    const [runs, times] = this.#descriptors;
    writing(this.#folder, () => {
      writeWhole(runs, line);
      writeWhole(times, timing);
    });
  }

  close(): void {
    for (const descriptor of this.#descriptors ?? []) closeSync(descriptor);
    this.#descriptors = undefined;
  }

  /** Under the first name that is free: made only where nothing has it, also on a network. */
  #open(): readonly [number, number] {
    return writing(this.#folder, () => {
      for (let number = 1; ; number++) {
        const name = join(this.#folder, number === 1 ? this.#shard : `${this.#shard}.${number}`);
        try {
          return [openSync(`${name}.jsonl`, 'ax'), openSync(`${name}.timing`, 'a')] as const;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
      }
    });
  }
}

/** What stands before the last end of a line: what follows was not written whole. */
function wholeLines(file: string): readonly string[] {
  return unlessGone(file, () => readFileSync(file, 'utf8'))
    .split('\n')
    .slice(0, -1);
}
