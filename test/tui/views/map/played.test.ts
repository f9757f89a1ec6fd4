import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  map: [
    ...[
      '4',
      'right',
      'down',
      'left',
      'up',
      'n',
      'b',
      'g',
      'c',
      'S-h',
      'enter',
      'escape',
      'm',
      'right',
      'enter',
    ],
    ...[
      '@advance 1',
      '@advance 2',
      'm',
      'escape',
      'g',
      '@size 60x16',
      'n',
      'n',
      'enter',
      'm',
      'down',
      'enter',
    ],
  ],
};

describe('the view map, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('map')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('map', 'right');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
