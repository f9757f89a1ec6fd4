import { describe, expect, it } from 'vitest';
import type { Decay } from '../../../src/cluster/facts/decay.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import type { ClusterPolicy, OpenMosixParameters } from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  OPENMOSIX,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** What a policy was last told of a process on node 1. */
interface Told {
  use: number;
  history: number;
}

/** A run of one node, in which a policy of cluster scope asks every `askEvery` seconds. */
function watched(
  processes: readonly ProcessSpec[],
  { askEvery = 1, ...more }: Partial<ClusterRequest> & { askEvery?: number } = {},
): { simulation: Simulation; told: Map<number, Told> } {
  const told = new Map<number, Told>();
  const policy: ClusterPolicy = {
    name: 'asks',
    about: 'looks at all candidates and moves nobody',
    scope: 'cluster',
    decide({ now, nodes }) {
      if (now % askEvery !== 0) return [];
      told.clear();
      for (const { pid, use, history = 1 } of nodes[0]!.candidates()) {
        told.set(pid, { use, history });
      }
      return [];
    },
  };
  return { simulation: simulationOf({ nodes: nodeSpecs(1), processes, policy, ...more }), told };
}

/** What is known of a process at `until`, by whoever asks for the first time then. */
function toldAt(until: number, processes: readonly ProcessSpec[], more?: Partial<ClusterRequest>) {
  const { simulation, told } = watched(processes, { askEvery: until, ...more });
  runUntil(simulation, until);
  return told;
}

/** Alone for 100 s, then nice 19 beside a newcomer of nice 0. */
const BESIDE: readonly ProcessSpec[] = [processSpec(1), processSpec(1, { arrivalSeconds: 100 })];
const NICED: Partial<ClusterRequest> = {
  timeline: [{ atSeconds: 100, command: { do: 'renice', pid: 1000, nice: 19 } }],
};

describe('the smoothed use of a process', () => {
  it('takes on useRise of what it uses now per period, however long that is: 1 - (5/8)^2 after two of 2 s', () => {
    const openmosix = { ...OPENMOSIX, period: 2 };
    const told = toldAt(4, [processSpec(1)], { openmosix });
    expect(told.get(1000)!.use).toBeCloseTo(1 - (5 / 8) ** 2, 9);
  });

  it('is 1/7 + 6/7 (5/8)^4 four seconds after it went from all of a CPU to 1/7', () => {
    const told = toldAt(104, BESIDE, NICED);
    // Weights by 2.4's ticks: nice 19 has 1, nice 0 has 6. 0.195 and 0.805 with weights 0.05, 0.95.
    expect(told.get(1000)!.use).toBeCloseTo(1 / 7 + (6 / 7) * (5 / 8) ** 4, 9);
    expect(told.get(1001)!.use).toBeCloseTo((6 / 7) * (1 - (5 / 8) ** 4), 9);
  });

  it('is the same whoever asks, and however often', () => {
    const once = toldAt(104, BESIDE, NICED);
    const { simulation, told } = watched(BESIDE, NICED);
    runUntil(simulation, 104);
    for (const pid of [1000, 1001]) {
      expect(told.get(pid)!.use).toBe(once.get(pid)!.use);
      expect(told.get(pid)!.history).toBe(once.get(pid)!.history);
    }
  });

  it('falls by (5/8) each second while it does not compute', () => {
    const told = toldAt(20, processSpecs(2, 1), {
      timeline: [
        { atSeconds: 10, command: { do: 'stop', pid: 1000 } },
        { atSeconds: 13, command: { do: 'cont', pid: 1000 } },
      ],
    });
    const kept = (seconds: number) => (5 / 8) ** seconds;
    const then = (use: number, share: number, seconds: number) =>
      share + (use - share) * kept(seconds);
    expect(told.get(1000)!.use).toBeCloseTo(then(then(then(0, 0.5, 10), 0, 3), 0.5, 7), 12);
    expect(told.get(1001)!.use).toBeCloseTo(then(then(then(0, 0.5, 10), 1, 3), 0.5, 7), 12);
  });

  it('knows nothing of the process that had its slot before', () => {
    const processes = [processSpec(1, { workSeconds: 10 }), processSpec(1, { arrivalSeconds: 10 })];
    expect(toldAt(12, processes).get(1001)!.use).toBeCloseTo(1 - (5 / 8) ** 2, 12);
  });

  it('counts no time in which its node waits for pages', () => {
    // 1.5 GB on 1 GB of memory: all are slowed down.
    const { simulation, told } = watched([processSpec(1, { residentBytes: 1.5 * 1024 ** 3 })]);
    runUntil(simulation, 100);
    const { cpus, nodes, table } = simulation.cluster;
    expect(cpus.slowdown(nodes[0]!.index)).toBeLessThan(1);
    expect(told.get(1000)!.use).toBeCloseTo(cpus.use(table.find(1000)), 9);
  });

  it('fades by another useRise from the moment that it is set', () => {
    const set = { do: 'set', parameter: 'useRise', value: '0.5' } as const;
    const told = toldAt(6, [processSpec(1)], { timeline: [{ atSeconds: 2, command: set }] });
    expect(told.get(1000)!.use).toBeCloseTo(1 - (5 / 8) ** 2 * 0.5 ** 4, 12);
  });

  it('is what it uses at this instant when all of a new sample is taken on', () => {
    const openmosix = { useRise: 1 };
    expect(toldAt(2, processSpecs(4, 1), { openmosix }).get(1000)!.use).toBe(0.25);
  });
});

