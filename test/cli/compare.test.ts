import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { temporaryFile } from '../support/temporary-file.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** One process of `work` on an idle node: its response is its work. */
const one = () =>
  temporaryFile('one.yaml', 'nodes: [{}]\nworkload: [{ home: node1, work: 10s }]\n');

/** Chance decides when they come and how long they take. */
const many = () =>
  temporaryFile(
    'many.yaml',
    `nodes: [{ count: 2 }]
policy: none
workload:
  - { home: node1, count: 50, arrivals: { every: exponential 4s }, work: exponential 3s }
`,
  );

interface Document {
  readonly seeds: readonly number[];
  readonly cases: readonly {
    readonly name: string;
    readonly means: Readonly<Record<string, { readonly mean: number; readonly halfWidth: number }>>;
    readonly runs: readonly Readonly<Record<string, number>>[];
  }[];
  readonly differences: readonly {
    readonly name: string;
    readonly measure: string;
    readonly mean: number;
    readonly p: number;
    readonly varianceRatio: number;
  }[];
}

function compared(...words: readonly string[]): Document {
  const { status, stdout, stderr } = mtop(['compare', ...words, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Document;
}

describe('compare', () => {
  it('runs each case with the seeds that follow its own, as `run` does with each of them', () => {
    const file = many();
    const { seeds, cases } = compared(file, '--seed', '5', '--replications', '3');
    expect(seeds).toEqual([5, 6, 7]);
    const alone = seeds.map((seed) => {
      const { stdout } = mtop(['run', file, '--seed', String(seed), '--json']);
      return (JSON.parse(stdout) as { readonly meanResponse: number }).meanResponse;
    });
    expect(cases[0]!.runs.map(({ meanResponse }) => meanResponse)).toEqual(alone);
    const mean = alone.reduce((total, value) => total + value, 0) / 3;
    expect(cases[0]!.means.meanResponse!.mean).toBeCloseTo(mean, 12);
  });

  // 10 s and 25 s of work on an idle CPU.
  it('says by how much a case differs from the first one', () => {
    const found = compared(one(), '--case', 'as it is', '--case', 'workload[0].work=25s');
    const response = found.differences.find(({ measure }) => measure === 'meanResponse')!;
    expect(response).toMatchObject({ name: 'workload[0].work=25s', mean: 15, p: 0 });
  });

  it('has random numbers in common: what is the same in two cases does not differ', () => {
    const words = [many(), '--replications', '10', '--case', 'policy=none'];
    const found = compared(...words, '--case', 'policy=openmosix');
    const slowdown = found.differences.find(({ measure }) => measure === 'meanSlowdown')!;
    expect(slowdown.mean).toBeLessThan(0);
    expect(slowdown.p).toBeLessThan(0.05);
    expect(slowdown.varianceRatio).toBeGreaterThan(1);
  });

  it('prints a table of means, and one of differences', () => {
    const words = ['compare', one(), '--replications', '2', '--case', 'as it is'];
    const { stdout } = mtop([...words, '--case', 'workload[0].work=25s', '--quiet']);
    expect(stdout).toContain('one: 2 runs of each case, seeds 1 to 2; means with 95 % confidence');
    expect(stdout).toMatch(/^mean response +10\.00 ± 0\.00 s +25\.00 ± 0\.00 s$/m);
    expect(stdout).toMatch(/^less "as it is", seed by seed/m);
    expect(stdout).toMatch(/^mean response +\+15\.00 ± 0\.00 s, p < 0\.001$/m);
  });

  it.each([
    [['--case', 'polcy=none'], 'scenario', '--set polcy: unknown key; did you mean policy?'],
    [['--case', 'x'], 'argument', 'It must be settings such as "policy=none; openmosix.window=4"'],
    [['--case', 'seed=2', '--case', 'seed=2'], '--case "seed=2"', 'is given twice'],
    [['--replications', '0'], 'argument', 'It must be a whole number from 1 to 100000.'],
    [['--host'], 'the processes of this computer', 'they cannot be replicated'],
    [['--set', 'workload[0].work=endless'], 'this run would never end', 'give it an end'],
  ])('refuses %j with one sentence', (words, first, second) => {
    const { status, stderr } = mtop(['compare', one(), ...words]);
    expect(status).toBe(2);
    expect(stderr).toContain(first);
    expect(stderr).toContain(second);
  });
});

it('says in JSON which bytes each case is of, with what its policy imports, and what was measured', () => {
  const policy = (name: string) =>
    `import './${name}-part.mjs';
export default { name: '${name}', about: '', scope: 'node', decide: () => ({ reason: '-' }) };`;
  const folder = temporaryFolder({
    ...{ 'a.mjs': policy('a'), 'a-part.mjs': '', 'b.mjs': policy('b'), 'b-part.mjs': '' },
  });
  const cases = ['a', 'b'].flatMap((name) => ['--case', `policy=${join(folder, name)}.mjs`]);
  const words = ['compare', 'two-nodes', ...cases, '--replications', '1', '--json', '--quiet'];
  const window = ['--until', '1min', '--watch', '3 processes', '--bound', '5s'];
  const { status, stdout, stderr } = mtop([...words, ...window]);
  expect([status, stderr]).toEqual([0, '']);
  const { files, measured } = JSON.parse(stdout).provenance;
  const names = files.map(({ name }: { readonly name: string }) => name.replace(/.*\//, ''));
  expect(names.sort()).toEqual(['a-part.mjs', 'a.mjs', 'b-part.mjs', 'b.mjs', 'two-nodes.yaml']);
  // Wherever the program was installed.
  expect(files[0].name).toBe('mtop-sim/config/two-nodes.yaml');
  expect(measured).toEqual({
    window: {
      warmUp: { kind: 'processes', count: 0 },
      watch: { kind: 'processes', count: 3 },
    },
    slowdown: { yardstick: 'home', boundSeconds: 5 },
    until: 60,
  });
});
