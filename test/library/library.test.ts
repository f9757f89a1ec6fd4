import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/library/index.js';
import { mtop, temporaryFolder } from '../support/command-line.js';

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
  ])('refuses what is wrong with a sentence: %s', (call, sentence) => {
    const text = `import { run, UserError } from 'mtop-sim';
      await ${call}.catch((error) => console.log(error instanceof UserError, error.message));`;
    const output = runModule(text);
    expect(output).toMatch(/^true /);
    expect(output).toContain(sentence);
  });

  it('has types, and policies have theirs', () => {
    const folder = temporaryFolder({
      'mine.ts': `import { open, run, type Run, type Session } from 'mtop-sim';
        import type { Policy } from 'mtop-sim/policy';
        const mine: Policy = {
          name: 'mine', about: '', scope: 'node', parameters: { d: 2 },
          place: ({ others, random }) => ({ to: others[Math.floor(random() * 2)], reason: 'r' }),
        };
        const figures: Run = await run('auckland', { policy: mine });
        const session: Session = await open('auckland');
        // @ts-expect-error: there is no such hook's answer
        const wrong: Policy = { name: 'w', about: '', scope: 'node', place: () => 7 };
        console.log(figures.meanSlowdown, session.view().now, wrong);`,
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
