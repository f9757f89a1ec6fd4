import { staying } from './judging.js';
import type { ClusterNode, ClusterPolicy, PolicyState } from './policy.js';

/**
 * The nodes in turn, in the order of their N#: each gets every n-th process, so that with Poisson
 * arrivals times between two are Erlang's of n stages and a node with one CPU is E_n/M/1 for
 * exponential work: E[T] = E[S] / (1 - sigma), sigma = (n rho / (n rho + 1 - sigma))^n (Kleinrock
 * 1975, 6.4). It knows who is a member, and nothing of loads.
 */
export const roundRobin: ClusterPolicy = {
  name: 'round-robin',
  about: 'processes start at the nodes in turn',
  scope: 'cluster',
  place({ nodes, state }) {
    const [next] = turnsOf(nodes, state);
    if (next === undefined) return { to: undefined, reason: 'no node accepts guests' };
    state.last = next.node;
    return { to: next.node, reason: 'its turn' };
  },
  judge({ nodes, state }) {
    const turns = turnsOf(nodes, state);
    return staying(
      'processes start at the nodes in turn, and there they stay',
      nodes,
      ({ node }) => {
        const starts = turns.findIndex((one) => one.node === node);
        return starts === 0
          ? 'the next start'
          : `after ${starts} ${starts === 1 ? 'start' : 'starts'}`;
      },
    );
  },
};

/** The nodes that accept guests, the one whose turn is next first. */
function turnsOf(nodes: readonly ClusterNode[], state: PolicyState): readonly ClusterNode[] {
  const last = Number(state.last ?? 0);
  const open = nodes.filter(({ blocked }) => !blocked);
  return [...open.filter(({ node }) => node > last), ...open.filter(({ node }) => node <= last)];
}
