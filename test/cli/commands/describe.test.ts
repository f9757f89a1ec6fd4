import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('the help, as it was looked at last: -u writes it anew', () => {
  it('of commands that have others, and of what is none', async () => {
    const text = await transcript(
      [
        'study --help',
        'live --help',
        'policy --help',
        'rnu',
        'nothing',
        'help nothing',
        '--nothing',
        'completion csh',
        'completion',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/help.txt');
  });
});
