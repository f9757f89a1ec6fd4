import { describe, expect, it } from 'vitest';
import { memorySlowdown } from '../../../src/cluster/cpus/memory.js';
import {
  completionsOf,
  nodeSpec,
  processSpec,
  runToEnd,
  simulationOf,
} from '../../support/cluster-builder.js';

const LAW = { slowdown: 0.1, ramp: 0.25 };

describe('memorySlowdown', () => {
  it.each([
    [0, 1],
    [1000, 1],
    [1125, 0.55],
    [1250, 0.1],
    [5000, 0.1],
  ])('keeps, of a memory of 1000, with %i used, %f of the speed', (used, expected) => {
    expect(memorySlowdown(LAW, used, 1000)).toBeCloseTo(expected, 12);
  });

  it('is a step without a ramp', () => {
    const step = { slowdown: 0.1, ramp: 0 };
    expect(memorySlowdown(step, 1000, 1000)).toBe(1);
    expect(memorySlowdown(step, 1001, 1000)).toBe(0.1);
  });
});

describe('a node whose memory is exceeded', () => {
  it('computes slower until enough of it is free again', () => {
    const nodes = [nodeSpec(1, { cpus: 2, memoryBytes: 1000, swapBytes: 1000 })];
    const processes = [
      processSpec(1, { workSeconds: 10, residentBytes: 600 }),
      processSpec(1, { workSeconds: 5.5, residentBytes: 525 }),
    ];
    const simulation = simulationOf({ nodes, processes });
    const completions = completionsOf(simulation);
    runToEnd(simulation);
    // Both at 0.55 until the second one is done at 10; then 4.5 s of work at full speed.
    expect(completions.get(1001)).toBeCloseTo(10, 9);
    expect(completions.get(1000)).toBeCloseTo(14.5, 9);
  });
});
