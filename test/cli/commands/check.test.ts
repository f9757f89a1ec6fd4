import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('check and list, as it was looked at last: -u writes it anew', () => {
  it('says what is wrong', async () => {
    const text = await transcript(
      [
        'check TMP/tiny.yaml',
        'check herd quiet',
        'check TMP/bad.yaml',
        'check TMP/bad.yaml TMP/tiny.yaml',
        'check TMP/none.yaml',
        'check',
        'check TMP',
        'check TMP/empty.yaml',
        'check TMP/odd.yaml',
        'list policies',
        'list scenarios',
        'list',
        'list all',
      ],
      {
        'tiny.yaml': TINY,
        'bad.yaml': 'nodes: [{ count: 0 }]\nworkload: [{ wrk: 5s }]\n',
        'empty.yaml': '',
        'odd.yaml': 'nodes: [[\n',
      },
    );
    await expect(text).toMatchFileSnapshot('transcripts/check.txt');
  });
});
