import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../../src/cli/studies/read-results.js';
import { lineOfRow } from '../../src/lab/study/run-row.js';
import { resultsOf } from '../support/study-results.js';

const { document, cells } = resultsOf([
  { levels: { policy: 'none' }, runs: [{ meanSlowdown: 2 }, { meanSlowdown: 3 }] },
  { levels: { policy: 'jsq' }, runs: [{ meanSlowdown: 1 }, { meanSlowdown: 1.5 }] },
]);
const LINES = cells.flatMap(({ state }) => state.rows.map(lineOfRow));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'study-report-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with such a description and such runs. */
function made(name: string, description: unknown, lines: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'runs'), { recursive: true });
  const text = typeof description === 'string' ? description : JSON.stringify(description);
  writeFileSync(join(path, 'study.json'), text);
  writeFileSync(join(path, 'runs/all.jsonl'), lines.join(''));
  return path;
}

describe('the folder of a study', () => {
  it('is read with its runs', () => {
    const read = readResults(made('whole', document, LINES));
    expect(read.cells.map(({ state }) => state.rows)).toEqual(cells.map(({ state }) => state.rows));
  });

  it('is refused where it is none, with what is wrong', () => {
    const nowhere = join(folder, 'nowhere');
    expect(() => readResults(nowhere)).toThrow(`${nowhere}: there is no such folder`);
    writeFileSync(join(folder, 'file'), '');
    expect(() => readResults(join(folder, 'file'))).toThrow('is a file, not the folder of a study');
    mkdirSync(join(folder, 'empty'));
    expect(() => readResults(join(folder, 'empty'))).toThrow('it has no study.json');
    expect(() => readResults(made('broken', '{', LINES))).toThrow('study.json is no JSON');
    expect(() => readResults(made('list', '[]', LINES))).toThrow('does not describe a study');
    const { notes: _, ...older } = document;
    expect(() => readResults(made('older', older, LINES))).toThrow(
      'has no "notes" as this version of mtop-sim writes it: run the study again',
    );
  });

  it('is refused where runs are missing, of which the first is named', () => {
    expect(() => readResults(made('part', document, LINES.slice(0, 3)))).toThrow(
      'the study "made up" is not complete: 1 runs are missing, first replication 1 of jsq: ' +
        'study run goes on with it',
    );
  });
});
