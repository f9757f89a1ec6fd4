import type { NodeView, ProcessState, ProcessView } from '../../cluster/facts/view.js';
import { loadOf } from './load.js';

/** The cluster as one server: what the header shows. */
export interface ClusterFigures {
  readonly nodesUp: number;
  readonly nodes: number;
  /** Physical and logical processors of the members. */
  readonly cpus: number;
  readonly logicalCpus: number;
  /** Use of all logical CPUs of the members, 0 to 1. */
  readonly cpuUse: number;
  readonly memoryBytes: number;
  readonly memoryUsedBytes: number;
  /** Processes that run or wait for a CPU. */
  readonly runnable: number;
  /** 0 to 1; see `balanceOf`. */
  readonly balance: number;
  /** Loads per CPU of the members; see `loadOf`. */
  readonly highestLoad: number;
  readonly meanLoad: number;
  readonly lowestLoad: number;
}

export function clusterFigures(nodes: readonly NodeView[]): ClusterFigures {
  const known = FIGURES.get(nodes);
  if (known !== undefined) return known;
  const figures = figuresOf(nodes);
  FIGURES.set(nodes, figures);
  return figures;
}

/** The nodes of a sample never change, and several frames are made of it. */
const FIGURES = new WeakMap<readonly NodeView[], ClusterFigures>();

function figuresOf(nodes: readonly NodeView[]): ClusterFigures {
  const members = nodes.filter(isMember);
  const total = { cpus: 0, logicalCpus: 0, memoryBytes: 0, memoryUsedBytes: 0, runnable: 0 };
  let used = 0;
  let loads = 0;
  let highestLoad = 0;
  let lowestLoad = Number.POSITIVE_INFINITY;
  for (const node of members) {
    const logical = node.cpus * node.threads;
    const load = loadOf(node);
    total.cpus += node.cpus;
    total.logicalCpus += logical;
    used += node.cpuUse * logical;
    total.memoryBytes += node.memoryBytes;
    total.memoryUsedBytes += node.memoryUsedBytes;
    total.runnable += node.runnable;
    loads += load;
    highestLoad = Math.max(highestLoad, load);
    lowestLoad = Math.min(lowestLoad, load);
  }
  return {
    nodesUp: members.length,
    nodes: nodes.length,
    ...total,
    cpuUse: total.logicalCpus === 0 ? 0 : used / total.logicalCpus,
    balance: balanceOf(members.map((node) => node.upperLoad)),
    highestLoad,
    meanLoad: members.length === 0 ? 0 : loads / members.length,
    lowestLoad: members.length === 0 ? 0 : lowestLoad,
  };
}

/** Whether the node takes part in the cluster, if only to leave it. */
export function isMember(node: NodeView): boolean {
  return node.state === 'up' || node.state === 'leaving';
}

export function countStates(processes: readonly ProcessView[]): Record<ProcessState, number> {
  const counts = { R: 0, M: 0, T: 0, S: 0, D: 0 };
  for (const process of processes) counts[process.state]++;
  return counts;
}

/**
 * How evenly load is spread, 0 to 1 (openMosixview's efficiency bar: 1 is nearly equal loads):
 * the part of all load that would not have to move to make the nodes equal, scaled so that
 * everything on one node is 0.
 */
export function balanceOf(loads: readonly number[]): number {
  const total = sum(loads, (load) => load);
  if (total === 0 || loads.length < 2) return 1;
  const mean = total / loads.length;
  const excess = sum(loads, (load) => Math.max(0, load - mean));
  return 1 - excess / (total - mean);
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
