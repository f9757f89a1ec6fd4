import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
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

playView('beliefs', { before: ['down', 'right'], flows: FLOWS });
