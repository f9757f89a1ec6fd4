import type { DecaySettings } from './decay.js';
import type { MfsMount } from './kernel-options.js';
import { type Capacity, type NodeSpec, STANDARD_SPEED } from './node-spec.js';
import type { CallCosts, Overheads } from './overheads.js';

/** Which processes a limit counts: all, those of this home, or guests. */
export type LoadLimitMode = 0 | 1 | 2;

/** What an administrator has set on a node (mosctl); it lasts until the node restarts. */
export interface NodeSettings {
  /** STAY, LSTAY, BLOCK, QUIET, NOMFS (status.ts). */
  flags: number;
  /** Since when guests may not arrive; meant only while BLOCK is set. */
  blockedSince: number;
  /** The node as the balancer believes it to be: `setspeed` changes its speed. */
  believed: Capacity;
  /** Speed of the CPU in which monitors show loads; it balances nothing. */
  yardstick: number;
  /** undefined: what the scenario says. */
  decay: DecaySettings | undefined;
  /** Load beyond which guests are refused and sent away; Infinity: no limit. */
  loadLimit: number;
  loadLimitMode: LoadLimitMode;
  /** Per cent of its CPUs beyond which guests are refused and sent away; Infinity: no limit. */
  cpuLimit: number;
  cpuLimitMode: LoadLimitMode;
  /** The limit that one more guest would have broken at the last measurement; undefined: none. */
  fullBy: 'load' | 'CPU' | undefined;
  /** The most gateways between it and another node that it reaches; Infinity: any number. */
  gateways: number;
  /** How /mfs is mounted. */
  mount: MfsMount;
  /** What it believes calls and migrations to cost, and calls by MFS; undefined: the truth. */
  overheads: Overheads | undefined;
  mfsCosts: CallCosts | undefined;
}

/** As a node is when it starts. */
export function initialSettings(spec: NodeSpec, capacity: Capacity): NodeSettings {
  return {
    flags: 0,
    blockedSince: 0,
    believed: capacity,
    yardstick: STANDARD_SPEED,
    decay: undefined,
    loadLimit: Number.POSITIVE_INFINITY,
    loadLimitMode: 0,
    cpuLimit: Number.POSITIVE_INFINITY,
    cpuLimitMode: 0,
    fullBy: undefined,
    gateways: spec.gateways ?? Number.POSITIVE_INFINITY,
    mount: spec.mount ?? 1,
    overheads: spec.overheads,
    mfsCosts: spec.mfsCosts,
  };
}
