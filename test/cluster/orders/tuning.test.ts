import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import type { Question } from '../../../src/cluster/facts/question.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  nodeSpec,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

function said(simulation: Simulation, question: Question): string {
  const answer = simulation.questions.answer(question);
  return answer.accepted ? (answer.message ?? '') : `refused: ${answer.reason}`;
}

/**
 * Two locked loops and a process with 1000 calls per second of work, pid 1002, on node 1 of two: at
 * node 2 it would wait (2 x 100 us + 50 us) x 1000 = 0.25 s per second of work.
 */
function crowded(): Simulation {
  const profile = { ...CPU_BOUND, callsPerWork: 1000 };
  const simulation = simulationOf({
    nodes: nodeSpecs(2),
    processes: [...processSpecs(2, 1, { cantmove: 0x80000000 | 0 }), processSpec(1, { profile })],
    policy: openmosix,
  });
  runUntil(simulation, 0);
  return simulation;
}

function whereAfter(seconds: number, ...commands: Command[]): [number, string] {
  const simulation = crowded();
  for (const command of commands) {
    expect(simulation.execute(command)).toMatchObject({ accepted: true });
  }
  runUntil(simulation, seconds);
  const { decision } = simulation.scheduler.lastDecision(simulation.cluster.node(1)!.index)!;
  return [simulation.view.process(1002)!.node, decision.reason];
}

describe('what a node believes calls and migrations to cost', () => {
  // A third of a CPU here; there 1 / (1 + 0.25) = 0.8 of one.
  it('is the truth at first, and the process goes', () => {
    expect(whereAfter(20)[0]).toBe(2);
  });

  // (2 x 2 ms + 50 us) x 1000 = 4.05 s: 1 / 5.05 = 0.198 of a CPU, less than a third.
  it('keeps it at home when calls are believed to take 2 ms', () => {
    const expected = [1, 'forwarded calls would eat the gain'];
    expect(whereAfter(20, { do: 'settune', node: 1, latencySeconds: 2e-3 })).toEqual(expected);
  });

  it('keeps it at home when a migration is believed to take an hour', () => {
    const expected = [1, 'a move takes longer than it wins'];
    expect(whereAfter(20, { do: 'settune', node: 1, fixedSeconds: 3600 })).toEqual(expected);
  });

  it('is the truth again when nothing is given', () => {
    const wrong = { do: 'settune', node: 1, fixedSeconds: 3600 } as const;
    expect(whereAfter(20, wrong, { do: 'settune', node: 1 })[0]).toBe(2);
  });

  it('is not touched by what calls by MFS are believed to cost, which go elsewhere', () => {
    expect(whereAfter(20, { do: 'setmfscosts', node: 1, latencySeconds: 1 })[0]).toBe(2);
  });

  it('of MFS counts for the files of others', () => {
    const profile = { ...CPU_BOUND, callsPerWork: 1000, files: 2 };
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [processSpec(1, { profile })],
    });
    runUntil(simulation, 0);
    const { cluster } = simulation;
    const costs = { latencySeconds: 2e-3, handlingSeconds: 1e-3 };
    const waits = (beliefs: object) =>
      cluster.fileWaits.believedWaitPerWork(
        cluster.table.find(1000),
        cluster.node(3)!.index,
        beliefs,
      );
    // Straight from node 3 to node 2: (2 x 2 ms + 1 ms) x 1000.
    expect(waits({ mfsCosts: costs })).toBeCloseTo(5, 9);
    expect(waits({ overheads: costs })).toBeCloseTo(0.25, 9);
  });

  it('is kept in a run that was put away and taken up, and forgotten by a node that restarts', () => {
    const [whole, resumed] = [crowded(), crowded()];
    whole.execute({ do: 'settune', node: 1, fixedSeconds: 3600 });
    restore(resumed, saved(whole));
    runUntil(resumed, 20);
    expect(resumed.view.process(1002)!.node).toBe(1);
    resumed.execute({ do: 'crash', node: 1 });
    resumed.execute({ do: 'recover', node: 1 });
    expect(said(resumed, { ask: 'overheads', node: 1 })).toContain('migration: 6ms');
  });
});

describe('gettune, overheads and mfscosts', () => {
  it('tell what was set, the rest being as it was', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    const set = simulation.execute({ do: 'settune', node: 1, latencySeconds: 1e-3 });
    expect(set).toMatchObject({
      message: 'call: 1ms one way, 50us to carry it out; migration: 6ms before its bytes',
    });
    simulation.execute({ do: 'setmfscosts', node: 1, handlingSeconds: 2e-3 });
    const table = 'call: 1ms one way, 50us to carry it out\nmigration: 6ms before its bytes';
    expect(said(simulation, { ask: 'gettune', node: 1 })).toBe(table);
    expect(said(simulation, { ask: 'overheads', node: 1 })).toBe(table);
    expect(said(simulation, { ask: 'mfscosts', node: 1 })).toBe(
      'call: 100us one way, 2ms to carry it out',
    );
    expect(said(simulation, { ask: 'mfscosts', node: 2 })).toBe(
      'call: 100us one way, 50us to carry it out',
    );
  });

  it('refuse what is no cost', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    expect(simulation.execute({ do: 'settune', node: 1, fixedSeconds: -1 })).toEqual({
      ...{ accepted: false, reason: 'a cost is 0 seconds or more, not -1' },
    });
  });
});

describe('tune', () => {
  const far = { latencySeconds: 0.02, bandwidth: 1e6, fixedSeconds: 0.5 };
  const network = {
    ...{ bandwidth: 1e7, latencySeconds: 1e-4, handlingSeconds: 5e-5 },
    classes: [{ sites: ['a', 'b'] as const, ...far }],
  };
  const nodes = [
    nodeSpec(1, { site: 'a' }),
    nodeSpec(2, { site: 'a' }),
    nodeSpec(3, { site: 'b' }),
  ];

  it('wants both nodes quiet and for itself', () => {
    const simulation = simulationOf({ nodes, network, processes: processSpecs(1, 3) });
    runUntil(simulation, 0);
    const reasons = [1, 3].map((node) => {
      const answer = simulation.execute({ do: 'tune', node: 1, other: 3 });
      simulation.execute({ do: 'quiet', node });
      return answer;
    });
    expect(reasons).toEqual([
      { accepted: false, reason: 'tune wants both nodes quiet; node 1 is not' },
      { accepted: false, reason: 'tune wants both nodes quiet; node 3 is not' },
    ]);
    expect(simulation.execute({ do: 'tune', node: 1, other: 3 })).toEqual({
      ...{ accepted: false, reason: 'tune wants both nodes for itself; processes run on 3' },
    });
  });

  it('makes the costs of one way those of all: without TOPOLOGY there is one table', () => {
    const simulation = simulationOf({ nodes, network });
    for (const node of [1, 2, 3]) simulation.execute({ do: 'quiet', node });
    const near = 'call: 100us one way, 50us to carry it out; migration: 6ms before its bytes';
    expect(simulation.execute({ do: 'tune', node: 1, other: 2 })).toMatchObject({ message: near });
    expect(simulation.execute({ do: 'tune', node: 1, other: 3 })).toMatchObject({
      message: 'call: 20ms one way, 50us to carry it out; migration: 500ms before its bytes',
    });
    expect(said(simulation, { ask: 'mfscosts', node: 1 })).toContain('call: 20ms one way');
  });
});
