/**
 * Weight of a nice value, 1 at nice 0: the time slices of Linux 2.4 at 100 ticks a second, which
 * are (20 - nice) / 4 + 1 whole ticks (kernel/sched.c, NICE_TO_TICKS): nice 0, 10, 19 get 6, 3, 1.
 */
export function weightOf(nice: number): number {
  return (Math.floor((20 - nice) / 4) + 1) / 6;
}

/** Processes of equal weight that can each use at most `cap` of a logical CPU. */
export interface Group {
  readonly size: number;
  readonly weight: number;
  /** At most 1 for each of its threads. */
  readonly cap: number;
}

/**
 * Max-min fair shares of `cpus` logical CPUs by weight: the process that reaches its cap
 * first is given it, and what it leaves is shared by the others (water-filling).
 * @returns the share of each process, group by group
 */
export function fairShares(groups: readonly Group[], cpus: number): readonly number[] {
  const shares = groups.map(() => 0);
  const cappedFirst = [...groups.keys()].sort((a, b) => levelOf(groups[a]!) - levelOf(groups[b]!));
  let weights = groups.reduce((sum, { size, weight }) => sum + size * weight, 0);
  let free = cpus;
  for (const index of cappedFirst) {
    const { size, weight, cap } = groups[index]!;
    const share = Math.min(cap, (weight * Math.max(0, free)) / weights);
    shares[index] = share;
    free -= size * share;
    weights -= size * weight;
  }
  return shares;
}

/** The share per weight at which a group reaches its cap. */
function levelOf({ cap, weight }: Group): number {
  return cap / weight;
}
