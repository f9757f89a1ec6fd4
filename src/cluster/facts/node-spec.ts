import type { Flavour } from '../../base/brand.js';
import type { KernelOptions, MfsMount } from './kernel-options.js';
import type { CallCosts, Overheads } from './overheads.js';

/** N#: the id of a node in its cluster, a whole number from 1 to `MAX_NODE_ID`. */
export type NodeId = Flavour<number, 'NodeId'>;

/** The highest N# (openMosix: setpe). */
export const MAX_NODE_ID = 65535;

/** Speed of the standard CPU: a 1 GHz Pentium III (openMosix: MOSIX_STD_SPEED). */
export const STANDARD_SPEED = 10000;

/** Most logical CPUs of a node: beyond them the number of ways to place processes overflows. */
export const MAX_LOGICAL_CPUS = 1024;

/** What a node can do and hold. */
export type Capacity = Pick<
  NodeSpec,
  'cpus' | 'threads' | 'htGain' | 'htAware' | 'speed' | 'memoryBytes' | 'swapBytes'
>;

/** What a node is made of, before anything runs on it. */
export interface NodeSpec {
  readonly id: NodeId;
  readonly name: string;
  /** Address on the cluster's private network; omdiscd makes ids of its last two octets. */
  readonly address: string;
  /** Physical processors. */
  readonly cpus: number;
  /** Logical CPUs per processor (2: Hyper-Threading on). */
  readonly threads: number;
  /** What all threads of one processor do together, one thread alone doing 1. */
  readonly htGain: number;
  /** Whether load and placement count processors (true) or logical CPUs (false, openMosix). */
  readonly htAware: boolean;
  /** openMosix units: 10000 is a 1 GHz Pentium III. */
  readonly speed: number;
  readonly memoryBytes: number;
  readonly swapBytes: number;
  /** Bytes per second of the node's link, each direction. */
  readonly bandwidth: number;
  /** Its other addresses (ALIAS in /etc/openmosix.map). */
  readonly aliases: readonly string[];
  /** The network interfaces on which its omdiscd announces it, with commas between them. */
  readonly interface: string;
  /** omdiscd -m: only the first interface announces, over ttl - 1 gateways. Default: without. */
  readonly ttl?: number | undefined;
  /** Whether its kernel is an openMosix one; otherwise it runs its own processes only. */
  readonly mosix: boolean;
  /** The site where it stands, for the topology's classes; empty: none in particular. */
  readonly site: string;
  /** The map file of the scenario that is its own; undefined: it knows all nodes. */
  readonly map?: string | undefined;
  /** The most gateways between it and another node; undefined: any number (setpe -g). */
  readonly gateways?: number | undefined;
  /** Options of its kernel that differ from the scenario's. */
  readonly kernel?: Partial<KernelOptions>;
  /** How /mfs is mounted when it starts. Default: dfsa=1. */
  readonly mount?: MfsMount;
  /**
   * What its balancer believes calls and migrations, and calls by MFS, to cost. Default: the truth.
   */
  readonly overheads?: Overheads;
  readonly mfsCosts?: CallCosts;
  /** Logical CPUs per processor if it is not booted with `noht`; undefined: `threads`. */
  readonly builtThreads?: number;
}
