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

/** How far the decay of a process goes; both by default, as far as is known. */
export interface DecayScope {
  /** Whether decay and statistics stay when it becomes another program (mosrun -e, -E). */
  readonly overExec: boolean;
  /** Whether its children inherit the decay (mosrun -r, -R). */
  readonly byChildren: boolean;
}

/** What `mosctl setdecay` sets on a node. */
export interface DecaySettings {
  readonly intervalSeconds: number;
  /** What slowdecay, the kind of most processes, keeps per interval, in thousandths. */
  readonly slow: number;
  /** What fastdecay keeps. */
  readonly fast: number;
}
