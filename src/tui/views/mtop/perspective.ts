import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';

/**
 * How much of a guest's identity its node shows (openMosix: CONFIG_MOSIX_DISCLOSURE): 0 nothing,
 * 1 its pid, 2 its user and home too, 3 all.
 */
export type Disclosure = 0 | 1 | 2 | 3;

/**
 * The processes as a user logged in at a node sees them: those at home there, wherever
 * they run, and of its guests what is disclosed. N# 0 is here.
 */
export function seenFrom(
  processes: readonly ProcessView[],
  node: NodeId,
  disclosure: Disclosure,
): readonly ProcessView[] {
  return processes
    .filter((process) => process.home === node || (process.node === node && disclosure > 0))
    .map((process) => seen(process, node, process.home === node ? 3 : disclosure));
}

/** The nodes by their numbers as they are read there: 0 is the node itself. */
export function nodesSeenFrom(
  nodes: readonly NodeView[],
  node: NodeId | undefined,
): ReadonlyMap<number, NodeView> {
  const byNumber = new Map(nodes.map((view) => [view.id, view]));
  const here = node === undefined ? undefined : byNumber.get(node);
  return here === undefined ? byNumber : byNumber.set(0, here);
}

/** What stands for a name that is not disclosed. */
export const UNDISCLOSED = '-';

function seen(process: ProcessView, here: NodeId, disclosure: Disclosure): ProcessView {
  const { node, target, home, user, command } = process;
  return {
    ...process,
    node: node === here ? 0 : node,
    target: target === here ? 0 : target,
    // Its own are at home at 0; of a guest it may not be known where that is.
    home: home === here ? 0 : disclosure < 2 ? UNKNOWN_HOME : home,
    user: disclosure < 2 ? UNDISCLOSED : user,
    command: disclosure < 3 ? UNDISCLOSED : command,
  };
}

const UNKNOWN_HOME = -1;
