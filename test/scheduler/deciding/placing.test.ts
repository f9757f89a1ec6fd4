import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import type {
  Arrival,
  ClusterSituation,
  Policy,
  Situation,
} from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  logOf,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Wants every process at a node, and looks at what it is shown of it. */
function wanting(to: number | undefined, look = (_: Situation, _one: Arrival) => {}): Policy {
  const place = (situation: Situation, arrival: Arrival) => {
    look(situation, arrival);
    return { to, reason: 'wanted' };
  };
  return { name: 'mine', about: '', scope: 'node', place };
}

interface Start {
  readonly policy: Policy;
  readonly process?: Partial<ProcessSpec>;
  readonly before?: readonly Command[];
  readonly request?: Partial<ClusterRequest>;
}

/** A process of node 1 that arrives at 10 s, on 3 nodes; what happens until 15 s. */
function starting({ policy, process = {}, before = [], request = {} }: Start) {
  const processes = [processSpec(1, { arrivalSeconds: 10, ...process })];
  const simulation = simulationOf({ nodes: nodeSpecs(3), processes, policy, ...request });
  runUntil(simulation, 9);
  for (const command of before) {
    expect(simulation.execute(command)).toMatchObject({ accepted: true });
  }
  const log = logOf(simulation);
  runUntil(simulation, 15);
  const lines = log.filter((line) => /placed|refused|killed/.test(line));
  return { simulation, lines, node: simulation.view.process(1000)?.node };
}

describe('a process that a policy wants at node 2 starts at home, and is refused there,', () => {
  const cut = { do: 'cut', node: 1, other: 2 } as const;
  it.each<[string, readonly Command[], string]>([
    ['while that takes no guests', [{ do: 'block', node: 2 }], 'node 2 is blocked'],
    ['while that is down', [{ do: 'crash', node: 2 }], 'node 2 is down'],
    ['while that is no member', [{ do: 'leave', node: 2 }], 'node 2 is no member'],
    ['while that cannot be reached', [cut], 'node 2 cannot be reached'],
    ['while nothing leaves its home', [{ do: 'stay', node: 1 }], 'nothing leaves node 1'],
    ['while no own one leaves its home', [{ do: 'lstay', node: 1 }], 'no local process leaves'],
  ])('%s', (_, before, sentence) => {
    const { lines, node } = starting({ policy: wanting(2), before, request: { placeSeconds: 0 } });
    expect(lines).toEqual([expect.stringContaining(`10.00 refused ${sentence}`)]);
    expect(node).toBe(1);
  });

  it.each([0, 1])('unless it is only others that are so: %i s', (placeSeconds) => {
    const before: Command[] = [
      { do: 'block', node: 1 },
      { do: 'block', node: 3 },
      { do: 'stay', node: 2 },
      { do: 'lstay', node: 3 },
      { do: 'cut', node: 1, other: 3 },
    ];
    const { lines, node } = starting({ policy: wanting(2), before, request: { placeSeconds } });
    expect(lines).toEqual([`${10 + placeSeconds}.00 placed 1000 1->2 wanted`]);
    expect(node).toBe(2);
  });

  it.each([
    [1e9, undefined],
    [1e9 + 1, 'refused node 2 has no room for 1000000001 bytes'],
  ])('where it has more than there is room for: %i bytes', (residentBytes, refusal) => {
    const nodes = nodeSpecs(3, { swapBytes: 0 }).map((node) => ({
      ...node,
      memoryBytes: node.id === 2 ? 1e9 : 4e9,
    }));
    const request = { nodes, placeSeconds: 0 };
    const { lines } = starting({ policy: wanting(2), process: { residentBytes }, request });
    expect(lines).toEqual([`10.00 ${refusal ?? 'placed 1000 1->2 wanted'}`]);
  });
});

