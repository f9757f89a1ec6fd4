import type { Distribution } from '../base/distribution.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Profile } from '../cluster/facts/profile.js';

/** Where processes start: always at one node, at the nodes in turn, or at a random one. */
export type HomeRule = NodeId | 'round-robin' | 'random';

/** How the rate of arrivals changes. */
export interface Rhythm {
  /** Now and then they come `factor` times as fast; both times exponential, of these means. */
  readonly burst?:
    | { readonly factor: number; readonly forSeconds: number; readonly afterSeconds: number }
    | undefined;
  /** What each of the 24 hours of the day weighs, virtual time 0 being midnight. */
  readonly daily?: readonly number[] | undefined;
}

/** One source of processes of a scenario, checked and complete. */
export type WorkloadSpec =
  | {
      readonly kind: 'batch';
      /** Names its streams of random numbers; undefined: its place among the sources does. */
      readonly name?: string | undefined;
      readonly home: HomeRule;
      /** How many; Infinity: no end. */
      readonly count: number;
      /** Start of the first one, seconds. */
      readonly startSeconds: number;
      /** Seconds between arrivals; undefined: all at `startSeconds`. */
      readonly every: Distribution | undefined;
      /** How the rate of arrivals changes; undefined: it does not. */
      readonly rhythm?: Rhythm | undefined;
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
      /** Its jobs of trace time `startSeconds` to `endSeconds`; these begin at virtual time 0. */
      readonly startSeconds: number;
      readonly endSeconds: number;
      /** Whether a job waits for the one that it follows; undefined: they come when they came. */
      readonly feedback?: boolean | undefined;
      readonly name?: string | undefined;
    }
  | {
      /** Lublin & Feitelson 2003. */
      readonly kind: 'model';
      readonly model: 'lublin-2003';
      readonly home: HomeRule;
      /** Of the computer whose jobs they are. */
      readonly processors: number;
      /** Jobs; Infinity: no end. */
      readonly count: number;
      readonly timeScale: number;
      /** Of each process. */
      readonly memory: Distribution;
      readonly name?: string | undefined;
    }
  | { readonly kind: 'csv'; readonly file: string }
  | { readonly kind: 'host' };
