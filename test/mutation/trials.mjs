/** Tries mistakes one after the other: which test fails first? */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy, withMistake } from './copy.mjs';
import { readPassed, withProbes, writeRecorders } from './coverage.mjs';
import { Patience } from './patience.mjs';

/**
 * Laws, terminals and fuzzing take minutes for each mistake; the house looks at texts, not at
 * behaviour.
 */
const LEFT_OUT = /^test\/(laws|pty|bench|fuzz|mutation|package)\/|^test\/house\.test\.ts$/;

/** How often its patience is looked at. */
const LOOK_MS = 5000;

/** The test files that mistakes are tried with, from the project. */
export function testsOf(folder) {
  return readdirSync(join(folder, 'test'), { recursive: true })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !LEFT_OUT.test(name));
}

/** A process that runs tests in a copy, and begins anew when one of them does not end. */
export class TestRunner {
  #child;
  #words;
  #options;
  #mostCpuSeconds;

  /** @param options of Vitest, besides those of test-runner.mjs */
  constructor(folder, options = {}, { environment = {}, mostCpuSeconds = undefined } = {}) {
    this.#words = [folder, JSON.stringify(options)];
    this.#mostCpuSeconds = mostCpuSeconds;
    const { LAWS, ...kept } = process.env;
    const env = { ...kept, NO_COLOR: '1', ...environment };
    this.#options = {
      cwd: folder,
      env,
      detached: true,
      stdio: /** @type {import('node:child_process').StdioOptions} */ ([
        'ignore',
        'ignore',
        'ignore',
        'ipc',
      ]),
    };
  }

  /** @returns undefined when it does not end in time */
  async run(tests, changed, onFailed = (_name, _isLate) => {}) {
    if (this.#child === undefined) {
      this.#child = fork(join(import.meta.dirname, 'test-runner.mjs'), this.#words, this.#options);
      await once(this.#child, 'message');
    }
    const child = this.#child;
    const patience = new Patience(child.pid, this.#mostCpuSeconds);
    let look;
    const answer = await new Promise((resolve) => {
      const giveUp = () => resolve(undefined);
      look = setInterval(() => patience.isOver() && giveUp(), LOOK_MS);
      child.on('message', (message) => {
        if (message.failed !== undefined) return resolve(message);
        patience.renew();
        if (message.fails !== undefined) onFailed(message.fails, message.isLate);
      });
      child.once('exit', giveUp);
      child.send({ tests, changed });
    });
    clearInterval(look);
    child.removeAllListeners();
    if (answer === undefined) this.end();
    return answer;
  }

  /** Ends it and all that it has begun. */
  end() {
    const { pid } = this.#child ?? {};
    this.#child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/**
 * Runs all tests once, with probes at the places of the mistakes.
 * @param isNear only with those of the rooms where the mistakes are
 * @returns the mistakes, each with the tests that run its place: those of its room first, and of
 *   those the cheapest
 */
export async function findTests(root, mistakes, isNear, tell) {
  const copy = new ProjectCopy(root);
  try {
    const files = [...new Set(mistakes.map(({ file }) => file))];
    const { placed, probed } = withProbes(mistakes, new Map(files.map((f) => [f, copy.read(f)])));
    for (const [file, text] of probed) copy.write(file, text);
    writeRecorders(copy.folder);
    const recorder = join(copy.folder, 'record-test.mjs');
    const environment = { NODE_OPTIONS: `--import ${join(copy.folder, 'record-process.mjs')}` };
    // A module that is read once for all files would pass its probes for the first of them only.
    const options = { bail: 0, isolate: true, setupFiles: [recorder] };
    const runner = new TestRunner(copy.folder, options, { environment });
    const rooms = mistakes.map(({ file }) => `test/${file.split('/')[0]}/`);
    const tests = testsOf(copy.folder)
      .filter((name) => !isNear || rooms.some((room) => name.startsWith(room)))
      .map((name) => join(copy.folder, name));
    const answer = await runner.run(tests, []);
    runner.end();
    if (answer === undefined) throw new Error('the tests themselves do not end');
    // What fails without a mistake says nothing about one.
    for (const failed of answer.failed) tell(`fails without any mistake: ${failed}`);
    const wrong = new Set(
      answer.failed.map((text) => join(copy.folder, 'test', text.split(':')[0])),
    );
    const durations = new Map(answer.durations);
    const passedBy = readPassed(copy.folder);
    return placed.map((mistake) => {
      const chosen = [...(passedBy.get(mistake.probe) ?? [])].filter((test) => !wrong.has(test));
      const own = join(copy.folder, 'test', mistake.file.split('/')[0], '/');
      const cost = (test) => (durations.get(test) ?? 0) + (test.startsWith(own) ? 0 : 1e9);
      chosen.sort((a, b) => cost(a) - cost(b));
      return { ...mistake, tests: chosen.map((test) => test.slice(copy.folder.length + 1)) };
    });
  } finally {
    copy.remove();
  }
}

/**
 * Tries all mistakes, some at once. `onResult(mistake, caught)`: by which test; undefined: by none.
 */
export async function tryMistakes(root, mistakes, jobs, onResult) {
  const rest = [...mistakes];
  const work = async () => {
    const copy = new ProjectCopy(root);
    const runner = new TestRunner(copy.folder);
    let changed = [];
    try {
      for (let mistake = rest.shift(); mistake !== undefined; mistake = rest.shift()) {
        changed = [...new Set([...changed, mistake.file])];
        onResult(mistake, await firstToCatch(copy, runner, { mistake, changed }));
      }
    } finally {
      runner.end();
      copy.remove();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

/**
 * The test that fails with a mistake, and does not without it: one that waits for programs may fail
 * by itself. Undefined: none.
 */
async function firstToCatch(copy, runner, { mistake, changed }) {
  const { file, tests } = mistake;
  const right = copy.read(file);
  for (let rest = tests; rest.length > 0; ) {
    copy.write(file, withMistake(right, mistake));
    const answer = await runner.run(inFolder(copy, rest), changed);
    copy.write(file, right);
    const caught = answer === undefined ? TIMEOUT : answer.failed[0];
    const name = `test/${caught?.split(':')[0]}`;
    if (!rest.includes(name)) return caught;
    const without = await runner.run(inFolder(copy, [name]), changed);
    if (without?.failed.length === 0) return caught;
    rest = rest.slice(rest.indexOf(name) + 1);
  }
  return undefined;
}

function inFolder(copy, names) {
  return names.map((name) => join(copy.folder, name));
}

/** Instead of a test: the tests did not end. */
export const TIMEOUT = 'a test that does not end';
