import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  nodeSpec,
  nodeSpecs,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const IDLE = { node: 9000, load: 0, speed: 50000, cpus: 4, freeBytes: 2 ** 33 };
const STRANGER = {
  address: '10.9.8.7',
  startSeconds: 0,
  untilSeconds: 60,
  everySeconds: 1,
  to: 1,
  claims: IDLE,
} as const;

function run(secureports: boolean, until: number, changes: Partial<typeof STRANGER> = {}) {
  const simulation = simulationOf({
    nodes: nodeSpecs(2),
    processes: processSpecs(4, 1),
    policy: openmosix,
    kernel: { secureports },
    strangers: [{ ...STRANGER, ...changes }],
  });
  const events: ClusterEvent[] = [];
  simulation.cluster.observe((event) => events.push(event));
  runUntil(simulation, until);
  return { simulation, events };
}

describe('a stranger', () => {
  it('is refused and logged with SECUREPORTS, and the load spreads', () => {
    const { simulation, events } = run(true, 59.5);
    const intrusions = events.filter((event) => event.type === 'intrusion');
    expect(intrusions).toHaveLength(60);
    expect(intrusions[0]).toEqual({
      ...{ at: 0, type: 'intrusion', node: 1, from: '10.9.8.7', believed: false },
    });
    expect(events.some(({ type }) => type === 'refused')).toBe(false);
    expect(runnables(simulation)).toEqual([2, 2]);
  });

  it('is believed without, and every migration to the node that it made up is refused', () => {
    const { simulation, events } = run(false, 59.5);
    const refusals = events.filter((event) => event.type === 'refused');
    expect(refusals.length).toBeGreaterThan(50);
    expect(new Set(refusals.map(({ reason }) => reason))).toEqual(
      new Set(['there is no node 9000']),
    );
    expect(runnables(simulation)).toEqual([4, 0]);
  });

  it('is forgotten when it falls silent', () => {
    expect(runnables(run(false, 90).simulation)).toEqual([2, 2]);
  });

  it('can speak in the name of a node: everybody goes to where nobody is idle', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [...processSpecs(4, 1), ...processSpecs(4, 2)],
      policy: openmosix,
      kernel: { secureports: false },
      openmosix: { minRun: 0 },
      strangers: [
        { ...STRANGER, everySeconds: 0.05, claims: { ...IDLE, node: 2 } },
        { ...STRANGER, everySeconds: 0.05, to: 3, claims: { ...IDLE, node: 2 } },
      ],
    });
    let most = 0;
    runUntil(simulation, 59, () => {
      most = Math.max(most, simulation.cluster.nodes[1]!.runnable);
    });
    expect(most).toBeGreaterThanOrEqual(6);
  });

  it('is not believed by who has perfect information', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2),
      processes: processSpecs(4, 1),
      policy: openmosix,
      information: 'perfect',
      kernel: { secureports: false },
      strangers: [STRANGER],
    });
    runUntil(simulation, 30);
    expect(runnables(simulation)).toEqual([2, 2]);
  });

  it.each([
    ['192.168.0.2', 1, '192.168.0.2 is not a stranger: it is node 2'],
    ['10.1.1.1', 1, '10.1.1.1 is not a stranger: it is node 2'],
    ['10.9.8.7', 5, 'there is no node 5'],
    ['10.9.8.7', 3, 'node 3 is no member'],
  ])('of %s cannot write to node %i: %s', (from, node, reason) => {
    const nodes = [
      nodeSpec(1),
      nodeSpec(2, { aliases: ['10.1.1.1'] }),
      nodeSpec(3, { mosix: false }),
    ];
    const simulation = simulationOf({ nodes });
    const answer = simulation.commands.execute({ do: 'intrude', from, node, claims: IDLE });
    expect(answer).toEqual({ accepted: false, reason });
  });
});
