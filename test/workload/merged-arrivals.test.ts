import { expect, it } from 'vitest';
import type { Arrivals } from '../../src/workload/arrivals.js';
import { MergedArrivals } from '../../src/workload/merged-arrivals.js';
import { processSpec } from '../support/cluster-builder.js';

/** One process at `at`; `looked` is called when somebody asks when it arrives. */
function single(at: number, looked: () => void): Arrivals {
  const process = {
    ...processSpec(1),
    get arrivalSeconds() {
      looked();
      return at;
    },
  };
  const rest = [process];
  return { highestPid: -1, next: () => rest.pop(), exchange: () => {} };
}

it('n sources are merged in n log n looks at their heads, not n x n', () => {
  const n = 1 << 12;
  let looks = 0;
  // 5 is prime to n: every second from 0 to n - 1, far from sorted.
  const sources = Array.from({ length: n }, (_, rank) => single((rank * 5) % n, () => looks++));
  const merged = new MergedArrivals(sources);
  for (let at = 0; at < n; at++) expect(merged.next()!.arrivalSeconds).toBe(at);
  expect(merged.next()).toBeUndefined();
  expect(merged.next()).toBeUndefined();
  // A sink goes down at most log2 n levels, two comparisons of two heads each; making it costs 2 n.
  expect(looks).toBeLessThan(n * (4 * 12 + 2 * 4 + 1));
});
