import { describe, expect, it } from 'vitest';
import type { NodeView } from '../../../src/cluster/facts/view.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

function averagesAt(simulation: Simulation, time: number): NodeView['loadAverages'] {
  runUntil(simulation, time);
  return simulation.view.node(1)!.loadAverages;
}

function expectAverages(found: NodeView['loadAverages'], expected: readonly number[]): void {
  for (const [index, average] of found.entries()) {
    expect(average).toBeCloseTo(expected[index]!, 9);
  }
}

describe('the load averages of a node', () => {
  // n (1 - e^(-t/T)) for T = 60, 300, 900 s, at any time, on a tick or between two.
  it.each([0.3, 5, 60, 61.7, 300])('are those of 4 endless processes after %d s', (time) => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(4, 1) });
    const expected = [60, 300, 900].map((span) => 4 * (1 - Math.exp(-time / span)));
    expectAverages(averagesAt(simulation, time), expected);
  });

  it('fall by e^(-t/T) when nobody runs any more, whatever the speed of the node', () => {
    const nodes = nodeSpecs(1, { speed: 28000, cpus: 2, threads: 2 });
    const processes = processSpecs(3, 1);
    const simulation = simulationOf({ nodes, processes });
    const before = averagesAt(simulation, 120);
    for (const pid of [1000, 1001, 1002]) simulation.execute({ do: 'kill', pid });
    const kept = [60, 300, 900].map((span) => Math.exp(-45.5 / span));
    const after = averagesAt(simulation, 165.5);
    // What follows a kill within its period is spread over that period, as openMosix's loads are.
    for (const [index, average] of after.entries()) {
      expect(average / before[index]!).toBeCloseTo(kept[index]!, 2);
    }
  });

  it('begin at nothing when a node starts anew', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(2, 1) });
    averagesAt(simulation, 600);
    simulation.execute({ do: 'crash', node: 1 });
    expect(averagesAt(simulation, 605)).toEqual([0, 0, 0]);
    simulation.execute({ do: 'recover', node: 1 });
    expectAverages(averagesAt(simulation, 606), [0, 0, 0]);
  });
});
