import { staying } from './judging.js';
import type { ClusterPolicy } from './policy.js';

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
    const last = Number(state.last ?? 0);
    const next = nodes.find(({ node, blocked }) => node > last && !blocked) ?? nodes[0];
    if (next === undefined) return { to: undefined, reason: 'there is no node' };
    state.last = next.node;
    return { to: next.node, reason: 'its turn' };
  },
  judge({ nodes, state }) {
    const last = Number(state.last ?? 0);
    const open = nodes.filter(({ blocked }) => !blocked);
    const turns = [
      ...open.filter(({ node }) => node > last),
      ...open.filter(({ node }) => node <= last),
    ];
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
