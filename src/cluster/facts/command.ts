import type { Decay, DecayScope, DecaySettings } from './decay.js';
import type { NodeRange } from './node-ranges.js';
import type { LoadLimitMode } from './node-settings.js';
import type { NodeId } from './node-spec.js';
import type { CallCosts, Overheads } from './overheads.js';
import type { Profile } from './profile.js';
import type { Question } from './question.js';

/** Where `migrate` sends a process: a node, its home, or where it would be best off now. */
export type MigrateTarget = NodeId | 'home' | 'balance';

export type Signal =
  | 'HUP'
  | 'INT'
  | 'QUIT'
  | 'KILL'
  | 'TERM'
  | 'STOP'
  | 'CONT'
  | 'USR1'
  | 'USR2'
  | 'PIPE';

/**
 * A request to change a running cluster: plain data, the same in a timeline, from a key and from
 * the command line. `migrate` is migrate(1), `kill` kill(1); the node commands are what an
 * administrator does to a node.
 */
export type Command = Order & {
  /**
   * Who asks. Default: root, who may do all; a user may do what he likes with his own processes.
   */
  readonly as?: string | undefined;
};

type Order =
  | { readonly do: 'migrate'; readonly pid: number; readonly to: MigrateTarget }
  | { readonly do: 'lock'; readonly pid: number }
  | { readonly do: 'unlock'; readonly pid: number }
  /** Selects the node that /mfs/selected means to a process. */
  | { readonly do: 'select'; readonly pid: number; readonly node: NodeId }
  /** The Cluster Mask: which nodes a process may go to (allow), or may not (deny). */
  | {
      readonly do: 'mask';
      readonly pid: number;
      readonly policy: 'allow' | 'deny' | 'off';
      readonly nodes?: readonly NodeId[] | undefined;
    }
  /** A reason why it cannot move comes or goes (cantmove.ts): it maps a device, starts a thread. */
  | { readonly do: 'tie' | 'untie'; readonly pid: number; readonly reason: string }
  | { readonly do: 'stop'; readonly pid: number }
  | { readonly do: 'cont'; readonly pid: number }
  | {
      readonly do: 'kill';
      readonly pid: number;
      readonly signal?: Signal;
      /** Default: its home, where its deputy passes it on; remote: where it runs as a guest. */
      readonly side?: 'home' | 'remote';
    }
  /** It becomes another program, which does the rest of its work (execve). */
  | {
      readonly do: 'exec';
      readonly pid: number;
      readonly command: string;
      /** What that does besides computing, by name or in full. Default: nothing. */
      readonly profile?: string | Profile;
    }
  | { readonly do: 'renice'; readonly pid: number; readonly nice: number }
  | ({ readonly do: 'spawn' } & Spawn)
  | {
      readonly do: 'join';
      readonly node: NodeId;
      /** A node that is still leaving joins again as soon as it has left: it is no mistake then. */
      readonly whenLeft?: true;
    }
  | { readonly do: 'leave'; readonly node: NodeId }
  | { readonly do: 'crash'; readonly node: NodeId }
  | { readonly do: 'recover'; readonly node: NodeId }
  | ({ readonly do: 'reboot'; readonly node: NodeId } & Reboot)
  /** omdiscd -i, -m: announces a node on these network interfaces from now on. */
  | {
      readonly do: 'omdiscd';
      readonly node: NodeId;
      readonly interface: string;
      readonly ttl?: number | undefined;
    }
  | ({ readonly do: 'intrude' } & Intrusion)
  /** Asks mosctl; the answer is an event. */
  | ({ readonly do: 'check' } & Question)
  /** setpe(8) on a node, with the options that are typed after it (setpe-line.ts). */
  | { readonly do: 'setpe'; readonly node: NodeId; readonly options: string }
  /** Cuts or heals the network between two nodes. */
  | { readonly do: 'cut' | 'heal'; readonly node: NodeId; readonly other: NodeId }
  | SteeringCommand
  | NodeCommand;

/** Changes how migration is decided, while it goes on. */
export type SteeringCommand =
  /** Another policy decides from now on. */
  | { readonly do: 'policy'; readonly name: string }
  /** A parameter of the policy, as the scenario's `openmosix:` section names and writes it. */
  | { readonly do: 'set'; readonly parameter: string; readonly value: string | number };

