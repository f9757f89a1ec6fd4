import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
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

playView('map', { before: ['right'], flows: FLOWS });
