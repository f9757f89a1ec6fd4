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

  it.each(['', 'x', '=3', 'a..b=1', 'a[x]=1', 'a=', '[0]=1', 'a b=1'])('"%s" is none', (text) => {
    expect(readSetting(text)).toBeUndefined();
  });
});
