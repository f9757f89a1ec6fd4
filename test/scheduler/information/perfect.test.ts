import { expect, it } from 'vitest';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { Perfect } from '../../../src/scheduler/information/perfect.js';
import { sessionOf } from '../../support/session-of.js';

// Loads of one CPU of speed 10000: 3 of 3 processes stay, and one is on its way for 84 s.
it('perfect information counts a process on its way to a node as there', () => {
  const { session } = sessionOf(`
policy: none
network: { bandwidth: 10Mbit }
nodes: [{ count: 2, name: "node%d", cpus: 1, speed: 10000, memory: 4GB }]
workload: [{ home: node1, count: 4, work: endless, memory: 100MB }]`);
  session.advance(1);
  const perfect = new Perfect(session.simulation.cluster);
  const loads = () => [1, 0].map((other) => perfect.known(asNodeIndex(other))[0]!.load);
  expect(loads()).toEqual([4, 0]);
  expect(session.send({ do: 'migrate', pid: 1000, to: 2 })).toMatchObject({ accepted: true });
  expect(loads()).toEqual([3, 1]);
  expect(perfect.known(asNodeIndex(0))[0]!.measuredAt).toBe(1);
});
