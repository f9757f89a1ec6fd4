/**
 * How well a text answers what is written, higher is better; undefined: not at all. Every word
 * must be in the text, whole or as letters in order; whole words and beginnings of words count
 * most.
 */
export function fuzzyScore(written: string, text: string): number | undefined {
  const within = text.toLowerCase();
  let total = 0;
  for (const word of written.toLowerCase().split(/\s+/)) {
    const score = wordScore(word, within);
    if (score === undefined) return undefined;
    total += score;
  }
  return total - within.length / 1000;
}

/**
 * What answers the words written, the best first: a name that does goes before words of a
 * description, of which letters in order are not enough.
 */
export function bestAnswers<T extends { readonly name: string; readonly about: string }>(
  written: string,
  all: readonly T[],
): readonly T[] {
  const scored = all.flatMap((item) => {
    const byName = fuzzyScore(written, item.name);
    if (byName !== undefined) return [{ item, score: byName + NAMED }];
    const score = fuzzyScore(written, `${item.name} ${item.about}`);
    return score === undefined || score < WITHIN ? [] : [{ item, score }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item);
}

const NAMED = 5;

function wordScore(word: string, text: string): number | undefined {
  if (word === '') return 0;
  if (text.startsWith(word)) return 8 + word.length;
  if (` ${text}`.includes(` ${word}`)) return 6 + word.length;
  if (text.includes(word)) return WITHIN + word.length;
  let from = 0;
  let gaps = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at < 0) return undefined;
    gaps += at - from;
    from = at + 1;
  }
  // Letters that lie far apart are a chance, not what was meant.
  return gaps <= 2 * word.length + MOST_LEAD ? 1 : undefined;
}

/** Letters before the first one that is meant. */
const MOST_LEAD = 6;
/** The score of a word that is within a text, without its letters. */
const WITHIN = 3;
