import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const SCENARIO = `
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
policy: ./mine.mjs
workload:
  - { home: random, arrivals: { every: exponential 5s }, work: exponential 10s, memory: 1MB }
  - { swf: some.swf }
`;

const POLICY = `
import { LEAST } from './least.mjs';
export default {
  name: 'mine', about: 'the first process moves to the first node that is less loaded', scope: 'node',
  decide({ own, known, candidates }) {
    const [process] = candidates();
    const to = known.find(({ load }) => load + LEAST < own.load);
    return process && to && own.runnable > 1
      ? { move: process.pid, to: to.node, reason: 'less loaded' }
      : { move: undefined, reason: 'none' };
  },
};
`;

/** Ten jobs of two processors, one every ten seconds. */
const TRACE = Array.from(
  { length: 10 },
  (_, i) => `${i + 1} ${10 * i} 0 20 2 20 -1 2 20 -1 1 1 1 -1 -1 -1 -1 -1\n`,
).join('');

const STUDY = `
study: the same, however it is run
scenario: ./base.yaml
factors: { rho: [0.5, 0.7], information: [perfect, gossip] }
set: { "workload[0].arrivals.every": "exponential \${10s / (4 * rho)}" }
measure: { warmUp: 50 processes, watch: 800 processes, by: [job], series: 1min, metrics: [meanSlowdown, utilisation] }
replications: { from: 6, to: 14, by: 2, until: { meanSlowdown: 5% } }
compare: { to: { information: perfect } }
bounds: { meanSlowdown: { worst: { information: gossip }, best: { information: perfect } } }
`;

const FILES = {
  ...{ 'base.yaml': SCENARIO, 'mine.mjs': POLICY, 'least.mjs': 'export const LEAST = 1;\n' },
  ...{ 'some.swf': TRACE, 'same.study.yaml': STUDY },
};

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const SAMENESS = {
  14: async (check, studies) => {
    studies.write(FILES);
    const study = new Sameness(studies);
    study.run('one', '--workers', '1');
    const one = study.bytesOf('one');
    const same = (what, name) =>
      check.words(what, 'all bytes equal', differences(one, study.bytesOf(name)));
    study.run('four', '--workers', '4');
    same(`4 workers beside 1: ${one.size} files`, 'four');
    for (const count of [2, 7]) {
      study.runShards(`shards${count}`, count);
      same(`${count} shards beside 1`, `shards${count}`);
    }
    await study.runKilled('killed', 0.3);
    same('killed with -9 at 30 % and resumed', 'killed');
  },
  15: (check, studies) => {
    studies.write(FILES);
    const study = new Sameness(studies);
    study.run('merged');
    cpSync(studies.path('merged'), studies.path('copy'), { recursive: true });
    const merge = () => studies.mtop('study', 'merge', 'same.study.yaml', 'copy', 'merged');
    check.words('a line that is there twice', 'exit code 0', `exit code ${merge().status}`);
    const file = studies.path('copy/runs/all.jsonl');
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(
      /("utilisation":0\.\d)(\d)/,
      (_, head, digit) => `${head}${(Number(digit) + 1) % 10}`,
    );
    writeFileSync(file, changed);
    const { status, stderr } = merge();
    const line = (of) => of.split('\n')[firstDifference(text, changed)];
    const shows = [text, changed].filter((of) => stderr.includes(line(of))).length;
    const refused = `exit code ${status}, ${shows} lines shown`;
    check.words('a changed digit', 'exit code 1, 2 lines shown', refused);
    writeFileSync(file, text.split('\n').slice(1).join('\n'));
    const missing = studies.mtop('study', 'merge', 'same.study.yaml', 'copy').stderr;
    const [named = missing] =
      /missing: replication \d+ of [^,\n]*, information \w+/.exec(missing) ?? [];
    const first = 'missing: replication 0 of rho 0.5, information perfect';
    check.words('a line that is missing', first, named);
  },
  16: (check, studies) => {
    studies.write(FILES);
    const study = new Sameness(studies);
    study.run('hashed');
    const before = study.hashes('hashed');
    const changes = /** @type {const} */ ([
      ['policy', 'mine.mjs', '// a byte\n'],
      ['module that the policy imports', 'least.mjs', '// a byte\n'],
      ['trace', 'some.swf', '; a byte\n'],
      ['scenario', 'base.yaml', '# a byte\n'],
    ]);
    for (const [what, file, bytes] of changes) {
      const kept = readFileSync(studies.path(file));
      appendFileSync(studies.path(file), bytes);
      const dry = studies.mtop('study', 'run', 'same.study.yaml', '--out', 'hashed', '--dry');
      const name = `changed-${file}`;
      cpSync(studies.path('hashed'), studies.path(name), { recursive: true });
      study.run(name);
      const kept1 = study.hashes(name).filter((hash) => before.includes(hash)).length;
      writeFileSync(studies.path(file), kept);
      const used = /missing: 24 runs/.test(dry.stdout) ? 'no old row used' : dry.stdout.trim();
      check.words(
        `a changed byte of the ${what}`,
        'no hash of 4 kept, no old row used',
        `${kept1 === 0 ? 'no hash' : `${kept1} hashes`} of ${before.length} kept, ${used}`,
      );
    }
  },
};