/** What openMosix's mosctl(1) does on a node. */
export type NodeCommand =
  | { readonly do: FlagVerb | 'expel' | 'bring'; readonly node: NodeId }
  /** The speed that the balancer is to believe; the true one stays. */
  | { readonly do: 'setspeed'; readonly node: NodeId; readonly speed: number }
  /** The speed of CPU in which monitors show loads; `this`: the node's own. */
  | { readonly do: 'setyard'; readonly node: NodeId; readonly yardstick: number | 'this' }
  /** How the statistics of the node's processes fade; slow and fast are kept thousandths. */
  | ({ readonly do: 'setdecay'; readonly node: NodeId } & DecaySettings)
  /** What it believes costs to be; nothing given: the truth again. */
  | ({ readonly do: 'settune'; readonly node: NodeId } & Partial<Overheads>)
  | ({ readonly do: 'setmfscosts'; readonly node: NodeId } & Partial<CallCosts>)
  /** tune(1): measures the way to another node, and believes that all ways are like it. */
  | { readonly do: 'tune'; readonly node: NodeId; readonly other: NodeId }
  /** mount -t mfs -o dfsa=1 mfs /mfs; 0: without DFSA. */
  | { readonly do: 'mount'; readonly node: NodeId; readonly dfsa: number }
  /** umount /mfs */
  | { readonly do: 'umount'; readonly node: NodeId }
  /** Load beyond which guests are refused and sent away; left out: no limit. */
  | {
      readonly do: 'loadlimit';
      readonly node: NodeId;
      readonly load?: number;
      /** Default: 0, all processes count. */
      readonly mode?: LoadLimitMode;
    }
  /** The same by the use of its CPUs, in per cent of all of them. */
  | {
      readonly do: 'cpulimit';
      readonly node: NodeId;
      readonly percent?: number;
      readonly mode?: LoadLimitMode;
    };

/** How a node is booted again. */
export interface Reboot {
  /** Without Hyper-Threading (true), with it (false), or as before. */
  readonly noht?: boolean | undefined;
  /** Seconds from down to up again. Default: 60. */
  readonly bootSeconds?: number | undefined;
}

/** Each sets or clears one bit of the node's status. */
export type FlagVerb =
  | ('stay' | 'nostay')
  | ('lstay' | 'nolstay')
  | ('block' | 'noblock')
  | ('quiet' | 'noquiet')
  | ('nomfs' | 'mfs');

/** What a stranger says of the node that it claims to be. */
export interface Claims {
  /** N#, of a node of the cluster or not. */
  readonly node: NodeId;
  readonly load: number;
  readonly speed: number;
  readonly cpus: number;
  readonly freeBytes: number;
}

/** A load message to a node from an address that is not among the configured ones. */
export interface Intrusion {
  readonly from: string;
  readonly node: NodeId;
  readonly claims: Claims;
}

/** What `spawn` starts; what is left out gets the default named. */
export interface Spawn extends StartOptions {
  /** Where it is started; with `parent` it is the parent's home, and this is left out. */
  readonly home?: NodeId;
  /**
   * The pid of the process that starts it. A child begins where its parent is and inherits home,
   * lock, decay, user and nice value.
   */
  readonly parent?: number;
  /** A command line of mosrun or one of its wrappers (mosrun.ts): what it says comes first. */
  readonly run?: string;
  /** Default: 60 s; Infinity never ends. */
  readonly workSeconds?: number;
  /** Default: 1 MB. */
  readonly memoryBytes?: number;
  /** Default: root, or the parent's. */
  readonly user?: string;
  /** Default: loop. */
  readonly command?: string;
  /** Default: 0, or the parent's. */
  readonly nice?: number;
  /** What it does besides computing, by name or in full. Default: nothing, also of a child. */
  readonly profile?: string | Profile;
  /** One on each of these nodes, as `mosrun -N` starts it; they start at home. */
  readonly parallel?: readonly NodeRange[];
}

/** How mosrun(1) starts a process. */
export interface StartOptions {
  /** It migrates there at once: home, a node, or one drawn from ranges of them. */
  readonly on?: 'home' | NodeId | readonly NodeRange[];
  /** Whether it starts at home if that node is not available; else that is a failure. */
  readonly orAnywhere?: boolean;
  /** Default: the parent's lock, or none. */
  readonly lock?: boolean;
  /** How its statistics fade. Default: the parent's, or slowdecay. */
  readonly decay?: Decay;
  /** How far that goes. Default: as far as the parent's, or over exec and to children. */
  readonly decayScope?: DecayScope;
}

/** Every command is answered. */
export type Answer =
  | {
      readonly accepted: true;
      /** The process a `spawn` has started. */
      readonly pid?: number;
      /** What openMosix's tool prints. */
      readonly message?: string;
    }
  | { readonly accepted: false; readonly reason: string };

export const ACCEPTED: Answer = { accepted: true };

/** Accepted, and what openMosix's tool prints. */
export function said(message: string): Answer {
  return { accepted: true, message };
}

export function refused(reason: string): Answer {
  return { accepted: false, reason };
}
