import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  sorting: [
    ...[
      'f6',
      'down',
      'enter',
      'f6',
      'end',
      'enter',
      'S-i',
      'f6',
      'escape',
      '>',
      'up',
      'enter',
      'S-p',
      'S-p',
    ],
    ...['S-m', 'S-t', 'S-n', 'S-n', 'e', 'l', 's', 'C-d', 'C-k'],
  ],
  listing: [
    ...[
      'u',
      'down',
      'down',
      'enter',
      'u',
      'home',
      'enter',
      'v',
      'down',
      'down',
      'enter',
      'v',
      '4',
      'enter',
    ],
    ...['v', 'home', 'enter', 't', 'down', '-', '+', '*', 't', 'S-f', '@advance 2', 'S-f', 'S-z'],
    ...[
      '@advance 2',
      'S-z',
      ']',
      '[',
      'f7',
      'f8',
      'S-down',
      'S-up',
      'right',
      'right',
      'left',
      'left',
    ],
  ],
  'the mouse in the list': [
    ...[
      '@press 10,0',
      '@press 1 ',
      '@press mysqld',
      '@press-twice make',
      'escape',
      '@press PID',
      '@press PID',
    ],
    ...['@wheel-down make', '@wheel-up make', '@press F6', '@press %CPU', '@press 0,0', 'escape'],
    ...['@press F9', '@press STOP', '@press-twice HUP', '@release 3,3', '@move 4,4', '@drag 5,5'],
  ],
  quitting: ['C-l', 'C-z', 'f10'],
  'the keys of vim': [
    'f2',
    'end',
    'home',
    'down',
    'down',
    'space',
    'escape',
    'j',
    'j',
    'k',
    'S-g',
    'g',
    '?',
    'j',
  ],
};

describe('the view mtop, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('mtop')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('mtop', 'down', 'down');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
