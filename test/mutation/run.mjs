/**
 * Breaks the engine on purpose, one mistake at a time, in a copy, and says which test caught each.
 * A mutant that nobody catches needs a test. Run from the project's folder: node test/mutation/run.mjs
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTANTS } from './mutants.mjs';

const TESTS = ['test/kernel', 'test/cluster', 'test/scheduler', 'test/laws'];
const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'mtop-sim-mutation-'));
let survivors = 0;
try {
  for (const name of [
    'src',
    'test',
    'config',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [what, file, code, mutated] of MUTANTS) {
    const caught = mutantCaughtBy(join(copy, 'src', file), code, mutated);
    if (caught === undefined) survivors++;
    console.log(`| ${what} | ${file} | ${caught ?? 'NOBODY'} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exitCode = survivors === 0 ? 0 : 1;

/** The first test that fails with the mistake; undefined: all pass. */
function mutantCaughtBy(file, code, mutated) {
  const original = readFileSync(file, 'utf8');
  if (original.split(code).length !== 2) throw new Error(`${file}: not there once: ${code}`);
  writeFileSync(
    file,
    original.replace(code, () => mutated),
  );
  const report = join(copy, 'report.json');
  const options = ['run', ...TESTS, '--exclude', '**/monkey.test.ts', '--bail', '1'];
  options.push('--reporter', 'json', '--outputFile', report);
  rmSync(report, { force: true });
  spawnSync(join(root, 'node_modules/.bin/vitest'), options, { cwd: copy, timeout: 120_000 });
  writeFileSync(file, original);
  return failedTest(report);
}

function failedTest(report) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return 'a run that does not end';
  }
  for (const { name, assertionResults } of results) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed !== undefined) return `${name.slice(copy.length + 6)}: ${failed.fullName}`;
  }
  return undefined;
}
