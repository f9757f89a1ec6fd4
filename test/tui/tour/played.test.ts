import { type Flows, playFlows } from '../../support/play-tests.js';

const FLOWS: Flows = {
  'the first tour': [
    ...[
      ':',
      "'tour",
      'enter',
      '4',
      '@advance 20',
      '1',
      'w',
      'escape',
      'm',
      '2',
      'enter',
      '@advance 1',
      'escape',
    ],
    ...[
      'C-p',
      "'none",
      'enter',
      '@advance 1',
      '@advance 60',
      '@advance 60',
      ':',
      "'tour off",
      'enter',
    ],
  ],
};

playFlows(FLOWS);
