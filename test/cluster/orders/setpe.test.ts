import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/cluster/facts/command.js';
import type { NodeSpec } from '../../../src/cluster/facts/node-spec.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { none } from '../../../src/scheduler/policies/none.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  type ClusterRequest,
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Three endless loops on node 1 of three nodes. */
function crowded(request: Partial<ClusterRequest> = {}): Simulation {
  const processes = processSpecs(3, 1);
  return simulationOf({ nodes: nodeSpecs(3), processes, policy: openmosix, ...request });
}

function setpe(simulation: Simulation, node: number, options: string): Answer {
  return simulation.execute({ do: 'setpe', node, options });
}

/** A map with the first `count` nodes. */
const first = (count: number) => `-w -f - 1 192.168.0.1 ${count}`;

describe('a node whose map lacks another one', () => {
  it.each([
    ['', [1, 1, 1]],
    // 3 loops: 3.00 against 1.30, one goes. Then 2.00 against 1 + 1.30: no more.
    [first(2), [2, 1, 0]],
    [first(1), [3, 0, 0]],
  ])('sends nothing there: node 1 with "%s" ends at %j', (options, expected) => {
    const simulation = crowded();
    if (options !== '') expect(setpe(simulation, 1, options).accepted).toBe(true);
    runUntil(simulation, 60, () => checkInvariants(simulation.cluster));
    expect(runnables(simulation)).toEqual(expected);
  });

  it('neither hears nor believes of it, and takes its messages for those of a stranger', () => {
    const simulation = crowded();
    setpe(simulation, 1, first(2));
    const intrusions = new Set<string>();
    simulation.cluster.observe((event) => {
      if (event.type !== 'intrusion') return;
      intrusions.add(`${event.node} ${event.from} ${event.believed}`);
    });
    runUntil(simulation, 60);
    const known = (index: number) =>
      simulation.scheduler
        .known(asNodeIndex(index))
        .map(({ node }) => node)
        .sort();
    // Node 2 passes on what it has heard of node 3, and node 1 does not take it.
    expect([known(0), known(1)]).toEqual([[2], [1, 3]]);
    expect([...intrusions]).toEqual(['1 192.168.0.3 false']);
    expect(simulation.questions.answer({ ask: 'isup', node: 3, on: 1 })).toMatchObject({
      message: 'Node #3 is not configured',
    });
  });

  it('keeps also its guests elsewhere from going there', () => {
    const simulation = crowded({ policy: none });
    runUntil(simulation, 1);
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    runUntil(simulation, 5);
    setpe(simulation, 1, first(2));
    const answer = simulation.execute({ do: 'migrate', pid: 1000, to: 3 });
    expect(answer).toEqual({ accepted: false, reason: 'node 3 is not in the map of node 1' });
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 'home' }).accepted).toBe(true);
  });

  it('is so from the start, where the scenario says so', () => {
    const two = [1, 2].map((id) => ({
      ...{ id, address: `192.168.0.${id}`, name: undefined, aliases: [] },
    }));
    const nodes = nodeSpecs(3).map((spec) => ({ ...spec, ...(spec.id === 1 && { map: 'two' }) }));
    const simulation = crowded({ nodes, maps: { two } });
    runUntil(simulation, 60);
    expect(runnables(simulation)).toEqual([2, 1, 0]);
  });

  it('is so in a run that was put away and taken up', () => {
    const [whole, resumed] = [crowded(), crowded()];
    setpe(whole, 1, first(2));
    runUntil(whole, 2);
    restore(resumed, saved(whole));
    runUntil(resumed, 60);
    expect(runnables(resumed)).toEqual([2, 1, 0]);
  });
});

