import { apart, staying } from './judging.js';
import type { ClusterNode, ClusterPolicy, Move } from './policy.js';
import { drawn, leastOf, queueLength } from './queue-length.js';

/**
 * Join the shortest queue, by one that sees all of them as they are; equal ones are drawn (Winston
 * 1977). With `rebalance` processes that have started move as well, the oldest first, whenever one
 * node has two more than another: when moving is free, n nodes are then one queue with n servers
 * (Erlang 1917), and no policy that knows nothing of work does better if it is exponential.
 */
export const centralJsq: ClusterPolicy = {
  name: 'central-jsq',
  about: 'a process starts where fewest are',
  scope: 'cluster',
  parameters: { rebalance: false },
  create({ parameters }) {
    const moves = ({ nodes }: { readonly nodes: readonly ClusterNode[] }): readonly Move[] =>
      parameters.rebalance === true ? movesBetween(nodes) : [];
    return {
      place({ nodes, random }) {
        const open = nodes.filter(({ blocked }) => !blocked);
        const best = drawn(leastOf(open, queueLength), random);
        return { to: best?.node, reason: 'the shortest queue' };
      },
      settled: moves,
      judge({ nodes }) {
        const open = nodes.filter(({ blocked }) => !blocked);
        const least = Math.min(...open.map(queueLength));
        const reason =
          parameters.rebalance === true
            ? 'a process moves only where two fewer are'
            : 'a process starts where fewest are, and there it stays';
        return staying(reason, nodes, (node) => {
          const length = queueLength(node);
          return length > least ? `queue ${apart(length, least)}` : 'the shortest: starts go there';
        });
      },
    };
  },
};

/** From the fullest to the emptiest, until no two differ by more than one process. */
function movesBetween(nodes: readonly ClusterNode[]): readonly Move[] {
  const moves: Move[] = [];
  const counts = nodes.map(({ runnable, incoming }) => runnable + incoming);
  const taken = nodes.map(() => 0);
  for (;;) {
    const fullest = counts.indexOf(Math.max(...counts));
    const emptiest = counts.indexOf(Math.min(...counts));
    if (!(counts[fullest]! - counts[emptiest]! > 1)) return moves;
    const [source, target] = [nodes[fullest]!, nodes[emptiest]!];
    const free = source.candidates().filter(({ cantmove }) => cantmove.length === 0);
    const process = free[taken[fullest]!];
    if (process === undefined || target.blocked) return moves;
    taken[fullest]!++;
    counts[fullest]!--;
    counts[emptiest]!++;
    moves.push({ pid: process.pid, to: target.node, reason: 'two more here than there' });
  }
}