describe('a policy that says where processes start', () => {
  it.each([1, undefined])('leaves one at home, which waits for no question: %j', (to) => {
    const network = { bandwidth: 1e9, latencySeconds: 0.5, handlingSeconds: 0, classes: [] };
    const policy = wanting(to, ({ probe }) => void probe(2));
    const { simulation, lines } = starting({ policy, request: { placeSeconds: 1, network } });
    expect(lines).toEqual([]);
    expect(simulation.view.process(1000)!.cpuSeconds).toBeCloseTo(5, 9);
  });

  it.each([
    [0, ['5.00 placed 1000 1->2 0+0', '5.00 placed 1001 1->2 1+0', '5.00 placed 1002 1->2 2+0']],
    [1, ['6.00 placed 1000 1->2 0+0', '6.00 placed 1001 1->2 0+1', '6.00 placed 1002 1->2 0+2']],
  ])('sees those that it has placed run there, or on their way for %i s', (seconds, expected) => {
    const place = ({ nodes }: ClusterSituation) => {
      const { runnable, incoming } = nodes[1]!;
      return { to: 2, reason: `${runnable}+${incoming}` };
    };
    const policy: Policy = { name: 'mine', about: '', scope: 'cluster', place };
    const processes = [1, 2, 3].map(() => processSpec(1, { arrivalSeconds: 5 }));
    const request = { nodes: nodeSpecs(3), processes, policy, placeSeconds: seconds };
    const simulation = simulationOf(request);
    const log = logOf(simulation);
    runUntil(simulation, 10);
    expect(log.filter((line) => line.includes('placed'))).toEqual(expected);
  });

  // 800 MB of 1 GB are used at home, and it brings 900 MB.
  it.each([
    [0, ['5.00 placed 1001 1->2 wanted']],
    [1, ['5.00 killed 1001 1 out of memory']],
  ])('never has one at its full home where starting it elsewhere takes %i s', (seconds, lines) => {
    const simulation = simulationOf({
      ...{ nodes: nodeSpecs(2, { memoryBytes: 1e9, swapBytes: 0 }), policy: wanting(2) },
      processes: [
        processSpec(1, { residentBytes: 8e8, cantmove: 1 }),
        processSpec(1, { residentBytes: 9e8, arrivalSeconds: 5 }),
      ],
      placeSeconds: seconds,
    });
    const log = logOf(simulation);
    runUntil(simulation, 8);
    expect(log.filter((line) => /placed|killed/.test(line))).toEqual(lines);
  });

  it('is not asked where its home is down: nobody can start anything there', () => {
    const asked: number[] = [];
    const policy = wanting(2, ({ now }) => void asked.push(now));
    const { lines } = starting({ policy, before: [{ do: 'crash', node: 1 }] });
    expect(asked).toEqual([]);
    expect(lines.some((line) => line.includes('placed'))).toBe(false);
  });

  it('sees what it is and what starting it costs, nothing at home', () => {
    const seen: unknown[] = [];
    const look = (_: Situation, arrival: Arrival) => {
      const { placeSeconds, ...rest } = arrival;
      seen.push({ ...rest, costs: [1, 2, 3].map(placeSeconds) });
    };
    const process = { residentBytes: 5e6, nice: 3, user: 'ann', command: 'cc', job: 7 };
    starting({ policy: wanting(undefined, look), process, request: { placeSeconds: 0.25 } });
    expect(seen).toEqual([
      {
        ...{ home: 1, user: 'ann', command: 'cc', nice: 3, threads: 1, memoryBytes: 5e6, job: 7 },
        ...{ estimateSeconds: undefined, workSeconds: undefined, costs: [0, 0.25, 0.25] },
      },
    ]);
  });

  // A process of two instances that do not share their memory may leave its home.
  it('has its home count what it has sent, with its threads and its memory, until it is told', () => {
    const profile = { ...CPU_BOUND, clones: 2 };
    const request = { information: 'delayed 10s', placeSeconds: 0 } as const;
    const process = { residentBytes: 5e6 };
    const seen = (start: Start) => {
      const { simulation } = starting(start);
      const [entry] = simulation.scheduler.known(asNodeIndex(0));
      return { load: entry!.load, free: 1024 ** 3 - entry!.freeBytes };
    };
    expect(seen({ policy: wanting(2), process, request })).toEqual({ load: 1, free: 5e6 });
    expect(seen({ policy: wanting(undefined), process, request })).toEqual({ load: 0, free: 0 });
    // What has threads is tied to its home, so that it is not sent.
    expect(seen({ policy: wanting(2), process: { ...process, profile }, request })).toEqual({
      ...{ load: 0, free: 0 },
    });
    const central: Policy = {
      ...{ name: 'mine', about: '', scope: 'cluster' as const },
      place: () => ({ to: 2, reason: 'r' }),
    };
    // Who sees all has nothing to correct.
    expect(seen({ policy: central, process, request })).toEqual({ load: 0, free: 0 });
  });

  it.each(['node', 'cluster'] as const)('of scope %s is told once of what was refused', (scope) => {
    const told: string[] = [];
    const place = ({ refused, now }: Situation | ClusterSituation) => {
      for (const { at, pid, to, reason } of refused) {
        told.push(`${now}: ${at} ${pid} to ${to}, ${reason}`);
      }
      return { to: 9, reason: 'r' };
    };
    const policy = { name: 'mine', about: '', scope, place } as unknown as Policy;
    const processes = [1, 2, 3].map((arrivalSeconds) => processSpec(1, { arrivalSeconds }));
    runUntil(simulationOf({ nodes: nodeSpecs(3), processes, policy }), 5);
    expect(told).toEqual([
      '2: 1 1000 to 9, there is no node 9',
      '3: 2 1001 to 9, there is no node 9',
    ]);
  });
});
