import { formatBytes } from '../../base/units.js';
import { gossipBytes } from '../../scheduler/information/gossip.js';
import type { Scenario } from '../scenario.js';

/** Most memory that any one part of a run may take: 2 GB. */
const MOST_BYTES = 2 ** 31;

/** An entry of a node's own table of nodes, as omdiscd fills it. */
const TABLE_ENTRY_BYTES = 16;

/** A process: its record, its traits and its place in heaps and lists. */
const PROCESS_BYTES = 300;

type Sizes = Pick<Scenario, 'information' | 'nodes' | 'openmosix' | 'discovery' | 'workload'>;

/**
 * Why a run would need too much memory, as far as that is known before it; undefined: it would not.
 */
export function memoryProblem(scenario: Sizes): string | undefined {
  return gossipProblem(scenario) ?? tablesProblem(scenario) ?? crowdProblem(scenario);
}

function gossipProblem({ information, nodes, openmosix }: Sizes): string | undefined {
  if (information !== 'gossip') return undefined;
  const bytes = gossipBytes(nodes.length, openmosix);
  if (bytes <= MOST_BYTES) return undefined;
  const where = `for gossip among ${nodes.length} nodes`;
  return `openmosix.vector or openmosix.window is too large ${where}: ${wouldTake(bytes)}`;
}

/** With omdiscd every node has a table of its own, of all the others. */
function tablesProblem({ discovery, nodes }: Sizes): string | undefined {
  if (discovery !== 'omdiscd') return undefined;
  const bytes = nodes.length ** 2 * TABLE_ENTRY_BYTES;
  if (bytes <= MOST_BYTES) return undefined;
  return `${nodes.length} nodes are too many for discovery: omdiscd: their tables ${wouldTake(bytes)}`;
}

/** Processes that are all there at once, from the beginning of their source. */
function crowdProblem({ workload }: Sizes): string | undefined {
  let processes = 0;
  for (const source of workload) {
    if (source.kind === 'batch' && source.every === undefined) {
      processes += source.count * (source.pipeline ?? 1);
    }
  }
  const bytes = processes * PROCESS_BYTES;
  if (bytes <= MOST_BYTES) return undefined;
  return `the workload has ${processes} processes that start at once, too many: they ${wouldTake(bytes)}`;
}

function wouldTake(bytes: number): string {
  return `would take ${formatBytes(bytes)}B, and ${formatBytes(MOST_BYTES)}B is the most`;
}
