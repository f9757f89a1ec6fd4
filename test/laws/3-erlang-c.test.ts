import { describe, expect, it } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import { nodeSpecs } from '../support/cluster-builder.js';
import { meanResponse } from '../support/open-system.js';
import { rebalance } from '../support/rebalance.js';
import { expectLaw, LONG, printLaw, REPLICATIONS, replicate } from '../support/replications.js';

const LAW = '3 (Erlang-C; Erlang 1917)';
const WATCHED = LONG ? 40_000 : 4_000;
const WORK = { kind: 'exponential', mean: 1 } as const;

/** Probability that all of n servers are busy, of offered load a (Erlang's B by recursion). */
function erlangC(n: number, a: number): number {
  let b = 1;
  for (let servers = 1; servers <= n; servers++) b = (a * b) / (servers + a * b);
  return b / (1 - (a / n) * (1 - b));
}

function responses(nodes: number, load: number, balanced: boolean): number[] {
  return replicate(`erlang ${nodes} ${load} ${balanced}`, (random) =>
    meanResponse({
      nodes: nodeSpecs(nodes),
      rate: nodes * load,
      work: WORK,
      before: 1_000,
      watched: WATCHED,
      random,
      fixedSeconds: 0,
      measures: false,
      ...(balanced && { afterEach: rebalance }),
    }),
  );
}

describe(`law 3: nodes kept balanced at no cost, ${REPLICATIONS} runs of ${WATCHED} processes`, () => {
  it.each([
    [2, 0.7],
    [4, 0.8],
    [8, 0.85],
  ])('are a queue with %i servers at load %f', (nodes, load) => {
    const values = responses(nodes, load, true);
    const expected = 1 + erlangC(nodes, nodes * load) / (nodes * (1 - load));
    const what = `E[T]/E[S], ${nodes} nodes, load ${load}`;
    expectLaw({ law: LAW, what, values, expected, precision: LONG ? 0.01 : 0.035 });
  });

  it('win the whole gap to nodes that do not help each other', () => {
    const alone = responses(4, 0.8, false);
    expectLaw({ law: LAW, what: 'E[T]/E[S], alone', values: alone, expected: 5, precision: 0.05 });
    const best = 1 + erlangC(4, 3.2) / 0.8;
    const gain = (5 - mean(responses(4, 0.8, true))) / (5 - best);
    printLaw(LAW, 'captured gain of free balancing', gain, 1);
    expect(Math.abs(gain - 1)).toBeLessThan(0.1);
  });
});
