import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/scenario/problem.js';
import { readSetting } from '../../src/scenario/setting.js';
import { parse } from './parse-text.js';

const SCENARIO = `nodes: [{ count: 2 }]
workload: [{ home: node1, count: 3, work: 10s }]
`;

function withSet(...written: readonly string[]) {
  return parse(
    SCENARIO,
    'x.yaml',
    written.map((text) => readSetting(text)!),
  );
}

function scenarioWith(...written: readonly string[]) {
  const parsed = withSet(...written);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.scenario;
}

function problemsOf(...written: readonly string[]): readonly string[] {
  const parsed = withSet(...written);
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

describe('a key of a scenario that is set from outside', () => {
  it('takes the place of what the file says, or is added', () => {
    const scenario = scenarioWith('workload[0].work=20s', 'openmosix.window=4', 'seed=7');
    expect(scenario.workload[0]).toMatchObject({ work: { kind: 'constant', value: 20 }, count: 3 });
    expect(scenario.openmosix.window).toBe(4);
    expect(scenario.seed).toBe(7);
  });

  it('can be a map or a list, and is set in its order', () => {
    expect(scenarioWith('openmosix={ window: 4 }', 'openmosix.window=5').openmosix.window).toBe(5);
    expect(scenarioWith('nodes=[{ count: 3 }]').nodes).toHaveLength(3);
  });

  it('is checked like what stands in the file, and named as what it is', () => {
    expect(problemsOf('openmosix.windw=4')[0]).toMatch(
      /^--set openmosix\.windw: unknown key; did you mean window\?/,
    );
    expect(problemsOf('nodes[0].cpus=0')).toEqual([
      '--set nodes[0].cpus: must be a whole number from 1 to 1024, got 0',
    ]);
    expect(problemsOf('workload[1].work=2s')).toEqual([
      '--set workload[1].work: there is no item 1: the list has 1',
    ]);
    expect(problemsOf('nodes[0][0]=2')).toEqual(['--set nodes[0][0]: is no list']);
    expect(problemsOf('name={a')).toEqual(['--set name: YAML: Flow map must end with a }']);
  });

  it('reaches into lists and maps, and leaves alone what is beside', () => {
    const scenario = scenarioWith(
      ...['workload[0].profile.tie.reason=mem_lock', 'workload[0].profile.tie.after=2s'],
      'workload[0].profile.tie.for=3s',
    );
    expect(scenario.workload[0]).toMatchObject({
      ...{ home: 1, count: 3, work: { value: 10 } },
      profile: { tie: { reason: 'mem_lock', afterSeconds: 2, forSeconds: 3 } },
    });
    const two = 'nodes: [{ count: 2 }, { name: b, cpus: 4 }, { name: c }]\n';
    const parsed = parse(two, 'x.yaml', [readSetting('nodes[1].speed=5')!]);
    expect(
      parsed.ok && parsed.scenario.nodes.map(({ name, cpus, speed }) => [name, cpus, speed]),
    ).toEqual([
      ['node1', 1, 10_000],
      ['node2', 1, 10_000],
      ['b', 4, 5],
      ['c', 1, 10_000],
    ]);
  });

  it('is a parameter of the policy beside its name, whether the file has that alone or not', () => {
    const parametersOf = (text: string) => {
      const parsed = parse(`${SCENARIO}${text}`, 'x.yaml', [readSetting('policy.d=4')!]);
      return parsed.ok
        ? [parsed.scenario.policy, parsed.scenario.policyParameters]
        : parsed.problems.map(formatProblem);
    };
    expect(parametersOf('policy: none')).toEqual(['none', { d: 4 }]);
    expect(parametersOf('policy: { use: none, e: 5, d: 6 }')).toEqual(['none', { d: 4, e: 5 }]);
    expect(parametersOf('policy: nune')).toEqual([
      expect.stringMatching(/^x\.yaml:3 policy: must be none, .*; did you mean none\?$/),
    ]);
    expect(parametersOf('policy: []')).toEqual([
      'x.yaml:3 policy: use is missing: the name of the policy',
    ]);
    expect(parametersOf('')).toEqual(['--set policy.d: use is missing: the name of the policy']);
    expect(scenarioWith('policy=none').policy).toBe('none');
  });

  it('takes the place of what is no map', () => {
    expect(scenarioWith('openmosix=3', 'openmosix.window=4').openmosix.window).toBe(4);
    expect(problemsOf('name.first=a')).toEqual(['--set name.first: must be text, got a map']);
  });

  it('is told by its own path where what it sets is wrong inside', () => {
    expect(problemsOf('nodes=[{ count: 2 }, { cpus: 0 }]')).toEqual([
      '--set nodes[1].cpus: must be a whole number from 1 to 1024, got 0',
    ]);
    expect(problemsOf('openmosix={ window: 0, windw: 1 }')).toEqual([
      expect.stringMatching(/^--set openmosix\.windw: unknown key; did you mean window\?/),
      '--set openmosix.window: must be a whole number from 1 to 65535, got 0',
    ]);
    expect(problemsOf('workload[0]={ home: 9, work: 1s }')).toEqual([
      '--set workload[0].home: must be the name or N# of a node (node1 to node2), round-robin or random, got 9',
    ]);
    expect(problemsOf('workload[0].arrivals=[]')).toEqual([
      '--set workload[0].arrivals: must be a map with the keys every, burst, daily, got a list',
    ]);
    expect(problemsOf('a.b=1')).toEqual([expect.stringMatching(/^--set a\.b: unknown key/)]);
  });

  it('leaves the rest of the file as it was where it cannot be set', () => {
    expect(problemsOf('workload[1].work=2s', 'nodes[2].cpus=1', 'name={a', 'seed=x')).toEqual([
      '--set workload[1].work: there is no item 1: the list has 1',
      '--set nodes[2].cpus: there is no item 2: the list has 1',
      '--set name: YAML: Flow map must end with a }',
      '--set seed: must be a whole number of at least 0, got "x"',
    ]);
  });

  it.each([
    ['a=1', 'a', '1'],
    [' a.b[0] = x=y ', 'a.b[0]', 'x=y'],
    ['a-b_c=1', 'a-b_c', '1'],
    ['a[0][12].b=[1,\n2]', 'a[0][12].b', '[1,\n2]'],
    ['a[123456]=1', 'a[123456]', '1'],
  ])('%j is one: %s is set to %s', (written, path, value) => {
    expect(readSetting(written)).toEqual({ path, value });
  });

  it.each(['a[1234567]=1', '1a=1', 'a.=1', 'a.1=1', 'a[]=1', 'a[0]b=1', 'a= '])(
    '"%s" is none either',
    (text) => {
      expect(readSetting(text)).toBeUndefined();
    },
  );

  it.each(['', 'x', '=3', 'a..b=1', 'a[x]=1', 'a=', '[0]=1', 'a b=1'])('"%s" is none', (text) => {
    expect(readSetting(text)).toBeUndefined();
  });
});
