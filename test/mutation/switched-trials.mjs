/** Tries many mistakes in one run of the tests: each behind a switch (switches.mjs). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from './copy.mjs';
import { switchModule, testWithSwitches, withSwitches } from './switches.mjs';
import { TestRunner, TIMEOUT } from './trials.mjs';

/** A test that takes so long waits for what does not come, or for the computer: that says nothing. */
const MOST_MS = 60_000;

/** Nearly twice what the longest test computes. */
const MOST_CPU_SECONDS = 25;

/**
 * @param mistakes each with its tests
 * @param tell hears of tests that fail without any mistake
 * @returns by mistake: what caught it, undefined if nothing did; those that have to be tried by
 *   themselves are not there. Also the test files that fail without any mistake.
 */
export async function tryTogether(root, mistakes, tell) {
  const copy = new ProjectCopy(root);
  const log = join(copy.folder, 'mistake-made.log');
  const module = join(copy.folder, 'switch.mjs');
  writeFileSync(module, switchModule(log));
  const environment = { NODE_OPTIONS: `--import ${module}` };
  const options = { testTimeout: MOST_MS, hookTimeout: MOST_MS, bail: 0 };
  const runner = new TestRunner(copy.folder, options, {
    environment,
    mostCpuSeconds: MOST_CPU_SECONDS,
  });
  try {
    const switched = putSwitches(copy, mistakes);
    const rest = filesOf(mistakes, switched);
    const found = new Findings();
    let wrongFiles = new Set();
    while (rest.size > 0) {
      for (const [name, numbers] of rest) putTest(root, copy, name, found.uncaught(numbers));
      const tests = [...rest.keys()].map((name) => join(copy.folder, name));
      const answer = await runner.run(tests, [], (...failed) => found.take(...failed));
      // A mistake may use up all memory as well as all time.
      const isDone = !answer?.failed.some((name) => name.includes('[vitest-pool]'));
      if (answer !== undefined && isDone) {
        const wrong = found.wrong(answer.failed);
        for (const name of wrong) tell(`fails without any mistake: ${name}`);
        wrongFiles = new Set(wrong.map((name) => `test/${name.split(':')[0]}`));
        break;
      }
      const [number, name] = existsSync(log) ? readFileSync(log, 'utf8').split(' ') : [];
      if (!rest.has(name)) throw new Error('the tests do not begin');
      runner.end();
      if (answer === undefined) found.hangs(Number(number));
      else found.crashes(Number(number));
      goOnAt(rest, name, Number(number));
    }
    return { results: found.by(mistakes, switched), wrongFiles };
  } finally {
    runner.end();
    copy.remove();
  }
}

/** @returns the numbers of the mistakes that are behind a switch: their places in the list, from 1 */
function putSwitches(copy, mistakes) {
  const numbered = mistakes.map((mistake, index) => ({ ...mistake, number: index + 1 }));
  const switched = new Set();
  for (const file of new Set(mistakes.map((mistake) => mistake.file))) {
    const own = numbered.filter((mistake) => mistake.file === file);
    const { text, switched: numbers } = withSwitches(file, copy.read(file), own);
    copy.write(file, text);
    for (const number of numbers) switched.add(number);
  }
  return switched;
}

/** By test file, those first that are first for some mistake: the numbers to be tried with it. */
function filesOf(mistakes, switched) {
  const files = new Map();
  const most = Math.max(0, ...mistakes.map(({ tests }) => tests.length));
  for (let rank = 0; rank < most; rank++) {
    mistakes.forEach(({ tests }, index) => {
      const name = tests[rank];
      if (name === undefined || !switched.has(index + 1)) return;
      files.set(name, [...(files.get(name) ?? []), index + 1]);
    });
  }
  return files;
}

/**
 * Leaves out the files that have been tried before the tests of one ended with some mistake. That
 * file is tried again without this mistake: what failed just before is told late, or never.
 */
function goOnAt(rest, name, number) {
  for (const before of rest.keys()) {
    if (before === name) break;
    rest.delete(before);
  }
  // Without a mistake they end as well: they say nothing.
  if (number <= 0) rest.delete(name);
  else
    rest.set(
      name,
      rest.get(name).filter((one) => one !== number),
    );
}

function putTest(root, copy, name, numbers) {
  const text = readFileSync(join(root, name), 'utf8');
  writeFileSync(join(copy.folder, name), testWithSwitches(text, name, numbers));
}

/** What has failed with which mistake. */
class Findings {
  /** By number: the tests, the first first. */
  #failed = new Map();
  /** Tests that fail without a mistake too. */
  #wrong = new Set();
  /** The numbers of mistakes with which a test took too long. */
  #late = new Set();
  /** The numbers of mistakes with which the process of the tests has ended. */
  #crashed = new Set();

  /** @param {string} failed "file: #12 > name of the test" */
  take(failed, isLate) {
    const [, file, number, test] = /^(.*?): #(-?\d+) > (.*)$/s.exec(failed) ?? [];
    if (number === undefined) this.#wrong.add(failed);
    if (number === undefined) return;
    const name = `${file}: ${test}`;
    if (isLate && Number(number) > 0) this.#late.add(Number(number));
    else if (Number(number) <= 0) this.#wrong.add(name);
    else this.#failed.set(Number(number), [...(this.#failed.get(Number(number)) ?? []), name]);
  }

  /** What fails without a mistake, or cannot be read. */
  wrong(failed) {
    const unread = failed.filter((name) => !/: #-?\d+ > /.test(name));
    return [...new Set([...this.#wrong, ...unread])];
  }

  hangs(number) {
    if (number > 0) this.#failed.set(number, [TIMEOUT]);
  }

  /** With the mistake, or because of its switch: V8 itself can fail in code that has one. */
  crashes(number) {
    if (number > 0) this.#crashed.add(number);
  }

  uncaught(numbers) {
    return numbers.filter((number) => !this.#failed.has(number) && !this.#crashed.has(number));
  }

  /**
   * A mistake that only tests have caught that fail without one, took too long or crashed, is left
   * out.
   */
  by(mistakes, switched) {
    const results = new Map();
    mistakes.forEach((mistake, index) => {
      const failed = this.#failed.get(index + 1) ?? [];
      const caught = failed.find((name) => !this.#wrong.has(name));
      const isUnsure = this.#late.has(index + 1) || this.#crashed.has(index + 1);
      const isDoubtful = caught === undefined && (failed.length > 0 || isUnsure);
      if (switched.has(index + 1) && !isDoubtful) results.set(mistake, caught);
    });
    return results;
  }
}
