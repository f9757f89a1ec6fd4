import { describe, expect, it } from 'vitest';
import { flow } from '../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  finding: [
    ...[
      '/',
      "'ma",
      'f3',
      'f3',
      'S-f3',
      'enter',
      '/',
      "'zzz",
      'enter',
      'escape',
      '\\',
      "'user=maths",
      'enter',
    ],
    ...[
      '\\',
      'C-u',
      "'cpu>",
      'enter',
      'escape',
      '\\',
      'C-u',
      "'node=1 cpu>10",
      'enter',
      '\\',
      'C-u',
      'enter',
    ],
  ],
  'becoming a user': [
    ':',
    "'user maths",
    'enter',
    'down',
    'k',
    'enter',
    ':',
    "'user",
    'enter',
    ':',
    "'user nobody",
    'enter',
  ],
};

describe('what is played, as it was looked at last: -u writes it anew', () => {
  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
