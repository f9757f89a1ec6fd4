import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../src/library/index.js';
import { mtop } from '../support/command-line.js';
import { smallStudy } from '../support/small-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a module that imports the package by its name. */
function runModule(text: string) {
  return execFileSync(process.execPath, ['--input-type=module', '-e', text], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

describe('the library', () => {
  const programs = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.mjs'));
  it.each(programs)('has an example that works: %s', (name) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('examples', name)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(EXPECTED[name]!);
  });

  // As on the command line, which watches for it: it went on for ever here.
  it('ends a run in which nothing can happen any more with the sentence of the command line', async () => {
    const scenario = `
nodes: [{ name: a, memory: 64MB, swap: 1MB }]
kernel: { noOom: true }
workload: [{ work: 1000s, memory: 10MB, profile: { growth: 10MB } }]
`;
    const file = join(temporaryFolder({ 'x.yaml': scenario }), 'x.yaml');
    await expect(run(file)).rejects.toThrow(
      /^this run can never end: process 1000 \(node 1\) cannot/,
    );
  });

  it('ends in the figures of the command line', () => {
    const options = "{ policy: 'power-of-d', seed: 3, until: 600, set: { 'policy.d': 3 } }";
    const figures = JSON.parse(
      runModule(`import { run } from 'mtop-sim';
        console.log(JSON.stringify(await run('auckland', ${options})));`),
    );
    const flags = [
      '--policy',
      'power-of-d',
      '--seed',
      '3',
      '--until',
      '600',
      '--set',
      'policy.d=3',
    ];
    const { meanResponse, migrations, utilisation } = JSON.parse(
      mtop(['run', 'auckland', '--json', '--quiet', ...flags]).stdout,
    );
    expect(figures).toMatchObject({ meanResponse, migrations, utilisation, policy: 'power-of-d' });
  });

  it.each([
    ["run('nowhere')", 'there is no scenario "nowhere"'],
    ["run('two-nodes', { set: { 'a b': 1 } })", 'set: "a b" is no key of a scenario'],
    ["run('two-nodes', { until: Infinity })", 'this run would never end'],
    ["study('nowhere.study.yaml')", 'study nowhere.study.yaml: '],
    ["study('x.study.yaml', { workers: 0 })", 'workers: must be a whole number from 1 on, got 0'],
  ])('refuses what is wrong with a sentence: %s', (call, sentence) => {
    const text = `import { run, study, UserError } from 'mtop-sim';
      await ${call}.catch((error) => console.log(error instanceof UserError, error.message));`;
    const output = runModule(text);
    expect(output).toMatch(/^true /);
    expect(output).toContain(sentence);
  });

  it('carries out studies in the bytes of the command line, and gives their tables as rows', () => {
    const { folder, file } = smallStudy(`
factors: { rho: [0.5, 0.7], information: [perfect, gossip] }
measure: { warmUp: 20 processes, watch: 100 processes, metrics: [meanSlowdown, age] }
replications: 2
compare: { to: { information: perfect } }
`);
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [here, there] = [join(folder, 'here'), join(folder, 'there')];
    const { told, results } = JSON.parse(
      runModule(`import { study } from 'mtop-sim';
        const told = [];
        const options = { out: ${JSON.stringify(here)}, told: (state) => told.push(state) };
        const results = await study(${JSON.stringify(file)}, options);
        console.log(JSON.stringify({ told, results }));`),
    );
    expect(mtop(['study', 'run', file, '--out', there, '--quiet']).status).toBe(0);
    for (const name of ['cells.csv', 'contrasts.csv', 'runs/all.jsonl', 'study.json']) {
      expect(readFileSync(join(here, name)), name).toEqual(readFileSync(join(there, name)));
    }
    expect(told).toHaveLength(8);
    expect(told[7]).toEqual({ done: 8, runs: 8, failed: 0 });
    expect(results).toMatchObject({ folder: here, failed: 0, gains: [], classes: [] });
    // Two rows of each of four cells, and of each of two differences.
    expect([results.cells.length, results.contrasts.length]).toEqual([8, 4]);
    const [names, first] = readFileSync(join(here, 'cells.csv'), 'utf8').split('\n');
    const values = Object.values(results.cells[0]).map((value) => value ?? '');
    expect(Object.keys(results.cells[0]).join(',')).toBe(names);
    expect(values.join(',')).toBe(first);
    expect(results.cells[0]).toMatchObject({
      rho: '0.5',
      metric: 'meanSlowdown',
      n: 2,
      note: null,
    });
  });

  // Each run would take minutes.
  it('counts the runs of a study that took too long as failed, and tells of them', () => {
    const folder = temporaryFolder({
      'x.yaml': `nodes: [{ count: 2 }]
workload: [{ home: 1, arrivals: { every: exponential 1s }, work: exponential 1s, count: 5000000 }]
`,
      's.yaml': 'scenario: x.yaml\nreplications: 2\nmeasure: { metrics: [makespan] }\n',
    });
    const { told, results } = JSON.parse(
      runModule(`import { study } from 'mtop-sim';
        const told = [];
        const options = { runTimeout: 0.2, workers: 1, told: (state) => told.push(state) };
        const results = await study(${JSON.stringify(join(folder, 's.yaml'))}, options);
        console.log(JSON.stringify({ told, results }));`),
    );
    expect(told).toEqual([
      { done: 1, runs: 2, failed: 1 },
      { done: 2, runs: 2, failed: 2 },
    ]);
    expect(results.failed).toBe(2);
    expect(results.cells).toMatchObject([{ metric: 'makespan', n: 0, failed: 2 }]);
  });

  it('has types, and policies have theirs', () => {
    const folder = temporaryFolder({
      'mine.ts': `import { open, run, study, type Run, type Session, type StudyResults } from 'mtop-sim';
        import type { Policy } from 'mtop-sim/policy';
        const mine: Policy = {
          name: 'mine', about: '', scope: 'node', parameters: { d: 2 },
          place: ({ others, random }) => ({ to: others[Math.floor(random() * 2)], reason: 'r' }),
        };
        const figures: Run = await run('auckland', { policy: mine });
        const session: Session = await open('auckland');
        // @ts-expect-error: there is no such hook's answer
        const wrong: Policy = { name: 'w', about: '', scope: 'node', place: () => 7 };
        const results: StudyResults = await study('x.study.yaml', { workers: 2 });
        console.log(figures.meanSlowdown, session.view().now, wrong, results.cells[0]?.mean);`,
      'package.json': '{ "type": "module" }',
    });
    const packages = join(folder, 'node_modules');
    execFileSync('mkdir', [packages]);
    execFileSync('ln', ['-s', ROOT, join(packages, 'mtop-sim')]);
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const words = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
    const options = { cwd: folder, encoding: 'utf8' as const };
    const lib = ['--lib', 'es2023,dom', 'mine.ts'];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...words, ...lib], options);
    expect([status, stdout]).toEqual([0, '']);
  });
});

const EXPECTED: Readonly<Record<string, RegExp>> = {
  'compare-policies.mjs': /^none +\d\.\d\d\n(?:.*\n){3}central-jsq +\d\.\d\d\n$/,
  'own-policy.mjs': /^fewest: \d+ of \d+ done\n$/,
  'watch.mjs': /3 min: .*\n(?:.*\n)*5 min: .* 0\n$/,
};
