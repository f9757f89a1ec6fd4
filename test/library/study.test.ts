import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { type StudyProgress, study } from '../../src/library/study.js';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Two processes of 10 s on one CPU take 20 s, one takes 10 s. */
const FILES = {
  'x.yaml': `
until: 100s
policy: none
nodes: [{ count: 2, name: "node%d", speed: 10000 }]
workload: [{ home: node1, count: 2, work: 10s }]
`,
  'study.yaml': `
scenario: x.yaml
factors: { 'workload[0].count': [1, 2] }
measure: { metrics: [meanResponse], by: [user] }
replications: 2
compare: { to: { 'workload[0].count': 1 } }
bounds: { meanResponse: { worst: { 'workload[0].count': 2 }, best: { 'workload[0].count': 1 } } }
`,
};

const studyFile = () => join(temporaryFolder(FILES), 'study.yaml');

describe('a study of the library', () => {
  it.each([
    [{ workers: 0 }, 'workers: must be a whole number from 1 on, got 0'],
    [{ workers: 1.5 }, 'workers: must be a whole number from 1 on, got 1.5'],
    [{ runTimeout: 0 }, 'runTimeout: must be above 0, got 0'],
    [{ runTimeout: Number.NaN }, 'runTimeout: must be above 0, got NaN'],
  ])('is refused with a sentence: %j', async (options, sentence) => {
    await expect(study(studyFile(), options)).rejects.toEqual(new UserError(sentence));
  });

  it('that the command line has made is not made again, and has the same tables', async () => {
    const file = studyFile();
    expect(mtop(['study', 'run', file, '--quiet', '--workers', '1']).status).toBe(0);
    const told: StudyProgress[] = [];
    const found = await study(file, { workers: 1, told: (progress) => told.push(progress) });
    expect(told).toEqual([]);
    const [one, two] = ['1', '2'].map((count) => ({ 'workload[0].count': count }));
    expect(found).toMatchObject({
      folder: file.replace('.yaml', '.results'),
      failed: 0,
      cells: [
        { ...one, metric: 'meanResponse', n: 2, mean: 10, lagOne: null, note: null },
        { ...two, metric: 'meanResponse', n: 2, mean: 20 },
      ],
      contrasts: [{ ...two, difference: 10, ratio: 2 }],
      gains: [
        { ...one, gain: 1 },
        { ...two, gain: 0 },
      ],
      classes: [
        { ...one, by: 'user', mean: 10 },
        { ...two, by: 'user', mean: 20 },
      ],
    });
  });
});
