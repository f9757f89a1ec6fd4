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

/** From the fullest to the emptiest that accepts guests, until they differ by one process at most. */
function movesBetween(nodes: readonly ClusterNode[]): readonly Move[] {
  const moves = new Map<number, Move>();
  const queues = nodes.map((node) => ({ node, length: node.runnable + node.incoming }));
  const open = queues.filter(({ node }) => !node.blocked);
  while (open.length > 0) {
    const fullest = queues.reduce((a, b) => (b.length > a.length ? b : a));
    const emptiest = open.reduce((a, b) => (b.length < a.length ? b : a));
    if (fullest.length - emptiest.length <= 1) break;
    const to = emptiest.node.node;
    const oldest = fullest.node.candidates().find(({ pid, cantmove, mayGo }) => {
      return cantmove.length === 0 && mayGo?.(to) !== false && !moves.has(pid);
    });
    if (oldest === undefined) break;
    fullest.length--;
    emptiest.length++;
    moves.set(oldest.pid, { pid: oldest.pid, to, reason: 'two more here than there' });
  }
  return [...moves.values()];
}
