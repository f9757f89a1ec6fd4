import { describe, expect, it } from 'vitest';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { guarded } from '../../src/scheduler/deciding/guarded-policy.js';
import type {
  Arrival,
  Candidate,
  ClusterSituation,
  NodePolicy,
  Policy,
  Situation,
} from '../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  logOf,
  nodeSpecs,
  processSpec,
  processSpecs,
  runToEnd,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const SOURCE = { file: './mine.mjs', url: 'file:///mine.mjs', lineOf: () => undefined };
const STAY = { move: undefined, reason: 'r' } as const;

/** A policy as a user writes it, behind its wall, on three nodes. */
function own(policy: Partial<Policy>): Policy {
  return guarded({ name: 'mine', about: '', scope: 'node', ...policy } as NodePolicy, SOURCE);
}

function run(policy: Partial<Policy>, request: Partial<ClusterRequest> = {}, until = 2.5) {
  const simulation = simulationOf({ nodes: nodeSpecs(3), policy: own(policy), ...request });
  const log = logOf(simulation);
  runUntil(simulation, until);
  return { simulation, log };
}

const one = (changes: Partial<ProcessSpec> = {}) => processSpecs(1, 1, changes);

describe('the hook for arrivals', () => {
  const place = () => ({ to: 2, reason: 'roomy' }) as const;

  it('starts a process elsewhere at once, when that costs nothing', () => {
    const { simulation, log } = run({ place }, { processes: one(), placeSeconds: 0 });
    expect(log).toEqual(['0.00 started 1000', '0.00 placed 1000 1->2 roomy']);
    const process = simulation.view.process(1000)!;
    expect(process).toMatchObject({ node: 2, home: 1, migrations: 0 });
    expect(process.cpuSeconds).toBeCloseTo(2.5, 12);
    expect(simulation.view.totals.migrations).toBe(0);
  });

  it('has a cost of its own, in which nothing of the process is carried', () => {
    const processes = one({ residentBytes: 125e6 });
    const { simulation, log } = run({ place }, { processes, placeSeconds: 0.5, fixedSeconds: 2 });
    // 125 MB would take one second more.
    expect(log[1]).toBe('0.50 placed 1000 1->2 roomy');
    expect(simulation.view.process(1000)!.cpuSeconds).toBeCloseTo(2, 12);
  });

  it('waits for the way there and back of each question', () => {
    const asking = ({ probe }: Situation) => {
      for (const node of [2, 3, 2]) probe(node);
      return { to: 3, reason: 'asked' };
    };
    const network = { bandwidth: 1e9, latencySeconds: 0.1, handlingSeconds: 0, classes: [] };
    const { log } = run({ place: asking }, { processes: one(), placeSeconds: 0, network });
    expect(log[1]).toBe('0.60 placed 1000 1->3 asked');
  });

  it.each([
    ['a node that is not there', 9, 'there is no node 9'],
    ['one without room', 2, 'node 2 has no room for 8589934592 bytes'],
  ])('starts a process at home that is sent to %s', (_, to, why) => {
    const nodes = nodeSpecs(3, { memoryBytes: 2 ** 33 }).map((node) =>
      node.id === 2 ? { ...node, memoryBytes: 2 ** 20, swapBytes: 0 } : node,
    );
    const processes = one({ residentBytes: 2 ** 33 });
    const { simulation, log } = run({ place: () => ({ to, reason: 'r' }) }, { nodes, processes });
    expect(log).toEqual(['0.00 started 1000', `0.00 refused ${why}`]);
    expect(simulation.view.process(1000)!.node).toBe(1);
  });

  it('is not asked of processes that cannot leave their home', () => {
    const { log } = run({ place }, { processes: one({ cantmove: 1 }) });
    expect(log).toEqual(['0.00 started 1000']);
  });

  it('is told what is known of the process, and its work only when the policy says so', () => {
    const seen: Arrival[] = [];
    const processes = one({ workSeconds: 60, job: 7, estimateSeconds: 90, command: 'R' });
    const look = (_: Situation, arrival: Arrival) => {
      seen.push(arrival);
      return { to: undefined, reason: 'r' };
    };
    for (const clairvoyant of [false, true]) run({ place: look, clairvoyant }, { processes });
    const known = { home: 1, user: 'learner', command: 'R', job: 7, estimateSeconds: 90 };
    expect(seen[0]).toMatchObject({ ...known, workSeconds: undefined });
    expect(seen[1]).toMatchObject({ ...known, workSeconds: 60 });
  });

  it('of cluster scope sees all nodes, those on their way counted', () => {
    const seen: string[] = [];
    const central = ({ nodes }: ClusterSituation) => {
      seen.push(nodes.map(({ runnable, incoming }) => `${runnable}+${incoming}`).join(' '));
      return { to: 2, reason: 'r' };
    };
    const policy = { scope: 'cluster', place: central } as Partial<Policy>;
    run(policy, { processes: processSpecs(2, 1), placeSeconds: 1 });
    expect(seen).toEqual(['0+0 0+0 0+0', '0+0 0+1 0+0']);
  });
});

