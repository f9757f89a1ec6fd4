import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStudy } from '../../src/cli/studies/open-study.js';
import {
  durationOf,
  secondsOfRound,
  secondsOfRuns,
  timeLeft,
  wholeSeconds,
} from '../../src/cli/studies/run-seconds.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const scenario = (more = '') => `
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
policy: none
workload: [{ home: random, arrivals: { every: exponential 4s }, work: exponential 10s${more} }]
`;

const secondsOf = (measure: string, more?: string) => {
  const study = `scenario: ./base.yaml\nmeasure: { ${measure} }\n`;
  const path = temporaryFolder({ 'base.yaml': scenario(more), 'a.study.yaml': study });
  return secondsOfRound(openStudy(join(path, 'a.study.yaml')), 10);
};

describe('how long a study takes', () => {
  it('is what a round of its cells takes, so often as there are rounds, over the cores', () => {
    const study = (to: number, isTruncated = false) => ({
      ...{ replications: { from: 10, to, by: 10, until: undefined }, isTruncated },
    });
    const by = ', judged by the first moments of a run of each cell';
    // 10 x 3 s over 2; 400 x 3 s over 2.
    expect(durationOf(study(10), 3, 2)).toBe(`takes about 15s by 2 cores${by}`);
    expect(durationOf(study(400), 3, 1)).toBe(`takes about 30s to 20min by 1 core${by}`);
    // Ten pilot runs more.
    expect(durationOf(study(10, true), 3, 2)).toBe(`takes about 30s by 2 cores${by}`);
    expect(durationOf(study(10), Number.NaN)).toContain('cannot be told');
  });

  it('is, of runs that are missing, their time over the cores; precision may ask for more', () => {
    const study = (until?: { measure: string; part: number }) => ({
      replications: { from: 10, to: 20, by: 10, until },
    });
    const said =
      'they take about 15s by 2 cores, judged by the first moments of a run of each cell';
    expect(timeLeft(study(), 30, 2)).toBe(said);
    const more = '; more may follow, until the precision is reached';
    expect(timeLeft(study({ measure: 'meanSlowdown', part: 0.1 }), 30, 2)).toBe(said + more);
    expect(timeLeft(study(), Number.NaN, 2)).toContain('cannot be told');
  });

  // A run begins with empty nodes, and Node.js slowly.
  it('is judged by the second half of what was tried', () => {
    const half = { seconds: 0.1, part: 0.01 };
    // 0.2 s for a tenth; the other nine go on as the last 9 % did: 0.2 + 0.9 x 0.1 / 0.09.
    expect(wholeSeconds(half, { seconds: 0.2, part: 0.1 })).toBeCloseTo(1.2, 12);
    // Nothing arrived in the second half.
    expect(wholeSeconds(half, { seconds: 0.2, part: 0.01 })).toBeCloseTo(20, 12);
    expect(wholeSeconds({ seconds: 0.1, part: 0 }, { seconds: 0.2, part: 0 })).toBeNaN();
    expect(wholeSeconds(half, { seconds: 0.2, part: Number.NaN })).toBeNaN();
  });

  it('is none of a cell of which nothing is missing', async () => {
    const study = 'scenario: ./base.yaml\nmeasure: { watch: 100 processes }\n';
    const path = temporaryFolder({ 'base.yaml': scenario(), 'a.study.yaml': study });
    expect(await secondsOfRuns(openStudy(join(path, 'a.study.yaml')), [0], 10)).toBe(0);
  });

  it('grows with what is watched, also where only its first moments are run', async () => {
    const short = await secondsOf('watch: 100 processes');
    const long = await secondsOf('watch: 100000000 processes');
    expect(short).toBeLessThan(20);
    // A process takes more than 10 ns.
    expect(long).toBeGreaterThan(1);
    expect(await secondsOf('watch: 100000000s')).toBeGreaterThan(1);
  });

  it('is not known of a run that ends with its last process, unless that comes soon', async () => {
    expect(await secondsOf('metrics: [completed]', ', count: 100000000')).toBeNaN();
    expect(await secondsOf('metrics: [completed]', ', count: 10')).toBeLessThan(20);
  });
});
