import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('explain, as it was looked at last: -u writes it anew', () => {
  it('says of processes and nodes what there is to say', async () => {
    const text = await transcript(
      [
        'explain TMP/tiny.yaml --at 5s --pid 1000',
        'explain TMP/tiny.yaml --at 5s --pid 1001',
        'explain TMP/tiny.yaml --at 5s --node 1',
        'explain TMP/tiny.yaml --at 5s --node 2 --json',
        'explain TMP/tiny.yaml --at 5s --pid 1003 --json',
        'explain TMP/tiny.yaml --at 12s --pid 1000',
        'explain TMP/tiny.yaml --at 12s --node 2',
        'explain TMP/tiny.yaml',
        'explain TMP/tiny.yaml --pid 1000 --node 1',
        'explain TMP/tiny.yaml --pid 99',
        'explain TMP/tiny.yaml --node 9',
        'explain TMP/tiny.yaml --pid x',
        'explain TMP/tiny.yaml --at 5s --policy none --pid 1000',
        'explain TMP/tiny.yaml --policy none --node 1',
        'explain TMP/tiny.yaml --at 5min --node 1',
        'explain TMP/tiny.yaml --information perfect --at 5s --node 1',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/explain.txt');
  });
});
