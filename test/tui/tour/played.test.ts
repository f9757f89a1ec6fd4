import { describe, expect, it } from 'vitest';
import { flow } from '../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  'the first tour': [
    ...[
      ':',
      "'tour",
      'enter',
      '4',
      '@advance 20',
      '1',
      'w',
      'escape',
      'm',
      '2',
      'enter',
      '@advance 1',
      'escape',
    ],
    ...[
      'C-p',
      "'none",
      'enter',
      '@advance 1',
      '@advance 60',
      '@advance 60',
      ':',
      "'tour off",
      'enter',
    ],
  ],
};

describe('what is played, as it was looked at last: -u writes it anew', () => {
  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
