import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeProcessorSharing } from './generate.mjs';

const ORACLE = fileURLToPath(new URL('../../../shared/oracle', import.meta.url));

/** Whether ps_ref.py, the yardstick, can be run here. */
export const hasReference =
  existsSync(join(ORACLE, 'ps_ref.py')) && spawnSync('python3', ['--version']).status === 0;

/**
 * Runs ps_ref.py's simulation of the files of a prefix. It reads them itself; how long that takes
 * is measured by reading them in the same way once more.
 * @returns seconds (and CPU seconds) that remain for the simulation, and seconds of reading
 */
export function timeReference(prefix) {
  const output = execFileSync('python3', ['-B', '-c', TIMED, ORACLE, prefix], { encoding: 'utf8' });
  const [whole, readSeconds, wholeCpu, readCpu] = output.trim().split(' ').map(Number);
  return { runSeconds: whole - readSeconds, readSeconds, cpuSeconds: wholeCpu - readCpu };
}

const TIMED = `
import csv, sys, time
oracle, prefix = sys.argv[1:]
sys.path.insert(0, oracle)
import ps_ref
nodes, processes = prefix + ".hosts.csv", prefix + ".procs.csv"
t0, c0 = time.perf_counter(), time.process_time()
rows = [(float(r["arrival"]), int(r["pid"]), int(r["host"]), float(r["work"])) for r in csv.DictReader(open(processes))]
t1, c1 = time.perf_counter(), time.process_time()
del rows
t2, c2 = time.perf_counter(), time.process_time()
done, events, migrations, busy = ps_ref.simulate(nodes, processes, float)
t3, c3 = time.perf_counter(), time.process_time()
print(t3 - t2, t1 - t0, c3 - c2, c1 - c0)
`;

/**
 * Compares the inputs made here with those of gen.py.
 * @returns a sentence
 */
export function compareGenerators(folder) {
  if (!hasReference) return 'gen.py is not here to compare the inputs with';
  const [nodes, processes] = [100, 10_000];
  const ours = join(folder, 'ours');
  const theirs = join(folder, 'theirs');
  writeProcessorSharing(ours, nodes, processes, 7);
  const options = ['--hosts', `${nodes}`, '--procs', `${processes}`, '--seed', '7'];
  execFileSync('python3', ['-B', join(ORACLE, 'gen.py'), ...options, '--out', theirs]);
  const expected = readRows(`${theirs}.procs.csv`);
  const rows = readRows(`${ours}.procs.csv`);
  if (readFileSync(`${ours}.hosts.csv`, 'utf8') !== readFileSync(`${theirs}.hosts.csv`, 'utf8')) {
    throw new Error('the nodes made here differ from those of gen.py');
  }
  let largest = 0;
  for (const [row, [pid, arrival, home, work]] of expected.entries()) {
    const [ourPid, ourArrival, ourHome, ourWork] = rows[row] ?? [];
    largest = Math.max(largest, Math.abs(ourArrival / arrival - 1));
    const isSame = ourPid === pid && ourHome === home && ourWork === work;
    if (isSame && largest < 1e-12 && rows.length === expected.length) continue;
    throw new Error(`row ${row} of the processes made here differs from that of gen.py`);
  }
  return (
    `inputs equal those of gen.py: ${processes} processes, homes and work to the last bit, ` +
    `arrivals within ${largest.toExponential(1)}`
  );
}

function readRows(file) {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => line.split(',').map(Number));
}
