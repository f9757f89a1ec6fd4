/**
 * The status of a node as openMosix keeps it in /proc/hpc/nodes/N/status: one number, a bit each.
 * Source: the status bits of msx_common.h (MOSIX, as kept in gossimon).
 */
export interface StatusBit {
  readonly bit: number;
  readonly word: string;
  /** What a monitor shows in the node's column; undefined: nothing. */
  readonly letter: string | undefined;
  readonly meaning: string;
}

export const CONFIGURED = 1;
export const UP = 2;
/** No process leaves by itself. */
export const STAY = 4;
/** No process of its own leaves by itself. */
export const LSTAY = 8;
/** No guest may arrive. */
export const BLOCK = 16;
/** It keeps its load to itself. */
export const QUIET = 32;
/** No other node may use its files by MFS. */
export const NOMFS = 64;

export const STATUS: readonly StatusBit[] = [
  { bit: CONFIGURED, word: 'configured', letter: undefined, meaning: 'is in the node table' },
  { bit: UP, word: 'up', letter: undefined, meaning: 'is alive' },
  { bit: STAY, word: 'stay', letter: 'S', meaning: 'no process leaves by itself' },
  { bit: LSTAY, word: 'lstay', letter: 'L', meaning: 'no local process leaves by itself' },
  { bit: BLOCK, word: 'block', letter: 'B', meaning: 'no guest may arrive' },
  { bit: QUIET, word: 'quiet', letter: 'Q', meaning: 'tells nobody its load' },
  { bit: NOMFS, word: 'nomfs', letter: 'N', meaning: 'its files are not for others' },
  { bit: 128, word: 'token', letter: undefined, meaning: 'holds the token' },
  { bit: 1024, word: 'noinfo', letter: undefined, meaning: 'has no information provider' },
  { bit: 2048, word: 'virtual', letter: undefined, meaning: 'is a virtual machine' },
];

/** The words of the bits that are set, in the order of their bits. */
export function statusWords(bits: number): string[] {
  return STATUS.filter(({ bit }) => (bits & bit) !== 0).map(({ word }) => word);
}

/** The letters of what an administrator has set: some of S L B Q N. */
export function statusLetters(bits: number): string {
  return STATUS.map(({ bit, letter }) => ((bits & bit) !== 0 ? (letter ?? '') : '')).join('');
}
