import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
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

playView('events', { before: ['down', 'down'], flows: FLOWS });
