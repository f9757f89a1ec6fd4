import { printable } from '../base/printable.js';
import { cantmoveBit } from '../cluster/facts/cantmove.js';
import type { NodeSpec } from '../cluster/facts/node-spec.js';
import { CONFIGURED, UP } from '../cluster/facts/status.js';
import type { NodeView, ProcessState, ProcessView } from '../cluster/facts/view.js';
import type { LoadMeter } from './load.js';
import type { NodeSample, SampledProcess } from './sample.js';

/** A node as it was seen last. */
export interface SeenNode {
  readonly spec: NodeSpec;
  /** mosctl's bits (status.ts), which count only for this observer. */
  readonly flags: number;
  readonly isUp: boolean;
  readonly load: Pick<LoadMeter, 'mean' | 'upper'>;
  /** Undefined: nothing was heard from it yet. */
  readonly sample: NodeSample | undefined;
  /** When that sample was taken, in the session's seconds. */
  readonly sampledAt: number;
  /** What is added to a pid of this node, so that no two nodes have the same. */
  readonly pidOffset: number;
}

/**
 * Room between the pids of two nodes. A kernel's highest pid is 2^22, so that a decimal number
 * shows both: 20001234 is process 1234 of node 2.
 */
export const PIDS_PER_NODE = 10_000_000;

export function nodeViewOf({ spec, isUp, flags, load, sample }: SeenNode): NodeView {
  const { id, name, address, site, cpus, threads, speed } = spec;
  return {
    ...{ id, name, address, site, cpus, threads, speed },
    ...{ believedSpeed: speed, yardstick: 10000 },
    state: isUp ? 'up' : 'down',
    status: CONFIGURED | (isUp ? UP : 0) | flags,
    meanLoad: load.mean,
    upperLoad: load.upper,
    loadAverages: sample?.loadAverages ?? [0, 0, 0],
    runnable: Math.round(sample?.runnable ?? 0),
    cpuUse: sample?.cpuUse ?? 0,
    deputyUse: 0,
    utilisability: unswapped(sample, spec),
    memoryBytes: spec.memoryBytes,
    memoryUsedBytes: sample?.memoryUsedBytes ?? 0,
    swapBytes: spec.swapBytes,
    swapUsedBytes: sample?.swapUsedBytes ?? 0,
    local: sample?.processes.length ?? 0,
    guests: 0,
    away: 0,
  };
}

/** A node with what is of its own and what is not, of all processes that were seen. */
export function withGuests(node: NodeView, processes: readonly ProcessView[]): NodeView {
  let [local, guests, away] = [0, 0, 0];
  for (const process of processes) {
    if (process.node !== node.id) away += process.home === node.id ? 1 : 0;
    else if (process.home === node.id) local++;
    else guests++;
  }
  return { ...node, local, guests, away };
}

/**
 * A real node does not say how long its processes wait for pages: what part of their memory is
 * here.
 */
function unswapped(sample: NodeSample | undefined, { memoryBytes }: NodeSpec): number {
  const swapUsedBytes = sample?.swapUsedBytes ?? 0;
  return memoryBytes === 0 ? 1 : memoryBytes / (memoryBytes + swapUsedBytes);
}

export function processViewsOf(seen: SeenNode): readonly ProcessView[] {
  return (seen.sample?.processes ?? []).map((process) => processViewOf(process, seen));
}

function processViewOf(process: SampledProcess, seen: SeenNode): ProcessView {
  const { spec, sample, sampledAt, pidOffset } = seen;
  const age = sample!.uptimeSeconds - process.startedSeconds;
  return {
    pid: pidOffset + process.pid,
    user: printable(process.user),
    command: commandOf(process),
    home: spec.id,
    node: spec.id,
    target: undefined,
    state: stateOf(process.state),
    nice: process.nice,
    locked: false,
    cantmove: cantmoveOf(process),
    cpuShare: process.cpuUse,
    residentBytes: process.residentBytes,
    cpuSeconds: process.cpuSeconds,
    arrivalSeconds: sampledAt - age,
    workSeconds: undefined,
    workLeftSeconds: undefined,
    migrations: 0,
    parent: process.parent === 0 ? undefined : pidOffset + process.parent,
  };
}

/**
 * What was written to start it; a thread of the kernel has only a name, in brackets as ps shows it.
 */
function commandOf({ name, commandLine }: SampledProcess): string {
  return printable(commandLine === '' ? `[${name}]` : commandLine);
}

/**
 * The kernel's letter as one of ours: t is stopped by a tracer, D waits for a disk or for memory.
 */
function stateOf(letter: string): ProcessState {
  if (letter === 'R') return 'R';
  if (letter === 'T' || letter === 't') return 'T';
  return letter === 'D' ? 'D' : 'S';
}

/** What openMosix would have held against moving it, as far as it can be seen from outside. */
export function cantmoveOf({ pid, parent, threads, commandLine }: SampledProcess): number {
  if (pid === 1 || commandLine === '' || parent === 2) return cantmoveBit('system');
  return threads > 1 ? cantmoveBit('clone_vm') : 0;
}
