import { QUIET } from '../../cluster/facts/status.js';
import type { Node } from '../../cluster/node.js';
import { blankEntry, describe, trueLoad } from '../information/entry.js';
import type { Probed } from '../policies/policy.js';
import { candidatesOf, type Sight } from './candidates.js';

/**
 * What a node answers that is asked how it is: the truth of this instant, those on their way to it
 * counted as there. Undefined: it is down, no member, cut off, quiet, or not in the table of the
 * one that asks.
 */
export function probe(sight: Sight, asker: Node, id: number): Probed | undefined {
  const { network, neighbours, agenda } = sight.cluster;
  const node = sight.cluster.node(id);
  if (node === undefined || node === asker || !node.isMember || node.has(QUIET)) return undefined;
  if (!neighbours.knows(asker.index, node.index)) return undefined;
  if (network.isCut(asker.index, node.index)) return undefined;
  const { runnable, incoming } = node;
  const entry = blankEntry();
  describe(entry, node, trueLoad(node), agenda.now);
  return { ...entry, runnable, incoming, candidates: () => candidatesOf(sight, node) };
}
