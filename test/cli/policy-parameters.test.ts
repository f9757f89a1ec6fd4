import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const NODES = 'nodes: [{ count: 4 }]\nworkload: [{ count: 8, work: 60s, home: 1 }]\n';

/** Runs a scenario of a folder with a policy beside it, from that folder's parent. */
function run(policy: string, words: readonly string[] = [], module = MINE) {
  const folder = temporaryFolder({ 'a.yaml': `${NODES}${policy}`, 'mine.mjs': module });
  return { folder, ...mtop(['run', `${folder}/a.yaml`, '--json', '--quiet', ...words]) };
}

const MINE = `export default {
  name: 'mine', scope: 'node', parameters: { most: 3, word: 'a' },
  create: ({ parameters: { most, word } }) => ({
    place({ own }) {
      return { to: own.runnable < most ? undefined : 2, reason: word };
    },
  }),
};`;

const startedOn1 = (stdout: string) => JSON.parse(stdout).nodes[0].completed;

it.each([
  ['mine', 0, ''],
  ['jsq', 0, ''],
  [
    'mien',
    2,
    'timeline at 5s: there is no policy mien; did you mean mine? (mine, none, openmosix,',
  ],
])(
  'a timeline chooses the module by its own name, or a built-in policy: %s',
  (name, status, complaint) => {
    const timeline = `timeline: [{ at: 5s, do: policy, name: ${name} }]\n`;
    const done = run(`policy: mine.mjs\n${timeline}`);
    expect(done.status).toBe(status);
    expect(done.stderr).toContain(complaint);
  },
);

describe('parameters of a policy', () => {
  it.each([
    ['policy: mine.mjs\n', [], 3],
    ['policy: { use: mine.mjs, most: 5 }\n', [], 5],
    ['policy: mine.mjs\n', ['--set', 'policy.most=2'], 2],
    ['policy: { use: mine.mjs, most: 5 }\n', ['--set', 'policy.most=2'], 2],
  ])('are set in %j by %j', (policy, words, expected) => {
    const { stdout, stderr } = run(policy, words);
    expect(stderr).toBe('');
    expect(startedOn1(stdout)).toBe(expected);
  });

  it('of the file are not those of another policy that is chosen', () => {
    const words = ['--policy', 'power-of-d', '--set', 'policy.d=3'];
    const { status, stderr } = run('policy: { use: mine.mjs, most: 5 }\n', words);
    expect([status, stderr]).toEqual([0, '']);
  });

  it.each([
    [
      'policy: { use: power-of-d, dd: 3 }\n',
      'policy power-of-d: there is no parameter dd: it has d',
    ],
    [
      'policy: { use: power-of-d, __proto__: 3 }\n',
      'policy power-of-d: there is no parameter __proto__: it has d',
    ],
    ['policy: { use: none, d: 3 }\n', 'policy none: there is no parameter d: it has none'],
    ['policy: { use: power-of-d, d: two }\n', 'policy power-of-d: d must be a number, such as 2'],
    ['policy: { use: power-of-d, d: 0 }\n', 'd must be a whole number of at least 1, got 0'],
    ['policy: { d: 3 }\n', 'use is missing: the name of the policy'],
    ['policy: { use: jsq, d: [1] }\n', 'must be a number, text, true or false, got a list'],
  ])('that are wrong are refused with a sentence: %j', (policy, sentence) => {
    const { status, stderr } = run(policy);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
  });

  it.each([
    ['parameters: { a: [] }, decide() {}', 'parameters must be an object of numbers, texts'],
    ['clairvoyant: 1, decide() {}', 'clairvoyant must be true or false'],
    ['place: 7, decide() {}', 'place must be a function'],
    ['create() {}, decide() {}', 'create makes decide, place and settled'],
  ])('and parts that are wrong as well: { %s }', (parts, sentence) => {
    const module = `export default { name: 'mine', scope: 'node', ${parts} };`;
    const { status, stderr } = run('policy: mine.mjs\n', [], module);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
  });
});

describe('a policy of the user', () => {
  it('is found by a path without a dot', () => {
    const { folder } = run('');
    const path = `${folder}/mine.mjs`.slice(1);
    const words = [
      'run',
      `${folder}/a.yaml`,
      '--json',
      '--quiet',
      '--policy',
      `.${'/..'.repeat(12)}/${path}`.slice(2),
    ];
    const { stdout } = mtop(words);
    expect(startedOn1(stdout)).toBe(3);
  });

  it('has a module of its own in each run that is compared', () => {
    const counting = `let asked = 0;
      export default { name: 'mine', scope: 'node',
        place: () => ({ to: ++asked > 8 ? 2 : undefined, reason: 'r' }) };`;
    const { folder } = run('', [], counting);
    const words = ['--policy', `${folder}/mine.mjs`, '--replications', '3', '--json'];
    const { stdout } = mtop(['compare', `${folder}/a.yaml`, ...words]);
    const runs = JSON.parse(stdout).cases[0].runs;
    // Under a count that is shared, only the first run would leave all on node 1.
    const responses = runs.map(({ meanResponse }: { meanResponse: number }) => meanResponse);
    expect(responses).toHaveLength(3);
    expect(new Set(responses).size).toBe(1);
  });

  it.each([
    [
      'in a hook',
      'export default { name: "mine", scope: "node",\n decide() { Math.random(); } };',
      1,
    ],
    ['when it is loaded', '\nconst x = Math.random();', 2],
  ])('must not use Math.random %s, and is told so with the line', (_, module, exitCode) => {
    const { status, stderr } = run('policy: mine.mjs\n', [], module);
    expect(stderr).toContain('mine.mjs:2');
    expect(stderr).toContain('Math.random would make every run another one: use the random() that');
    expect(status).toBe(exitCode);
  });

  it('that is clairvoyant marks the run', () => {
    const parts = 'clairvoyant: true, place: () => ({ to: undefined, reason: "r" })';
    const module = `export default { name: 'mine', scope: 'node', ${parts} };`;
    const { stdout } = run('policy: mine.mjs\n', [], module);
    expect(JSON.parse(stdout).information).toBe('gossip, clairvoyant');
  });

  it('that hangs in another hook is told which one', () => {
    const module = 'export default { name: "mine", scope: "node",\n place() { for (;;); } };';
    const { status, stderr } = run('policy: mine.mjs\n', ['--policy-timeout', '0.5s'], module);
    expect(stderr).toContain('mine.mjs:2: place takes longer than 0.5s (--policy-timeout)');
    expect(status).toBe(1);
  });
});
