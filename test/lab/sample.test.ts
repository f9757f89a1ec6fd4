import { describe, expect, it } from 'vitest';
import { MEASURES } from '../../src/lab/measures.js';
import { differences, intervalOf, type Sample, warnings } from '../../src/lab/sample.js';

const RESPONSE = MEASURES.find(({ key }) => key === 'meanResponse')!;
const SLOWDOWN = MEASURES.find(({ key }) => key === 'meanSlowdown')!;

function sample(name: string, responses: readonly number[], alive = 0): Sample {
  const runs = responses.map((response) => {
    const none = { boundedSlowdown: Number.NaN, migrations: Number.NaN, frozenSeconds: Number.NaN };
    const quantiles = { slowdownP50: Number.NaN, slowdownP95: Number.NaN, slowdownP99: Number.NaN };
    const of = { processes: 1, response, slowdown: response, ...none, ...quantiles };
    return {
      ...{ fromSeconds: 0, toSeconds: 1, makespan: Number.NaN, utilisation: Number.NaN },
      ...{ cpuSeconds: 0, imbalance: 0, migrations: 0, returned: 0, failed: 0, refused: 0 },
      ...{ bytesMoved: 0, beliefAgeSeconds: Number.NaN, beliefError: Number.NaN },
      processes: { arrived: 1, completed: 1, killed: 0, alive },
      ...{ ofProcesses: of, ofJobs: of },
    };
  });
  return { name, runs };
}

describe('a sample of runs', () => {
  it('has the mean of the runs in which a figure is defined', () => {
    expect(intervalOf(sample('a', [1, Number.NaN, 3]), RESPONSE)).toMatchObject({
      mean: 2,
      count: 2,
    });
    expect(intervalOf(sample('a', [Number.NaN]), RESPONSE)).toBeUndefined();
  });

  // The differences are 1, 2 and 3: mean 2, deviation 1, t = 2 sqrt 3, p = 0.0742 of 2 degrees.
  it('differs from the first one seed by seed', () => {
    const found = differences([sample('a', [10, 20, 30]), sample('b', [11, 22, 33])], [RESPONSE]);
    expect(found).toHaveLength(1);
    expect(found[0]!.contrast).toMatchObject({ mean: 2, deviation: 1 });
    expect(found[0]!.p).toBeCloseTo(0.0742, 4);
  });

  it('is the less sure of a difference, the more are looked at', () => {
    const samples = [sample('a', [10, 20, 30]), sample('b', [11, 22, 33])];
    const [one] = differences(samples, [RESPONSE]);
    const [two] = differences(samples, [RESPONSE, SLOWDOWN]);
    expect(two!.p).toBeCloseTo(2 * one!.p, 12);
  });

  it('has no difference where a figure is not defined, or with one run alone', () => {
    expect(differences([sample('a', [1, 2]), sample('b', [1, Number.NaN])], [RESPONSE])).toEqual(
      [],
    );
    expect(differences([sample('a', [1]), sample('b', [2])], [RESPONSE])).toEqual([]);
  });

  it('says where its mean misleads', () => {
    expect(warnings(sample('a', [2, 3, 4]))).toEqual([]);
    expect(warnings(sample('a', [2]))).toEqual([
      'a: one sample: one run says nothing of how far off it is',
    ]);
    expect(warnings(sample('a', [2, 2], 1))[0]).toBe(
      'a: processes were alive at the end in 2 of 2 runs: means are of those that completed',
    );
    expect(warnings(sample('a', [1, 1, 1, 1, 1, 1, 1, 1, 1, 91]))).toEqual([
      'a: one run has 9.1 times the mean slowdown of all',
    ]);
  });
});
