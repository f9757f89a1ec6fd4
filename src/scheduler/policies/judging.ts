import type { Judgement } from './policy.js';

/** What a policy says that moves nothing: by its rule, of each node that it knows of. */
export function staying<Known extends { readonly node: number; readonly blocked: boolean }>(
  reason: string,
  known: readonly Known[],
  lost: (entry: Known) => string,
): Judgement {
  const words = known.map(
    (entry) => [entry.node, entry.blocked ? 'it accepts no guests' : lost(entry)] as const,
  );
  return { decision: { move: undefined, reason }, lost: new Map(words) };
}

/** Two loads, with as many digits as tell them apart. */
export function apart(load: number, other: number, place = 'not '): string {
  const digits = digitsApart(load, other);
  return `${load.toFixed(digits)}, ${place}${other.toFixed(digits)}`;
}

export function digitsApart(a: number, b: number): number {
  return a.toFixed(2) === b.toFixed(2) ? 4 : 2;
}
