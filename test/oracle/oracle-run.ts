import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ORACLE = resolve(ROOT, '../shared/oracle');
const COMMAND = join(ROOT, 'bin/mtop-sim.js');
/** A run that takes longer than this never ends. */
const RUN_MILLISECONDS = 120_000;

/** What is missing for a comparison with the reference; undefined: nothing is. */
export const missing: string | undefined = whatIsMissing();

/** The case that comes with its completion times. */
export const CASE_S = join(ORACLE, 's');

/** A folder of its own, removed after `use`. */
export function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-oracle-'));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a case with gen.py. @returns the prefix of its files */
export function generate(folder: string, options: string): string {
  const prefix = join(folder, 'case');
  execFileSync('python3', [join(ORACLE, 'gen.py'), ...options.split(' '), '--out', prefix]);
  return prefix;
}

/** Completion times that ps_ref.py computes. */
export function reference(folder: string, prefix: string, ...options: string[]) {
  const out = join(folder, 'reference.csv');
  const script = join(ORACLE, 'ps_ref.py');
  execFileSync('python3', [script, prefix, '--out', out, ...options], { stdio: 'pipe' });
  return readCompletions(out);
}

/** Completion times of the ordinary command; `migration` is free of transfer: nothing has bytes. */
export function measured(folder: string, prefix: string, policy: string): Map<number, number> {
  const scenario = join(folder, 'scenario.yaml');
  const out = join(folder, 'completions.csv');
  writeFileSync(
    scenario,
    `nodes: { csv: "${prefix}.hosts.csv" }
workload: [{ csv: "${prefix}.procs.csv" }]
policy: ${policy}
migration: { fixed: 100ms }
`,
  );
  const run = [COMMAND, 'run', scenario, '--quiet', '--completions', out];
  execFileSync(process.execPath, run, { stdio: 'pipe', timeout: RUN_MILLISECONDS });
  return readCompletions(out);
}

/** The largest difference of two completion times of one process. */
export function largestDifference(
  measuredTimes: ReadonlyMap<number, number>,
  expectedTimes: ReadonlyMap<number, number>,
): number {
  if (measuredTimes.size !== expectedTimes.size) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [pid, expected] of expectedTimes) {
    const difference = Math.abs((measuredTimes.get(pid) ?? Number.POSITIVE_INFINITY) - expected);
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Reads `pid,completion`. */
export function readCompletions(file: string): Map<number, number> {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [pid, completion] = line.split(',').map(Number);
      return [pid!, completion!];
    }),
  );
}

function whatIsMissing(): string | undefined {
  if (!existsSync(join(ORACLE, 'ps_ref.py'))) return 'no ../shared/oracle';
  if (spawnSync('python3', ['--version']).status !== 0) return 'no python3';
  return undefined;
}
