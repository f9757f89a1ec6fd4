import type { FileDigest } from './file-digest.js';

/** Where a result comes from: with the same of all this it comes again, byte by byte. */
export interface Provenance {
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  /** The scenario, the traces, the policies and what they import; those of the program by names of its own. */
  readonly files: readonly (FileDigest | Unrepeatable)[];
  /** What was changed of the scenario, as options. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** What was measured, and up to when. */
  readonly measured: object;
}

/** A pipe, which gives what is in it once. */
export interface Unrepeatable {
  readonly name: string;
  readonly sha256: null;
}
