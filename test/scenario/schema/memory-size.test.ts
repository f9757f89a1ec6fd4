import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/scenario/scenario.js';
import { memoryProblem } from '../../../src/scenario/schema/memory-size.js';
import { gossipBytes } from '../../../src/scheduler/information/gossip.js';
import { scenarioOf } from '../parse-text.js';

const usual = scenarioOf('nodes: [{}]\ninformation: perfect');

const withNodes = (count: number, changes: Partial<Scenario> = {}): Scenario => ({
  ...usual,
  nodes: Array.from({ length: count }, () => usual.nodes[0]!),
  ...changes,
});

describe('the memory that a run would take', () => {
  // 16 bytes for each of all pairs of nodes: 11585 x 11585 x 16 is 2 GB less 88 048 bytes.
  it.each([
    [11_585, undefined],
    [
      11_586,
      '11586 nodes are too many for discovery: omdiscd: their tables would take 2.0GB, and 2.0GB is the most',
    ],
    [
      20_000,
      '20000 nodes are too many for discovery: omdiscd: their tables would take 6.0GB, and 2.0GB is the most',
    ],
  ])('with omdiscd, of the tables of %d nodes: %s', (count, problem) => {
    expect(memoryProblem(withNodes(count, { discovery: 'omdiscd' }))).toBe(problem);
    expect(memoryProblem(withNodes(count))).toBeUndefined();
  });

  it('of what nodes know of each other is the more, the longer their vectors, and counts with gossip only', () => {
    const openmosix = { ...usual.openmosix, vector: 60_000 };
    const most = Array.from({ length: 60 }, (_, index) => 100 * (index + 1)).filter(
      (count) => gossipBytes(count, openmosix) <= 2 ** 31,
    );
    const [fits, above] = [most.at(-1)!, most.at(-1)! + 100];
    expect([most.length > 0, most.length < 60]).toEqual([true, true]);
    const gossip = { openmosix, information: 'gossip' } as const;
    expect(memoryProblem(withNodes(fits, gossip))).toBeUndefined();
    expect(memoryProblem(withNodes(above, gossip))).toMatch(
      new RegExp(
        `^openmosix.vector or openmosix.window is too large for gossip among ${above} nodes: would take 2\\.\\dGB, and 2\\.0GB is the most$`,
      ),
    );
    expect(memoryProblem(withNodes(above, { ...gossip, information: 'told' }))).toBeUndefined();
  });
});

describe('processes that start at once', () => {
  const batch = (count: number, more: string) =>
    scenarioOf(
      `nodes: [{}]\ninformation: perfect\nworkload: [{ home: 1, count: 1, work: 1s${more} }]`,
    ).workload.map((source) => ({ ...source, count }) as (typeof usual.workload)[number]);

  // 300 bytes each: 7 158 278 of them are 2 GB less 248 bytes. A pipeline is as many as it has parts.
  it.each([
    [7_158_278, '', undefined],
    [7_158_279, '', 7_158_279],
    [2_386_092, ', pipeline: 3', undefined],
    [2_386_093, ', pipeline: 3', 7_158_279],
    [9e9, ', arrivals: { every: 1s }', undefined],
  ])('are told, as %d%s, how many they are if that is too many', (count, more, told) => {
    const problem = memoryProblem({ ...usual, workload: batch(count, more) });
    if (told === undefined) expect(problem).toBeUndefined();
    else expect(problem).toContain(`the workload has ${told} processes that start at once`);
  });
});
