/** How a node slows down when its resident sets exceed its memory. */
export interface MemoryLaw {
  /** What is left of the speed beyond the ramp (Amir et al. 2000: 0.1). */
  readonly slowdown: number;
  /** Part of the memory over which speed falls from 1 to `slowdown`; 0: a step (Amir et al.). */
  readonly ramp: number;
}

/** Part of its speed that a node keeps, 1 down to `slowdown`. */
export function memorySlowdown(law: MemoryLaw, usedBytes: number, memoryBytes: number): number {
  const excess = usedBytes / memoryBytes - 1;
  if (!(excess > 0)) return 1;
  if (excess >= law.ramp) return law.slowdown;
  return 1 - (1 - law.slowdown) * (excess / law.ramp);
}