const HOUR = 3600;

/** The statistics of a process that computes for an hour alone, and the next beside another one. */
function historyOf(
  decay: Decay | undefined,
  more: Partial<ClusterRequest> = {},
  openmosix: Partial<OpenMosixParameters> = {},
): number {
  const processes = [processSpec(1, { decay }), processSpec(1, { arrivalSeconds: HOUR })];
  const parameters = { ...OPENMOSIX, ...openmosix };
  return toldAt(2 * HOUR, processes, { openmosix: parameters, ...more }).get(1000)!.history;
}

/** The same by hand: 60 minutes of a whole CPU, 60 of a half, of which so much is kept a minute. */
function expected(kept: number): number {
  const weights = Array.from({ length: 120 }, (_, age) => kept ** age);
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  return (0.5 * sum(weights.slice(0, 60)) + sum(weights.slice(60))) / sum(weights);
}

describe('the statistics of a process', () => {
  it.each<[Decay | undefined, number]>([
    [undefined, 0.975],
    ['slowdecay', 0.975],
    ['fastdecay', 0.926],
    ['nodecay', 1],
    [{ intervalSeconds: 60, kept: 500 }, 0.5],
    [{ kept: 1000 }, 1],
  ])('of kind %j fade by their factor', (decay, kept) => {
    expect(historyOf(decay)).toBeCloseTo(expected(kept), 9);
  });

  it('begin anew with another program, where they do not go on over exec', () => {
    const scope = { overExec: false, byChildren: true };
    const spec = (arrivalSeconds: number) =>
      processSpec(1, { decay: 'nodecay', decayScope: scope, arrivalSeconds });
    const exec = { do: 'exec', pid: 1000, command: 'sort' } as const;
    const told = toldAt(20, [spec(0), spec(10)], { timeline: [{ atSeconds: 10, command: exec }] });
    expect(told.get(1000)!.history).toBeCloseTo(0.5, 9);
  });

  it('are not asked when the user has said what the process is', () => {
    expect(historyOf('cpujob')).toBe(1);
    expect(historyOf('iojob')).toBe(0);
  });

  it('fade as the administrator of the node has set it', () => {
    // Kept of a minute: 0.9, and 0.9^2 where an interval is half as long.
    for (const [intervalSeconds, kept] of [
      [60, 0.9],
      [30, 0.81],
    ] as const) {
      const command = { do: 'setdecay', node: 1, intervalSeconds, slow: 900, fast: 1 } as const;
      const timeline = [{ atSeconds: 0, command }];
      expect(historyOf(undefined, { timeline })).toBeCloseTo(expected(kept), 3);
    }
  });

  it('fade by one factor until it is set anew, and by the other one since', () => {
    // Slow 1000 keeps the first hour whole; then 500 of 1000 a minute, for an hour: 2^-60 of it.
    const setdecay = { do: 'setdecay', node: 1, intervalSeconds: 60, fast: 1 } as const;
    const timeline = [
      { atSeconds: 0, command: { ...setdecay, slow: 1000 } },
      { atSeconds: 2 * HOUR - 60, command: { ...setdecay, slow: 500 } },
    ];
    const lastMinute = 60 * (0.5 / Math.LN2);
    const cpu = 0.5 * (1.5 * HOUR - 30) + 0.5 * lastMinute;
    const life = 0.5 * (2 * HOUR - 60) + lastMinute;
    expect(historyOf(undefined, { timeline })).toBeCloseTo(cpu / life, 9);
  });

  it('are what a process uses at this instant with slowDecay 0, which keeps nothing', () => {
    expect(historyOf(undefined, {}, { slowDecay: 0 })).toBe(0.5);
    expect(historyOf('fastdecay', {}, { slowDecay: 0 })).toBeCloseTo(expected(0.926), 9);
  });

  it('go on where a process migrates, by what its new node keeps', () => {
    const setdecay = { do: 'setdecay', node: 1, intervalSeconds: 1, slow: 0, fast: 0 } as const;
    const run = (to: number) => {
      const processes = processSpecs(2, 2);
      const { simulation, told } = watched(processes, {
        nodes: nodeSpecs(2),
        fixedSeconds: 0,
        timeline: [
          { atSeconds: 0, command: setdecay },
          { atSeconds: 100, command: { do: 'migrate', pid: 1000, to } },
        ],
      });
      runUntil(simulation, 101);
      return told.get(1000);
    };
    // Half a CPU for 100 s beside another one, then a whole one on a node that forgets all.
    expect(run(1)!.history).toBe(1);
    expect(run(2)).toBeUndefined();
  });
});
