/**
 * Ends recorded sessions by SIGKILL at random moments, and resumes them:
 * `npm run killed -- 200 7`: 200 sessions, seed 7, several at once, for they mostly wait. Each must come to the last command that was
 * written, with the state that a run has there which was never interrupted.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import { readRecording } from '../../dist/cli/files/recording-file.js';
import { InputFiles } from '../../dist/cli/opening/input-files.js';
import { openRecording } from '../../dist/cli/opening/open-recording.js';
import { scenarioOfText } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { Random } from '../../dist/kernel/random.js';
import { digestOf } from '../../dist/recording/digest.js';
import { numbersGiven } from '../support/numbers-given.mjs';

const [times = 200, seed = 1] = numbersGiven(['sessions', 'seed']);
const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));
const KEYS = [
  ':block 2\r',
  ':noblock 2\r',
  ':crash 3\ry',
  ':recover 3\r',
  'L',
  'm\r',
  ':spawn 1\r',
  ':set stability 0.5\r',
  ':policy none\r',
  ':policy openmosix\r',
  '.',
  ',',
  // A command that follows begins a branch.
  ':go -5s\r',
  ':go -20s\r:noblock 2\r',
  '+',
  '-',
  'p',
  '\x1b[B',
];

const AT_ONCE = 4;

const random = new Random(seed);
const wrong = [];
let commands = 0;
let branches = 0;
let begun = 0;
await Promise.all(Array.from({ length: AT_ONCE }, someSessions));
for (const line of wrong) console.log(line);
console.log(
  `${times} sessions killed, with ${commands} commands on ${branches} branches: ${wrong.length} not resumed as they were`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** One session after the other, as long as there are any. */
async function someSessions() {
  while (begun < times) {
    const number = begun++;
    const state = mkdtempSync(join(tmpdir(), 'mtop-sim-killed-'));
    try {
      await session(state, random.split(`session ${number}`));
      const [name] = readdirSync(join(state, 'mtop-sim'));
      const problem = await problemOf(join(state, 'mtop-sim', name));
      if (problem !== undefined) wrong.push(`session ${number}: ${problem}`);
    } finally {
      rmSync(state, { recursive: true });
    }
  }
}

/** Drives a dashboard by keys until a random moment, and kills it. */
async function session(state, random) {
  const env = {
    ...process.env,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    XDG_STATE_HOME: state,
    XDG_CONFIG_HOME: '/dev/null/config',
  };
  const child = pty.spawn(
    process.execPath,
    [PROGRAM, '--rate', '50', '--seed', String(random.below(1000))],
    { cols: 100, rows: 30, env },
  );
  let received = '';
  child.onData((text) => {
    received = (received + text).slice(-4000);
  });
  const exited = new Promise((resolve) => child.onExit(resolve));
  while (!received.includes('quit')) await sleep(20);
  const end = performance.now() + 300 + 1700 * random.uniform();
  while (performance.now() < end) {
    child.write(KEYS[random.below(KEYS.length)]);
    await sleep(5 + random.below(60));
  }
  child.kill('SIGKILL');
  await exited;
}

/** @returns what is not as it was; undefined: all is */
async function problemOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n').length - 2;
  const recording = readRecording(file);
  if (recording.entries.length < lines) return `${lines} lines, ${recording.entries.length} read`;
  const last = recording.branches.find(({ id }) => id === recording.branch);
  const { session } = await openRecording(file, undefined);
  session.seek(Number.POSITIVE_INFINITY);
  if (session.divergence !== undefined) return `differs at ${JSON.stringify(session.divergence)}`;
  const sent = commandsTo(recording, last);
  commands += sent.length;
  branches += recording.branches.length;
  const moment = session.moment;
  if (moment.commands !== sent.length) return `${moment.commands} of ${sent.length} commands`;
  const plain = await plainRun(recording, sent, moment);
  return plain === digestOf(session.save()) ? undefined : 'another state than that of a plain run';
}

/** All that was sent on the way to a branch's end. */
function commandsTo({ branches }, { parent, since, commands }) {
  if (parent === undefined) return commands;
  const before = commandsTo(
    { branches },
    branches.find(({ id }) => id === parent),
  );
  return [...before.slice(0, since.commands), ...commands];
}

/** The state of a run that gets the same commands and is never turned back. */
async function plainRun({ header }, sent, moment) {
  const scenario = scenarioOfText('it', header.scenario, header.options, new InputFiles());
  const session = await openSession(scenario, { measures: true });
  for (const { at, command } of sent) {
    session.advance(at.seconds, { maxEvents: at.steps - session.steps });
    session.send(command);
  }
  session.advance(moment.seconds, { maxEvents: moment.steps - session.steps });
  return digestOf(session.save());
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
