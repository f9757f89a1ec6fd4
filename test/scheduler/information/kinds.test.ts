import { describe, expect, it } from 'vitest';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { readInformation } from '../../../src/scheduler/information/kind.js';
import type { Entry } from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Two nodes; on the second one processes arrive at 1.5 s and 4.5 s that never end. */
function system(request: Partial<ClusterRequest>) {
  const processes = [1.5, 4.5].map((arrivalSeconds) => processSpec(2, { arrivalSeconds }));
  const simulation = simulationOf({ nodes: nodeSpecs(2), processes, ...request });
  const [first] = simulation.cluster.nodes;
  /** What the first node knows of the second one. */
  const knownAt = (at: number): Entry | undefined => {
    runUntil(simulation, at);
    return simulation.scheduler.known(first!.index)[0];
  };
  return { simulation, knownAt };
}

describe('the truth of a while ago', () => {
  it('is what was so then, to the instant, and nothing before so much time has passed', () => {
    const { knownAt } = system({ information: 'delayed 2s' });
    expect(knownAt(1.999)).toBeUndefined();
    expect(knownAt(3.499)).toMatchObject({ load: 0, measuredAt: 1.499 });
    expect(knownAt(3.5)).toMatchObject({ load: 1, measuredAt: 1.5 });
    expect(knownAt(6.49)!.load).toBe(1);
    expect(knownAt(6.5)!.load).toBe(2);
  });

  it('counts processes on their way, and still has a node that has died since', () => {
    const { simulation, knownAt } = system({ information: 'delayed 2s', fixedSeconds: 1 });
    runUntil(simulation, 5);
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 1 }).accepted).toBe(true);
    runUntil(simulation, 5.5);
    simulation.execute({ do: 'crash', node: 2 });
    expect(knownAt(6.9)!.load).toBe(2);
    expect(knownAt(7.1)!.load).toBe(1);
    expect(knownAt(7.6)).toBeUndefined();
  });

  it('is the truth when the delay is none', () => {
    const { knownAt } = system({ information: 'delayed 0s' });
    for (const [at, load] of [
      [1.4, 0],
      [1.5, 1],
      [5, 2],
    ] as const) {
      expect(knownAt(at)).toMatchObject({ load, measuredAt: at });
    }
  });

  it('is believed however old it is', () => {
    const { simulation, knownAt } = system({ information: 'delayed 120s' });
    expect(simulation.scheduler.parameters.staleness).toBeGreaterThan(120);
    expect(knownAt(122)).toMatchObject({ load: 1, measuredAt: 2 });
  });
});

describe('what nodes are told', () => {
  it('is the truth at the last message of each, without smoothing, until the next one', () => {
    const { simulation, knownAt } = system({
      information: 'told',
      periods: { measureSeconds: undefined, tellSeconds: 10, decideSeconds: undefined },
    });
    const times: number[] = [];
    simulation.scheduler.listen((from) => {
      if (from === asNodeIndex(1)) times.push(simulation.agenda.now);
    });
    for (let at = 0; at < 40; at += 0.25) {
      const entry = knownAt(at);
      const last = times.at(-1);
      expect(entry?.measuredAt).toBe(last);
      if (last === undefined) continue;
      expect(entry!.load).toBe(last < 1.5 ? 0 : last < 4.5 ? 1 : 2);
    }
    expect(times).toHaveLength(4);
    expect(times[1]! - times[0]!).toBeCloseTo(10, 9);
  });

  it('is forgotten when a node tells no more, and when its hearer restarts', () => {
    const { simulation, knownAt } = system({ information: 'told' });
    expect(knownAt(3)).toBeDefined();
    simulation.execute({ do: 'crash', node: 2 });
    expect(knownAt(12)).toBeDefined();
    expect(knownAt(15)).toBeUndefined();
    const other = system({ information: 'told' });
    runUntil(other.simulation, 3);
    other.simulation.execute({ do: 'crash', node: 1 });
    runUntil(other.simulation, 5);
    other.simulation.execute({ do: 'recover', node: 1 });
    const { measuredAt } = other.knownAt(9)!;
    expect(measuredAt).toBeGreaterThan(5);
  });
});

describe('a node that has sent a process away', () => {
  it.each([
    [1, 1],
    [0.5, 0.5],
    [0, 0],
  ])('counts it as much as ownMoves says, until it has been told: %f', (ownMoves, counted) => {
    const { knownAt } = system({
      information: 'delayed 2s',
      processes: [processSpec(1, { arrivalSeconds: 1 })],
      openmosix: { ownMoves },
      policy: {
        name: 'away',
        about: '',
        scope: 'node',
        decide: ({ now, own, candidates }) => {
          const [one] = candidates();
          return own.node === 1 && now > 4 && one !== undefined
            ? { move: one.pid, to: 2, reason: 'away' }
            : { move: undefined, reason: 'it stays' };
        },
      },
    });
    expect(knownAt(4)!.load).toBe(0);
    // It is sent between 4 and 5 s; by 8 s the truth of 2 s ago has it.
    expect(knownAt(5.5)!.load).toBe(counted);
    expect(knownAt(8)!.load).toBe(1);
  });
});

describe('three periods', () => {
  it('let a node measure, tell and decide each as often as is said', () => {
    const decided: number[] = [];
    const { simulation } = system({
      periods: { measureSeconds: 0.5, tellSeconds: 2, decideSeconds: 5 },
      policy: {
        name: 'counts',
        about: '',
        scope: 'node',
        decide: ({ now }) => {
          decided.push(now);
          return { move: undefined, reason: 'it counts' };
        },
      },
    });
    let messages = 0;
    simulation.scheduler.listen(() => {
      messages++;
    });
    const measured = new Set<number>();
    const ages: number[] = [];
    for (let at = 0; at < 100; at += 0.125) {
      runUntil(simulation, at);
      const [entry] = simulation.scheduler.known(asNodeIndex(0));
      if (entry !== undefined) {
        measured.add(entry.measuredAt);
        ages.push(at - entry.measuredAt);
      }
    }
    runUntil(simulation, 99.9999);
    expect(decided).toHaveLength(2 * 20);
    expect(messages).toBe(2 * 50);
    // The last message may come after the last look.
    expect(measured.size).toBeGreaterThanOrEqual(49);
    // What is told was measured up to a measuring period before, and is told every 2 s.
    expect(Math.max(...ages)).toBeLessThanOrEqual(2.5);
  });

  it('are one if nothing is said of them', () => {
    const { simulation } = system({ openmosix: { period: 3 } });
    let messages = 0;
    simulation.scheduler.listen(() => {
      messages++;
    });
    runUntil(simulation, 29.999);
    expect(messages).toBe(20);
  });
});

describe('the word for a kind of information', () => {
  it.each([
    ['gossip', 'gossip'],
    ['told', 'told'],
    ['perfect', 'perfect'],
    ['delayed 2s', 'delayed 2s'],
    ['delayed 500ms', 'delayed 0.5s'],
    ['delayed 2min', 'delayed 120s'],
    ['delayed', undefined],
    ['delayed soon', undefined],
    ['hearsay', undefined],
  ])('%s', (written, kind) => {
    expect(readInformation(written)).toBe(kind);
  });
});
