import { guestRefusal } from '../../cluster/moving/admission.js';
import type { Node } from '../../cluster/node.js';
import { countedCpus } from '../measuring/load.js';
import type { ClusterNode, ClusterSituation } from '../policies/policy.js';
import { candidatesOf, sleepersOf } from './candidates.js';
import { costOf } from './costs.js';
import type { Senses } from './node-situation.js';
import { CLUSTER } from './told-refusals.js';

/** The whole cluster as it is now, for a policy that knows everything. */
export function clusterSituation(senses: Senses): ClusterSituation {
  const { cluster, random, states, told } = senses;
  const up = cluster.nodes.filter((node) => node.state === 'up');
  return {
    now: cluster.agenda.now,
    nodes: up.map((node) => clusterNode(senses, node)),
    refused: told.of(CLUSTER),
    random,
    state: states.ofCluster(),
  };
}

function clusterNode(senses: Senses, node: Node): ClusterNode {
  const { spec } = node;
  return {
    node: spec.id,
    cpus: spec.cpus,
    countedCpus: countedCpus(spec),
    speed: spec.speed,
    runnable: node.runnable,
    incoming: node.incoming,
    blocked: guestRefusal(node) !== undefined,
    memoryBytes: node.capacity.memoryBytes,
    usedBytes: node.usedBytes,
    incomingBytes: node.incomingBytes,
    freeBytes: node.freeBytes,
    candidates: () => candidatesOf(senses, node),
    sleepers: () => sleepersOf(senses, node),
    costOf: (bytes, to) => costOf(senses.cluster, { from: node, to, bytes }),
  };
}
