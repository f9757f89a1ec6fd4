import { describe, expect, it } from 'vitest';
import { erlangC, pooledSlowdown } from '../../src/base/queueing.js';

/** Erlang's C by its sums: a^n / n! x n / (n - a) over that and the a^k / k! below n. */
function bySums(servers: number, offered: number): number {
  let term = 1;
  let below = 0;
  for (let k = 0; k < servers; k++) {
    below += term;
    term *= offered / (k + 1);
  }
  const waiting = (term * servers) / (servers - offered);
  return waiting / (below + waiting);
}

describe('the probability that all servers are busy', () => {
  it.each([
    [1, 0.3, 0.3], // M/M/1: the load.
    [2, 1, 1 / 3],
    [2, 1.5, 9 / 14],
    [14, 0, 0],
  ])('of %d servers, with %d of them asked for, is %d', (servers, offered, expected) => {
    expect(erlangC(servers, offered)).toBeCloseTo(expected, 14);
  });

  it.each([3, 7, 14, 40])('is that of the sums of Erlang for %d servers', (servers) => {
    for (const rho of [0.1, 0.5, 0.8, 0.95]) {
      expect(erlangC(servers, rho * servers)).toBeCloseTo(bySums(servers, rho * servers), 13);
    }
  });
});

describe('the slowdown where nobody waits beside an idle CPU', () => {
  it.each([
    [1, 0.5, 2], // 1 / (1 - rho).
    [1, 0.9, 10],
    [2, 0.5, 4 / 3],
    [2, 0.75, 16 / 7], // 1 / (1 - rho^2).
    [14, 0, 1],
  ])('is, of %d CPUs at load %d, %d', (servers, rho, expected) => {
    expect(pooledSlowdown(servers, rho)).toBeCloseTo(expected, 12);
  });
});
