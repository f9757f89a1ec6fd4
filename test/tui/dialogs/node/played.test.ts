import { describe, expect, it } from 'vitest';
import { flow } from '../../../support/laboratory.js';

const FLOWS: Readonly<Record<string, readonly string[]>> = {
  'administering nodes': [
    ...[
      '3',
      'down',
      'x',
      'down',
      'down',
      'enter',
      '@advance 1',
      'x',
      'end',
      'enter',
      'escape',
      'x',
      'home',
    ],
    ...[
      'enter',
      '@advance 1',
      'z',
      'end',
      'x',
      'down',
      'enter',
      '@advance 2',
      '1',
      'x',
      'down',
      '2',
      'enter',
    ],
    ...['pagedown', 'enter', 'escape', 'escape'],
  ],
  'crashing a node': [
    '3',
    'x',
    "'crash",
    'escape',
    ':',
    "'crash 1",
    'enter',
    'right',
    'enter',
    '@advance 1',
    'z',
  ],
  'shutting down': [
    ':',
    "'reboot 1 30s",
    'enter',
    'down',
    'enter',
    ':',
    "'leave 2",
    'enter',
    'y',
    'n',
    'escape',
  ],
  'moving off': [
    ...[
      '3',
      'home',
      'm',
      'down',
      'up',
      '3',
      'backspace',
      '2',
      'enter',
      '@advance 2',
      '@advance 30',
      'end',
      'm',
    ],
    ...['escape', 'home', 'm', 'end', 'enter', '@advance 1'],
  ],
};

describe('what is played, as it was looked at last: -u writes it anew', () => {
  it.each(Object.keys(FLOWS))('%s', async (name) => {
    const text = flow(...FLOWS[name]!);
    await expect(text).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
});
