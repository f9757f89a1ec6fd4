import { describe, expect, it } from 'vitest';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../support/cluster-builder.js';
import { printLaw } from '../support/replications.js';

const LAW = '6 (migration time)';
const FIXED_SECONDS = 0.5;
const BYTES = 1e6;
const BANDWIDTH = 1e6;

/** Seconds of each of k migrations that begin at once, to the node that `to` gives. */
function seconds(k: number, from: (nth: number) => number, to: (nth: number) => number): number[] {
  const nodes = nodeSpecs(2 * k, { bandwidth: BANDWIDTH });
  const processes = Array.from({ length: k }, (_, nth) =>
    processSpecs(1, from(nth), { residentBytes: BYTES }),
  ).flat();
  const simulation = simulationOf({ nodes, processes, fixedSeconds: FIXED_SECONDS });
  const found: number[] = [];
  simulation.cluster.observe((event) => {
    if (event.type === 'migrated') found.push(event.seconds);
  });
  runUntil(simulation, 0);
  for (let nth = 0; nth < k; nth++) {
    simulation.commands.execute({ do: 'migrate', pid: 1000 + nth, to: to(nth) });
  }
  runUntil(simulation, 100);
  return found;
}

describe('law 6: k migrations at once', () => {
  it.each([1, 2, 5])('take the fixed cost and k times the transfer over one link: %i', (k) => {
    const expected = FIXED_SECONDS + (k * BYTES) / BANDWIDTH;
    const ways = {
      'from one node': seconds(
        k,
        () => 1,
        (nth) => 2 + nth,
      ),
      'to one node': seconds(
        k,
        (nth) => 2 + nth,
        () => 1,
      ),
      'from one node to one other': seconds(
        k,
        () => 1,
        () => 2,
      ),
    };
    for (const [way, found] of Object.entries(ways)) {
      printLaw(LAW, `k = ${k}, ${way}`, Math.max(...found), expected);
      expect(found).toHaveLength(k);
      for (const each of found) expect(each).toBeCloseTo(expected, 9);
    }
  });

  it('do not hinder each other on links of their own', () => {
    const found = seconds(
      5,
      (nth) => 1 + 2 * nth,
      (nth) => 2 + 2 * nth,
    );
    for (const each of found) expect(each).toBeCloseTo(FIXED_SECONDS + BYTES / BANDWIDTH, 9);
  });
});