describe('what a policy of a node decides', () => {
  it('may be several moves, carried out in their order', () => {
    const decide = ({ candidates, own: { node } }: Situation) =>
      node === 1
        ? candidates().map(({ pid }) => ({ move: pid, to: 2 + (pid % 2), reason: 'r' }))
        : [];
    const { simulation } = run({ decide }, { processes: processSpecs(4, 1) }, 5);
    expect(simulation.cluster.nodes.map(({ population }) => population)).toEqual([0, 2, 2]);
  });

  it('may fetch a process of a node that was asked, and of no other', () => {
    const fetching = (asked: number) => (situation: Situation) => {
      if (situation.own.node !== 3) return STAY;
      situation.probe(asked);
      return { move: 1000, to: 3, reason: 'r' };
    };
    const fetched = run({ decide: fetching(1) }, { processes: one() });
    expect(fetched.simulation.view.process(1000)!.node).toBe(3);
    const refused = run({ decide: fetching(2) }, { processes: one() });
    expect(refused.simulation.view.process(1000)!.node).toBe(1);
    expect(refused.log[1]).toContain('refused there is no process 1000 here');
  });

  it('is asked when a process has ended, at the same instant', () => {
    const asked: string[] = [];
    const settled = ({ now, own: { node, runnable } }: Situation) => {
      asked.push(`${now} ${node} ${runnable}`);
      return STAY;
    };
    const processes = [processSpec(2, { workSeconds: 1 }), processSpec(2, { workSeconds: 2 })];
    // Two share a CPU: the first has its second after 2.
    run({ settled }, { processes }, 5);
    expect(asked).toEqual(['2 2 1', '3 2 0']);
  });

  it('is told of its moves that were refused', () => {
    const told: string[] = [];
    const decide = ({ own: { node }, refused, now }: Situation) => {
      if (node !== 1) return STAY;
      told.push(...refused.map(({ at, pid, to, reason }) => `${at < now} ${pid} ${to} ${reason}`));
      return { move: 1000, to: 7, reason: 'r' };
    };
    run({ decide }, { processes: one() }, 3);
    expect(told.slice(0, 2)).toEqual([
      'true 1000 7 there is no node 7',
      'true 1000 7 there is no node 7',
    ]);
  });

  it('is told of moves that have failed on their way', () => {
    let told: readonly string[] = [];
    const decide = ({ own: { node }, refused, candidates }: Situation) => {
      if (node !== 1) return STAY;
      if (refused.length > 0) told = refused.map(({ pid, reason }) => `${pid} ${reason}`);
      const [first] = candidates();
      return first === undefined ? STAY : { move: first.pid, to: 2, reason: 'r' };
    };
    const timeline = [{ atSeconds: 2, command: { do: 'crash', node: 2 } as const }];
    run({ decide }, { processes: one(), fixedSeconds: 5, timeline }, 4);
    expect(told).toEqual([expect.stringContaining('1000 node 2')]);
  });

  it('knows what moving costs, for any number of bytes', () => {
    const costs: number[] = [];
    const decide = ({ costOf }: Situation) => {
      costs.push(costOf(250e6, 2));
      return STAY;
    };
    run({ decide }, { fixedSeconds: 0.25 }, 1);
    // 250 MB at 125 MB/s.
    expect(costs[0]).toBeCloseTo(2.25, 12);
  });

  it('sees processes that sleep, wait or are stopped, and may move them', () => {
    let sleepers: readonly Candidate[] = [];
    const decide = (situation: Situation) => {
      if (situation.own.node !== 1) return STAY;
      const found = situation.sleepers();
      if (found.length > 0) sleepers = found;
      return found.map(({ pid }) => ({ move: pid, to: 2, reason: 'r' }));
    };
    const timeline = [{ atSeconds: 0, command: { do: 'stop', pid: 1000 } as const }];
    const { simulation } = run({ decide }, { processes: one(), timeline });
    expect(sleepers.map(({ pid, state }) => `${pid} ${state}`)).toEqual(['1000 T']);
    expect(simulation.view.process(1000)).toMatchObject({ node: 2, state: 'T' });
  });

  it('sees the work that is left only when it says that it is clairvoyant', () => {
    for (const clairvoyant of [false, true]) {
      const seen: (number | undefined)[] = [];
      const decide = ({ candidates, now }: Situation) => {
        for (const { workLeftSeconds } of candidates())
          seen.push(workLeftSeconds && workLeftSeconds + now);
        return STAY;
      };
      run({ decide, clairvoyant }, { processes: one({ workSeconds: 60 }) }, 1);
      expect(seen[0]).toEqual(clairvoyant ? 60 : undefined);
    }
  });
});

