import { type Flows, playFlows } from '../../support/play-tests.js';

const FLOWS: Flows = {
  finding: [
    ...[
      '/',
      "'ma",
      'f3',
      'f3',
      'S-f3',
      'enter',
      '/',
      "'zzz",
      'enter',
      'escape',
      '\\',
      "'user=maths",
      'enter',
    ],
    ...[
      '\\',
      'C-u',
      "'cpu>",
      'enter',
      'escape',
      '\\',
      'C-u',
      "'node=1 cpu>10",
      'enter',
      '\\',
      'C-u',
      'enter',
    ],
  ],
  'becoming a user': [
    ':',
    "'user maths",
    'enter',
    'down',
    'k',
    'enter',
    ':',
    "'user",
    'enter',
    ':',
    "'user nobody",
    'enter',
  ],
};

playFlows(FLOWS);
