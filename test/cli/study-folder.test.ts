import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notOvertaken, Overtaken } from '../../src/cli/studies/overtaken.js';
import { RunRows } from '../../src/cli/studies/run-rows.js';
import { StudyFolder } from '../../src/cli/studies/study-folder.js';
import { CellRuns } from '../../src/lab/study/cell-runs.js';
import { lineOfRow } from '../../src/lab/study/run-row.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A folder in which one run of cell `a` stands, and the file that it stands in. */
function folderOfOne() {
  const path = temporaryFolder();
  mkdirSync(join(path, 'runs'));
  const file = join(path, 'runs/run.jsonl');
  writeFileSync(file, lineOfRow({ cell: 'a', replication: 0, seed: 1, figures: {} }));
  writeFileSync(join(path, 'runs/run.timing'), 'a,0,0.1\n');
  return { folder: new StudyFolder(path), path, file };
}

const cells = () => new Map([['a', new CellRuns([])]]);

describe('the folder of a study that another process puts together meanwhile', () => {
  it('is said to have changed, whether a file is gone before it is read or after', () => {
    const { file } = folderOfOne();
    const rows = new RunRows([file], cells());
    rmSync(file);
    expect(() => rows.line('a', 0)).toThrow(Overtaken);
    expect(() => new RunRows([file], cells())).toThrow(`${file} has changed while it was read`);
  });

  it('is read again, so often as it takes, but not for ever', () => {
    let tries = 0;
    const overtakenTwice = () => {
      if (++tries < 3) throw new Overtaken('a');
      return tries;
    };
    expect(notOvertaken(overtakenTwice)).toBe(3);
    const always = () => {
      throw new Overtaken('a');
    };
    expect(() => notOvertaken(always)).toThrow(Overtaken);
    const other = () => {
      throw new Error('b');
    };
    expect(() => notOvertaken(other)).toThrow('b');
  });

  it('keeps no half-written files when it was overtaken', () => {
    const { folder, path } = folderOfOne();
    function* broken(): Iterable<string> {
      yield 'a line\n';
      throw new Overtaken('a');
    }
    expect(() => folder.write({ 'first.csv': ['1\n'], 'cells.csv': broken() })).toThrow(Overtaken);
    expect(readdirSync(path)).toEqual(['runs']);
  });
});
