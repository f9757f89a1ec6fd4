import { expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import type { Node } from '../../../src/cluster/node.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { altered } from '../../support/altered.js';
import { nodeSpecs, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';

/** Node 1 has a process of its own, node 2 its other one as a guest, which works on files. */
function running(): Simulation {
  const simulation = simulationOf({
    nodes: nodeSpecs(2),
    processes: [
      processSpec(1),
      processSpec(1, { profile: { ...CPU_BOUND, callsPerWork: 100, files: 2 } }),
    ],
  });
  runUntil(simulation, 1);
  simulation.commands.execute({ do: 'migrate', pid: 1001, to: 2 });
  runUntil(simulation, 10);
  return simulation;
}

/** A cluster whose node 2 says something else of itself. */
function withNode(cluster: Cluster, changes: (node: Node) => Partial<Record<keyof Node, unknown>>) {
  const [first, second] = cluster.nodes as readonly [Node, Node];
  return altered(cluster, { nodes: [first, altered(second, changes(second))] });
}

function withTable(cluster: Cluster, changes: Partial<Record<keyof Cluster['table'], unknown>>) {
  return altered(cluster, { table: altered(cluster.table, changes) });
}

const guest = (cluster: Cluster) => cluster.table.find(1001)!;

it('nothing is found wrong in a cluster that runs', () => {
  const { cluster } = running();
  expect(cluster.node(2)!.guests).toBe(1);
  checkInvariants(cluster);
  checkInvariants(withNode(cluster, () => ({})));
});

it.each<[string, (cluster: Cluster) => Cluster]>([
  ['3 arrived, but 0 completed + 0 killed + 2 alive', (all) => altered(all, { arrived: 3 })],
  ['2 arrived, but 1 completed + 0 killed + 2 alive', (all) => altered(all, { completed: 1 })],
  ['2 arrived, but 0 completed + 1 killed + 2 alive', (all) => altered(all, { killed: 1 })],
  ['process 1001 is in two places', (all) => withNode(all, () => twice(all))],
  ['process 1001 is nowhere', (all) => withNode(all, () => ({ slots: () => [] }))],
  ['process 1000 is not where its entry says', (all) => withTable(all, { node: () => 1 })],
  ['1001 stands wrong', (all) => withNode(all, () => ({ parked: new Set([guest(all)]) }))],
  ['1000 frozen', (all) => withTable(all, { isFrozen: () => true })],
  ['process 1000 outlived its home', (all) => altered(all, { homeOf: () => ({ state: 'down' }) })],
  ['node 2 counts 2 guests, has 1', (all) => withNode(all, () => ({ guests: 2 }))],
  ['node 2 counts 1 away, has 0', (all) => withNode(all, () => ({ away: 1 }))],
  ['node 2 counts 5 bytes', (all) => withNode(all, () => ({ usedBytes: 5 }))],
  ['node 2 uses more than memory and swap', (all) => withNode(all, () => ({ fits: () => false }))],
  ['node 2 is down, but inhabited', (all) => withNode(all, () => ({ state: 'down' }))],
  ['node 2 has left something', (all) => withNode(all, () => ({ state: 'left' }))],
  ['process 1001 has come to node 2, which is blocked', (all) => withNode(all, blockedAt(0))],
  ['node 2 counts 1 on their way', (all) => withNode(all, () => ({ incoming: 1 }))],
  ['node 2 promises room to no process', (all) => withNode(all, () => ({ incomingBytes: 9 }))],
  ['2: runnable', (all) => withNode(all, () => ({ runnable: 2 }))],
  ['process 1001 waits 7', (all) => withTable(all, { waitPerWork: () => 7 })],
  ['s of work delivered, 19.994 s done', (all) => altered(all, { workOfEnded: 1 })],
])('a cluster is found broken: %s', (law, broken) => {
  expect(() => checkInvariants(broken(running().cluster))).toThrow(law);
});

it('a guest that was there before its node was blocked breaks nothing', () => {
  checkInvariants(withNode(running().cluster, blockedAt(9)));
});

function twice(all: Cluster) {
  return { slots: () => [guest(all), guest(all)] };
}

function blockedAt(blockedSince: number) {
  return (node: Node) => ({ has: () => true, settings: altered(node.settings, { blockedSince }) });
}
