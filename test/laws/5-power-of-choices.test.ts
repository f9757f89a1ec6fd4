import { describe, it } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import type { Random } from '../../src/kernel/random.js';
import type { Simulation } from '../../src/scenario/simulation.js';
import { nodeSpecs } from '../support/cluster-builder.js';
import { watch } from '../support/open-system.js';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';

const LAW = '5 (power of d choices; Vvedenskaya et al. 1996, Mitzenmacher 1996)';
const NODES = LONG ? 500 : 200;
const WATCHED = LONG ? 100_000 : 8_000;
const LOAD = 0.9;
/**
 * The law is for infinitely many nodes. With n nodes E[T] is greater by about 1/n of itself
 * (Mitzenmacher's own simulations: 1.2 % with 100 nodes at this load, d = 2).
 */
const ALLOWANCE = 2 / NODES;

/** The least loaded of d nodes drawn at random. */
function choose(d: number) {
  return ({ cluster }: Simulation, random: Random) => {
    let best = random.below(NODES);
    for (let more = 1; more < d; more++) {
      const other = random.below(NODES);
      if (cluster.nodes[other]!.runnable < cluster.nodes[best]!.runnable) best = other;
    }
    return best;
  };
}

function expectedResponse(d: number): number {
  let sum = 0;
  for (let i = 1; i <= 30; i++) sum += LOAD ** ((d ** i - d) / (d - 1));
  return sum;
}

describe(`law 5: ${NODES} nodes at load ${LOAD}, ${REPLICATIONS} runs of ${WATCHED} processes`, () => {
  it.each([
    [2, 2.614],
    [3, 2.028],
  ])('need little time with the best of %i', (d, expected) => {
    const results = replicate(`choices ${d}`, (random) =>
      watch({
        nodes: nodeSpecs(NODES),
        rate: NODES * LOAD,
        work: { kind: 'exponential', mean: 1 },
        before: NODES * 40,
        watched: WATCHED,
        random,
        home: choose(d),
        measures: false,
      }),
    );
    if (Math.abs(expectedResponse(d) - expected) > 1e-3) throw new Error('the formula is wrong');
    const what = `E[T]/E[S], best of ${d}`;
    expectLaw({
      law: LAW,
      what,
      values: results.map(({ responseSeconds }) => mean(responseSeconds)),
      controls: results.map(({ controls }) => controls),
      expected,
      allowance: ALLOWANCE,
      tells: LONG ? 0.015 : 0.04,
    });
  });
});
