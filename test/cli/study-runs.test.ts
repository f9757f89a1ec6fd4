import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/cli/files/folder.js';
import { RunRows, rowOf } from '../../src/cli/studies/run-rows.js';
import { StudyFolder } from '../../src/cli/studies/study-folder.js';
import { type PlannedStudy, StudyRuns } from '../../src/cli/studies/study-runs.js';
import { CellRuns } from '../../src/lab/study/cell-runs.js';
import { seedOf } from '../../src/lab/study/read-study.js';
import { lineOfRow, type RunRow } from '../../src/lab/study/run-row.js';
import { PILOTS } from '../../src/lab/study/truncations.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const NONE = { kind: 'processes', count: 0 } as const;

/** Two cells of two replications each. */
const STUDY: PlannedStudy = {
  seed: 3,
  window: { warmUp: NONE, watch: undefined },
  isTruncated: false,
  replications: { from: 2, to: 4, by: 1, until: undefined },
  base: undefined,
  cells: ['hash0', 'hash1'].map((hash) => ({ hash, levels: { policy: hash } })),
};

const row = (cell: string, replication: number, more: Partial<RunRow> = {}): string =>
  lineOfRow({
    ...{ cell, replication, seed: seedOf(STUDY, replication), figures: { makespan: 5 } },
    ...more,
  });

/** The runs of a study in whose folder stand these lines. */
function runsOf(lines: readonly string[], changes: Partial<PlannedStudy> = {}) {
  const path = temporaryFolder();
  mkdirSync(join(path, 'runs'));
  writeFileSync(join(path, 'runs/run.jsonl'), lines.join(''));
  return new StudyRuns({ ...STUDY, ...changes }, ['makespan'], [new StudyFolder(path)]);
}

const places = (runs: Iterable<{ readonly cell: number; readonly replication: number }>) =>
  [...runs].map(({ cell, replication }) => [cell, replication]);

describe('the runs of a study', () => {
  it('that are missing can be made, replication by replication, each with its seed', () => {
    const runs = runsOf([row('hash0', 0), row('other', 1)]);
    expect(runs.missing).toBe(3);
    const possible = [...runs.possible()];
    expect(places(possible)).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(possible.map(({ seed }) => seed)).toEqual([0, 1, 1].map((it) => seedOf(STUDY, it)));
    expect(possible[0]).toMatchObject({ key: 'hash1', window: STUDY.window, isPilot: false });
    expect(possible.map((run) => runs.has(run))).toEqual([false, false, false]);
  });

  it('that were made are in the order of replications, with their lines', () => {
    const lines = [row('hash1', 1), row('hash0', 0), row('hash1', 0), row('hash1', 3)];
    const runs = runsOf(lines);
    const made = [...runs.made()];
    // The fourth replication is not wanted.
    expect(places(made)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(places(runs.all())).toEqual(places(made));
    expect(made.map((run) => runs.line(run).toString())).toEqual([lines[1], lines[2], lines[0]]);
    expect(runs.has(made[0]!)).toBe(true);
    expect(runs.files).toHaveLength(1);
    runs.close();
  });

  it('are first the pilots where the warm-up is found, and others when all of those are there', () => {
    const truncated = { isTruncated: true };
    const pilots = (hash: string, count: number) =>
      Array.from({ length: count }, (_, replication) =>
        row(`${hash}.pilot`, replication, { figures: {}, pilot: Array(20).fill(1) }),
      );
    const some = runsOf([...pilots('hash0', 2), ...pilots('hash1', PILOTS)], truncated);
    // Eight pilots; what else is missing of the first cell nobody knows yet but that it is two.
    expect(some.missing).toBe(8 + 2 + 2);
    const possible = [...some.possible()];
    expect(places(possible.slice(0, 8))).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((it) => [0, it]));
    expect(possible[0]).toMatchObject({
      ...{ key: 'hash0.pilot', isPilot: true, seed: seedOf(STUDY, 2) },
      window: { warmUp: NONE, watch: undefined },
    });
    // Cells that differ in more than what is compared have each a warm-up of their own.
    const cut = some.cells[1]!.truncation!.cut;
    expect(possible.slice(8)).toMatchObject([
      { cell: 1, replication: 0, isPilot: false, key: `hash1.${cut}` },
      { cell: 1, replication: 1, isPilot: false, key: `hash1.${cut}` },
    ]);
    expect(possible[8]!.window).toEqual({
      ...{ warmUp: { kind: 'processes', count: cut }, watch: undefined },
    });
    expect(places(some.all())).toEqual([
      ...[0, 1].flatMap((it) => [0, 1].map((cell) => [cell, it])),
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((it) => [1, it]),
    ]);
    const first = [...some.all()][0]!;
    expect([some.has(first), some.line(first).toString()]).toEqual([true, pilots('hash0', 1)[0]]);
    some.close();
  });
});

