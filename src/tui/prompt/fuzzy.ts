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

function wordScore(word: string, text: string): number | undefined {
  if (word === '') return 0;
  if (text.startsWith(word)) return 8 + word.length;
  if (` ${text}`.includes(` ${word}`)) return 6 + word.length;
  if (text.includes(word)) return 3 + word.length;
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
