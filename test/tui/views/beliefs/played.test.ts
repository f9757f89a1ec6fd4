import { describe, expect, it } from 'vitest';
import { flow, keysOf, screensOf } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  beliefs: [
    '7',
    'down',
    'right',
    'right',
    'e',
    'end',
    'pageup',
    'home',
    'pagedown',
    '/',
    "'farm",
    'enter',
    'left',
  ],
};

describe('the view beliefs, as it was looked at last: -u writes it anew', () => {
  it('has all its parts in every size', async () => {
    await expect(screensOf('beliefs')).toMatchFileSnapshot('played/screens.txt');
  });

  it('does with each key what that is for', async () => {
    const text = keysOf('beliefs', 'down', 'right');
    await expect(text).toMatchFileSnapshot('played/keys.txt');
  });

  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
