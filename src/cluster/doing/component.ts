import type { Flow, Need } from '../cpus/max-min.js';
import { cpusOf, type Resource } from '../cpus/resources.js';
import type { LaneGroup } from '../cpus/share-by-kind.js';
import type { Transfer } from '../moving/network.js';
import type { NodeIndex } from '../node-index.js';

/** Processes of a lane that are part of a flow. */
export interface Part {
  readonly node: NodeIndex;
  readonly group: LaneGroup;
  /** Its work per second when the rate of the flow is 1. */
  readonly scale: number;
}

/** What progresses at the rate of a flow. */
export interface Member {
  readonly flow: Flow;
  /** Processes: those of one lane, or all of a pipe. */
  readonly parts: readonly Part[];
  readonly transfer: Transfer | undefined;
}

/** A flow of processes. @param index where resources stand in the arrays of the solver */
export function processFlow(parts: readonly Part[], index: (resource: Resource) => number): Flow {
  const needs = new Map<number, Need>();
  const add = (resource: Resource, use: number, weight: number) => {
    const at = index(resource);
    const known = needs.get(at);
    const ratePerLevel = Math.min(weight / use, known?.ratePerLevel ?? Number.POSITIVE_INFINITY);
    needs.set(at, { resource: at, use: use + (known?.use ?? 0), ratePerLevel });
  };
  let cap = Number.POSITIVE_INFINITY;
  for (const { node, group, scale } of parts) {
    const { kind, ratePerShare } = group;
    cap = Math.min(cap, group.cap / scale);
    add(cpusOf(node), scale / ratePerShare, kind.weight);
    for (const { resource, perWork, isCpu } of kind.uses) {
      // A deputy has its process's nice value; links know of none, but of each thread.
      add(resource, perWork * scale, isCpu ? kind.weight : kind.clones);
    }
  }
  return { count: parts.length === 1 ? parts[0]!.group.size : 1, cap, needs: [...needs.values()] };
}

/** A flow of bytes, from node to node. */
export function transferFlow(cap: number, resources: readonly number[]): Flow {
  return {
    count: 1,
    cap,
    needs: resources.map((resource) => ({ resource, use: 1, ratePerLevel: 1 })),
  };
}
