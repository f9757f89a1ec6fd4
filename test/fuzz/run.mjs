import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { numbersGiven } from '../support/numbers-given.mjs';

// Reads so many mutated inputs (20 000 unless said otherwise). Each must be taken or refused with a
// sentence, within 2 s of CPU time and 300 MB. Prints a line per failure and keeps its input; exit
// code 1 when there was any. A process reads a batch: modules of policies are never given back.
const [count = 20_000, seed = 1] = numbersGiven(['inputs', 'seed']);
const BATCH = 2000;
const READER = fileURLToPath(new URL('batch.mjs', import.meta.url));

const sum = { taken: 0, refused: 0, failed: 0 };
let slowestMs = 0;
let peakMB = 0;
for (let read = 0; read < count; read += BATCH) {
  const words = [READER, `${Math.min(BATCH, count - read)}`, `${1000 * seed + read / BATCH}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the batch from ${read} on ended with ${status}: ${stderr}`);
  const lines = stdout.trimEnd().split('\n');
  const batch = JSON.parse(lines.pop());
  for (const line of lines) process.stdout.write(`${line}\n`);
  for (const word of Object.keys(sum)) sum[word] += batch[word];
  slowestMs = Math.max(slowestMs, batch.slowestMs);
  peakMB = Math.max(peakMB, batch.peakMB);
}
process.stdout.write(
  `${count} inputs: ${sum.taken} taken, ${sum.refused} refused, ${sum.failed} failed; ` +
    `slowest ${Math.round(slowestMs)} ms, ${peakMB} MB\n`,
);
process.exitCode = sum.failed > 0 ? 1 : 0;
