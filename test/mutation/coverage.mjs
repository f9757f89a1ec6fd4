/**
 * Which test files run the place of a mistake: a probe in the block around each, and one test run.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Each mistake with the number of its probe; places of one block share one. */
export function withProbes(mistakes, sources) {
  const numbers = new Map();
  const trees = new Map();
  for (const file of new Set(mistakes.map((mistake) => mistake.file))) {
    trees.set(file, ts.createSourceFile(file, sources.get(file), ts.ScriptTarget.Latest, true));
  }
  const placed = mistakes.map((mistake) => {
    const at = blockAround(trees.get(mistake.file), mistake);
    const key = `${mistake.file}:${at}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return { ...mistake, probe: numbers.get(key), probeAt: at };
  });
  return { placed, probed: probedSources(placed, sources) };
}

/**
 * Where the innermost block around a mistake begins; the end of the file's imports, if there is
 * none.
 */
function blockAround(tree, { start, end }) {
  let at = 0;
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) at = statement.end;
  }
  const visit = (node) => {
    if (node.pos > start || node.end < end) return;
    // Nothing may stand before super().
    const isBlock = ts.isBlock(node) && !ts.isConstructorDeclaration(node.parent);
    if (isBlock && node.getStart(tree) < start) at = node.getStart(tree) + 1;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return at;
}

function probedSources(placed, sources) {
  const probed = new Map();
  for (const { file, probe, probeAt } of placed) {
    const probes = probed.get(file) ?? new Map();
    probes.set(probeAt, probe);
    probed.set(file, probes);
  }
  return new Map(
    [...probed].map(([file, probes]) => {
      const last = [...probes].sort(([a], [b]) => b - a);
      const text = last.reduce(
        (all, [at, probe]) =>
          `${all.slice(0, at)} (globalThis.passed ??= [])[${probe}] = 1; ${all.slice(at)}`,
        sources.get(file),
      );
      return [file, text];
    }),
  );
}

/** A module that every process of the test run reads first, and one that every test file does. */
export function writeRecorders(folder) {
  const log = JSON.stringify(join(folder, 'passed.log'));
  const record = `(name) => appendFileSync(${log}, name + ' ' + Object.keys(globalThis.passed ?? []).join() + '\\n')`;
  writeFileSync(
    join(folder, 'record-process.mjs'),
    `import { appendFileSync } from 'node:fs';
globalThis.recordPassed = ${record};
process.on('exit', () => {
  if (process.env.MUTATION_TEST) globalThis.recordPassed(process.env.MUTATION_TEST);
});
`,
  );
  writeFileSync(
    join(folder, 'record-test.mjs'),
    `import { afterAll, beforeAll, expect } from 'vitest';
// What is begun by a test file says what it has passed in its name.
beforeAll(() => { process.env.MUTATION_TEST = expect.getState().testPath; });
afterAll(() => globalThis.recordPassed(expect.getState().testPath));
`,
  );
}

/** By the number of a probe: the test files that pass it. */
export function readPassed(folder) {
  const passedBy = new Map();
  const log = join(folder, 'passed.log');
  for (const line of existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []) {
    const [test, numbers = ''] = line.split(' ');
    for (const number of numbers.split(',').filter((text) => text !== '')) {
      const tests = passedBy.get(Number(number)) ?? new Set();
      passedBy.set(Number(number), tests.add(test));
    }
  }
  return passedBy;
}
