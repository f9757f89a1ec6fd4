/**
 * How the statistics of a process fade: a decay kind, as openMosix's wrappers name it, or numbers
 * of its own (`mosrun -t -d`). cpujob and iojob declare what the statistics would find out later.
 */
export type Decay = DecayKind | OwnDecay;

export type DecayKind = 'slowdecay' | 'fastdecay' | 'nodecay' | 'cpujob' | 'iojob';

export interface OwnDecay {
  /** Default: the interval of the node. */
  readonly intervalSeconds?: number;
  /** What is kept per interval, in thousandths. Default: what slowdecay keeps. */
  readonly kept?: number;
}

/** What `mosctl setdecay` sets on a node. */
export interface DecaySettings {
  readonly intervalSeconds: number;
  /** What slowdecay, the kind of most processes, keeps per interval, in thousandths. */
  readonly slow: number;
  /** What fastdecay keeps. */
  readonly fast: number;
}
