import type { NodeId } from './node-spec.js';
import type { ClusterView, ProcessView } from './view.js';

/**
 * How much of a guest's identity its node shows (openMosix: CONFIG_MOSIX_DISCLOSURE): 0 nothing,
 * 1 its pid, 2 its user too, 3 all, with its command. The levels' meaning is from memory.
 */
export type Disclosure = 0 | 1 | 2 | 3;

/** A process as a node's own process list shows it. */
export interface ListedProcess {
  readonly pid: number;
  /** N#: where it runs as /proc/PID/where says it; 0: here. */
  readonly where: NodeId;
  /** Its home; undefined: it is at home here, or that is not disclosed. */
  readonly from: NodeId | undefined;
  /** Undefined: not disclosed. */
  readonly user: string | undefined;
  /** Undefined: not disclosed. */
  readonly command: string | undefined;
  readonly state: ProcessView['state'];
  readonly cpuShare: number;
  readonly memoryBytes: number;
}

/**
 * The process list of one node, in the order of the pids: the processes that are at home there,
 * wherever they run, and of the guests what `disclosure` allows.
 */
export function asSeenFrom(
  view: ClusterView,
  node: NodeId,
  disclosure: Disclosure,
): readonly ListedProcess[] {
  return view
    .processes()
    .filter((process) => process.home === node || (process.node === node && disclosure > 0))
    .map((process) => listed(process, node, process.home === node ? 3 : disclosure));
}

function listed(process: ProcessView, node: NodeId, disclosure: Disclosure): ListedProcess {
  const { pid, home, user, command, state, cpuShare, memoryBytes } = process;
  return {
    pid,
    where: process.node === node ? 0 : process.node,
    from: home === node || disclosure < 2 ? undefined : home,
    user: disclosure < 2 ? undefined : user,
    command: disclosure < 3 ? undefined : command,
    state,
    cpuShare,
    memoryBytes,
  };
}
