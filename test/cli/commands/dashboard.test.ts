import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('dashboard, as it was looked at last: -u writes it anew', () => {
  it('without a terminal prints one screen', async () => {
    const text = await transcript(
      [
        'TMP/tiny.yaml',
        'TMP/tiny.yaml --view cluster',
        'dashboard TMP/tiny.yaml --ascii',
        'TMP/tiny.yaml --rate 0',
        'TMP/tiny.yaml --view none',
        'TMP/tiny.yaml --policy none --readonly',
        'TMP/tiny.yaml --theme mono',
        'tour',
        'resume TMP/none',
        'replay TMP/none',
        'replay TMP/tiny.yaml',
        'serve TMP/tiny.yaml --rate 0',
        'serve TMP/none',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/dashboard.txt');
  });
});
