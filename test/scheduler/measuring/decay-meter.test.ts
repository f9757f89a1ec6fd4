import { describe, expect, it } from 'vitest';
import type { Decay } from '../../../src/cluster/facts/decay.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { DecayMeter } from '../../../src/scheduler/measuring/decay-meter.js';
import {
  nodeSpecs,
  OPENMOSIX,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** A process that computes for an hour and is then stopped for another one. */
function historyOf(decay: Decay | undefined, change?: (simulation: Simulation) => void): number {
  const processes = [processSpec(1, { decay })];
  const simulation = simulationOf({ nodes: nodeSpecs(1), processes });
  const meter = new DecayMeter(simulation.cluster, OPENMOSIX);
  runUntil(simulation, 0);
  change?.(simulation);
  const slot = simulation.cluster.table.find(1000);
  for (let time = 60; time <= 3600; time += 60) {
    runUntil(simulation, time);
    meter.measure(slot);
  }
  simulation.commands.execute({ do: 'stop', pid: 1000 });
  for (let time = 3660; time <= 7200; time += 60) {
    runUntil(simulation, time);
    meter.measure(slot);
  }
  return meter.measure(slot);
}

/** The same by hand: 60 intervals of use, 60 without, of which so much is kept. */
function expected(kept: number): number {
  const weights = Array.from({ length: 120 }, (_, age) => kept ** age);
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  return sum(weights.slice(60)) / sum(weights);
}

describe('the statistics of a process', () => {
  it.each<[Decay | undefined, number]>([
    [undefined, 0.975],
    ['slowdecay', 0.975],
    ['fastdecay', 0.926],
    ['nodecay', 1],
    [{ intervalSeconds: 60, kept: 500 }, 0.5],
  ])('of kind %j fade by their factor', (decay, kept) => {
    expect(historyOf(decay)).toBeCloseTo(expected(kept), 9);
  });

  it('are not asked when the user has said what the process is', () => {
    expect(historyOf('cpujob')).toBe(1);
    expect(historyOf('iojob')).toBe(0);
  });

  it('fade as the administrator of the node has set it', () => {
    const setdecay = { do: 'setdecay', node: 1, intervalSeconds: 60, slow: 900, fast: 1 } as const;
    const history = historyOf(undefined, ({ commands }) => commands.execute(setdecay));
    expect(history).toBeCloseTo(expected(0.9), 9);
  });
});
