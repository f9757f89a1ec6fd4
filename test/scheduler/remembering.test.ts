import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { ClusterSituation, Policy, Situation } from '../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const STAY = { move: undefined, reason: 'r' } as const;
const use = (name: string): Command => ({ do: 'policy', name });

const running = (policy: Policy, request: Partial<ClusterRequest> = {}) =>
  simulationOf({ nodes: nodeSpecs(3), policy, ...request });

/** Counts, by node, how often it was asked: "1:1 2:1 1:2". */
function counting(asked: string[]): Policy {
  const decide = ({ own, state }: Situation) => {
    state.asked = Number(state.asked ?? 0) + 1;
    asked.push(`${own.node}:${state.asked}`);
    return STAY;
  };
  return { name: 'mine', about: '', scope: 'node', decide };
}

describe('what a policy remembers', () => {
  it('is of each node by itself', () => {
    const asked: string[] = [];
    runUntil(running(counting(asked)), 2.999);
    expect(asked.toSorted()).toEqual(
      [1, 2, 3].flatMap((node) => [1, 2, 3].map((n) => `${node}:${n}`)),
    );
  });

  it.each([
    [
      { do: 'crash', node: 2 },
      { do: 'recover', node: 2 },
    ],
    [
      { do: 'leave', node: 2 },
      { do: 'join', node: 2 },
    ],
  ] as const)('is forgotten by a node that restarts, and by no other: %j', (down, up) => {
    const asked: string[] = [];
    const simulation = running(counting(asked));
    runUntil(simulation, 2.999);
    simulation.execute(down);
    runUntil(simulation, 4.999);
    simulation.execute(up);
    asked.length = 0;
    runUntil(simulation, 6.999);
    expect(asked.filter((line) => line.startsWith('2'))[0]).toBe('2:1');
    expect(asked.filter((line) => line.startsWith('1'))).toEqual(['1:6', '1:7']);
  });

  it('is forgotten where another policy takes over, though the same comes back', () => {
    const asked: string[] = [];
    const simulation = running(counting(asked));
    runUntil(simulation, 2.999);
    simulation.execute(use('none'));
    simulation.execute(use('mine'));
    asked.length = 0;
    runUntil(simulation, 3.999);
    expect(asked.toSorted()).toEqual(['1:1', '2:1', '3:1']);
  });

  it('is one for a policy of the whole cluster, and forgotten where another takes over', () => {
    const asked: unknown[] = [];
    const decide = ({ state }: ClusterSituation) => {
      state.asked = Number(state.asked ?? 0) + 1;
      asked.push(state.asked);
      return [];
    };
    const simulation = running({ name: 'mine', about: '', scope: 'cluster', decide });
    runUntil(simulation, 3);
    simulation.execute(use('none'));
    simulation.execute(use('mine'));
    runUntil(simulation, 5);
    expect(asked).toEqual([1, 2, 3, 1, 2]);
  });

  it('of a run is one for all its nodes, and begins again where another takes over', () => {
    const made: string[] = [];
    const asked: unknown[] = [];
    const create: Policy['create'] = ({ state, nodes }) => {
      made.push(`${Object.keys(state).length} ${nodes}`);
      return {
        decide: () => {
          state.asked = Number(state.asked ?? 0) + 1;
          asked.push(state.asked);
          return STAY;
        },
      };
    };
    const simulation = running({ name: 'mine', about: '', scope: 'node', create } as Policy);
    runUntil(simulation, 1.999);
    simulation.execute(use('none'));
    simulation.execute(use('mine'));
    runUntil(simulation, 2.999);
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3]);
    expect(made).toEqual(['0 1,2,3', '0 1,2,3']);
  });
});

