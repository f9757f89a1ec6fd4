import { describe, expect, it } from 'vitest';
import { readStudy } from '../../src/lab/study/read-study.js';

const RIGHT = `scenario: two-nodes
factors: { policy: [none, openmosix] }
measure: { warmUp: 100 processes }
compare: { to: { policy: none } }
`;

describe('a study', () => {
  it('is taken as it is written', () => {
    expect(readStudy(RIGHT, 'a.yaml', () => true).ok).toBe(true);
  });

  // What is not built yet must not look as if it had been done.
  it.each([
    ['shape: full', 5, 'shape', 'use study, scenario'],
    ['measure: { serie: 10s }', 5, 'measure.serie', 'use metrics, warmUp'],
    ['measure: { series: 0s }', 5, 'measure.series', 'a duration of more than 0'],
    ['measure: { by: [size] }', 5, 'measure.by', 'a list of size decile, user, command, home, job'],
    ['measure: { warmUp: mser5 }', 5, 'measure.warmUp', 'mser5 needs a measure.watch of processes'],
    ['measure: { samples: all }', 5, 'measure.samples', 'must be slowdown or none'],
    ['method: batches', 5, 'method', 'such as batches 32'],
    ['bounds: { meanSlowdown: 1 }', 5, 'bounds.meanSlowdown', 'must be { worst:'],
    [
      'bounds: { meanSlowdown: { worst: { policy: x }, best: erlang-c } }',
      ...([
        5,
        'bounds.meanSlowdown.worst.policy',
        'x is no value of the factor policy: none, openmosix',
      ] as const),
    ],
    ['compare: { to: { policy: none }, test: wilcoxon }', 5, 'compare.test', 'use to'],
    [
      'except: [{ polcy: none }]',
      5,
      'except[0].polcy',
      'is not among the factors: policy; did you',
    ],
    ['except: [{ policy: [none, jsq] }]', 5, 'except[0].policy', 'jsq is no value of the factor'],
    ['except: [{ policy: [none, openmosix] }]', 5, 'except', 'leaves no combination'],
    ['factors: { policy: [none, openmosix, none] }', 5, 'factors.policy', 'has none twice'],
    ['factors: { policy: none }', 5, 'factors.policy', 'must be a list'],
    ['replications: 1000001', 5, 'replications', 'must be a number up to 1000000'],
    ['replications: { from: 9, to: 1e15 }', 5, 'replications', 'must be a number up to 1000000'],
    [
      'measure: { metrics: [meanSlowdwn] }',
      ...([
        5,
        'measure.metrics',
        'meanSlowdwn; did you mean meanSlowdown? (there are comp',
      ] as const),
    ],
    ['measure: { watch: none }', 5, 'measure.watch', 'must be "2000 processes" or a duration'],
    ['measure: { watch: 0s }', 5, 'measure.watch', 'must be "2000 processes" or a duration'],
  ])('with a key that nothing knows is refused: %s', (line, at, path, message) => {
    const key = line.split(':')[0]!;
    const text = `${RIGHT.split('\n')
      .map((one) => (one.startsWith(`${key}:`) ? '' : one))
      .join('\n')}${line}\n`.replace(/^compare: .*policy.*\n/m, (one) =>
      key === 'factors' ? '\n' : one,
    );
    const read = readStudy(text, 'a.yaml', () => true);
    expect(read).toMatchObject({
      ok: false,
      problems: [{ line: at, path, message: expect.stringContaining(message) }],
    });
  });

  // cells.csv would have two columns n, and a reader would take the one for the other.
  const column = 'is a column of the tables: give it another name';
  const measured =
    'is measured as well: give the factor another name, or leave it out of measure.metrics';
  const factorNamed = (name: string, measure: string) =>
    readStudy(
      `scenario: two-nodes\nfactors: { ${name}: [1, 2] }\nset: { seed: '\${${name}}' }\nmeasure: ${measure}\n`,
      'a.yaml',
      (key) => key === 'seed',
    );

  it.each([
    ['n', '{}', column],
    ['seed', '{}', column],
    ['node', '{ series: 10s }', column],
    ['load', '{ series: 10s }', column],
    ['meanSlowdown', '{}', measured],
    ['utilisation', '{ metrics: [utilisation] }', measured],
  ])(
    'has no factor that is called as a column of its tables: %s, measure %s',
    (name, measure, message) => {
      expect(factorNamed(name, measure)).toMatchObject({
        ok: false,
        problems: [{ line: 2, path: `factors.${name}`, message }],
      });
    },
  );

  it.each(['utilisation', 'load'])(
    'may call a factor %s when it measures no such thing',
    (name) => {
      expect(factorNamed(name, '{ metrics: [meanSlowdown] }')).toMatchObject({ ok: true });
    },
  );

  it.each([
    [101, 100, 1, 'factors', 'have 10100 combinations: a study has at most 10000 cells'],
    [6, 1, 1e6, 'replications', 'of 6 cells are 6000000 runs: at most 5000000'],
  ])('of %i times %i cells, each run %i times, is more than memory can hold', (...numbers) => {
    const [vectors, windows, replications, path, message] = numbers;
    const list = (length: number) => Array.from({ length }, (_, index) => index + 1).join(', ');
    const text = `scenario: two-nodes
factors: { openmosix.vector: [${list(vectors)}], openmosix.window: [${list(windows)}] }
replications: ${replications}
`;
    const read = readStudy(text, 'a.yaml', () => true);
    expect(read).toEqual({ ok: false, problems: [expect.objectContaining({ path, message })] });
  });
});
