import type { Command, NodeCommand, Signal } from './command.js';
import type { NodeId } from './node-spec.js';
import type { QuestionWord } from './question.js';

/** What asked for a migration. */
export type MigrationCause = 'policy' | 'user' | 'expel' | 'bring';

/** The same, or that it is put where it is to start, which is no migration. */
export type MoveCause = MigrationCause | 'place';

/** Why a process ended before its work was done. */
export type DeathCause = 'signal' | 'home died' | 'node died' | 'out of memory';

/** A fact that happened at virtual time `at` (seconds): plain data, safe to write as JSON. */
export type ClusterEvent = {
  readonly at: number;
  /** Whose command it was, where others command the same cluster; undefined: one's own. */
  readonly whose?: string | undefined;
} & (
  | {
      readonly type: 'started';
      readonly pid: number;
      readonly home: NodeId;
      /** Undefined: not known, as for a real process. */
      readonly workSeconds: number | undefined;
      /** Its resident set: files of events call it so. */
      readonly memoryBytes: number;
      readonly user: string;
      readonly command: string;
      /** The job of which it is a part; undefined: of none. */
      readonly job?: number | undefined;
    }
  | {
      /** Its work is done. */
      readonly type: 'completed';
      readonly pid: number;
      readonly home: NodeId;
      readonly node: NodeId;
      readonly arrivalSeconds: number;
      readonly workSeconds: number;
      readonly cpuSeconds: number;
      readonly job?: number | undefined;
    }
  | {
      readonly type: 'killed';
      readonly pid: number;
      readonly home: NodeId;
      readonly node: NodeId;
      readonly cause: DeathCause;
      readonly signal: Signal | 'CHLD';
    }
  | {
      /** The process is frozen and leaves `from`. */
      readonly type: 'migration-started';
      readonly pid: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly bytes: number;
      readonly cause: MigrationCause;
      /** The deciding sentence, with its numbers. */
      readonly reason: string;
    }
  | {
      /** The process has resumed at `to`. */
      readonly type: 'migrated';
      readonly pid: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly bytes: number;
      readonly seconds: number;
      readonly cause: MigrationCause;
    }
  | {
      /** It was started on `from` and begins at `to`, where a policy wants it, so much later. */
      readonly type: 'placed';
      readonly pid: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly seconds: number;
      readonly reason: string;
    }
  | {
      /** The process has resumed where it was. */
      readonly type: 'migration-failed';
      readonly pid: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly reason: string;
    }
  | { readonly type: 'locked' | 'unlocked' | 'stopped' | 'continued'; readonly pid: number }
  /** /mfs/selected means that node to it from now on. */
  | { readonly type: 'selected'; readonly pid: number; readonly node: NodeId }
  /** A child of a process that acts on CHLD has ended, and that has learnt of it. */
  | {
      readonly type: 'child-ended';
      readonly pid: number;
      readonly child: number;
      readonly ending: 'completed' | 'killed';
    }
  /** It has become another program. */
  | {
      readonly type: 'execed';
      readonly pid: number;
      readonly node: NodeId;
      readonly command: string;
    }
  /** A reason why it cannot move has come or gone, in openMosix's word. */
  | { readonly type: 'tied' | 'untied'; readonly pid: number; readonly reason: string }
  | { readonly type: 'reniced'; readonly pid: number; readonly nice: number }
  /** Its Cluster Mask has been set or taken off; `mask` is what its three files hold. */
  | { readonly type: 'masked'; readonly pid: number; readonly mask: string }
  | { readonly type: 'node-joined'; readonly node: NodeId }
  | {
      readonly type: 'node-recovered';
      readonly node: NodeId;
      /** The threads that its processors have from now on; undefined: as many as before. */
      readonly threads?: number | undefined;
    }
  | { readonly type: 'node-leaving' | 'node-left'; readonly node: NodeId }
  | {
      readonly type: 'network-cut' | 'network-healed';
      readonly node: NodeId;
      readonly other: NodeId;
    }
  | {
      /** mosctl has set something on a node; `message` is what it printed. */
      readonly type: 'node-administered';
      readonly node: NodeId;
      readonly verb: NodeCommand['do'] | 'setpe';
      readonly message: string;
    }
  | {
      /** mosctl was asked something on a node; `message` is what it printed. */
      readonly type: 'checked';
      readonly node: NodeId;
      readonly ask: QuestionWord;
      readonly message: string;
    }
  /** The guests that were sent away are gone; its own processes that were fetched are home. */
  | { readonly type: 'expelled' | 'brought'; readonly node: NodeId }
  /** omdiscd: the number of nodes that have heard of it for the first time. */
  | { readonly type: 'node-found'; readonly node: NodeId; readonly by: number }
  /** "Received an unauthorized information request from IP": refused, or believed. */
  | {
      readonly type: 'intrusion';
      readonly node: NodeId;
      readonly from: string;
      readonly believed: boolean;
    }
  /** A real node no longer answers, or answers again. */
  | { readonly type: 'node-silent'; readonly node: NodeId; readonly reason: string }
  | { readonly type: 'node-heard'; readonly node: NodeId }
  | { readonly type: 'node-crashed'; readonly node: NodeId; readonly killed: number }
  | { readonly type: 'policy-changed'; readonly policy: string; readonly before: string }
  | {
      readonly type: 'parameter-changed';
      readonly parameter: string;
      readonly value: number;
      readonly before: number;
    }
  | { readonly type: 'refused'; readonly command: Command; readonly reason: string }
);

export type EventType = ClusterEvent['type'];

/** Called with every event, in order. An observer changes nothing. */
export type Observer = (event: ClusterEvent) => void;

/** Which events an observer receives, and how. */
export interface Subscription {
  /** The types of events that it wants; default: all. */
  readonly types?: readonly EventType[] | undefined;
  /**
   * Whether it is done with an event when it returns, so that the object may be used again:
   * millions of events come faster. Default: no, it may keep them.
   */
  readonly transient?: boolean | undefined;
}
