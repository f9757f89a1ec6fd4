/** The words by which node.sh is known: they come first in what is sent along with each call. */
const CALL = '# node.sh VERB JOB ARGUMENTS';

/** Where a process stands in the tree of its node. */
interface Related {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/**
 * Whether a process of a node is there only because somebody watches the node or moves jobs: the
 * sampler, what it lives below, and all that belongs to a call of node.sh. It is no load that a
 * decision could be about, for it is gone when the decision is made.
 * @param self the pid of the sampler
 */
export function isOwn(
  process: Related,
  byPid: ReadonlyMap<number, Related>,
  self: number,
): boolean {
  if (ancestry(self, byPid).some(({ pid }) => pid === process.pid)) return true;
  return ancestry(process.pid, byPid).some(({ commandLine }) => commandLine.includes(CALL));
}

/** A process and what it lives below. */
function ancestry(pid: number, byPid: ReadonlyMap<number, Related>): readonly Related[] {
  const line: Related[] = [];
  for (let at = byPid.get(pid); at !== undefined && line.length < 1000; at = byPid.get(at.parent)) {
    line.push(at);
  }
  return line;
}