describe('two lines of one run', () => {
  const read = (...lines: readonly string[]) => {
    const file = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(file, lines.join(''));
    const runs = new CellRuns(['makespan']);
    const rows = new RunRows([file], new Map([['hash0', runs]]));
    return { runs, line: () => rows.line('hash0', 0).toString(), rows };
  };
  const right = row('hash0', 0);
  const failed = row('hash0', 0, { figures: undefined as never, failed: 'it hung' });

  it('are one when they are the same; one that failed gives way to one that did not', () => {
    expect(read(right, right).line()).toBe(right);
    for (const lines of [
      [failed, right],
      [right, failed],
    ]) {
      const { line, runs } = read(...lines);
      expect([line(), runs.failure(0)]).toEqual([right, undefined]);
    }
    expect(read(failed, failed).runs.failure(0)).toBe('it hung');
  });

  it('are refused where they differ, with both', () => {
    const other = row('hash0', 0, { figures: { makespan: 6 } });
    expect(() => read(right, other)).toThrow(
      `cell hash0, replication 0 was run twice, and differs:\n  ${right}  ${other}`.trimEnd(),
    );
    const hung = failed.replace('it hung', 'it hung again');
    expect(() => read(failed, hung)).toThrow('was run twice, and differs');
  });

  it('tell nothing of a run that is not there, and of another cell', () => {
    const { rows } = read(right, row('hash9', 0));
    expect([0, 1].map((it) => rows.has('hash0', it))).toEqual([true, false]);
    expect(rows.has('hash9', 0)).toBe(false);
    rows.close();
  });

  it.each([
    '{}',
    '7',
    '{"cell":7,"replication":0}',
    '{"cell":"a","replication":-1}',
    '{"cell":"a","replication":0.5}',
    'x',
  ])('that are none are refused with their place: %s', (text) => {
    expect(() => rowOf(text, 'a.jsonl:3')).toThrow(/^a\.jsonl:3 is no run of a study$/);
    expect(() => read(right, `${text}\n`)).toThrow(/a\.jsonl:2 is no run of a study$/);
  });

  it('is a run from replication 0 on', () => {
    expect(rowOf('{"cell":"a","replication":0}', '')).toEqual({ cell: 'a', replication: 0 });
  });
});

describe('the folder of a study', () => {
  it('has files of each process, under a name of its own', () => {
    const path = join(temporaryFolder(), 'a/b');
    const folder = new StudyFolder(path);
    expect([folder.description, folder.runFiles, folder.gathered]).toEqual([undefined, [], '']);
    folder.create();
    folder.create();
    const [one, two] = [folder.addTo('run'), folder.addTo('run')];
    expect(folder.runFiles).toEqual([]);
    one.add('1\n', 'a,0,1\n');
    two.add('2\n', 'a,1,2\n');
    one.add('3\n', 'a,2,3\n');
    for (const file of [one, two]) file.close();
    expect(readdirSync(join(path, 'runs'))).toEqual([
      ...['run.2.jsonl', 'run.2.timing', 'run.jsonl', 'run.timing'],
    ]);
    expect(readFileSync(join(path, 'runs/run.jsonl'), 'utf8')).toBe('1\n3\n');
    // What was not written to its end is no line.
    writeFileSync(join(path, 'runs/x.timing'), 'a,3,4\na,4');
    expect([...folder.timings].sort()).toEqual(['a,0,1', 'a,1,2', 'a,2,3', 'a,3,4']);
  });

  it('has one file when all runs are there, and keeps what is not of its runs', () => {
    const path = temporaryFolder({ 'study.json': '{}', 'cells.csv': '', 'elsewhere.jsonl': '' });
    makeFolder(join(path, 'runs'));
    const folder = new StudyFolder(path);
    expect(folder.description).toBe('{}');
    const file = folder.addTo('1-of-2');
    file.add('1\n', 'a,0,1\n');
    file.close();
    folder.gather(['1\n'], [...folder.runFiles, join(path, 'elsewhere.jsonl')]);
    const first = folder.gathered;
    expect(first).not.toBe('');
    expect(readdirSync(join(path, 'runs'))).toEqual(['all.jsonl', 'all.timing']);
    expect(readFileSync(join(path, 'runs/all.timing'), 'utf8')).toBe('a,0,1\n');
    folder.gather(['1\n', '2\n'], folder.runFiles);
    expect(folder.gathered).not.toBe(first);
    expect(readdirSync(join(path, 'runs'))).toEqual(['all.jsonl', 'all.timing']);
    folder.write({ 'series/loads.csv': ['x\n'], 'cells.csv': ['y\n'] });
    folder.remove(['cells.csv', 'none.csv']);
    expect(existsSync(join(path, 'cells.csv'))).toBe(false);
    expect(readFileSync(join(path, 'series/loads.csv'), 'utf8')).toBe('x\n');
    expect(existsSync(join(path, 'elsewhere.jsonl'))).toBe(true);
  });
});
