import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('compare, as it was looked at last: -u writes it anew', () => {
  it('compares in step, and refuses what it cannot', async () => {
    const text = await transcript(
      [
        'compare TMP/tiny.yaml TMP/tiny.yaml',
        'compare TMP/tiny.yaml TMP/other.yaml --quiet',
        'compare TMP/tiny.yaml TMP/other.yaml --json --quiet --until 15s',
        'compare TMP/tiny.yaml TMP/other.yaml --replications 3',
        'compare TMP/tiny.yaml TMP/none.yaml',
        'compare TMP/tiny.yaml TMP/three.yaml',
        'compare TMP/tiny.yaml TMP/endless.yaml',
        'compare TMP/tiny.yaml --case policy',
        'compare TMP/tiny.yaml --case policy=nobody --replications 1',
        'compare TMP/tiny.yaml --quiet --replications 2 --case policy=none --case policy=openmosix',
        'compare TMP/tiny.yaml --quiet --json --replications 1 --case policy=none --case seed=3',
        'compare TMP/tiny.yaml --case policy=none --case policy=none',
        'compare TMP/tiny.yaml --replications 1 --warm-up 10h --quiet',
      ],
      {
        'tiny.yaml': TINY,
        'other.yaml': TINY.replace('20s', '21s'),
        'three.yaml': TINY.replace('count: 2', 'count: 3'),
        'endless.yaml': TINY.replace('20s', 'endless'),
      },
    );
    await expect(text).toMatchFileSnapshot('transcripts/compare.txt');
  });
});
