/**
 * How long it takes to put a million runs of a study together, and how much memory: `npm run bench:merge`;
 * `-- 100000`: so many. The rows are like those of `study run`, with drawn figures.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MEASURES } from '../../dist/lab/measures.js';
import { seedOf } from '../../dist/lab/study/read-study.js';
import { lineOfRow } from '../../dist/lab/study/run-row.js';
import { numbersGiven } from '../support/numbers-given.mjs';
import { SplitMix64 } from './splitmix64.mjs';

const BIN = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));
const CELLS = 250;
const SHARDS = 64;
const [runs = 1_000_000] = numbersGiven(['runs']);
const replications = Math.ceil(runs / CELLS);

const folder = mkdtempSync(join(tmpdir(), 'merge-'));
try {
  const file = join(folder, 'a.study.yaml');
  writeFileSync(file, studyText());
  const out = join(folder, 'out');
  // Makes study.json, which has the hashes of the cells.
  spawnSync(process.execPath, [
    BIN,
    'study',
    'run',
    file,
    '--out',
    out,
    '--time',
    '100ms',
    '--quiet',
  ]);
  const bytes = writeRows(out);
  const { seconds, megabytes } = await measured(['study', 'merge', file, out]);
  const each = Math.round(bytes / (CELLS * replications));
  console.log(
    `${CELLS * replications} runs of ${CELLS} cells in ${SHARDS} files, ${each} bytes each: ` +
      `merged in ${seconds.toFixed(1)} s with ${megabytes} MB`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function studyText() {
  const windows = Array.from({ length: CELLS / 2 }, (_, i) => i + 2);
  return `
scenario: two-nodes
factors: { information: [perfect, gossip], "openmosix.stability": [${windows.map((i) => 1 + i / 1000)}] }
measure: { warmUp: 10 processes, watch: 100 processes, samples: none }
replications: ${replications}
compare: { to: { information: perfect } }
`;
}

/** As shards leave them: in the order of replications, one cell after the other. */
function writeRows(out) {
  const { cells } = JSON.parse(readFileSync(join(out, 'study.json'), 'utf8'));
  rmSync(join(out, 'runs'), { recursive: true, force: true });
  mkdirSync(join(out, 'runs'));
  const names = Array.from({ length: SHARDS }, (_, i) =>
    join(out, 'runs', `${i + 1}-of-${SHARDS}.jsonl`),
  );
  const files = names.map((name) => openSync(name, 'w'));
  const random = new SplitMix64(1);
  for (let replication = 0; replication < replications; replication++) {
    const seed = seedOf({ seed: 1 }, replication);
    const texts = names.map(() => '');
    for (const [cell, { hash }] of cells.entries()) {
      const figures = Object.fromEntries(MEASURES.map(({ key }) => [key, 1 + random.unit()]));
      const shard = (cell + replication * CELLS) % SHARDS;
      texts[shard] += lineOfRow({ cell: hash, replication, seed, figures });
    }
    for (const [shard, text] of texts.entries()) writeSync(files[shard], text);
  }
  for (const descriptor of files) closeSync(descriptor);
  return names.reduce((total, name) => total + statSync(name).size, 0);
}

/** Time from start to end, and the most memory that it had (VmHWM). */
async function measured(words) {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let kilobytes = 0;
  const look = setInterval(() => {
    const [, most] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    kilobytes = Math.max(kilobytes, Number(most ?? 0));
  }, 20);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`the merge has failed with exit code ${code}`);
  return { seconds: (performance.now() - started) / 1000, megabytes: Math.round(kilobytes / 1024) };
}
