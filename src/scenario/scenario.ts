import type { MemoryLaw } from '../cluster/cpus/memory.js';
import type { Command } from '../cluster/facts/command.js';
import type { KernelOptions } from '../cluster/facts/kernel-options.js';
import type { NodeSpec } from '../cluster/facts/node-spec.js';
import type { MapNode } from '../cluster/members/map-table.js';
import type { DiscoveryKind } from '../cluster/members/neighbours.js';
import type { TopologyClass } from '../cluster/moving/topology.js';
import type { InformationKind } from '../scheduler/information/kind.js';
import type { Periods } from '../scheduler/measuring/rounds.js';
import type { OpenMosixParameters, PolicyParameters } from '../scheduler/policies/policy.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';
import type { FaultSpec } from './faults.js';
import type { StrangerSpec } from './strangers.js';

/** Everything a run depends on; complete, checked and plain data. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly seed: number;
  /** In the order of N#. */
  readonly nodes: readonly NodeSpec[];
  readonly network: NetworkSpec;
  readonly migration: MigrationSpec;
  readonly memory: MemoryLaw;
  readonly policy: string;
  /** What it sets of the policy's parameters, by name. */
  readonly policyParameters: PolicyParameters;
  readonly information: InformationKind;
  /** Undefined: `openmosix.period`. */
  readonly periods: { readonly [Duty in keyof Periods]: number | undefined };
  readonly openmosix: OpenMosixParameters;
  readonly workload: readonly WorkloadSpec[];
  readonly timeline: readonly TimelineEntry[];
  readonly faults: readonly FaultSpec[];
  readonly strangers: readonly StrangerSpec[];
  readonly discovery: DiscoveryKind;
  /** Map files, by the name that nodes and setpe give them. */
  readonly maps: Readonly<Record<string, readonly MapNode[]>>;
  readonly omdiscd: OmdiscdSpec;
  /** Of the nodes that have no options of their own. */
  readonly kernel: KernelOptions;
  /**
   * Where a headless run ends when nothing else says so, seconds; Infinity: at its last process.
   */
  readonly untilSeconds: number;
}

export interface NetworkSpec {
  /** Bytes per second of a node's link, each direction. */
  readonly bandwidth: number;
  /** One way, seconds. */
  readonly latencySeconds: number;
  /** What carrying out one forwarded system call takes, seconds. */
  readonly handlingSeconds: number;
  /** Ways between sites, or within one, with costs of their own; empty: all ways are alike. */
  readonly classes: readonly TopologyClass[];
}

export interface OmdiscdSpec {
  /** Seconds between two announcements of a node. */
  readonly periodSeconds: number;
  /**
   * Whether it has run for a while before the run begins: nodes that hear each other know each
   * other.
   */
  readonly settled: boolean;
}

export interface MigrationSpec {
  /** What every migration costs before its bytes move, seconds. */
  readonly fixedSeconds: number;
  /** What it costs a policy to start a process elsewhere than at its home, seconds. */
  readonly placeSeconds: number;
}

export interface TimelineEntry {
  readonly atSeconds: number;
  readonly command: Command;
}
