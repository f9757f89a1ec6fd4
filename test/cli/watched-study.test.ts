import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WatchedStudy } from '../../src/cli/studies/watched-study.js';
import { MEASURES } from '../../src/lab/measures.js';
import { lineOfRow, type RunRow } from '../../src/lab/study/run-row.js';
import { documentOf } from '../support/study-results.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const CELLS = [{ levels: { policy: 'none' } }, { levels: { policy: 'jsq' } }];

/** A folder that a study of four runs in two cells each has just begun, with its description. */
function begun(changes: Parameters<typeof documentOf>[1] = {}) {
  const path = temporaryFolder();
  mkdirSync(join(path, 'runs'));
  const describe = (more: typeof changes) =>
    writeFileSync(join(path, 'study.json'), JSON.stringify(documentOf(CELLS, more)));
  describe(changes);
  return {
    path,
    runs: join(path, 'runs/run.jsonl'),
    times: join(path, 'runs/run.timing'),
    describe,
  };
}

/** Whole rows, as programs write them. */
function row(cell: string, replication: number, meanSlowdown: number): string {
  const figures = Object.fromEntries(
    MEASURES.map(({ key }) => [key, key === 'meanSlowdown' ? meanSlowdown : 1]),
  );
  return lineOfRow({ cell, replication, seed: 1, figures });
}

function failure(cell: string, replication: number): string {
  return lineOfRow({ cell, replication, seed: 1, failed: 'it hung' } satisfies RunRow);
}

const made = (study: WatchedStudy) => study.standing.cells.map((cell) => cell.made);

describe('a study that others carry out', () => {
  it('is read on from where it ended: runs, their mean and their times', () => {
    const { path, runs, times } = begun();
    const study = new WatchedStudy(path);
    expect(made(study)).toEqual([0, 0]);
    writeFileSync(runs, row('hash0', 0, 1) + row('hash1', 0, 4));
    writeFileSync(times, 'hash0,0,0.5\nhash1,0,2\n');
    study.look();
    expect(made(study)).toEqual([1, 1]);
    appendFileSync(runs, row('hash0', 1, 3));
    appendFileSync(times, 'hash0,1,1.5\n');
    study.look();
    expect(study.standing.cells[0]).toMatchObject({ made: 2, mean: 2, runSeconds: 1 });
    expect(study.made).toEqual({ runs: 3, seconds: 4 });
  });

  it('shows a run when its line is whole, wherever it was cut', () => {
    const { path, runs } = begun();
    const study = new WatchedStudy(path);
    const line = row('hash0', 0, 1);
    writeFileSync(runs, '');
    for (const [index, character] of [...line].entries()) {
      appendFileSync(runs, character);
      study.look();
      expect(made(study)).toEqual([index === line.length - 1 ? 1 : 0, 0]);
    }
    expect(study.problem).toBeUndefined();
  });

  it('counts runs once whose lines are put together in another file, and go on there', () => {
    const { path, runs, times } = begun();
    writeFileSync(runs, row('hash0', 0, 1) + row('hash0', 1, 3));
    writeFileSync(times, 'hash0,0,0.5\nhash0,1,1.5\n');
    const study = new WatchedStudy(path);
    renameSync(runs, join(path, 'runs/all.jsonl'));
    renameSync(times, join(path, 'runs/all.timing'));
    study.look();
    // A file that takes the name of one before is read from its beginning.
    writeFileSync(runs, row('hash1', 0, 2));
    study.look();
    expect(made(study)).toEqual([2, 1]);
    expect(study.made).toEqual({ runs: 3, seconds: 2 });
    expect(study.problem).toBeUndefined();
  });

  it('takes a run that failed for what it became, in whatever file stands what', () => {
    const { path, runs } = begun();
    writeFileSync(runs, failure('hash0', 0) + row('hash0', 0, 1) + row('hash1', 0, 1));
    writeFileSync(`${runs.slice(0, -6)}.2.jsonl`, failure('hash1', 0) + failure('hash1', 1));
    const { cells } = new WatchedStudy(path).standing;
    expect(cells.map(({ failed }) => failed)).toEqual([0, 1]);
    expect(cells.map(({ failure: why }) => why)).toEqual([undefined, 'it hung']);
  });

  it('passes over lines that are no runs, and runs of what the study was before', () => {
    const { path, runs } = begun();
    writeFileSync(runs, `\0\0\n{}\n{"cell":1}\n${row('older', 0, 1)}${row('hash0', 0, 1)}`);
    expect(made(new WatchedStudy(path))).toEqual([1, 0]);
  });

  it('finds the warm-up of its cells when their pilot runs are there', () => {
    const { path, runs } = begun({ isTruncated: true });
    const pilots = Array.from({ length: 10 }, (_, replication) =>
      lineOfRow({
        cell: 'hash0.pilot',
        replication,
        seed: 1,
        pilot: [9, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      }),
    );
    writeFileSync(runs, pilots.slice(0, 9).join(''));
    const study = new WatchedStudy(path);
    expect(study.standing.cells[0]).toMatchObject({ made: 9, wanted: 14 });
    // MSER-5 leaves out the first five processes, and cells that nothing compares do not wait for others.
    appendFileSync(runs, pilots[9]! + row('hash0.5', 0, 2) + row('hash0.10', 1, 7));
    study.look();
    expect(study.standing.cells[0]).toMatchObject({ made: 11, mean: 2 });
  });

  it('follows a study that is changed and run again', () => {
    const { path, runs, describe } = begun();
    writeFileSync(runs, row('hash0', 0, 1));
    const study = new WatchedStudy(path);
    describe({ study: 'another one', replications: { from: 12, to: 12, by: 1, until: undefined } });
    study.look();
    expect(study.standing.study).toBe('another one');
    expect(study.standing.cells[0]).toMatchObject({ made: 1, wanted: 12 });
  });

  it('goes on with what it saw when the folder is gone, and says so', () => {
    const { path, runs } = begun();
    writeFileSync(runs, row('hash0', 0, 1));
    const study = new WatchedStudy(path);
    rmSync(path, { recursive: true });
    study.look();
    expect(made(study)).toEqual([1, 0]);
    expect(study.problem).toBe(`${path}: there is no such folder`);
  });
});
