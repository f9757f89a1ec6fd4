import { describe, expect, it } from 'vitest';
import {
  countedCpus,
  nextMeanLoad,
  nextUpperLoad,
  normalisedLoad,
  oneProcessLoad,
} from '../../../src/scheduler/measuring/load.js';
import { nodeSpec, processSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

describe('the load of a node', () => {
  it.each([
    ['one process on the standard CPU', {}, 1, 1],
    ['two on two', { cpus: 2 }, 2, 1],
    ['two on one of double speed', { speed: 20000 }, 2, 1],
    ['logical CPUs count as CPUs', { cpus: 2, threads: 2 }, 2, 0.5],
    ['but not when it knows better', { cpus: 2, threads: 2, htAware: true }, 2, 1],
    ['what counts then is T(n)', { cpus: 2, threads: 2, htAware: true }, 4, 4 / 2.5],
    ['also between whole numbers', { cpus: 2, threads: 2, htAware: true }, 2.5, 2.5 / 2.125],
  ])('is by CPUs and speed: %s', (_, changes, runnable, expected) => {
    expect(normalisedLoad(nodeSpec(1, changes), runnable)).toBeCloseTo(expected, 12);
  });

  it('grows with one process by what the node counts', () => {
    const spec = nodeSpec(1, { cpus: 2, threads: 2, speed: 20000 });
    expect(countedCpus(spec)).toBe(4);
    expect(oneProcessLoad({ countedCpus: 4, speed: 20000 })).toBe(0.125);
  });
});

describe('the smoothed loads', () => {
  it('mean load rises slowly and falls at once', () => {
    expect(nextMeanLoad(0, 1, 3 / 8)).toBe(0.375);
    expect(nextMeanLoad(0.375, 1, 3 / 8)).toBeCloseTo(0.609375, 12);
    expect(nextMeanLoad(1, 0.2, 3 / 8)).toBe(0.2);
  });

  it('upper load rises at once and falls slowly', () => {
    expect(nextUpperLoad(0, 1, 1 / 8)).toBe(1);
    expect(nextUpperLoad(1, 0, 1 / 8)).toBe(0.875);
    expect(nextUpperLoad(0.875, 0, 1 / 8)).toBeCloseTo(0.765625, 12);
  });

  it('of a node are those of the average of a second', () => {
    const processes = processSpecs(4, 1, { workSeconds: 2.5 });
    const simulation = simulationOf({ nodes: [nodeSpec(1)], processes });
    runUntil(simulation, 5);
    const loaded = simulation.view.node(1)!;
    // Five rises of 3/8 towards 4, the first of them perhaps of less than a second.
    expect(loaded.meanLoad).toBeGreaterThan(4 * (1 - (5 / 8) ** 4) - 1e-9);
    expect(loaded.meanLoad).toBeLessThanOrEqual(4 * (1 - (5 / 8) ** 5) + 1e-9);
    expect(loaded.upperLoad).toBeCloseTo(4, 9);
    runUntil(simulation, 12);
    const idle = simulation.view.node(1)!;
    expect(idle.meanLoad).toBe(0);
    expect(idle.upperLoad).toBeGreaterThan(4 * (7 / 8) ** 3);
  });
});
