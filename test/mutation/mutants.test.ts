import { readFileSync } from 'node:fs';
import { transformSync } from 'rolldown/utils';
import { expect, it } from 'vitest';
import { EQUIVALENT } from './equivalent.mjs';
import { MUTANTS } from './mutants.mjs';

const source = (file: string) =>
  readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');

it.each(MUTANTS)('a mistake made by hand stands once in its file: %s', (_what, file, code) => {
  expect(source(file).split(code).length - 1, code).toBe(1);
});

it.each(MUTANTS)('a mistake made by hand can be read: %s', (_what, file, code, becomes) => {
  const { errors } = transformSync(
    file,
    source(file).replace(code, () => becomes),
  );
  expect(errors).toEqual([]);
});

it.each(EQUIVALENT)('what is said to change nothing is there: %s: %s', (file, line, code) => {
  const lines = source(file).split('\n');
  expect(lines.map((text) => text.trim())).toContain(line);
  expect(line).toContain(code.split('\n')[0]);
});
