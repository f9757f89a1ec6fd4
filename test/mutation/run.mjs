/**
 * Makes mistakes on purpose, one at a time, in a copy, and says which test catches each. They are
 * drawn from the syntax trees of all rooms, with a seed; those written by hand (mutants.mjs) come
 * with them. What nobody catches needs a test, or the line is not needed. See docs/mutations.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SplitMix64 } from '../bench/splitmix64.mjs';
import { Compiler } from './compiler.mjs';
import { sourcesOf } from './copy.mjs';
import { mistakesIn } from './draw.mjs';
import { MUTANTS } from './mutants.mjs';
import { nearestTests, runsProgram } from './nearest.mjs';
import { byRoom, outcomeOf, report, rowOf } from './report.mjs';
import { tryTogether } from './switched-trials.mjs';
import { findTests, tryMistakes } from './trials.mjs';

const root = resolve(import.meta.dirname, '../..');
const { values: options } = orSentence(() =>
  parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      /** Drawn mistakes of a room. */
      count: { type: 'string', default: '20' },
      /** Only in files whose path from src begins so. */
      in: { type: 'string', default: '' },
      /**
       * Only by the tests of a mistake's own room, and none by hand: quick, and at least so many are
       * caught.
       */
      near: { type: 'boolean', default: false },
      /**
       * With so many test files at most that have to do with a mistake's file by what they import,
       * instead of all that run its place, which takes a run of all tests to find.
       */
      nearest: { type: 'string' },
      jobs: { type: 'string', default: '2' },
      /** Files of earlier results: what survived is tried with more tests, the rest is kept. */
      again: { type: 'string', multiple: true, default: [] },
      /** What is tried again is tried with tests that were written for it: it counts apart. */
      mended: { type: 'boolean', default: false },
      /** Where the results go, as JSON. */
      results: { type: 'string' },
      /** Writes docs/mutations.md. */
      write: { type: 'boolean', default: false },
    },
  }),
);

const sources = new Map(
  sourcesOf(root)
    .filter((file) => file.startsWith(options.in))
    .map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')]),
);
const earlier = options.again.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
const survives = (result) => outcomeOf(result) === 'survived';
const results = earlier.filter((result) => !survives(result));
const anew = () => [...drawn(), ...(options.near ? [] : byHand())];
const compiler = new Compiler(root);
const chosen = options.again.length === 0 ? anew() : earlier.filter(survives).flatMap(whereItIs);
const mistakes =
  options.nearest === undefined
    ? await findTests(root, chosen, options.near, console.log)
    : nearestTests(root, chosen, Number(options.nearest));
const untried = mistakes.map((mistake) => {
  // New tests may be in files that were tried before.
  const tried = options.mended ? [] : (mistake.survived ?? []);
  return { ...mistake, tests: mistake.tests.filter((name) => !tried.includes(name)) };
});
const tellOf = ({ survived = [], ...mistake }, caught) => {
  const tests = [...new Set([...survived, ...mistake.tests])];
  tell({ ...mistake, tests, caught, isMended: options.mended });
};
// Tests that run programs take seconds, with each mistake anew: they get what the others have not
// caught, one mistake at a time, and end with the first that fails.
const programs = new Set(
  [...new Set(untried.flatMap(({ tests }) => tests))].filter((name) => runsProgram(root, name)),
);
const quick = untried.map((mistake) => {
  return { ...mistake, tests: mistake.tests.filter((name) => !programs.has(name)) };
});
const { results: together, wrongFiles } = await tryTogether(root, quick, console.log);
const alone = [];
untried.forEach((mistake, index) => {
  const { survived = [] } = mistake;
  const { tests: passed } = quick[index];
  const isTried = together.has(quick[index]);
  const tests = mistake.tests
    .filter((name) => !wrongFiles.has(name))
    .filter((name) => !isTried || programs.has(name));
  const caught = together.get(quick[index]);
  if (isTried && (caught !== undefined || tests.length === 0)) tellOf(mistake, caught);
  else alone.push({ ...mistake, tests, survived: isTried ? [...survived, ...passed] : survived });
});
await tryMistakes(root, alone, Number(options.jobs), tellOf);
const text = report(results);
console.log(`\n${text}`);
if (options.write) writeFileSync(join(root, 'docs/mutations.md'), text);

function tell(result) {
  results.push(result);
  console.log(rowOf(result));
  if (options.results !== undefined) writeFileSync(options.results, JSON.stringify(results));
}

/**
 * An option that there is not is told in a sentence.
 * @template T
 * @param {() => T} read
 * @returns {T}
 */
function orSentence(read) {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
}

/**
 * Some of every room that compile, each equally likely, the rooms by turns; those that the compiler
 * refuses are told at once.
 */
function drawn() {
  const rooms = byRoom([...sources.keys()].map((file) => ({ file })));
  const { seed } = options;
  const byTurns = [...rooms].flatMap(([room, files]) => {
    // Each room draws by itself: what is drawn in one does not depend on the others.
    const name = [...room].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 0);
    const random = new SplitMix64(1e6 * Number(seed) + (name % 1e6));
    const all = files
      .flatMap(({ file }) => mistakesIn(file, sources.get(file)))
      .map((mistake) => ({ ...mistake, seed }));
    const keyed = all.map((mistake) => [random.unit(), mistake]).sort(([a], [b]) => a - b);
    return compiling(keyed.map(([, mistake]) => mistake)).map((mistake, turn) => [turn, mistake]);
  });
  return byTurns.sort(([a], [b]) => a - b).map(([, mistake]) => mistake);
}

/** The first `count` of them that compile. */
function compiling(mistakes) {
  const kept = [];
  for (let at = 0; kept.length < Number(options.count) && at < mistakes.length; at += 1) {
    const complaint = compiler.complaint(mistakes[at]);
    if (complaint === undefined) kept.push(mistakes[at]);
    else tell({ ...mistakes[at], tests: [], complaint });
  }
  return kept;
}

function byHand() {
  const there = MUTANTS.filter(([, file]) => sources.has(file));
  return there.map(([what, file, code, becomes]) => {
    const text = sources.get(file);
    const start = text.indexOf(code);
    if (start < 0 || text.indexOf(code, start + 1) >= 0) {
      throw new Error(`${file}: not there once: ${code}`);
    }
    const line = text.slice(0, start).split('\n').length;
    const kind = 'by hand';
    return { file, start, end: start + code.length, code, becomes, kind, line, what };
  });
}

/** A mistake where it is now; where its line has gone, that is its result. */
function whereItIs(mistake) {
  const { file, code, becomes, lineText, seed, what, tests: survived } = mistake;
  const now =
    what !== undefined
      ? byHand().filter((one) => one.what === what)
      : mistakesIn(file, sources.get(file) ?? '').filter(
          (one) => one.code === code && one.becomes === becomes && one.lineText === lineText,
        );
  if (now.length === 0) tell({ ...mistake, isGone: true });
  return now.slice(0, 1).map((one) => ({ ...one, seed, survived }));
}