/** One study, run in many ways. */
class Sameness {
  #studies;

  /** @param {import('./studies-here.mjs').StudiesHere} studies */
  constructor(studies) {
    this.#studies = studies;
  }

  /**
   * @param {string} name of the results
   * @param {readonly string[]} more
   */
  run(name, ...more) {
    const words = ['study', 'run', 'same.study.yaml', '--out', name, '--quiet', ...more];
    const { status, stderr } = this.#studies.mtop(...words);
    if (status === 0 || more.includes('--shard')) return status;
    throw new Error(stderr);
  }

  /**
   * A shard waits for the runs of others when it decides whether a cell goes on.
   *
   * @param {string} name
   * @param {number} count
   */
  runShards(name, count) {
    for (let round = 0; round < 10; round++) {
      for (let index = 1; index <= count; index++) {
        if (this.run(name, '--shard', `${index}/${count}`) === 0) return;
      }
    }
    throw new Error(`${count} shards never end`);
  }

  /**
   * @param {string} name
   * @param {number} part of its runs after which it is killed
   */
  async runKilled(name, part) {
    const total = readFileSync(this.#studies.path('one/runs/all.jsonl'), 'utf8').split('\n').length;
    const words = ['study', 'run', 'same.study.yaml', '--out', name, '--quiet', '--workers', '1'];
    const child = this.#studies.start(...words);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const file = this.#studies.path(`${name}/runs/run.jsonl`);
    for (;;) {
      const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
      if (lines >= part * total) child.kill('SIGKILL');
      if (await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5))])) break;
      if (child.signalCode !== null || child.exitCode !== null) break;
    }
    await gone;
    if (child.signalCode !== 'SIGKILL') throw new Error('it ended before it was killed');
    this.run(name);
  }

  /**
   * The bytes of all files but the times, by name.
   *
   * @param {string} name
   * @returns {Map<string, string>}
   */
  bytesOf(name) {
    const folder = this.#studies.path(name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const kept = files.filter((file) => /\.\w+$/.test(file) && !/\.?timing/.test(file)).sort();
    return new Map(kept.map((file) => [file, readFileSync(join(folder, file), 'latin1')]));
  }

  /** @param {string} name */
  hashes(name) {
    return JSON.parse(this.#studies.read(`${name}/study.json`)).cells.map(({ hash }) => hash);
  }
}

/**
 * @param {Map<string, string>} one
 * @param {Map<string, string>} other
 */
function differences(one, other) {
  const names = new Set([...one.keys(), ...other.keys()]);
  const found = [...names].filter((name) => one.get(name) !== other.get(name));
  return found.length === 0 ? 'all bytes equal' : `different: ${found.join(', ')}`;
}

/**
 * @param {string} one
 * @param {string} other
 */
function firstDifference(one, other) {
  const [a, b] = [one.split('\n'), other.split('\n')];
  return a.findIndex((line, index) => line !== b[index]);
}
