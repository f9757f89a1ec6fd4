import { existsSync, statSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import { cellLabel } from '../../lab/report/cell-names.js';
import type { StudyDocument, StudyResults } from '../../lab/report/study-results.js';
import { stateOf } from '../../lab/study/progress.js';
import { readRows, StudyFolder } from './study-folder.js';

/**
 * Reads the folder of a study that is complete.
 * @throws UserError where there is none, or runs are missing
 */
export function readResults(path: string): StudyResults {
  const folder = new StudyFolder(path);
  if (!existsSync(path)) throw new UserError(`${path}: there is no such folder`);
  if (!statSync(path).isDirectory()) {
    throw new UserError(`${path} is a file, not the folder of a study: study run has made one`);
  }
  const { description } = folder;
  if (description === undefined) {
    throw new UserError(`${path} is not the folder of a study: it has no study.json`);
  }
  const document = documentOf(description, `${path}/study.json`);
  const rows = readRows([folder]);
  const cells = document.cells.map((cell) => {
    const found = [...(rows.get(cell.hash) ?? [])].map(([key, { row }]) => [key, row] as const);
    return { ...cell, state: stateOf(new Map(found), document.replications) };
  });
  const waiting = cells.filter(({ state }) => state.missing.length > 0);
  const [first] = waiting;
  if (first !== undefined) {
    const missing = waiting.reduce((total, { state }) => total + state.missing.length, 0);
    throw new UserError(
      `the study "${document.study}" is not complete: ${missing} runs are missing, first replication ` +
        `${first.state.missing[0]} of ${cellLabel(first, document)}: study run goes on with it`,
      1,
    );
  }
  return { document, cells };
}

/** Whether a value may stand in a field of study.json. */
const FIELDS: Readonly<Record<keyof Omit<StudyDocument, 'compare'>, (value: unknown) => boolean>> =
  {
    study: isText,
    scenario: isText,
    version: isText,
    node: isText,
    seed: (value) => typeof value === 'number',
    files: (value) => isListOf(value, (it) => isMap(it) && isText(it.name) && isText(it.sha256)),
    factors: (value) => isMap(value) && Object.values(value).every(Array.isArray),
    window: (value) => isMap(value) && isMap(value.warmUp),
    slowdown: isMap,
    metrics: (value) => isListOf(value, isText),
    replications: (value) =>
      isMap(value) && [value.from, value.to, value.by].every((it) => Number.isSafeInteger(it)),
    notes: (value) => isListOf(value, isText),
    cells: (value) => isListOf(value, (it) => isMap(it) && isText(it.hash) && isMap(it.levels)),
  };

function documentOf(text: string, file: string): StudyDocument {
  const refuse = (what: string) => new UserError(`${file} ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('is no JSON');
  }
  if (!isMap(value)) throw refuse('does not describe a study');
  for (const [name, isRight] of Object.entries(FIELDS)) {
    if (!isRight(value[name])) {
      throw refuse(`has no "${name}" as this version of mtop-sim writes it: run the study again`);
    }
  }
  return value as unknown as StudyDocument;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isRight: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isRight);
}
