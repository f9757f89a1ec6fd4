/**
 * Which test files have to do with a file of src, by what they import: quicker than to run them all
 * once (coverage.mjs), and good enough where a few catch most mistakes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { testsOf } from './trials.mjs';

/** What is said of a test file: how many imports away a file is; by a program it runs, all are. */
const BY_PROGRAM = 1000;

/**
 * They try every key and every size: with each mistake that takes longer than all the others of their
 * room together.
 */
const SLOW = /^test\/tui\/(every-key|views)\.test\.ts$/;

/** So many of the tests of a mistake, one of four, are the nearest that run programs. */
const PART_OF_PROGRAMS = 4;

/**
 * The mistakes, each with at most so many tests. Those of its room go first, then those that are
 * about a file of such a name, then those that are the fewest imports away and import the fewest
 * files; those that are slow go after the others of their room, those that run a program last: some of them
 * all the same, since they may be the only ones that are about such a file.
 */
export function nearestTests(root, mistakes, most) {
  const tests = testsOf(root).map((name) => ({ name, distances: distancesFrom(root, name) }));
  const ofFile = new Map();
  const found = (file) => {
    const rows = tests
      .map(({ name, distances }) => {
        return { name, rank: rankOf(file, name, distances), imported: distances.size };
      })
      .filter(({ rank }) => rank !== undefined)
      .sort((a, b) => a.rank - b.rank || a.imported - b.imported || a.name.localeCompare(b.name));
    const isQuick = ({ rank }) => rank < PROGRAM_RANK;
    const programs = rows.filter((row) => !isQuick(row));
    const some = Math.min(programs.length, Math.ceil(most / PART_OF_PROGRAMS));
    const quick = rows.filter(isQuick).slice(0, most - some);
    return [...quick, ...programs.slice(0, most - quick.length)].map(({ name }) => name);
  };
  return mistakes.map((mistake) => {
    const { file } = mistake;
    if (!ofFile.has(file)) ofFile.set(file, found(file));
    return { ...mistake, tests: ofFile.get(file) };
  });
}

/** The less, the sooner it is tried; undefined: it never comes to that file. */
function rankOf(file, test, distances) {
  const distance = distances.get(join('src', file)) ?? distances.get(BY_PROGRAM);
  if (distance === undefined) return undefined;
  const [room, ...others] = file.replace(/\.ts$/, '').split('/');
  const isOwn = test.startsWith(`test/${room}/`);
  const words = wordsOf(test.replace(/\.test\.ts$/, ''));
  const common = wordsOf(others.join('/')).filter((word) => words.includes(word)).length;
  const isProgram = distances.has(BY_PROGRAM);
  const lateness = (SLOW.test(test) ? 1e5 : 0) + (isProgram ? 2 * PROGRAM_RANK : 0);
  // What a program comes to, its imports do not say: its name does.
  return (isOwn ? 0 : 1e6) + lateness + distance - (isProgram ? BY_PROGRAM : 2) * common;
}

/** Only what runs a program comes so late. */
const PROGRAM_RANK = 2e6;

function wordsOf(path) {
  return path.split(/[/-]/).map((word) => word.replace(/ies$/, 'y').replace(/s$/, ''));
}

/** Whether a test file runs a program, or imports what can. */
export function runsProgram(root, test) {
  return distancesFrom(root, test).has(BY_PROGRAM);
}

/** By file: how many imports away; the key BY_PROGRAM is there when the test runs a program. */
function distancesFrom(root, test) {
  const distances = new Map([[test, 0]]);
  const waiting = [test];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const text = readFileSync(join(root, path), 'utf8');
    if (path.startsWith('test/') && /['"]node:child_process['"]/.test(text)) {
      distances.set(BY_PROGRAM, BY_PROGRAM);
    }
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const file = join(dirname(path), fileName).replace(/\.js$/, '.ts');
      if (!fileName.startsWith('.') || !file.endsWith('.ts') || distances.has(file)) continue;
      if (!existsSync(join(root, file))) continue;
      distances.set(file, distances.get(path) + 1);
      waiting.push(file);
    }
  }
  return distances;
}
