import { expect, it } from 'vitest';
import { jsonOfLikelihood, textOfLikelihood } from '../../src/cli/commands/inevitable-report.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Fate } from '../../src/session/futures.js';

const info = { scenario: 'mine', about: '', policy: 'none', information: 'gossip', seed: 7 };
const PLAIN = { title: (text: string) => `# ${text}`, label: (text: string) => text };
const CRASH: ClusterEvent = { type: 'node-crashed', at: 90, node: 2, killed: 0 };

/** From 30, 60 and 80 s on it happened in so many of 30 futures. */
function answer(counts: readonly number[], fate: Fate, event?: ClusterEvent) {
  const moments = counts.map((happened, index) => ({
    at: [30, 60, 80][index]!,
    drawn: 30,
    happened,
  }));
  return { name: 'x.yaml', info, event, known: { fate, at: 90, stepSeconds: 30, moments } };
}

it('how likely a crash was is told line by line, with a bar of 30 cells', () => {
  const text = textOfLikelihood(answer([0, 15, 30], { what: 'crashed', node: 2 }, CRASH), PLAIN);
  const lines = text.split('\n');
  expect(lines[0]).toBe('# x.yaml: policy none (gossip), seed 7');
  expect(lines[1]).toMatch(/^0:01:30 {2}.*node 2/);
  expect(lines.slice(2)).toEqual([
    '',
    '   before       at  happened',
    ' 1min 00s  0:00:30   0 of 30',
    '      30s  0:01:00  15 of 30  ===============',
    '      10s  0:01:20  30 of 30  ==============================',
    '',
    'inevitable since 0:01:20, 10s before: in all 30 futures',
    '',
  ]);
});

it('how likely a load was has no event, but what was asked for', () => {
  const fate = { what: 'load', least: 2.5 } as const;
  const text = textOfLikelihood(answer([30, 30, 29], fate), PLAIN);
  expect(text.split('\n')[1]).toBe('0:01:30  a load of 2.5');
  expect(text).toContain('29 of 30  =============================\n');
  expect(text).toMatch(/\nit could still have gone otherwise 10s before\n$/);
  const crash = { what: 'crashed', node: 2 } as const;
  expect(textOfLikelihood(answer([30, 30, 30], crash), PLAIN).split('\n')[1]).toBe(
    '0:01:30  crashed',
  );
});

it('as JSON it has the event or what was asked for, the moments, and since when nothing else came', () => {
  const fate = { what: 'load', least: 2.5 } as const;
  expect(JSON.parse(jsonOfLikelihood(answer([0, 15, 30], fate)))).toEqual({
    run: { name: 'x.yaml', scenario: 'mine', policy: 'none', information: 'gossip', seed: 7 },
    of: fate,
    at: 90,
    stepSeconds: 30,
    futures: 30,
    moments: [
      { at: 30, happened: 0 },
      { at: 60, happened: 15 },
      { at: 80, happened: 30 },
    ],
    inevitableSince: 80,
  });
  const none = JSON.parse(jsonOfLikelihood(answer([0, 15, 29], fate, CRASH)));
  expect([none.of, none.inevitableSince]).toEqual([CRASH, null]);
});
