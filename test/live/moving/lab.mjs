/**
 * What the experiments with moves share: nodes reached by an ssh that fails on demand, jobs whose
 * output shows a second copy or a gap, and a look at them from outside.
 */
import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { reportOf } from '../../../dist/live/job.js';
import { moveJob, recoverJob } from '../../../dist/live/mover.js';
import { NodeCalls } from '../../../dist/live/node-calls.js';

export { wait };
export const HOSTS = (process.env.LIVE_HOSTS ?? 'n1,n2,n3').split(',');
/** As `live run` starts jobs. */
const NICE = '10';
export const LAB = process.env.LIVE_LAB ?? '/var/tmp/mtop-sim-lab';
export const WORK = join(LAB, 'work');
const HERE = fileURLToPath(new URL('.', import.meta.url));
const SETUP = fileURLToPath(new URL('../setup-live.sh', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../../bin/mtop-sim.js', import.meta.url));
process.env.LIVE_LAB = LAB;

rmSync(LAB, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
chmodSync(LAB, 0o755);
chmodSync(WORK, 0o1777);
mkdirSync(join(LAB, 'bin'));
for (const file of ['steps.pl', 'dirty.pl', 'holds.py'])
  copyFileSync(join(HERE, file), join(LAB, file));
copyFileSync(join(HERE, 'ssh'), join(LAB, 'bin/ssh'));
process.env.PATH = `${join(LAB, 'bin')}:${process.env.PATH}`;
process.chdir(WORK);

export const calls = new NodeCalls(new Map(HOSTS.map((host, index) => [index + 1, { host }])));
export const close = () => calls.close();

/** Whether criu can be made to fail, by a file on its node. */
export function failingCriu(isSo) {
  if (isSo) copyFileSync(join(HERE, 'criu'), join(LAB, 'criu'));
  else rmSync(join(LAB, 'criu'), { force: true });
}

/** What the next ssh are to do wrong: see the file ssh. */
export function plan(...lines) {
  writeFileSync(join(LAB, 'plan'), lines.map((line) => `${line}\n`).join(''));
  for (const file of ['done', 'free']) rmSync(join(LAB, file), { force: true });
}

/** Lets a call go on that the plan holds back. */
export function free() {
  writeFileSync(join(LAB, 'free'), '');
}

/** How many lines of the plan that have this in them have taken effect. */
export function happened(text) {
  const file = join(LAB, 'done');
  if (!existsSync(file)) return 0;
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes(text)).length;
}

export function ask(node, verb, ...words) {
  return new Promise((done) => calls.carryOut({ verb, node, words }, 0, done));
}

/** A command on a node, past all of ours. */
export function onNode(node, command) {
  return new Promise((done) =>
    execFile('ssh', [HOSTS[node - 1], command], (_, out) => done(out.trim())),
  );
}

/** Ends a job on all nodes. */
export function drop(job) {
  return Promise.all(calls.nodes.map((node) => ask(node, 'drop', job)));
}

export async function run(job, ...words) {
  await drop(job);
  for (const file of readdirSync(WORK)) {
    if (file.startsWith(`${job}.`)) rmSync(join(WORK, file), { force: true });
  }
  const answer = await ask(1, 'run', job, NICE, WORK, ...words);
  if (answer.kind !== 'yes') throw new Error(`${job}: ${answer.reason}`);
}

export function steps(job, mb = 5, rounds = 40_000) {
  return run(job, 'perl', join(LAB, 'steps.pl'), String(rounds), String(mb), job);
}

export async function reports(job) {
  const answers = await Promise.all(calls.nodes.map((node) => ask(node, 'look', job)));
  return answers.map((answer) => (answer.kind === 'yes' ? reportOf(answer.facts) : undefined));
}

/** Moves within this process. @returns the outcome, and when each call was answered, ms */
export function move(job, source, target, { leaseSeconds = 60, rehearseKb = 32 * 1024 } = {}) {
  const times = [];
  const id = `m${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const moving = { job, move: id, source, target, leaseSeconds, rehearseKb };
  return new Promise((done) =>
    moveJob(moving, calls, {
      call: ({ verb }, answer) => times.push({ verb, ms: performance.now(), kind: answer.kind }),
      done: (outcome) => done({ outcome, times }),
    }),
  );
}

/**
 * `live move` as users start it.
 * @param {string} job
 * @param {string} host
 * @param {{ killAfterMs?: number, withChildren?: boolean }} options when it is killed, and whether its
 *   ssh are as well
 * @returns {Promise<{ code: number | null, said: string }>} its exit code and what it said
 */
export function seat(job, host, { killAfterMs, withChildren = false } = {}) {
  const words = ['live', 'move', job, host, '--on', HOSTS.join(',')];
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  if (killAfterMs !== undefined) {
    setTimeout(() => {
      const children = withChildren ? childrenOf(child.pid) : [];
      child.kill('SIGKILL');
      for (const pid of children) killQuietly(pid);
    }, killAfterMs);
  }
  return new Promise((done) => {
    // ssh's connection for later calls outlives its seat by a minute.
    child.on('exit', (code) => setTimeout(() => done({ code, said: said.trim() }), 20));
  });
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

function killQuietly(pid) {
  try {
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** `live recover` as users start it. */
export function recoverBySeat(job, ...more) {
  const words = ['live', 'recover', job, '--on', HOSTS.join(','), ...more];
  return new Promise((done) =>
    execFile(process.execPath, [PROGRAM, ...words], (error, out, complaint) =>
      done({ code: error?.code ?? 0, said: `${out}${complaint}`.trim() }),
    ),
  );
}

export function recoverHere(job) {
  return new Promise((done) => recoverJob(job, calls, { lost: new Set(), done }));
}

export function size(job) {
  const file = join(WORK, `${job}.log`);
  return existsSync(file) ? statSync(file).size : 0;
}

export async function grows(job) {
  const before = size(job);
  for (let i = 0; i < 200; i++) {
    await wait(20);
    if (size(job) > before) return true;
  }
  return false;
}

/** What steps.pl does, computed here: the lines of a job that is never moved, as far as they are asked for. */
class Unmoved {
  #h = 88172645;
  #round = 0;
  #memory;
  #mb;
  #text = '';

  constructor(mb) {
    this.#mb = mb;
    this.#memory = new Uint32Array(mb * 262_144);
    for (let i = 0; i < 262_144; i++) {
      this.#next();
      for (let k = 0; k < mb; k++) this.#memory[k * 262_144 + i] = this.#h ^ (k + 1);
    }
  }

  /** At least so many characters of what it writes. */
  text(length) {
    while (this.#text.length < length) this.#line();
    return this.#text;
  }

  /** All that it writes when it ends after so many rounds; it must not be asked for more before. */
  whole(rounds) {
    while (this.#round < rounds) this.#line();
    const sum = this.#memory.reduce((total, word) => (total + word) % 2 ** 32, 0);
    return `${this.#text}RESULT ${sum} ${this.#h}\n`;
  }

  #next() {
    this.#h = (Math.imul(this.#h, 1103515245) + 12345) & 0x7fffffff;
  }

  #line() {
    for (let i = 0; i < 3000; i++) this.#next();
    this.#memory[(this.#h % (this.#mb * 256)) * 1024] = this.#h;
    this.#text += `${this.#round++} ${this.#h}\n`;
  }
}

