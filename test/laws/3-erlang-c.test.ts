import { describe, it } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import { nodeSpecs } from '../support/cluster-builder.js';
import { watch } from '../support/open-system.js';
import { rebalance } from '../support/rebalance.js';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';

const LAW = '3 (Erlang-C; Erlang 1917)';
const WATCHED = LONG ? 40_000 : 4_000;
const WORK = { kind: 'exponential', mean: 1 } as const;

/** Probability that all of n servers are busy, of offered load a (Erlang's B by recursion). */
function erlangC(n: number, a: number): number {
  let b = 1;
  for (let servers = 1; servers <= n; servers++) b = (a * b) / (servers + a * b);
  return b / (1 - (a / n) * (1 - b));
}

/** The same arrivals whether balanced or not. */
function runs(nodes: number, load: number, balanced: boolean) {
  const results = replicate(`erlang ${nodes} ${load}`, (random) =>
    watch({
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
  return {
    values: results.map(({ responseSeconds }) => mean(responseSeconds)),
    controls: results.map(({ controls }) => controls),
  };
}

describe(`law 3: nodes kept balanced at no cost, ${REPLICATIONS} runs of ${WATCHED} processes`, () => {
  it.each([
    [2, 0.7],
    [4, 0.8],
    [8, 0.85],
  ])('are a queue with %i servers at load %f', (nodes, load) => {
    const expected = 1 + erlangC(nodes, nodes * load) / (nodes * (1 - load));
    const what = `E[T]/E[S], ${nodes} nodes, load ${load}`;
    expectLaw({ law: LAW, what, ...runs(nodes, load, true), expected, tells: LONG ? 0.01 : 0.03 });
  });

  it('win the whole gap to nodes that do not help each other', () => {
    const alone = runs(4, 0.8, false);
    const balanced = runs(4, 0.8, true);
    const what = 'E[T]/E[S], alone';
    expectLaw({ law: LAW, what, ...alone, expected: 5, tells: LONG ? 0.01 : 0.03 });
    const best = 1 + erlangC(4, 3.2) / 0.8;
    const values = alone.values.map((value, run) => value - balanced.values[run]!);
    expectLaw({
      law: LAW,
      what: 'what free balancing saves',
      values,
      controls: alone.controls,
      expected: 5 - best,
      tells: LONG ? 0.02 : 0.05,
    });
  });
});
