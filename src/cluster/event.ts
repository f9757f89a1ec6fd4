import type { Command, Signal } from './command.js';
import type { NodeId } from './node-spec.js';

/** Who asked for a migration. */
export type MigrationCause = 'policy' | 'user' | 'expel' | 'bring';

/** Why a process ended before its work was done. */
export type DeathCause = 'signal' | 'home died' | 'node died';

/** A fact that happened at virtual time `at` (seconds): plain data, safe to write as JSON. */
export type ClusterEvent = { readonly at: number } & (
  | {
      readonly type: 'started';
      readonly pid: number;
      readonly home: NodeId;
      readonly workSeconds: number;
      readonly memoryBytes: number;
      readonly user: string;
      readonly command: string;
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
      /** The process has resumed where it was. */
      readonly type: 'migration-failed';
      readonly pid: number;
      readonly from: NodeId;
      readonly to: NodeId;
      readonly reason: string;
    }
  | { readonly type: 'locked' | 'unlocked' | 'stopped' | 'continued'; readonly pid: number }
  | { readonly type: 'reniced'; readonly pid: number; readonly nice: number }
  | { readonly type: 'node-joined' | 'node-recovered'; readonly node: NodeId }
  | { readonly type: 'node-leaving' | 'node-left'; readonly node: NodeId }
  | { readonly type: 'node-crashed'; readonly node: NodeId; readonly killed: number }
  | { readonly type: 'refused'; readonly command: Command; readonly reason: string }
);

export type EventType = ClusterEvent['type'];

/** Told of every event, in order. An observer changes nothing. */
export type Observer = (event: ClusterEvent) => void;
