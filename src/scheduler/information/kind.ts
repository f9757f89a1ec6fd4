import { parseDuration } from '../../base/units.js';

/**
 * What policies decide on: `gossip`, what nodes have heard of each other; `told`, the truth at the
 * last message of each node, which all others hear; `delayed`, the truth so long ago; `perfect`,
 * the truth.
 */
export type InformationKind = (typeof INFORMATION_WORDS)[number] | Delayed;

/** A kind in one form, whatever unit it was written with. */
export type Delayed = `delayed ${number}s`;

export const INFORMATION_WORDS = ['gossip', 'told', 'perfect'] as const;

/** What `readInformation` takes, for messages. */
export const INFORMATION_FORM = 'gossip, told, perfect, or the truth of a while ago, "delayed 2s"';

/** Undefined: not `INFORMATION_FORM`. */
export function readInformation(written: unknown): InformationKind | undefined {
  const word = INFORMATION_WORDS.find((known) => known === written);
  if (word !== undefined || typeof written !== 'string') return word;
  const [, delay] = /^delayed\s+(.+)$/.exec(written.trim()) ?? [];
  const seconds = delay === undefined ? undefined : parseDuration(delay);
  return seconds === undefined ? undefined : `delayed ${seconds}s`;
}

/** How old the truth is that nodes know, seconds; undefined: it is not `delayed`. */
export function delayOf(kind: InformationKind): number | undefined {
  return kind.startsWith('delayed ') ? Number(kind.slice('delayed '.length, -1)) : undefined;
}
