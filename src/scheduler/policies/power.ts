/** Speed of the standard CPU: a 1 GHz Pentium III. */
export const STANDARD_SPEED = 10_000;

/** What a policy knows of the CPUs of a node. */
export interface Cpus {
  /** As openMosix counts them: logical ones, or, for an HT-aware node, processors. */
  readonly countedCpus: number;
  readonly speed: number;
}

/** The CPUs of a node, in CPUs of speed 10000. */
export function powerOf({ countedCpus, speed }: Cpus): number {
  return (countedCpus * speed) / STANDARD_SPEED;
}
