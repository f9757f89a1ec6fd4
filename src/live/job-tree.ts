import type { SampledProcess } from './sample.js';

/** A job as a sample shows it. */
export interface SeenJob {
  readonly job: string;
  /** The name of the node where it was started. */
  readonly home: string;
  /** All processes of its cell. */
  readonly processes: readonly SampledProcess[];
}

/** What the first process of a cell is called: node.sh starts it with these words. */
const CELL = / mtop-cell \/dev\/shm\/mtop-\d+\/([a-z0-9-]+) (\S+)/;

/**
 * The jobs of a node, each by the pids of its processes: all that is below the first process of a
 * cell, which is below an `unshare` of the same words. Those of other users are not ours to move.
 */
export function jobsIn(
  processes: readonly SampledProcess[],
  uid: number,
): ReadonlyMap<number, SeenJob> {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const members = new Map<number, SampledProcess[]>();
  for (const process of processes) {
    const init = cellOf(process, byPid);
    if (init === undefined || init.uid !== uid) continue;
    const cell = members.get(init.pid);
    if (cell === undefined) members.set(init.pid, [process]);
    else cell.push(process);
  }
  const jobs = new Map<number, SeenJob>();
  for (const [pid, cell] of members) {
    const [, job, home] = CELL.exec(byPid.get(pid)!.commandLine)!;
    for (const process of cell) {
      jobs.set(process.pid, { job: job!, home: home!, processes: cell });
    }
  }
  return jobs;
}

/** The first process of the cell in which a process lives. */
function cellOf(
  process: SampledProcess,
  byPid: ReadonlyMap<number, SampledProcess>,
): SampledProcess | undefined {
  let at: SampledProcess | undefined = process;
  for (let depth = 0; at !== undefined && depth < 1000; depth++) {
    const parent = byPid.get(at.parent);
    if (CELL.test(at.commandLine) && parent?.name === 'unshare') return at;
    at = parent;
  }
  return undefined;
}

/** The job whose cell a process makes, or holds together; undefined: it does neither. */
export function jobOfCell({ commandLine }: SampledProcess): string | undefined {
  return CELL.exec(commandLine)?.[1];
}

/** Each job once, by the first of its pids. */
export function firstOfEach(jobs: ReadonlyMap<number, SeenJob>): ReadonlyMap<number, SeenJob> {
  const seen = new Map<string, [number, SeenJob]>();
  for (const [pid, job] of jobs) if (!seen.has(job.job)) seen.set(job.job, [pid, job]);
  return new Map(seen.values());
}