describe('a policy that is made for a run', () => {
  /** Sends arrivals to the nodes in turn; the turn is kept in the run's state. */
  const turns: Partial<NodePolicy> = {
    parameters: { step: 1 },
    create: ({ parameters, state, nodes }) => {
      let made = 0;
      return {
        place: () => {
          made++;
          state.turn = Number(state.turn ?? 0) + Number(parameters.step);
          const at = (state.turn as number) % nodes.length;
          return { to: nodes[at], reason: `${made}` };
        },
      };
    },
  };
  const processes = () =>
    Array.from({ length: 6 }, (_, at) => processSpec(1, { arrivalSeconds: at, workSeconds: 1 }));

  it('is another one for the next run', () => {
    const policy = own(turns);
    const runs = [1, 2].map(() => {
      const simulation = simulationOf({ nodes: nodeSpecs(3), policy, processes: processes() });
      const log = logOf(simulation);
      runToEnd(simulation);
      return log.filter((line) => line.includes('placed'));
    });
    expect(runs[0]).toEqual(runs[1]);
  });

  it('has its parameters', () => {
    const { log } = run({ ...turns, parameters: { step: 2 } }, { processes: processes() }, 1.5);
    expect(log.filter((line) => line.includes('placed'))[0]).toContain('1->3');
  });

  it('goes on with its state when the run is taken up', () => {
    const make = () =>
      simulationOf({ nodes: nodeSpecs(3), policy: own(turns), processes: processes() });
    const whole = make();
    const log = logOf(whole);
    runToEnd(whole);
    const first = make();
    runUntil(first, 2.5);
    const second = make();
    restore(second, saved(first));
    const rest = logOf(second);
    runToEnd(second);
    const places = (lines: readonly string[]) =>
      lines.filter((line) => line.includes('placed')).map((line) => line.slice(0, 20));
    expect(places(rest)).toEqual(places(log).slice(2));
    // What it keeps elsewhere begins again.
    expect(rest.find((line) => line.includes('placed'))).toMatch(/ 1$/);
  });

  it.each([
    ['nothing', () => undefined, 'create must return an object with decide, place or settled'],
    ['no hooks', () => ({}), 'got {}'],
    [
      'a mistake',
      () => {
        throw new Error('oops');
      },
      'create failed: oops',
    ],
  ])('that makes %s is told so', (_, create, sentence) => {
    const policy = { create } as unknown as Partial<NodePolicy>;
    expect(() => run(policy)).toThrow(sentence);
  });

  it.each([
    ['place', 'to: node, reason'],
    ['settled', 'move: pid'],
  ])('is told when %s answers what is no answer', (hook, form) => {
    const policy = { create: () => ({ [hook]: () => 7 }) } as Partial<NodePolicy>;
    const failing = () => run(policy, { processes: one({ workSeconds: 1 }) });
    expect(failing).toThrow(`${hook} must return`);
    expect(failing).toThrow(form);
  });
});
