/**
 * How fast studies are: two workers beside one, what a run costs besides its simulation, runs per
 * second beside ps_ref.py, and a million rows put together. `npm run bench:study`; `-- 100000`: so
 * many rows, 0: none.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStudy } from '../../dist/cli/studies/open-study.js';
import { StudyPool } from '../../dist/cli/studies/study-pool.js';
import { seedOf } from '../../dist/lab/study/read-study.js';
import { findPolicy } from '../../dist/scheduler/policies/registry.js';
import { createSession } from '../../dist/session/simulated.js';
import { writeProcessorSharing } from './generate.mjs';
import { median } from './median.mjs';
import { hasReference, timeReference } from './reference.mjs';

const MERGE = fileURLToPath(new URL('measure-merge.mjs', import.meta.url));
const rows = process.argv[2] ?? '1000000';
const folder = mkdtempSync(join(tmpdir(), 'bench-study-'));
try {
  for (const processes of [1500, 20_000]) await twoWorkers(processes);
  await overhead();
  await besideReference();
  if (rows !== '0') spawnSync(process.execPath, [MERGE, rows], { stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * 64 runs of eight nodes, by one worker and by two in turns: short ones, of which V8 has as much work
 * as the simulation, since each thread compiles and optimises by itself, and longer ones.
 */
async function twoWorkers(processes) {
  const study = studyOf('eight', eightNodes(), `${processes} processes`);
  const seconds = { 1: [], 2: [] };
  for (let turn = 0; turn < 3; turn++) {
    for (const workers of [1, 2]) seconds[workers].push(await runAll(study, { runs: 64, workers }));
  }
  const [one, two] = [median(seconds[1]), median(seconds[2])];
  console.log(
    `64 runs of 8 nodes, ${processes} processes each: 1 worker ${one.toFixed(2)} s, ` +
      `2 workers ${two.toFixed(2)} s, ${(two / one).toFixed(3)} of it (at most 0.55 is wanted)`,
  );
}

/** A run in a thread of a study beside the same simulation that nobody watches, in turns. */
async function overhead() {
  const study = studyOf('short', eightNodes(), '100 processes');
  const [cell] = study.cells;
  const pool = poolOf(study, 1);
  const runs = runsOf(study, 100);
  const each = { study: [], bare: [] };
  for (let turn = 0; turn < 5; turn++) {
    const ends = [];
    const started = performance.now();
    await pool.runAll(runs, ({ line }) => ends.push(line));
    each.study.push((performance.now() - started) / runs.length);
    const makespans = ends.map((line) => JSON.parse(line).figures.makespan);
    const before = performance.now();
    for (const [run, { seed }] of runs.entries()) {
      const policy = findPolicy(cell.scenario.policy);
      const session = createSession({ ...cell.scenario, seed }, { policy, measures: false });
      session.advance(makespans[run]);
    }
    each.bare.push((performance.now() - before) / runs.length);
  }
  await pool.close();
  const [whole, bare] = [each.study, each.bare].map((turns) => median(turns.slice(1)));
  console.log(
    `a run of 200 processes on 8 nodes takes ${whole.toFixed(2)} ms, its simulation ` +
      `${bare.toFixed(2)} ms: ${(whole - bare).toFixed(2)} ms for the rest (at most 2 are wanted)`,
  );
}

/** Seven nodes, 1000 processes without moves: runs of a study, and those of plain Python. */
async function besideReference() {
  const prefix = join(folder, 'ps');
  writeProcessorSharing(prefix, 7, 1000);
  const scenario = `
nodes: { csv: ${prefix}.hosts.csv }
policy: none
information: perfect
workload: [{ csv: ${prefix}.procs.csv }]
`;
  const study = studyOf('reference', scenario);
  const seconds = [];
  // The start of Python and that of the thread are left out.
  const pool = poolOf(study, 1);
  for (let turn = 0; turn < 6; turn++) {
    const before = performance.now();
    await pool.runAll(runsOf(study, 100), () => {});
    seconds.push((performance.now() - before) / 1000);
  }
  await pool.close();
  const own = 100 / median(seconds.slice(1));
  const line = `runs per second, one core, 1000 processes on 7 nodes, none moves: ${own.toFixed(0)}`;
  if (!hasReference) {
    console.log(`${line}; ps_ref.py is not here to be compared with`);
    return;
  }
  const reference = [1, 2, 3, 4, 5].map(() => timeReference(prefix));
  // It reads its input in each run, as a study does.
  const each = median(reference.map(({ runSeconds, readSeconds }) => runSeconds + readSeconds));
  console.log(`${line}; ps_ref.py ${(1 / each).toFixed(0)}: ${(own * each).toFixed(1)} times`);
}

function eightNodes() {
  return `
nodes: [{ count: 8, cpus: 1, speed: 10000 }]
workload: [{ home: random, arrivals: { every: exponential 1.5625s }, work: exponential 10s, memory: 1MB }]
`;
}

/**
 * @param {string} name
 * @param {string} scenario
 * @param {string} [watch] how many processes; default: all
 */
function studyOf(name, scenario, watch) {
  const window = watch === undefined ? '' : `warmUp: 100 processes, watch: ${watch}, `;
  writeFileSync(join(folder, `${name}.yaml`), scenario);
  const file = join(folder, `${name}.study.yaml`);
  writeFileSync(file, `scenario: ./${name}.yaml\nmeasure: { ${window}samples: none }\n`);
  return openStudy(file);
}

function poolOf({ study, cells }, workers) {
  const scenarios = cells.map((cell) => cell.scenario);
  return new StudyPool({ scenarios, study }, { workers, limitSeconds: 600 });
}

function runsOf({ study, cells }, count) {
  const [cell] = cells;
  const { window } = study;
  return Array.from({ length: count }, (_, replication) => {
    const seed = seedOf(study, replication);
    return { cell: 0, key: cell.hash, window, isPilot: false, replication, seed };
  });
}

/** @returns seconds, the start of the threads included */
async function runAll(study, { runs, workers }) {
  const pool = poolOf(study, workers);
  const started = performance.now();
  await pool.runAll(runsOf(study, runs), ({ failed }) => {
    if (failed !== undefined) throw new Error(failed);
  });
  await pool.close();
  return (performance.now() - started) / 1000;
}
