import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportStudy } from '../../src/cli/commands/study-report.js';
import { readResults } from '../../src/cli/studies/read-results.js';
import { ran } from '../support/in-process.js';
import { CELL_COLUMNS, documentOf, type MadeRow, tableOf } from '../support/study-results.js';

const CELLS = [{ levels: { policy: 'none' } }, { levels: { policy: 'jsq' } }];
const DOCUMENT = documentOf(CELLS);
const ROWS = CELLS.map((_, cell) => [cell, 'meanSlowdown', 4, 2, 1, 1, 0, '']);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'study-report-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with such a description and such rows of cells.csv. */
function made(name: string, description: unknown, rows: readonly MadeRow[] = ROWS): string {
  const path = join(folder, name);
  mkdirSync(join(path, 'runs'), { recursive: true });
  const text = typeof description === 'string' ? description : JSON.stringify(description);
  writeFileSync(join(path, 'study.json'), text);
  writeFileSync(join(path, 'cells.csv'), tableOf(CELLS, CELL_COLUMNS, rows));
  return path;
}

describe('the folder of a study', () => {
  it('is read with its tables, and with what its runs have lost', () => {
    const path = made('whole', DOCUMENT);
    const line = (cell: string, alive: number) =>
      `{"cell":"${cell}","replication":0,"seed":1,"figures":{"completed":9,"killed":0,"alive":${alive}}}\n`;
    writeFileSync(
      join(path, 'runs/all.jsonl'),
      line('hash0', 0) + line('hash1', 2) + line('hash1', 3),
    );
    const [none, jsq] = readResults(path).cells;
    expect(none!.means.get('meanSlowdown')).toMatchObject({ n: 4, mean: 2, halfWidth: 1 });
    expect([none!.losses.alive, jsq!.losses.alive]).toEqual([0, 5]);
  });

  it('is refused where it is none, with what is wrong', () => {
    const nowhere = join(folder, 'nowhere');
    expect(() => readResults(nowhere)).toThrow(`${nowhere}: there is no such folder`);
    writeFileSync(join(folder, 'file'), '');
    expect(() => readResults(join(folder, 'file'))).toThrow('is a file, not the folder of a study');
    mkdirSync(join(folder, 'empty'));
    expect(() => readResults(join(folder, 'empty'))).toThrow('it has no study.json');
    expect(() => readResults(made('broken', '{'))).toThrow('study.json is no JSON');
    expect(() => readResults(made('list', '[]'))).toThrow('does not describe a study');
    const { notes: _, ...older } = DOCUMENT;
    expect(() => readResults(made('older', older))).toThrow(
      'has no "notes" as this version of mtop-sim writes it: run the study again',
    );
  });

  it('is drawn of a cell by its name; one that has no processes by node is refused', async () => {
    const path = made('stays', DOCUMENT);
    mkdirSync(join(path, 'series'));
    const rows = [0, 1].map((cell) => [cell, 1, 1, 5, 1, 0, 9]);
    const columns = 'node nodeCpus pid homeNode from to';
    writeFileSync(join(path, 'series/stays.csv'), tableOf(CELLS, columns, rows));
    const html = join(path, 'page.html');
    const written = await ran(['study', 'report', path, '--html', html, '--gantt', 'jsq']);
    expect(written).toEqual({ code: 0, out: '', err: `${html}\n` });
    expect(readFileSync(html, 'utf8')).toContain('One run of jsq, the first 9s of its window');
    expect(() => reportStudy(path, { html, gantt: 'random' })).toThrow(
      '--gantt: there are no processes by node of random; there are of none; jsq',
    );
  });

  it('is refused where runs are missing, with the first cell that waits', () => {
    const waiting = [ROWS[0]!, [1, 'meanSlowdown', 2, 2, 1, 1, 0, 'not complete']];
    const sentence =
      'the study "made up" is not complete: 1 of 2 cells wait for runs, first jsq: study run goes on with it';
    expect(() => readResults(made('part', DOCUMENT, waiting))).toThrow(sentence);
    expect(() => readResults(made('begun', DOCUMENT, ROWS.slice(0, 1)))).toThrow(sentence);
  });

  it('is refused where a table has not the columns that this version reads', () => {
    const path = made('bins', DOCUMENT);
    mkdirSync(join(path, 'samples'));
    writeFileSync(join(path, 'samples/slowdown.csv'), 'cell,policy,from,to,count\n');
    expect(() => readResults(path)).toThrow(
      'samples/slowdown.csv has no column slower: study run makes the tables anew',
    );
  });

  it('is refused where its tables are of another form of the study', () => {
    const other = documentOf([CELLS[0]!, { levels: { policy: 'random' } }]);
    expect(() => readResults(made('other', other))).toThrow(
      'have a cell (jsq) that its study.json does not have: study run makes them anew',
    );
  });
});
