import { describe, expect, it } from 'vitest';
import { asLane } from '../../../src/cluster/cpus/cpu-layout.js';
import { COMMON, type LaneKind, LaneKinds } from '../../../src/cluster/cpus/lane-kinds.js';
import { cpusOf, sendingOf } from '../../../src/cluster/cpus/resources.js';
import type { LaneGroup } from '../../../src/cluster/cpus/share-by-kind.js';
import { processFlow, transferFlow } from '../../../src/cluster/doing/component.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';

const [HERE, THERE] = [asNodeIndex(0), asNodeIndex(1)];

function group(kind: Partial<LaneKind>, changes: Partial<LaneGroup> = {}): LaneGroup {
  const common = new LaneKinds().kind(COMMON);
  const usual = { lane: asLane(0), size: 1, ratePerShare: 1, cap: 1 };
  return { ...usual, kind: { ...common, ...kind }, ...changes };
}

describe('the flow of processes', () => {
  it('of a lane needs CPUs where they are, by weight over use, and what they use elsewhere', () => {
    const uses = [
      { resource: cpusOf(THERE), perWork: 0.5, isCpu: true },
      { resource: sendingOf(THERE), perWork: 10, isCpu: false },
    ];
    const lane = group({ weight: 3, clones: 2, uses }, { size: 5, ratePerShare: 4, cap: 8 });
    expect(processFlow([{ node: HERE, group: lane, scale: 1 }], Number)).toEqual({
      count: 5,
      cap: 8,
      needs: [
        // A unit of work takes a quarter of a CPU here.
        { resource: cpusOf(HERE), use: 0.25, ratePerLevel: 12 },
        // A deputy has the nice value of its process; a link knows threads only.
        { resource: cpusOf(THERE), use: 0.5, ratePerLevel: 6 },
        { resource: sendingOf(THERE), use: 10, ratePerLevel: 0.2 },
      ],
    });
  });

  it('of a pipe is one, held up by the part that needs most for its work', () => {
    const uses = [{ resource: cpusOf(THERE), perWork: 0.5, isCpu: true }];
    const writer = group({ weight: 1, uses }, { ratePerShare: 4, cap: 8 });
    const reader = group({ weight: 0.25 }, { ratePerShare: 4, cap: 2 });
    const parts = [
      { node: HERE, group: writer, scale: 2 },
      { node: HERE, group: reader, scale: 1 },
    ];
    expect(processFlow(parts, Number)).toEqual({
      count: 1,
      // 8 / 2 and 2 / 1.
      cap: 2,
      needs: [
        // 2 / 4 + 1 / 4 of a CPU; levels allow 1 / (2 / 4) and 0.25 / (1 / 4).
        { resource: cpusOf(HERE), use: 0.75, ratePerLevel: 1 },
        { resource: cpusOf(THERE), use: 1, ratePerLevel: 1 },
      ],
    });
    const alone = processFlow([{ node: HERE, group: writer, scale: 2 }], Number);
    expect([alone.cap, alone.needs[0]]).toEqual([
      4,
      { resource: cpusOf(HERE), use: 0.5, ratePerLevel: 2 },
    ]);
  });

  it('is found where its resources stand', () => {
    const flow = processFlow([{ node: THERE, group: group({}), scale: 1 }], () => 7);
    expect(flow.needs).toEqual([{ resource: 7, use: 1, ratePerLevel: 1 }]);
  });

  it('of bytes needs as much of each link as it moves', () => {
    expect(transferFlow(5, [1, 4])).toEqual({
      count: 1,
      cap: 5,
      needs: [
        { resource: 1, use: 1, ratePerLevel: 1 },
        { resource: 4, use: 1, ratePerLevel: 1 },
      ],
    });
  });
});
