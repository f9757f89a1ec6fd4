import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

const STUDY = `
scenario: ./tiny.yaml
factors:
  policy: [none, openmosix]
  rho: [1, 2]
set: { "workload[0].count": "\${rho}" }
replications: 3
compare: { to: { policy: none } }
`;

describe('study, as it was looked at last: -u writes it anew', () => {
  it('is checked, and written for Slurm', async () => {
    const text = await transcript(
      [
        'study check TMP/s.yaml',
        'study check TMP/bad.yaml',
        'study check TMP/none.yaml',
        'study slurm TMP/s.yaml',
        'study slurm TMP/s.yaml --array 3 --out TMP/here',
        'study slurm TMP/bad.yaml',
        'study run TMP/s.yaml --dry',
        'study run TMP/s.yaml --dry --shard 1/2',
        'study run TMP/s.yaml --dry --shard 3/2',
        'study run TMP/s.yaml --workers 0',
        'study merge TMP/s.yaml TMP/a',
        'study merge TMP/s.yaml TMP/a TMP/b',
        'study verify TMP/s.yaml',
        'study report TMP/nowhere',
        'study watch TMP/s.yaml',
        'study watch TMP/nowhere',
        'study',
        'study nonsense',
      ],
      {
        'tiny.yaml': TINY,
        's.yaml': STUDY,
        'bad.yaml': 'scenario: tiny.yaml\nsed: 1\n',
      },
    );
    await expect(text).toMatchFileSnapshot('transcripts/study.txt');
  });
});
