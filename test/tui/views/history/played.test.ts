import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
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

playView('history', { before: ['down', 'left'], flows: FLOWS });
