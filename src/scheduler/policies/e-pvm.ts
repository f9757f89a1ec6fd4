import { apart, staying } from './judging.js';
import { doubledUpTo, marginalCost } from './opportunity-cost.js';
import type { ClusterNode, ClusterPolicy, ClusterSituation } from './policy.js';
import { powerOf } from './power.js';
import { leastOf } from './queue-length.js';

/**
 * Enhanced PVM: a process starts where it adds least to the cost of the cluster, memory and CPU in
 * one currency (`src/scheduler/policies/opportunity-cost.ts`), and stays there.
 *
 * Source: Amir et al. 2000.
 */
export const ePvm: ClusterPolicy = {
  name: 'e-pvm',
  about: 'a process starts where it adds least to what memory and CPU cost',
  scope: 'cluster',
  place(situation, { memoryBytes }) {
    const { nodes, state } = situation;
    const open = nodes.filter(({ blocked }) => !blocked);
    state.highest = highestOf(situation);
    const [best] = leastOf(open, costsIn(situation, memoryBytes));
    return { to: best?.node, reason: 'it costs least there' };
  },
  judge(situation) {
    const { nodes } = situation;
    const cost = costsIn(situation, 0);
    const least = Math.min(...nodes.filter(({ blocked }) => !blocked).map(cost));
    const reason = 'a process starts where it adds least to the cost, and there it stays';
    return staying(reason, nodes, (node) => {
      const added = cost(node);
      return added > least ? `a start adds ${apart(added, least)}` : 'a start adds least';
    });
  },
};

/** What a process of so many bytes would add to the cost of a node. */
function costsIn(situation: ClusterSituation, bytes: number): (node: ClusterNode) => number {
  const mostProcesses = doubledUpTo(highestOf(situation));
  const terms = { nodes: situation.nodes.length, mostProcesses };
  return (node) => {
    const usedBytes = node.usedBytes + node.incomingBytes;
    const resources = { processes: processesOf(node), usedBytes, memoryBytes: node.memoryBytes };
    return marginalCost(resources, { processes: 1 / powerOf(node), bytes }, terms);
  };
}

/** The most processes that a node has had. */
function highestOf({ nodes, state }: ClusterSituation): number {
  return Math.max(Number(state.highest ?? 1), ...nodes.map(processesOf));
}

function processesOf(node: ClusterNode): number {
  return (node.runnable + node.incoming) / powerOf(node);
}
