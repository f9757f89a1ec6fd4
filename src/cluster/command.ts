import type { NodeId } from './node-spec.js';

/** Where `migrate` sends a process: a node, its home, or where it would be best off now. */
export type MigrateTarget = NodeId | 'home' | 'balance';

export type Signal = 'HUP' | 'INT' | 'QUIT' | 'KILL' | 'TERM' | 'STOP' | 'CONT' | 'USR1' | 'USR2';

/**
 * A request to change a running cluster: plain data, the same in a timeline, from a key and in a
 * recording. `migrate` is migrate(1), `kill` kill(1); the node commands are what an administrator
 * does to a machine.
 */
export type Command =
  | { readonly do: 'migrate'; readonly pid: number; readonly to: MigrateTarget }
  | { readonly do: 'lock'; readonly pid: number }
  | { readonly do: 'unlock'; readonly pid: number }
  | { readonly do: 'stop'; readonly pid: number }
  | { readonly do: 'cont'; readonly pid: number }
  | { readonly do: 'kill'; readonly pid: number; readonly signal?: Signal }
  | { readonly do: 'renice'; readonly pid: number; readonly nice: number }
  | ({ readonly do: 'spawn' } & Spawn)
  | { readonly do: 'join'; readonly node: NodeId }
  | { readonly do: 'leave'; readonly node: NodeId }
  | { readonly do: 'crash'; readonly node: NodeId }
  | { readonly do: 'recover'; readonly node: NodeId };

/** What `spawn` starts; what is left out gets the default named. */
export interface Spawn {
  readonly home: NodeId;
  /** Default: 60 s; Infinity never ends. */
  readonly workSeconds?: number;
  /** Default: 1 MB. */
  readonly memoryBytes?: number;
  /** Default: root. */
  readonly user?: string;
  /** Default: loop. */
  readonly command?: string;
  /** Default: 0. */
  readonly nice?: number;
}

/** Every command is answered. */
export type Answer =
  | { readonly accepted: true /** The process a `spawn` has started. */; readonly pid?: number }
  | { readonly accepted: false; readonly reason: string };

export const ACCEPTED: Answer = { accepted: true };

export function refused(reason: string): Answer {
  return { accepted: false, reason };
}
