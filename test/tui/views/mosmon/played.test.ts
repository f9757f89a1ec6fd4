import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  mosmon: [
    ...[
      '2',
      's',
      'm',
      'r',
      'u',
      'l',
      'g',
      'd',
      't',
      'e',
      'right',
      'left',
      'end',
      'home',
      'up',
      'down',
      'pageup',
    ],
    ...['pagedown', 'enter', 'escape', 'w', 'escape', 'x', 'escape', '@size 40x12', 'd', 'g', 't'],
  ],
};

describe('the view mosmon, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('mosmon')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('mosmon', 'right');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
