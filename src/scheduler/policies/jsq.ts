import { apart, staying } from './judging.js';
import type { Entry, NodePolicy, OwnNode } from './policy.js';
import { drawn, leastOf, queueLength } from './queue-length.js';

/**
 * Join the shortest queue (Winston 1977), as far as a node knows: a process starts at the node with
 * the least load of those that its home has heard of, itself among them; equal ones are drawn. Under
 * gossip many homes may take the same node for the emptiest (Mitzenmacher 2000, the herd).
 */
export const jsq: NodePolicy = {
  name: 'jsq',
  about: 'a process starts at the least loaded node that its home knows of',
  scope: 'node',
  place({ own, known, random }) {
    const best = drawn(leastLoaded(own, known), random);
    return { to: best?.node, reason: 'the least loaded' };
  },
  judge({ own, known }) {
    const least = leastLoaded(own, known)[0]!.load;
    const reason = 'a process starts at the least loaded node its home knows, and there it stays';
    return staying(reason, known, ({ load }) =>
      load > least ? `a start: ${apart(load, least)}` : 'the least: starts go there',
    );
  },
};

function leastLoaded(own: OwnNode, known: readonly Entry[]) {
  const here = { node: own.node, load: queueLength(own) };
  const open = known.filter(({ blocked }) => !blocked);
  return leastOf([here, ...open], ({ load }) => load);
}
