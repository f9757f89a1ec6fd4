import type { MemoryLaw } from './cpus/memory.js';
import type { KernelOptions } from './facts/kernel-options.js';
import type { NodeSpec } from './facts/node-spec.js';
import type { MapNode } from './members/map-table.js';
import type { DiscoveryKind } from './members/neighbours.js';
import type { TopologyClass } from './moving/topology.js';

/** What a cluster is made of, and the laws' parameters. */
export interface ClusterSpec {
  readonly nodes: readonly NodeSpec[];
  readonly memory: MemoryLaw;
  readonly migration: { readonly fixedSeconds: number };
  readonly network: {
    readonly latencySeconds: number;
    readonly handlingSeconds: number;
    readonly classes: readonly TopologyClass[];
  };
  readonly discovery: DiscoveryKind;
  /** `settled`: nodes have found each other before the run begins. */
  readonly omdiscd?: { readonly settled: boolean };
  /** The map files that nodes may have, by name. */
  readonly maps?: Readonly<Record<string, readonly MapNode[]>>;
  /** Of the nodes that have no options of their own. */
  readonly kernel: KernelOptions;
}
