import { describe, expect, it } from 'vitest';
import {
  type Compared,
  jsonComparison,
  textComparison,
} from '../../src/cli/running/comparison-report.js';
import type { Measure } from '../../src/lab/measures.js';
import { scenarioOf } from '../scenario/parse-text.js';

const PLAIN = { title: (text: string) => `# ${text}`, label: (text: string) => text };
const PROVENANCE = { version: '1', node: 'v20', files: [], overrides: {}, measured: {} } as never;

/** Each run has one figure, of which a measure is made. */
function measure(unit: Measure['unit'], title = 'figure'): Measure {
  return { key: title, title, unit, of: (figures) => (figures as never as { x: number }).x };
}

function caseOf(name: string, values: readonly number[], seed = 5): Compared {
  const runs = values.map((x) => ({
    x,
    processes: { alive: 0, killed: 0 },
    ofProcesses: { slowdown: 1 },
  }));
  return {
    name,
    runs: runs as never,
    scenario: scenarioOf('name: two\nnodes: [{ count: 2 }]\nworkload: [{ work: 1s }]\n'),
    replicated: {
      seeds: values.map((_, index) => seed + index),
      policy: name,
      information: 'gossip',
    } as never,
  };
}

function textOf(compared: readonly Compared[], measures: readonly Measure[], notes?: string[]) {
  const text = textComparison(
    { compared, measures, provenance: PROVENANCE, ...(notes && { notes }) },
    PLAIN,
  );
  return text.split('\n');
}

describe('a mean has as many digits as its interval knows', () => {
  // Of two values the half width is t(0.975, 1) = 12.7062 times half their difference.
  it.each([
    ['number', [10, 12], '11 ± 13'],
    ['number', [1, 1.2], '1.1 ± 1.3'],
    ['number', [1, 1.02], '1.01 ± 0.13'],
    ['number', [1, 1.002], '1.001 ± 0.013'],
    // No more than six.
    ['number', [1, 1 + 2e-9], '1.000000 ± 0.000000'],
    ['number', [3, 3], '3.00 ± 0.00'],
    ['seconds', [10, 12], '11 ± 13 s'],
    ['count', [10, 12], '11 ± 13'],
    ['load', [10, 12], '11 ± 13'],
    // 0.1 and 0.12 of a whole.
    ['part', [0.1, 0.12], '11 ± 13 %'],
    // Nobody knows how far off one run is.
    ['seconds', [10.126], '10.13 s'],
    ['seconds', [Number.NaN], '-'],
    ['seconds', [Number.NaN, 4], '4.00 s'],
  ] as const)('%s %j', (unit, values, text) => {
    const lines = textOf([caseOf('a', values)], [measure(unit)]);
    expect(lines.find((line) => line.startsWith('figure'))).toBe(`figure  ${text}`);
  });
});

describe('the text of a comparison', () => {
  it('is a table of means and one of differences, in columns, then notes', () => {
    const compared = [caseOf('none', [10, 12]), caseOf('openmosix', [8, 10])];
    expect(textOf(compared, [measure('seconds')], ['a note'])).toEqual([
      '# two: 2 runs of each case, seeds 5 to 6; means with 95 % confidence',
      '        none           openmosix',
      'policy  none (gossip)  openmosix (gossip)',
      'figure  11 ± 13 s      9 ± 13 s',
      '',
      '# less "none", seed by seed; p by paired t tests, after Holm',
      '        openmosix',
      'figure  -2.00 ± 0.00 s, p < 0.001',
      'note  a note',
      '',
    ]);
  });

  it('has a plus where a case has more, and the p of the test with three digits', () => {
    // Differences 1 and 3: mean 2, t = 2 / 1 = 2 with one degree, p = 1 - 2 atan(2) / pi = 0.295.
    const compared = [caseOf('a', [10, 10]), caseOf('b', [11, 13])];
    expect(textOf(compared, [measure('seconds')])).toContain('figure  +2 ± 13 s, p 0.295');
  });

  it('has no sign where nothing differs, and no difference of what one of them has not', () => {
    const same = [caseOf('a', [10, 12]), caseOf('b', [10, 12])];
    expect(textOf(same, [measure('seconds')])).toContain('figure  0.00 ± 0.00 s, p 1.000');
    const lines = textOf(
      [caseOf('a', [10, 12]), caseOf('b', [Number.NaN, 12]), caseOf('c', [11, 13])],
      [measure('seconds')],
    );
    expect(lines).toContain('figure  -  +1.00 ± 0.00 s, p < 0.001');
  });

  it('of one case says so, and of one run has its seed and no differences', () => {
    expect(textOf([caseOf('a', [1, 1])], [measure('number')])[0]).toBe(
      '# two: 2 runs, seeds 5 to 6; means with 95 % confidence',
    );
    const lines = textOf([caseOf('a', [1]), caseOf('b', [2])], [measure('number')]);
    expect(lines).toEqual([
      '# two: one run of each case, seed 5; means with 95 % confidence',
      '        a           b',
      'policy  a (gossip)  b (gossip)',
      'figure  1.00        2.00',
      'note  a: one sample: one run says nothing of how far off it is',
      'note  b: one sample: one run says nothing of how far off it is',
      '',
    ]);
  });
});

it('a comparison as JSON has means, runs, differences and warnings, null where there is none', () => {
  const compared = [caseOf('a', [10, 12]), caseOf('b', [8, 10]), caseOf('c', [Number.NaN, 1])];
  const measures = [measure('seconds')];
  const text = jsonComparison({ compared, measures, provenance: PROVENANCE });
  expect(text.endsWith('}\n')).toBe(true);
  const document = JSON.parse(text);
  expect(document).toMatchObject({
    scenario: 'two',
    seeds: [5, 6],
    confidence: 0.95,
    cases: [
      {
        name: 'a',
        policy: 'a',
        information: 'gossip',
        means: { figure: { mean: 11, count: 2 } },
        runs: [{ figure: 10 }, { figure: 12 }],
        warnings: [],
      },
      { name: 'b' },
      { name: 'c', runs: [{ figure: null }, { figure: 1 }] },
    ],
    differences: [
      { name: 'b', measure: 'figure', mean: -2, halfWidth: 0, p: 0, varianceRatio: null },
    ],
    provenance: { version: '1' },
  });
  expect(document).not.toHaveProperty('notes');
  const one = { compared: [caseOf('a', [Number.NaN])], measures, provenance: PROVENANCE };
  const { cases, notes } = JSON.parse(jsonComparison({ ...one, notes: ['n'] }));
  expect([cases[0].means.figure, notes]).toEqual([null, ['n']]);
  expect(cases[0].warnings).toHaveLength(1);
});
