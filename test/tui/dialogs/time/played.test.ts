import { describe, expect, it } from 'vitest';
import { flow } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  'going back': [
    ...[
      ',',
      ',',
      '.',
      'b',
      "'-10s",
      'enter',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '1',
      'b',
      "'20s",
      'enter',
      'm',
      '2',
    ],
    ...[
      'enter',
      ':',
      "'branches",
      'enter',
      'up',
      'down',
      'escape',
      ':',
      "'branch 1",
      'enter',
      ':',
      "'branches",
    ],
    ...[
      'enter',
      'home',
      'enter',
      ':',
      "'go",
      'enter',
      ':',
      "'find last kill",
      'enter',
      ':',
      "'find next crash",
    ],
    ...['enter', ':', "'find last load > 9", 'enter', ':', "'compare 2", 'enter', 'escape', 'p'],
  ],
  'what if': [
    ...[
      ':',
      "'what-if interval 1s 8s",
      'enter',
      'down',
      'up',
      'escape',
      ':',
      "'what-if without",
      'enter',
    ],
    ...[
      'down',
      'enter',
      'escape',
      ':',
      "'lock 1000",
      'enter',
      ':',
      "'what-if without",
      'enter',
      'down',
      'enter',
    ],
  ],
  time: ['p', 'p', '+', '+', '-', '-', '-', '-', '.', '.', '=', '_', '@advance 1'],
  'measuring gain': [':', "'gain", 'enter', '@advance 1', ':', "'gain", 'enter'],
};

describe('what is played, as it was looked at last: -u writes it anew', () => {
  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
