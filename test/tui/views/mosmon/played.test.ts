import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
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

playView('mosmon', { before: ['right'], flows: FLOWS });
