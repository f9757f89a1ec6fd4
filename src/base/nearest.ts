/**
 * The word most likely meant by `written`: the fewest edits away (letters
 * inserted, left out, replaced or swapped), at most one edit in three letters.
 * @returns undefined when no word is near
 */
export function nearest(written: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const limit = Math.max(1, Math.floor(word.length / 3));
    if (Math.abs(word.length - written.length) > limit) continue;
    const edits = editDistance(written.toLowerCase(), word.toLowerCase());
    if (edits <= limit && edits < bestEdits) {
      best = word;
      bestEdits = edits;
    }
  }
  return best;
}

/** Optimal string alignment: edits where a swap of neighbours counts as one. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) edits = Math.min(edits, beforeLast[column - 2]! + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length]!;
}