const unmoved = new Map();

export function isPrefix(job, mb = 5) {
  if (!unmoved.has(mb)) unmoved.set(mb, new Unmoved(mb));
  const written = readFileSync(join(WORK, `${job}.log`), 'latin1');
  return unmoved.get(mb).text(written.length).startsWith(written);
}

/** Whether a job that has ended has written what an unmoved one of so many rounds writes. */
export function isWhole(job, mb) {
  const written = readFileSync(join(WORK, `${job}.log`), 'latin1');
  const rounds = written.trimEnd().split('\n').length - 1;
  return new Unmoved(mb).whole(rounds) === written;
}

/** Processes of a job that this machine sees, by its own /proc: their states. */
export function seenFromOutside(job) {
  const states = [];
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'latin1') !== 'perl\n') continue;
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
      if (words[4] !== job) continue;
      states.push(/\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))[1]);
    } catch {
      // It has ended.
    }
  }
  return states;
}

/** Looks from outside whether two copies of a job run. @returns a function that ends it and says what it saw */
export function watch(job) {
  const child = spawn(process.execPath, [join(HERE, 'watch.mjs'), job]);
  return () =>
    new Promise((done) => {
      child.stdout.on('data', (text) => done(String(text).trim()));
      child.kill('SIGTERM');
    });
}

/** Whether setup-live.sh has made the nodes, so that more can be done to them. */
export const isMade = existsSync(`/var/tmp/${process.env.LIVE_NAME ?? 'mtop-live'}/up`);

/** Something that setup-live.sh does to a node. @returns what it prints */
export function setup(verb, node, ...more) {
  return new Promise((done, fail) =>
    execFile('sh', [SETUP, verb, HOSTS[node - 1], ...more], (error, out, complaint) =>
      error ? fail(new Error(complaint)) : done(out.trim()),
    ),
  );
}

/**
 * What is wrong with a job after a fault: it must run as one copy, with the right output.
 * @param {string} job
 * @param {{ at?: number, mb?: number }} expected the node where it must be, and the size of the job
 */
export async function wrongWith(job, { at, mb = 5 } = {}) {
  const wrong = [];
  const all = await reports(job);
  const cells = all.flatMap((report, index) => (report?.cell === 'none' ? [] : [index + 1]));
  const known = all.filter(
    (report) => report === undefined || report.home !== '' || report.arriving,
  );
  if (cells.length !== 1) wrong.push(`copies at ${cells.join(' ') || 'no node'}`);
  if (at !== undefined && cells[0] !== at) wrong.push(`at ${cells[0]}, not at ${at}`);
  if (known.length !== 1) wrong.push('something is left at another node');
  const seen = seenFromOutside(job);
  if (seen.length !== 1) wrong.push(`seen from outside: ${seen.join(' ') || 'nothing'}`);
  if (!(await grows(job))) wrong.push('it stands still');
  if (!isPrefix(job, mb)) wrong.push('its output is not that of an unmoved one');
  return wrong;
}
