import { describe, expect, it } from 'vitest';
import { readStudy } from '../../src/lab/study/read-study.js';

const KEYS = ['policy', 'seed', 'until', 'information'];
const read = (text: string) => readStudy(text, 'a.yaml', (name) => KEYS.includes(name));

/** A study that is right, as a value. */
function studyOf(text: string) {
  const found = read(text);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.study;
}

const LEAST = 'scenario: two-nodes\n';

describe('a study file', () => {
  it('needs a scenario alone: the rest is as usual', () => {
    expect(studyOf(LEAST)).toEqual({
      ...{ name: 'two-nodes', scenario: 'two-nodes', seed: 1, factors: {}, set: {}, except: [] },
      cells: [{ levels: {}, settings: [] }],
      replications: { from: 10, to: 10, by: 1, until: undefined },
      ...{ base: undefined, bounds: [], by: [], hasSamples: true, isTruncated: false },
      metrics: ['meanResponse', 'meanSlowdown', 'utilisation', 'migrations'],
      slowdown: { yardstick: 'home', boundSeconds: 10 },
      window: { warmUp: { kind: 'processes', count: 0 }, watch: undefined },
      ...{ seriesSeconds: undefined, batches: undefined },
    });
  });

  it('is taken with all that it says', () => {
    const study = studyOf(`study: mine
scenario: two-nodes
seed: 0
factors: { policy: [none, { use: power-of-d, d: 3 }], rho: [1, 2], openmosix.vector: [3] }
set: { until: '\${rho * 2s}' }
except: [{ policy: none, rho: [2] }]
measure:
  metrics: [meanSlowdown, completed]
  warmUp: 5min
  watch: 2000 processes
  yardstick: fastest
  bound: 2s
  by: [user, size decile]
  samples: none
  series: 30s
replications: { from: 4, to: 40, by: 2, until: { meanSlowdown: 2.5 % } }
compare: { to: { policy: none } }
bounds: { meanSlowdown: { worst: { policy: none }, best: erlang-c } }
`);
    const level = { use: 'power-of-d', d: 3 };
    expect(study.cells.map(({ levels }) => levels)).toEqual([
      { policy: 'none', rho: 1, 'openmosix.vector': 3 },
      { policy: level, rho: 1, 'openmosix.vector': 3 },
      { policy: level, rho: 2, 'openmosix.vector': 3 },
    ]);
    expect(study.cells.map(({ settings }) => settings.length)).toEqual([3, 3, 3]);
    expect(study).toMatchObject({
      ...{ name: 'mine', seed: 0, metrics: ['meanSlowdown', 'completed'], hasSamples: false },
      slowdown: { yardstick: 'fastest', boundSeconds: 2 },
      window: {
        warmUp: { kind: 'seconds', seconds: 300 },
        watch: { kind: 'processes', count: 2000 },
      },
      ...{ by: ['user', 'size decile'], seriesSeconds: 30, base: { policy: 'none' } },
      replications: { from: 4, to: 40, by: 2, until: { measure: 'meanSlowdown', part: 0.025 } },
      bounds: [{ measure: 'meanSlowdown', worst: { policy: 'none' }, best: 'erlang-c' }],
    });
  });

  it.each([
    ['7', { from: 7, to: 7, by: 1 }],
    ['1000000', { from: 1e6, to: 1e6, by: 1 }],
    ['{ from: 3 }', { from: 3, to: 3, by: 3 }],
    ['{ to: 20 }', { from: 10, to: 20, by: 10 }],
    ['{ from: 3, to: 9 }', { from: 3, to: 9, by: 3 }],
    ['{ from: 1, to: 1, by: 1000000 }', { from: 1, to: 1, by: 1e6 }],
  ])('says how often each cell is run: %s', (written, replications) => {
    expect(studyOf(`${LEAST}replications: ${written}\n`).replications).toEqual({
      ...{ ...replications, until: undefined },
    });
  });

  it('has one long run a cell where its processes go into batches', () => {
    const method = `${LEAST}method: batches 32\nmeasure: { watch: 32 processes }\n`;
    expect(studyOf(method)).toMatchObject({ batches: 32, replications: { from: 1, to: 1, by: 1 } });
    expect(studyOf(`${method}replications: 1\n`).batches).toBe(32);
    const two = method.replaceAll('32', '2');
    expect(studyOf(two).batches).toBe(2);
    expect(studyOf(`${LEAST}method: replications\n`).batches).toBeUndefined();
  });

  it('may find its warm-up itself, and then begins with the first process', () => {
    const study = studyOf(`${LEAST}measure: { warmUp: mser5, watch: 9 processes, by: job }\n`);
    expect(study).toMatchObject({
      isTruncated: true,
      window: { warmUp: { count: 0 } },
      by: ['job'],
    });
  });

  const wholes =
    'must be a number up to 1000000, or { from: 10, to: 400, by: 10, until: { MEASURE: 2% } }';
  const precision = 'must be one measure and its precision, such as meanSlowdown: 2%';
  const classes =
    'completed, meanResponse, meanSlowdown, boundedSlowdown, p50Slowdown, p95Slowdown, p99Slowdown, frozen';
  it.each([
    ['[]', 1, '', 'a study is a map with the keys scenario, factors, replications'],
    ['study: x', 1, 'scenario', 'must be the name or path of a scenario'],
    ['scenario: [x]', 1, 'scenario', 'must be the name or path of a scenario'],
    [`${LEAST}seed: -1`, 2, 'seed', 'must be a whole number'],
    [`${LEAST}seed: 1.5`, 2, 'seed', 'must be a whole number'],
    [`${LEAST}seed: 9007199254740992`, 2, 'seed', 'must be a whole number'],
    [`${LEAST}factors: [1]`, 2, 'factors', 'must be a map'],
    [
      `${LEAST}factors:\n  rho: [1]`,
      3,
      'factors.rho',
      'is neither a key of scenarios nor used in an expression of set',
    ],
    [
      `${LEAST}factors:\n  policy: []`,
      3,
      'factors.policy',
      'must be a list of the values that it takes',
    ],
    [`${LEAST}set:\n  'a b': 1`, 1, 'a b', 'is no key of a scenario'],
    [`${LEAST}set:\n  until: '\${x}'`, 3, 'set.until', `\${x} names x, which is no factor`],
    [
      `${LEAST}except: { policy: none }`,
      2,
      'except',
      'must be a list of maps such as { policy: none }',
    ],
    [`${LEAST}except: [none]`, 2, 'except', 'must be a list of maps such as { policy: none }'],
    [`${LEAST}except: [{ policy: none }]`, 2, 'except[0].policy', 'is not among the factors'],
    [`${LEAST}replications: 0`, 2, 'replications', wholes],
    [`${LEAST}replications: 1.5`, 2, 'replications', wholes],
    [`${LEAST}replications: [4]`, 2, 'replications', wholes],
    [`${LEAST}replications: { from: 9, to: 8 }`, 2, 'replications', wholes],
    [`${LEAST}replications: { from: 9, by: 0 }`, 2, 'replications', wholes],
    [`${LEAST}replications: { from: 9, until: { x: 2% } }`, 2, 'replications.until', precision],
    [
      `${LEAST}replications: { from: 9, until: { meanSlowdown: 2 } }`,
      2,
      'replications.until',
      precision,
    ],
    [
      `${LEAST}replications: { from: 9, until: { meanSlowdown: 0% } }`,
      2,
      'replications.until',
      precision,
    ],
    [
      `${LEAST}replications: { from: 9, until: { meanSlowdown: 2%, p95Slowdown: 2% } }`,
      2,
      'replications.until',
      precision,
    ],
    [`${LEAST}replications: { from: 9, until: 2% }`, 2, 'replications.until', precision],
    [`${LEAST}replications: { from: 9, much: 1 }`, 2, 'replications', wholes],
    [
      `${LEAST}method: batches 1`,
      2,
      'method',
      'must be replications, or batches and their number, such as batches 32',
    ],
    [
      `${LEAST}method: batches 32`,
      2,
      'method',
      'needs a measure.watch of processes, at least one for each batch',
    ],
    [
      `${LEAST}method: batches 32\nmeasure: { watch: 31 processes }`,
      2,
      'method',
      'needs a measure.watch of processes, at least one for each batch',
    ],
    [
      `${LEAST}method: batches 32\nmeasure: { watch: 9min }`,
      2,
      'method',
      'needs a measure.watch of processes, at least one for each batch',
    ],
    [
      `${LEAST}method: batches 2\nmeasure: { watch: 9 processes }\nreplications: 2`,
      4,
      'replications',
      'must be 1 with batches: one long run is a cell',
    ],
    [`${LEAST}compare: none`, 2, 'compare', 'must be { to: { FACTOR: VALUE } }'],
    [`${LEAST}compare: { to: none }`, 2, 'compare', 'must be { to: { FACTOR: VALUE } }'],
    [`${LEAST}measure: 7`, 2, 'measure', 'must be a map'],
    [`${LEAST}measure: { metrics: [] }`, 2, 'measure.metrics', 'must be a list of measures'],
    [
      `${LEAST}measure: { metrics: meanSlowdown }`,
      2,
      'measure.metrics',
      'must be a list of measures',
    ],
    [
      `${LEAST}measure: { yardstick: slowest }`,
      2,
      'measure.yardstick',
      'must be one of home, fastest, standard',
    ],
    [
      `${LEAST}measure: { bound: 0s }`,
      2,
      'measure.bound',
      'must be a duration of more than 0, such as 10s',
    ],
    [
      `${LEAST}measure: { warmUp: some }`,
      2,
      'measure.warmUp',
      'must be "2000 processes", a duration, mser5 or none',
    ],
    [
      `${LEAST}measure: { warmUp: mser5, watch: 9s }`,
      2,
      'measure.warmUp',
      'mser5 needs a measure.watch of processes, such as 20000 processes',
    ],
    [
      `${LEAST}measure: { by: [user], metrics: [makespan] }`,
      2,
      'measure.by',
      `needs one of these among measure.metrics: ${classes}`,
    ],
    [
      `${LEAST}bounds: { makespan: { worst: {}, best: {} } }`,
      2,
      'bounds.makespan',
      'must be one of the measure.metrics: meanResponse, meanSlowdown, utilisation, migrations',
    ],
    [
      `${LEAST}bounds: { utilisation: { worst: {}, best: erlang-c } }`,
      2,
      'bounds.utilisation',
      'erlang-c gives meanResponse and meanSlowdown only',
    ],
    [
      `${LEAST}bounds: { meanSlowdown: { worst: {}, best: x } }`,
      2,
      'bounds.meanSlowdown',
      'must be { worst: { FACTOR: VALUE }, best: erlang-c } or best: { FACTOR: VALUE }',
    ],
    [
      `${LEAST}bounds: { meanSlowdown: { best: {} } }`,
      2,
      'bounds.meanSlowdown',
      'must be { worst: { FACTOR: VALUE }, best: erlang-c } or best: { FACTOR: VALUE }',
    ],
    [
      `${LEAST}bounds: { meanSlowdown: { worst: {}, best: {}, mean: 1 } }`,
      2,
      'bounds.meanSlowdown.mean',
      'is not known here: use worst, best',
    ],
    [
      `${LEAST}bounds:\n  meanSlowdown:\n    worst: {}\n    best: { x: 1 }`,
      5,
      'bounds.meanSlowdown.best.x',
      'is not among the factors',
    ],
  ])('is refused where it says what cannot be: %s', (text, line, path, message) => {
    const found = read(`${text}\n`);
    expect(found).toEqual({ ok: false, problems: [{ file: 'a.yaml', line, path, message }] });
  });

  it('is also refused where it is no YAML', () => {
    const where = { file: 'a.yaml', line: 1 };
    expect(read('scenario: [')).toEqual({
      ok: false,
      problems: [
        { ...where, path: '', message: expect.stringMatching(/^YAML: /) },
        { ...where, path: 'scenario', message: 'must be the name or path of a scenario' },
      ],
    });
  });

  it('of 10000 cells and of 5 million runs is taken', () => {
    const list = (length: number) => Array.from({ length }, (_, index) => index + 1).join(', ');
    const factors = `factors: { openmosix.vector: [${list(100)}], policy: [${list(100)}] }`;
    const study = studyOf(`${LEAST}${factors}\nreplications: 500\n`);
    expect(study.cells).toHaveLength(10_000);
    // The last factor changes fastest.
    expect(study.cells[1]!.levels).toEqual({ 'openmosix.vector': 1, policy: 2 });
  });
});
