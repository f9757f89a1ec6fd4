import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Profile } from '../cluster/facts/profile.js';

/** A positive random quantity: seconds or bytes. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** Mostly short, sometimes long: squared coefficient of variation `cv2`, at least 1. */
  | { readonly kind: 'hyperexponential'; readonly mean: number; readonly cv2: number }
  /** More regular than exponential: `stages` of them, one after the other. */
  | { readonly kind: 'erlang'; readonly mean: number; readonly stages: number }
  /** `cv`: standard deviation over mean. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }
  /** Shape below 1: a heavy tail; 1: exponential. */
  | { readonly kind: 'weibull'; readonly mean: number; readonly shape: number }
  /** P(X > x) = (low / x)^alpha up to an atom at `high`; alpha 1: Harchol-Balter & Downey 1997. */
  | {
      readonly kind: 'pareto';
      readonly low: number;
      readonly high: number;
      readonly alpha: number;
    };

/** Where processes start: always at one node, at the nodes in turn, or at a random one. */
export type HomeRule = NodeId | 'round-robin' | 'random';

/** One source of processes of a scenario, checked and complete. */
export type WorkloadSpec =
  | {
      readonly kind: 'batch';
      readonly home: HomeRule;
      /** How many; Infinity: no end. */
      readonly count: number;
      /** Start of the first one, seconds. */
      readonly startSeconds: number;
      /** Seconds between arrivals; undefined: all at `startSeconds`. */
      readonly every: Distribution | undefined;
      /** No arrivals after this time. */
      readonly untilSeconds: number;
      /** Constant Infinity: endless. */
      readonly work: Distribution;
      readonly memory: Distribution;
      readonly user: readonly string[];
      readonly command: readonly string[];
      readonly nice: number;
      readonly cantmove: number;
      /** Processes per arrival, each reading what the one before it writes. */
      readonly pipeline?: number;
      /** Undefined: they compute and do nothing else. */
      readonly profile?: Profile | undefined;
    }
  | {
      readonly kind: 'swf';
      readonly file: string;
      readonly home: HomeRule;
      /** Trace seconds per virtual second: 2 plays the trace twice as fast. */
      readonly timeScale: number;
    }
  | { readonly kind: 'csv'; readonly file: string }
  | { readonly kind: 'host' };
