import { doubledUpTo, marginalCost } from './opportunity-cost.js';
import type { ClusterNode, ClusterPolicy } from './policy.js';
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
  place({ nodes, state }, { memoryBytes: bytes }) {
    const open = nodes.filter(({ blocked }) => !blocked);
    const highest = Math.max(Number(state.highest ?? 1), ...nodes.map(processesOf));
    state.highest = highest;
    const terms = { nodes: nodes.length, mostProcesses: doubledUpTo(highest) };
    const [best] = leastOf(open, (node) => {
      const usedBytes = node.usedBytes + node.incomingBytes;
      const resources = { processes: processesOf(node), usedBytes, memoryBytes: node.memoryBytes };
      return marginalCost(resources, { processes: 1 / powerOf(node), bytes }, terms);
    });
    return { to: best?.node, reason: 'it costs least there' };
  },
};

function processesOf(node: ClusterNode): number {
  return (node.runnable + node.incoming) / powerOf(node);
}

/** Its CPUs, in CPUs of speed 10000. */
function powerOf({ cpus, speed }: ClusterNode): number {
  return (cpus * speed) / 10_000;
}