describe('setpe', () => {
  it.each([
    [first(3), 'openMosix configuration changed: This is openMosix #1 (of 3 configured)'],
    ['-w', 'openMosix configuration changed: This is openMosix #1 (of 3 configured)'],
    ['-w -f two', 'openMosix configuration changed: This is openMosix #1 (of 2 configured)'],
    [
      '-w -f - 1 node1 1; 3 node3 1',
      'openMosix configuration changed: This is openMosix #1 (of 2 configured)',
    ],
    ['-c -f two', 'the supplied table is well-formatted'],
    ['-w -c -f two', 'the supplied table is well-formatted'],
    [
      '-W -p 1 -f - 1 127.0.0.1 1; 2 192.168.0.2 1',
      'openMosix configuration changed: This is openMosix #1 (of 2 configured)',
    ],
  ])('%s prints %s', (options, message) => {
    const two = [1, 2].map((id) => ({
      ...{ id, address: `192.168.0.${id}`, name: undefined, aliases: [] },
    }));
    const simulation = crowded({ maps: { two } });
    expect(setpe(simulation, 1, options)).toEqual({ accepted: true, message });
  });

  it.each([
    ['-w -f - 1 127.0.0.1 1; 2 192.168.0.2 1', 'N# 1 is node1 at 192.168.0.1, not 127.0.0.1'],
    [
      '-c -f - 2 192.168.0.2 2',
      'the supplied table is well-formatted, but my IP address (192.168.0.1) is not there!',
    ],
    ['-w -f - 1 192.168.0.1 9', 'the map names N# 4, and there is no such node'],
    ['-w -f - 1 192.168.0.1', 'line 1: an entry is first-id, IP or name, count; got 1 192.168.0.1'],
    ['-w -p 2 -f - 1 192.168.0.1 2', 'node 1 cannot become N# 2'],
    ['-w -f lab.map', 'the scenario names no map lab.map under maps (it names none)'],
    ['-w -g 3', 'setpe: -g takes 0, 1 or 2, not "3"'],
    ['-p 0 -w', 'setpe: -p takes an N# from 1 to 65535'],
    ['-p 0x2 -w', 'setpe: -p takes an N# from 1 to 65535'],
    ['-r -f two', 'setpe: -r takes no other option'],
    ['-c', 'setpe: -c needs a map, -f MAP or -f -'],
  ])('%s is refused: %s', (options, reason) => {
    expect(setpe(crowded(), 1, options)).toEqual({ accepted: false, reason });
  });

  it('-r prints what showmap prints', () => {
    const simulation = crowded();
    setpe(simulation, 2, '-w -f - 1 192.168.0.1 1; 2 192.168.0.2 1');
    const map = simulation.questions.answer({ ask: 'showmap', node: 2 });
    expect(setpe(simulation, 2, '-r')).toEqual(map);
    expect(map).toMatchObject({ message: expect.stringMatching(/192\.168\.0\.1 +2$/) });
  });

  it('-off takes a node out in good order, -w takes it in again', () => {
    const simulation = crowded();
    runUntil(simulation, 30);
    expect(runnables(simulation)).toEqual([1, 1, 1]);
    const log = logOf(simulation);
    expect(setpe(simulation, 2, '-off').accepted).toBe(true);
    runUntil(simulation, 40);
    expect(simulation.cluster.node(2)!.state).toBe('left');
    expect(log.filter((line) => line.includes('killed'))).toEqual([]);
    expect(setpe(simulation, 2, '-w').accepted).toBe(true);
    expect(simulation.cluster.node(2)!.state).toBe('up');
  });

  it('does not write where omdiscd does', () => {
    const simulation = crowded({ discovery: 'omdiscd' });
    const reason = 'this cluster uses omdiscd, which writes the tables';
    expect(setpe(simulation, 1, first(2))).toEqual({ accepted: false, reason });
  });
});

describe('gateways', () => {
  /** Two networks that node 2 joins. */
  const nodes: readonly NodeSpec[] = [
    nodeSpec(1, { address: '192.168.1.1' }),
    nodeSpec(2, { address: '192.168.1.2', aliases: ['192.168.2.2'] }),
    nodeSpec(3, { address: '192.168.2.3' }),
  ];

  it.each([
    ['-w -g 0', [2, 1, 0]],
    ['-w -g 1', [1, 1, 1]],
  ])('setpe %s: as many as that are passed, %j', (options, expected) => {
    const simulation = crowded({ nodes });
    setpe(simulation, 1, options);
    runUntil(simulation, 60);
    expect(runnables(simulation)).toEqual(expected);
  });

  it('are limited in a run that was put away and taken up', () => {
    const [whole, resumed] = [crowded({ nodes }), crowded({ nodes })];
    setpe(whole, 1, '-w -g 0');
    restore(resumed, saved(whole));
    runUntil(resumed, 60);
    expect(runnables(resumed)).toEqual([2, 1, 0]);
  });

  it('are limited for both ends of a way, until the node starts anew', () => {
    const simulation = crowded({ nodes, policy: none });
    runUntil(simulation, 1);
    setpe(simulation, 3, '-w -g 0');
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 3 })).toEqual({
      ...{ accepted: false, reason: 'node 3 cannot be reached' },
    });
    simulation.execute({ do: 'crash', node: 3 });
    simulation.execute({ do: 'recover', node: 3 });
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 3 }).accepted).toBe(true);
  });
});
