/** Weight of a nice value: Linux 2.4's time slices, (20 - nice) / 20. */
export function weightOf(nice: number): number {
  return (20 - nice) / 20;
}

/** Processes of equal weight. */
export interface Group {
  readonly size: number;
  readonly weight: number;
}

/**
 * Max-min fair shares of `cpus` logical CPUs by weight, at most one each: the heaviest reach that
 * cap first, and what they leave is shared by the others (water-filling).
 * @param cpus at most as many as there are processes
 * @returns the share of each process, group by group
 */
export function fairShares(groups: readonly Group[], cpus: number): readonly number[] {
  const shares = groups.map(() => 0);
  const heaviestFirst = [...groups.keys()].sort((a, b) => groups[b]!.weight - groups[a]!.weight);
  let weights = groups.reduce((sum, { size, weight }) => sum + size * weight, 0);
  let free = cpus;
  for (const index of heaviestFirst) {
    const { size, weight } = groups[index]!;
    const share = Math.min(1, (weight * free) / weights);
    shares[index] = share;
    free -= size * share;
    weights -= size * weight;
  }
  return shares;
}
