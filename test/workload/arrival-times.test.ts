import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { ArrivalTimes } from '../../src/workload/arrival-times.js';
import { openWorkload } from '../../src/workload/open-workload.js';
import type { Rhythm, WorkloadSpec } from '../../src/workload/workload-spec.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { drain } from '../support/drain.js';

/** How many come in each of so many stretches of `seconds`. */
function counts(rhythm: Rhythm, mean: number, { stretches, seconds }: Counted, seed = 1): number[] {
  const random = new Random(seed);
  const streams = { intervals: random.split('arrivals'), bursts: random.split('bursts') };
  const times = new ArrivalTimes(0, { every: { kind: 'exponential', mean }, rhythm }, streams);
  const found = Array.from({ length: stretches }, () => 0);
  for (let at = times.next(); at < stretches * seconds; at = times.next()) {
    found[Math.floor(at / seconds)]!++;
  }
  return found;
}

interface Counted {
  readonly stretches: number;
  readonly seconds: number;
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('arrivals in bursts', () => {
  const BURST = { factor: 10, forSeconds: 20, afterSeconds: 80 };

  it('come at the mean rate of the two states', () => {
    // (80 x 1 + 20 x 10) / 100 per second.
    const found = counts({ burst: BURST }, 1, { stretches: 400, seconds: 1000 });
    expect(Math.abs(average(found) / 2800 - 1)).toBeLessThan(0.03);
  });

  it('are as uneven as a Markov-modulated Poisson process: variance over mean of their counts', () => {
    const found = counts({ burst: BURST }, 1, { stretches: 3000, seconds: 2000 });
    const mean = average(found);
    const variance = average(found.map((count) => (count - mean) ** 2));
    // 1 + 2 (l1 - l2)^2 s1 s2 / ((s1 + s2)^2 (l1 s2 + l2 s1)) (Fischer & Meier-Hellstern 1993, 2.4),
    // s1 and s2 the rates at which calm and burst end, for a long time.
    const [l1, l2, s1, s2] = [1, 10, 1 / 80, 1 / 20];
    const law = 1 + (2 * (l1 - l2) ** 2 * s1 * s2) / ((s1 + s2) ** 2 * (l1 * s2 + l2 * s1));
    expect(law).toBeCloseTo(149.1, 1);
    expect(Math.abs(variance / mean / law - 1)).toBeLessThan(0.1);
  });

  it('of factor 1 are what they are without', () => {
    const same = counts({ burst: { ...BURST, factor: 1 } }, 5, { stretches: 50, seconds: 100 });
    expect(average(same)).toBeCloseTo(average(counts({}, 5, { stretches: 50, seconds: 100 })), 10);
  });
});

describe('arrivals of a day', () => {
  it('come in each hour as it weighs, and at night not at all', () => {
    const daily = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 0 : hour < 16 ? 3 : 1));
    const hours = counts({ daily }, 10, { stretches: 24 * 50, seconds: 3600 });
    const byHour = daily.map((_, hour) => average(hours.filter((__, at) => at % 24 === hour)));
    expect(byHour.slice(0, 8)).toEqual(Array(8).fill(0));
    // 360 an hour on average; the weights add up to 32: 360 x 24 / 32 per unit.
    for (let hour = 8; hour < 24; hour++) {
      expect(Math.abs(byHour[hour]! / (daily[hour]! * 270) - 1)).toBeLessThan(0.03);
    }
  });
});

describe('the random numbers of a source', () => {
  const yaml = (sources: string) =>
    scenarioOf(`nodes: [{ count: 3 }]\nworkload:\n${sources}`).workload;
  const FIRST = '  - { arrivals: { every: exponential 5s }, count: 4, work: exponential 9s }\n';
  const NAMED = FIRST.replace('{ ', '{ name: students, home: random, ');
  const worksOf = (specs: readonly WorkloadSpec[]) =>
    specs.map((spec) => {
      const at = specs.indexOf(spec);
      const alone = specs.map((one, index) => (index === at ? one : { ...one, count: 0 }));
      const context = { nodes: [1, 2, 3], random: new Random(1) };
      return drain(openWorkload(alone as WorkloadSpec[], context).arrivals).map(
        ({ workSeconds, home, arrivalSeconds }) => [workSeconds, home, arrivalSeconds],
      );
    });

  it('with a name are not shifted by another one before it', () => {
    const [alone] = worksOf(yaml(NAMED));
    const [before, behind] = worksOf(yaml(FIRST + NAMED));
    expect(behind).toEqual(alone);
    expect(before).not.toEqual(behind);
  });

  it('of two without names are different ones', () => {
    const [one, other] = worksOf(yaml(FIRST + FIRST));
    expect(one).not.toEqual(other);
  });
});

describe('a rhythm in a scenario', () => {
  it('is read', () => {
    const burst = '{ factor: 10, for: 30s, after: 5min }';
    const text = `nodes: [{}]\nworkload: [{ work: 1s, arrivals: { every: 2s, burst: ${burst} } }]`;
    expect(scenarioOf(text).workload[0]).toMatchObject({
      every: { kind: 'constant', value: 2 },
      rhythm: { burst: { factor: 10, forSeconds: 30, afterSeconds: 300 } },
    });
  });
});
