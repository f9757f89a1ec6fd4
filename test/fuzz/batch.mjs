import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../../dist/kernel/random.js';
import { KINDS, POLICY, written } from './kinds.mjs';
import { mutated } from './mutate.mjs';

// Reads so many mutated inputs in this process, and one of some hundreds by the command line too.
// Prints a line per failure and keeps its input; the last line is the tally, as JSON.
const [count, seed] = process.argv.slice(2).map(Number);
const MOST_MS = 2000;
const MOST_BYTES = 300 * 1024 ** 2;
const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

const random = new Random(seed);
const below = (limit) => random.below(limit);
const turns = KINDS.flatMap((kind) => Array(kind.share).fill(kind));
const folder = mkdtempSync(join(tmpdir(), 'mtop-fuzz-'));
const tally = { taken: 0, refused: 0, failed: 0 };
let slowestMs = 0;
// Each policy waits for the end of the program.
process.setMaxListeners(0);

for (let number = 0; number < count; number++) {
  const kind = turns[number % turns.length];
  const bytes = mutated(kind.seeds[below(kind.seeds.length)], below);
  const file = written(folder, kind, bytes, number);
  const started = process.cpuUsage();
  let problem = await inProcess(kind, file);
  const { user, system } = process.cpuUsage(started);
  // Of CPU time: others may be at work on this computer.
  const tookMs = (user + system) / 1000;
  slowestMs = Math.max(slowestMs, tookMs);
  if (tookMs > MOST_MS) problem ??= `took ${Math.round(tookMs)} ms`;
  if (number % 300 === 0) problem ??= byCommand(['check', file]);
  if (number % 300 === 150) problem ??= byCommand(policyWords(folder));
  if (problem !== undefined) fail(number, kind, bytes, problem);
}
rmSync(folder, { recursive: true });
const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
if (peakMB * 1024 ** 2 > MOST_BYTES)
  fail(count, { ending: 'all' }, Buffer.alloc(0), `${peakMB} MB`);
process.stdout.write(`${JSON.stringify({ ...tally, slowestMs, peakMB })}\n`);

async function inProcess(kind, file) {
  try {
    const problems = await kind.use(file);
    tally[typeof problems === 'string' ? 'refused' : 'taken']++;
    return typeof problems === 'string' ? wrongSentence(kind, problems) : undefined;
  } catch (error) {
    if (error?.name !== 'UserError') return `threw ${error?.stack ?? error}`;
    tally.refused++;
    return wrongSentence(kind, error.message);
  }
}

/** At most 20 lines and a count, without what a terminal obeys once it is said. */
function wrongSentence(kind, text) {
  if (text.trim() === '') return 'was refused without a word';
  if (text.split('\n').length > 22) return `was refused in ${text.split('\n').length} lines`;
  // A policy's own error is part of the sentence about it.
  if (kind.ending === 'mjs') return undefined;
  return /is not a function|undefined|\[object|Cannot read/.test(text) ? `says ${text}` : undefined;
}

function byCommand(words) {
  const { status, signal, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
    encoding: 'utf8',
    // Others may be at work on this computer.
    timeout: 600_000,
  });
  if (status !== 0 && status !== 1 && status !== 2) return `ended with ${status ?? signal}`;
  if (/^ +at |bug in mtop-sim/m.test(stderr)) return `says ${stderr}`;
  return stderr.includes('\u001b') ? 'wrote an escape to the terminal' : undefined;
}

function policyWords(directory) {
  const policy = join(directory, 'policy.mjs');
  writeFileSync(policy, mutated(Buffer.from(POLICY), below));
  return ['run', 'two-nodes', '--until', '5s', '--quiet', '--policy', policy];
}

function fail(number, kind, bytes, problem) {
  tally.failed++;
  const kept = join(tmpdir(), `mtop-fuzz-${seed}-${number}.${kind.ending}`);
  writeFileSync(kept, bytes);
  process.stdout.write(`input ${number} ${problem}\n  ${kept}\n`);
}
