/**
 * So many processes, in the order of their arrival, and what belongs to the job of the last one; or so many
 * seconds of virtual time.
 */
export type Extent =
  | { readonly kind: 'processes'; readonly count: number }
  | { readonly kind: 'seconds'; readonly seconds: number };

/** Which processes of a run are watched: by when they arrive, whatever happens to them later. */
export interface Window {
  /** Those that arrive before are left out: the cluster fills. */
  readonly warmUp: Extent;
  /** Those that arrive within it are watched, until the last of them has ended; undefined: all. */
  readonly watch: Extent | undefined;
}

/** All processes of a run. */
export const WHOLE_RUN: Window = { warmUp: { kind: 'processes', count: 0 }, watch: undefined };
