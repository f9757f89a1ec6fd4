import { gossipBytes } from '../../scheduler/information/gossip.js';
import type { Scenario } from '../scenario.js';

/** Most memory that the vectors of all nodes, or the entries in them, may take: 2 GB. */
const MOST_BYTES = 2 ** 31;

/** Why gossip among so many nodes would need too much memory; undefined: it would not. */
export function gossipProblem({
  information,
  nodes,
  openmosix,
}: Pick<Scenario, 'information' | 'nodes' | 'openmosix'>): string | undefined {
  if (information !== 'gossip') return undefined;
  const { vectors, entries } = gossipBytes(nodes.length, openmosix);
  const where = `for gossip among ${nodes.length} nodes`;
  if (vectors > MOST_BYTES) return `openmosix.vector or openmosix.window is too large ${where}`;
  if (entries > MOST_BYTES) {
    return `openmosix.staleness is too many times openmosix.period ${where}`;
  }
  return undefined;
}
