/**
 * The reader of an output has gone away, as `head` does: the program ends, and that is no failure.
 */
export class ReaderGone extends Error {}