describe('which of its moves have come to nothing', () => {
  /** Node 1 wants 1000 on node 9 until 2 s; what each node is told is written down. */
  function wanting(told: string[]): Policy {
    const decide = ({ own, now, refused }: Situation) => {
      for (const { pid, to } of refused) told.push(`${own.node}: ${pid} to ${to}`);
      return own.node === 1 && now < 2 ? ({ move: 1000, to: 9, reason: 'r' } as const) : STAY;
    };
    return { name: 'mine', about: '', scope: 'node', decide };
  }

  it('a node is told once, and no other node', () => {
    const told: string[] = [];
    const simulation = running(wanting(told), { processes: processSpecs(1, 1) });
    runUntil(simulation, 10);
    expect(told).toEqual(['1: 1000 to 9', '1: 1000 to 9']);
  });

  it.each([
    ['it restarts', { do: 'crash', node: 1 }, { do: 'recover', node: 1 }, 4],
    ['another policy has decided since', use('none'), use('mine'), 2],
  ] as const)('a node is not told any more when %s', (_, first, second, seconds) => {
    const told: string[] = [];
    const simulation = running(wanting(told), { processes: processSpecs(1, 1) });
    runUntil(simulation, 1.9999);
    expect(told).toHaveLength(1);
    simulation.execute(first);
    runUntil(simulation, seconds);
    simulation.execute(second);
    runUntil(simulation, 10);
    expect(told).toHaveLength(1);
  });

  it('a policy of the whole cluster is told once, whether it was refused or has failed', () => {
    const told: string[] = [];
    const decide = ({ now, refused }: ClusterSituation) => {
      for (const { at, pid, to } of refused) told.push(`${now}: ${at} ${pid} to ${to}`);
      if (now > 1) return [];
      return [
        { pid: 7, to: 2, reason: 'r' },
        { pid: 1000, to: 2, reason: 'r' },
        { pid: 1001, to: 3, reason: 'r' },
      ];
    };
    const simulation = running(
      { name: 'mine', about: '', scope: 'cluster', decide },
      {
        ...{ processes: processSpecs(2, 1), fixedSeconds: 5 },
        timeline: [{ atSeconds: 1.5, command: { do: 'crash', node: 3 } }],
      },
    );
    runUntil(simulation, 10);
    expect(told).toEqual(['2: 1 7 to 2', '2: 1.5 1001 to 3']);
  });

  it('is no word of moves that somebody else wanted', () => {
    const told: string[] = [];
    const simulation = running(wanting(told), { processes: [processSpec(2)], fixedSeconds: 5 });
    runUntil(simulation, 3);
    told.length = 0;
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 3 })).toMatchObject({
      accepted: true,
    });
    simulation.execute({ do: 'crash', node: 3 });
    runUntil(simulation, 10);
    expect(told).toEqual([]);
  });
});

describe('what a policy is asked when processes have left', () => {
  /** Says when it was asked on which node. */
  function settling(asked: string[]): Policy {
    const settled = ({ now, own }: Situation) => {
      asked.push(`${now} ${own.node}`);
      return STAY;
    };
    return { name: 'mine', about: '', scope: 'node', settled };
  }
  /** Each alone on its node. */
  const ENDING = [1, 2, 3].map((node) => processSpec(node, { workSeconds: node }));

  it('it is asked from when it takes over until another one does', () => {
    const asked: string[] = [];
    const simulation = running(settling(asked), { processes: ENDING });
    runUntil(simulation, 1.5);
    simulation.execute(use('none'));
    runUntil(simulation, 2.5);
    simulation.execute(use('mine'));
    runUntil(simulation, 4);
    expect(asked).toEqual(['1 1', '3 3']);
  });

  it('it is asked once of several that end at one instant on a node, and of each node', () => {
    const asked: string[] = [];
    const processes = [1, 1, 3].map((node) =>
      processSpec(node, { workSeconds: node === 1 ? 1 : 2 }),
    );
    runUntil(running(settling(asked), { processes }), 3);
    expect(asked).toEqual(['2 1', '2 3']);
  });

  it('a node that has died, or is leaving, is not asked', () => {
    const asked: string[] = [];
    const simulation = running(settling(asked), {
      processes: ENDING,
      timeline: [{ atSeconds: 1.5, command: { do: 'crash', node: 2 } }],
    });
    runUntil(simulation, 4);
    expect(asked).toEqual(['1 1', '3 3']);
  });
});
