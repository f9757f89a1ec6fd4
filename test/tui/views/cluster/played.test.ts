import { type Flows, playView } from '../../../support/play-tests.js';

const FLOWS: Flows = {
  grouping: [
    '3',
    'g',
    'g',
    'f',
    'S-f',
    'space',
    'm',
    'escape',
    '*',
    'S-u',
    '>',
    '<',
    'S-p',
    'S-m',
    'S-i',
    'f6',
  ],
  'the mouse on nodes': [
    ...[
      '3',
      '@press farm4',
      '@press-twice city3',
      'escape',
      '@wheel-down city1',
      '@press LOAD',
      '@press NODE',
    ],
    ...[
      '2',
      '@press 20,10',
      '@press-twice 40,12',
      'escape',
      '@wheel-up 20,10',
      '4',
      '@press city1',
      '@move 40,10',
    ],
    ...[
      '@drag 60,10',
      '@release 60,10',
      '5',
      '@press 50,5',
      '@drag 60,5',
      '@wheel-up 50,5',
      '@wheel-down 50,5',
    ],
    ...[
      '6',
      '@press killed',
      '@press-twice killed',
      '7',
      '@press 30,8',
      '@press-twice 30,9',
      '@wheel-down 30,9',
    ],
  ],
};

playView('cluster', { before: ['down'], flows: FLOWS });
