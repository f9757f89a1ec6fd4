import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import type { StudyDocument } from '../../lab/report/study-results.js';
import { isMap } from '../../lab/study/read-map.js';

/**
 * What the folder of a study says of it.
 * @throws UserError where there is none
 */
export function readDocument(folder: string): StudyDocument {
  if (!existsSync(folder)) throw new UserError(`${folder}: there is no such folder`);
  if (!statSync(folder).isDirectory()) {
    throw new UserError(`${folder} is a file, not the folder of a study`);
  }
  const file = join(folder, 'study.json');
  if (!existsSync(file)) {
    throw new UserError(`${folder} is not the folder of a study: it has no study.json`);
  }
  return documentOf(readFileSync(file, 'utf8'), file);
}

/** Whether a value may stand in a field of study.json. */
const FIELDS: Readonly<
  Record<
    keyof Omit<StudyDocument, 'set' | 'except' | 'compare' | 'isTruncated'>,
    (value: unknown) => boolean
  >
> = {
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

function isListOf(value: unknown, isRight: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isRight);
}
