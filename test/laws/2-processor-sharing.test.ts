import { describe, it } from 'vitest';
import type { Distribution } from '../../src/base/distribution.js';
import { mean as meanOf } from '../../src/base/distribution.js';
import { mean } from '../../src/base/statistics.js';
import { nodeSpecs } from '../support/cluster-builder.js';
import { watch } from '../support/open-system.js';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';
import { variance } from '../support/sample-statistics.js';

const LAW = '2 (M/G/1-PS; Kleinrock 1967)';
const WATCHED = LONG ? 60_000 : 6_000;

const WORKS: readonly Distribution[] = [
  { kind: 'exponential', mean: 1 },
  { kind: 'constant', value: 1 },
  { kind: 'pareto', low: 0.2, high: 10, alpha: 1 },
];

function runs(work: Distribution, load: number) {
  const rate = load / meanOf(work);
  const system = { nodes: nodeSpecs(1), rate, work, before: 2_000, watched: WATCHED };
  return replicate(`${work.kind} ${load}`, (random) =>
    watch({ ...system, random, measures: false }),
  );
}

describe(`law 2: one CPU, shared, ${REPLICATIONS} runs of ${WATCHED} processes`, () => {
  for (const load of [0.5, 0.8]) {
    it.each(WORKS)(`at load ${load} takes no notice of how the work is spread: $kind`, (work) => {
      const results = runs(work, load);
      const responses = results.map(({ responseSeconds }) => mean(responseSeconds) / meanOf(work));
      const slowdowns = results.map((result) => mean(result.slowdowns));
      const expected = 1 / (1 - load);
      const tells = LONG ? 0.01 : 0.03;
      const name = `load ${load}, ${work.kind}`;
      const law = { law: LAW, controls: results.map(({ controls }) => controls), expected, tells };
      expectLaw({ ...law, what: `E[T]/E[S], ${name}`, values: responses });
      expectLaw({ ...law, what: `slowdown, ${name}`, values: slowdowns });
    });
  }

  it('varies as it must with exponential work', () => {
    const load = 0.5;
    const results = runs(WORKS[0]!, load);
    const values = results.map(({ responseSeconds }) => variance(responseSeconds));
    const controls = results.map((result) => result.controls);
    const expected = (1 / (1 - load)) ** 2 * ((2 + load) / (2 - load));
    expectLaw({
      law: LAW,
      what: 'Var[T], M/M/1',
      values,
      controls,
      expected,
      tells: LONG ? 0.03 : 0.06,
    });
  });
});
