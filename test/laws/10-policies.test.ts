import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { policyWith, runPolicy } from '../support/policy-system.js';
import {
  inTurnResponse,
  mmnResponse,
  senderResponse,
  shortestOfTwoResponse,
  stealingResponse,
  supermarketResponse,
} from '../support/queueing.mjs';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';

const EXPONENTIAL = { kind: 'exponential', mean: 1 } as const;
/** Of a law for infinitely many nodes: so many stand for them, and it may be off by 2 / n. */
const MANY = LONG ? 400 : 100;

interface Case {
  readonly what: string;
  readonly policy: Policy;
  readonly count: number;
  readonly load: number;
  readonly expected: number;
  readonly source: string;
  /** It says little that another case does not, and takes long. */
  readonly onlyLong?: true;
  readonly information?: 'gossip' | 'perfect';
  /** Processes that suffice in the short form, where they differ little; default: 2500. */
  readonly few?: number;
}

const CASES: readonly Case[] = [
  {
    what: 'random: M/M/1 each, 1 / (1 - rho)',
    policy: policyWith('random'),
    count: 8,
    load: 0.7,
    expected: 1 / 0.3,
    source: 'Kleinrock 1976',
  },
  {
    what: 'round-robin: E_8/M/1 each',
    policy: policyWith('round-robin'),
    count: 8,
    load: 0.8,
    expected: inTurnResponse(8, 0.8),
    source: 'Kleinrock 1975',
  },
  {
    what: 'jsq with the truth, 2 nodes: the Markov chain',
    policy: policyWith('jsq'),
    count: 2,
    load: 0.8,
    expected: shortestOfTwoResponse(0.8),
    source: 'Winston 1977',
    information: 'perfect',
    few: 1000,
  },
  {
    what: 'central-jsq, 2 nodes: the Markov chain',
    policy: policyWith('central-jsq'),
    count: 2,
    load: 0.8,
    expected: shortestOfTwoResponse(0.8),
    source: 'Winston 1977',
    few: 1000,
  },
  {
    what: 'central-jsq with rebalance, 8 nodes: M/M/8',
    policy: policyWith('central-jsq', { rebalance: true }),
    count: 8,
    load: 0.85,
    expected: mmnResponse(8, 0.85),
    source: 'Erlang 1917',
    few: 1000,
  },
  {
    what: 'power-of-d, d 2: the supermarket model',
    policy: policyWith('power-of-d'),
    count: MANY,
    load: 0.9,
    expected: supermarketResponse(2, 0.9),
    source: 'Mitzenmacher 1996',
    few: 1500,
  },
  {
    what: 'power-of-d, d 3: the supermarket model',
    policy: policyWith('power-of-d', { d: 3 }),
    onlyLong: true,
    count: MANY,
    load: 0.9,
    expected: supermarketResponse(3, 0.9),
    source: 'Mitzenmacher 1996',
  },
  {
    what: 'sender-initiated, T 2, L 3: the fixed point',
    policy: policyWith('sender-initiated'),
    count: MANY,
    load: 0.8,
    expected: senderResponse(0.8, 2, 3),
    source: 'Eager, Lazowska & Zahorjan 1986',
    few: 1000,
  },
  {
    what: 'sender-initiated, T 1, L 5: the fixed point',
    policy: policyWith('sender-initiated', { threshold: 1, probes: 5 }),
    onlyLong: true,
    count: MANY,
    load: 0.7,
    expected: senderResponse(0.7, 1, 5),
    source: 'Eager, Lazowska & Zahorjan 1986',
  },
  {
    what: 'receiver-initiated, one probe: work stealing',
    policy: policyWith('receiver-initiated', { probes: 1 }),
    onlyLong: true,
    count: MANY,
    load: 0.8,
    expected: stealingResponse(0.8),
    source: 'Mitzenmacher 1998',
  },
];

describe(`policies of the literature, ${REPLICATIONS} runs each`, () => {
  it.each(CASES.filter(({ onlyLong }) => LONG || !onlyLong))('$what', (given) => {
    const { what, source, expected, few = 2500, ...system } = given;
    const results = replicate(what, (random) => {
      const before = 1000 + system.count * 20;
      const watched = LONG ? 40_000 : few;
      const work = { work: EXPONENTIAL, workSeconds: 1 };
      return runPolicy({ ...system, ...work, before, watched, random });
    });
    const isMany = system.count === MANY;
    expectLaw({
      law: `10 (${source})`,
      what: `E[T]/E[S], ${what}`,
      values: results.map(({ response }) => response),
      controls: results.map(({ controls }) => controls),
      expected,
      allowance: isMany ? 2 / MANY : 0,
      tells: LONG ? 0.03 : 0.08,
    });
  });
});

describe('the figures that they are compared with', () => {
  it('are those that were published', () => {
    // Mitzenmacher 1996 at .9; the golden ratio: his simple stealing at .5.
    expect(supermarketResponse(2, 0.9)).toBeCloseTo(2.6141, 3);
    expect(supermarketResponse(3, 0.9)).toBeCloseTo(2.0281, 3);
    expect(stealingResponse(0.5)).toBeCloseTo(1.618, 3);
    expect(stealingResponse(0.9)).toBeCloseTo(3.541, 2);
    expect(mmnResponse(2, 0.8)).toBeCloseTo(1 / (1 - 0.64), 10);
    // One server in turn is M/M/1; of two, the shorter queue is worse than one queue.
    expect(inTurnResponse(1, 0.8)).toBeCloseTo(5, 6);
    expect(shortestOfTwoResponse(0.8)).toBeGreaterThan(mmnResponse(2, 0.8));
    // Without questions nothing is shared; with very many it is rho of the nodes that are busy.
    expect(senderResponse(0.8, 2, 0)).toBeCloseTo(5, 6);
  });
});
