import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  history: [
    ...[
      '5',
      'left',
      'left',
      'right',
      'i',
      'i',
      'o',
      'n',
      'n',
      'b',
      'S-p',
      'enter',
      '5',
      'home',
      'n',
      'n',
      'e',
    ],
    ...[
      '5',
      'up',
      'up',
      'down',
      'end',
      'escape',
      '@advance 3',
      'tab',
      'S-tab',
      '@size 60x16',
      'left',
    ],
  ],
};

describe('the view history, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('history')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('history', 'down', 'left');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
