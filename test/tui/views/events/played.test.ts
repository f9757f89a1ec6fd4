import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  events: [
    ...[
      '6',
      'f',
      'f',
      'f',
      'f',
      'f',
      'f',
      '/',
      "'kill",
      'enter',
      'up',
      'down',
      't',
      'i',
      'i',
      'escape',
      'home',
    ],
    ...[
      'enter',
      'escape',
      '6',
      'end',
      'enter',
      '6',
      'pageup',
      'pagedown',
      'up',
      'up',
      'w',
      'escape',
      '@advance 9',
    ],
  ],
};

describe('the view events, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('events')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('events', 'down', 'down');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
