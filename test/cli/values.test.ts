import { describe, expect, it } from 'vitest';
import {
  boundSeconds,
  caseOf,
  duration,
  instant,
  keys,
  metricsAddress,
  niceness,
  nodes,
  path,
  policy,
  policyTimeout,
  positiveNumber,
  positiveWhole,
  type Read,
  replications,
  setting,
  shard,
  size,
  wholeNumber,
  word,
} from '../../src/cli/values.js';

/** What is written, and what is read of it; undefined: it is refused. */
type Rows = readonly (readonly [written: string, read: unknown])[];

const READS: readonly (readonly [what: string, read: Read<unknown>, rows: Rows])[] = [
  [
    'the size of a screen',
    size,
    [
      ['40x10', { columns: 40, rows: 10 }],
      ['500x200', { columns: 500, rows: 200 }],
      ['39x10', undefined],
      ['40x9', undefined],
      ['501x200', undefined],
      ['500x201', undefined],
      ['120', undefined],
      ['x40', undefined],
      ['1200x40', undefined],
      ['120x400', undefined],
      ['120x0040', undefined],
    ],
  ],
  [
    'a seed',
    wholeNumber,
    [
      ['0', 0],
      ['007', 7],
      ['9007199254740991', 9007199254740991],
      ['9007199254740992', undefined],
      ['-1', undefined],
      ['1.5', undefined],
      ['1e3', undefined],
      ['', undefined],
      [' 1', undefined],
      ['1 ', undefined],
    ],
  ],
  [
    'what is added to a nice value',
    niceness,
    [
      ['0', 0],
      ['9', 9],
      ['10', 10],
      ['19', 19],
      ['20', undefined],
      ['119', undefined],
      ['-1', undefined],
      ['1.5', undefined],
    ],
  ],
  [
    'a count',
    positiveWhole,
    [
      ['1', 1],
      ['1000000', 1_000_000],
      ['0', undefined],
      ['1000001', undefined],
      ['some', undefined],
    ],
  ],
  [
    'how often a scenario is run',
    replications,
    [
      ['1', 1],
      ['100000', 100_000],
      ['100001', undefined],
      ['0', undefined],
    ],
  ],
  [
    'a rate',
    positiveNumber,
    [
      ['1', 1],
      ['2.', 2],
      ['.5', 0.5],
      ['12.25', 12.25],
      ['1e3', 1000],
      ['1E+3', 1000],
      ['25e-1', 2.5],
      ['0', undefined],
      ['0.0', undefined],
      ['.', undefined],
      ['-1', undefined],
      ['1e999', undefined],
      ['1x', undefined],
      ['x1', undefined],
      ['Infinity', undefined],
    ],
  ],
  [
    'where figures are served',
    metricsAddress,
    [
      ['9464', { host: '127.0.0.1', port: 9464 }],
      ['0', { host: '127.0.0.1', port: 0 }],
      ['65535', { host: '127.0.0.1', port: 65535 }],
      ['65536', undefined],
      ['123456', undefined],
      ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
      ['my-host_1.lan:80', { host: 'my-host_1.lan', port: 80 }],
      ['[::1]:9464', { host: '::1', port: 9464 }],
      ['[FE80::1]:80', { host: 'FE80::1', port: 80 }],
      ['::1:9464', undefined],
      ['host:', undefined],
      [':80', undefined],
      ['a b:80', undefined],
      ['80 ', undefined],
    ],
  ],
  [
    'a virtual time',
    instant,
    [
      ['0s', 0],
      ['90s', 90],
      ['10min', 600],
      ['never', undefined],
    ],
  ],
  [
    'a time between two looks',
    duration,
    [
      ['100ms', 0.1],
      ['99ms', undefined],
      ['10min', 600],
      ['soon', undefined],
    ],
  ],
  [
    'the time of a policy',
    policyTimeout,
    [
      ['none', Number.POSITIVE_INFINITY],
      ['2s', 2],
      ['99ms', undefined],
      ['None', undefined],
    ],
  ],
  [
    'nodes',
    nodes,
    [
      ['1', 1],
      ['65535', 65535],
      ['0', undefined],
      ['65536', undefined],
      ['-3', undefined],
      ['+3', 3],
      ['1.5', undefined],
      ['', undefined],
      ['nodes.csv', 'nodes.csv'],
      ['3nodes', '3nodes'],
    ],
  ],
  [
    'a way to run a scenario',
    caseOf,
    [
      ['as it is', { name: 'as it is', settings: [] }],
      [' as it is ', { name: 'as it is', settings: [] }],
      ['policy', undefined],
      ['policy=none; seed', undefined],
    ],
  ],
  ['a key of a scenario', setting, [['window', undefined]]],
  ['a part of a study', shard, [['7', undefined]]],
  [
    'what short processes count as',
    boundSeconds,
    [
      ['10s', 10],
      ['1ms', 0.001],
      ['0s', undefined],
      ['long', undefined],
    ],
  ],
  [
    'a path',
    path,
    [
      ['a b', 'a b'],
      ['', undefined],
    ],
  ],
  [
    'a word',
    word,
    [
      ['n1', 'n1'],
      ['', undefined],
    ],
  ],
  [
    'a policy',
    policy,
    [
      ['none', 'none'],
      ['', undefined],
      ['mine.js', './mine.js'],
      ['my-own_1.mjs', './my-own_1.mjs'],
      ['mine.cjs', './mine.cjs'],
      ['mine.ts', 'mine.ts'],
      ['./mine.mjs', './mine.mjs'],
      ['/a/mine.mjs', '/a/mine.mjs'],
      ['.mjs', '.mjs'],
    ],
  ],
  [
    'keys',
    keys,
    [
      ['F9 Down Enter', ['f9', 'down', 'enter']],
      ['  q  Q ', ['q', 'Q']],
      ['Up Left Right Home End Tab Space', ['up', 'left', 'right', 'home', 'end', 'tab', 'space']],
      ['Esc PgUp pgdn', ['escape', 'pageup', 'pagedown']],
      ['F1 F10 F12', ['f1', 'f10', 'f12']],
      ['C-c S-Tab C-F1', ['C-c', 'S-tab', 'C-f1']],
      ['- C- é 😀', undefined],
      ['- é 😀', ['-', 'é', '😀']],
      ['F0', undefined],
      ['F13', undefined],
      ['xF1', undefined],
      ['F9 Dwn', undefined],
      ['M-x', undefined],
      ['', undefined],
      ['   ', undefined],
    ],
  ],
];

describe.each(READS)('%s', (_, read, rows) => {
  it.each(rows)('is read, or not: "%s"', (written, value) => {
    expect(read.parse(written)).toEqual(value);
  });
});

it('a way to run a scenario has its settings, and its name as it was written', () => {
  const read = caseOf.parse(' policy=none; openmosix.window=4 ');
  expect(read?.name).toBe('policy=none; openmosix.window=4');
  expect(read?.settings).toHaveLength(2);
  expect(read?.settings).toEqual([
    setting.parse('policy=none'),
    setting.parse('openmosix.window=4'),
  ]);
});
