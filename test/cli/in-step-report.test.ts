import { expect, it } from 'vitest';
import { jsonInStep, textInStep } from '../../src/cli/commands/in-step-report.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { FuturePoint } from '../../src/session/futures.js';

const PLAIN = { title: (text: string) => `# ${text}`, label: (text: string) => text };
const CRASH: ClusterEvent = { type: 'node-crashed', at: 90, node: 2, killed: 0 };

const point = (at: number, more: Partial<FuturePoint> = {}): FuturePoint => ({
  ...{ at, load: 1.234, balance: 0.256, completed: 7, migrations: 3, meanSlowdown: null },
  ...more,
});

/** Two runs at 0 s and eleven times more, of which the last has come further in the second one. */
const compared = (first?: Parameters<typeof textInStep>[0]['first']) => {
  const times = Array.from({ length: 12 }, (_, index) => 60 * index);
  const of = (seed: number, policy: string) => ({
    name: `${policy}.yaml`,
    info: { scenario: 's', about: '', policy, information: 'gossip', seed },
  });
  return {
    runs: [of(1, 'none'), of(2, 'jsq')],
    curves: [
      times.map((at) => point(at)),
      times.map((at) => point(at, at === 600 ? { completed: 12, meanSlowdown: 1.5 } : {})),
    ],
    first,
    end: 660,
  };
};

it('two runs in step are one of five points a line, both beside each other', () => {
  expect(textInStep(compared(), PLAIN).split('\n')).toEqual([
    '# a  none.yaml: policy none (gossip), seed 1',
    '# b  jsq.yaml: policy jsq (gossip), seed 2',
    '',
    '                   load     balance     completed   mean slowdown    migrations',
    '               a      b     a     b      a      b       a       b      a      b',
    '  0:05:00   1.23   1.23   26%   26%      7      7       -       -      3      3',
    '  0:10:00   1.23   1.23   26%   26%      7     12       -    1.50      3      3',
    '',
    'what happens is the same in both, until 0:11:00',
    '',
  ]);
});

it('where two runs first differ is said with what happens in each', () => {
  const lines = textInStep(compared({ at: 90, events: [CRASH, undefined] }), PLAIN).split('\n');
  expect(lines.slice(-4)).toEqual([
    'they first differ at 0:01:30',
    expect.stringMatching(/^ {2}a {2}.*node 2/),
    '  b  nothing happens then',
    '',
  ]);
});

it('two runs in step as JSON have all points, and null where nothing differs or happens', () => {
  const document = JSON.parse(jsonInStep(compared()));
  expect(document.runs).toEqual([
    { name: 'none.yaml', scenario: 's', policy: 'none', information: 'gossip', seed: 1 },
    { name: 'jsq.yaml', scenario: 's', policy: 'jsq', information: 'gossip', seed: 2 },
  ]);
  expect([document.until, document.points.length, document.firstDifference]).toEqual([
    ...[660, 12, null],
  ]);
  expect(document.points[10]).toEqual({
    at: 600,
    runs: [
      { load: 1.234, balance: 0.256, completed: 7, migrations: 3, meanSlowdown: null },
      { load: 1.234, balance: 0.256, completed: 12, migrations: 3, meanSlowdown: 1.5 },
    ],
  });
  const differing = JSON.parse(jsonInStep(compared({ at: 90, events: [undefined, CRASH] })));
  expect(differing.firstDifference).toEqual({ at: 90, events: [null, CRASH] });
});
