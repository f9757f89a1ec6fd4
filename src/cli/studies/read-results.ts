import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import { cellLabel } from '../../lab/report/cell-names.js';
import { type Losses, type StudyDocument, StudyResults } from '../../lab/report/study-results.js';
import { TABLES, type TableName } from '../../lab/study/tables/table.js';
import { eachLine } from './line-reader.js';
import { readDocument } from './study-document.js';

/**
 * Reads the folder of a study that is complete.
 * @throws UserError where there is none, or runs are missing
 */
export function readResults(folder: string): StudyResults {
  const document = readDocument(folder);
  const results = resultsOf(folder, document);
  const waiting = results.cells.filter(
    ({ means }) =>
      document.metrics.some((metric) => !means.has(metric)) ||
      [...means.values()].some(({ note }) => note === 'not complete'),
  );
  const [first] = waiting;
  if (first !== undefined) {
    throw new UserError(
      `the study "${document.study}" is not complete: ${waiting.length} of ${results.cells.length} ` +
        `cells wait for runs, first ${cellLabel(first, document)}: study run goes on with it`,
      1,
    );
  }
  return results;
}

function columnsOf(text: string): readonly string[] {
  return text.slice(0, text.indexOf('\n')).split(',');
}

/** That tables of an earlier version do not have. */
const LATER_COLUMNS: Partial<Record<TableName, string>> = { slowdowns: 'slower' };

function resultsOf(folder: string, document: StudyDocument): StudyResults {
  const texts: Partial<Record<TableName, string>> = {};
  for (const name of Object.keys(TABLES) as TableName[]) {
    const text = textOf(join(folder, TABLES[name]));
    if (text === undefined) continue;
    const column = LATER_COLUMNS[name];
    if (column !== undefined && !columnsOf(text).includes(column)) {
      throw new UserError(
        `${join(folder, TABLES[name])} has no column ${column}: study run makes the tables anew`,
      );
    }
    texts[name] = text;
  }
  try {
    return new StudyResults(document, texts, lossesOf(join(folder, 'runs/all.jsonl')));
  } catch (error) {
    throw new UserError(
      `the tables of ${folder} have a cell (${(error as Error).message}) that its study.json does not ` +
        'have: study run makes them anew',
    );
  }
}

/**
 * What runs have lost, by cell, whatever its cut of mser5, and without pilots: read from their lines
 * without taking these apart.
 */
function lossesOf(file: string): ReadonlyMap<string, Losses> {
  const losses = new Map<string, Losses>();
  if (!existsSync(file)) return losses;
  eachLine(file, (bytes) => {
    // The figures stand before all that may be long.
    const line = bytes.toString('latin1', 0, 2000);
    const [, cell] = /^\{"cell":"(\w+)(?:\.\d+)?"/.exec(line) ?? [];
    if (cell === undefined) return;
    const { alive, killed } = losses.get(cell) ?? { alive: 0, killed: 0 };
    const [, moreAlive = 0] = /"alive":(\d+)/.exec(line) ?? [];
    const [, moreKilled = 0] = /"killed":(\d+)/.exec(line) ?? [];
    losses.set(cell, { alive: alive + Number(moreAlive), killed: killed + Number(moreKilled) });
  });
  return losses;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
