import { cantmoveBit, cantmoveWords, USER_LOCK } from '../cluster/facts/cantmove.js';
import { LSTAY, STAY } from '../cluster/facts/status.js';
import type { Candidate } from '../scheduler/policies/policy.js';
import { cantmoveOf } from './cluster-view.js';
import type { JobRecords } from './job-records.js';
import { firstOfEach, type SeenJob } from './job-tree.js';
import type { LiveNode } from './live-node.js';
import { ownCpuSeconds, type SampledProcess } from './sample.js';

/** Less than this share of a CPU is no reason to move anything. */
const LEAST_USE = 0.005;
/** What advice takes a move to cost: as in a simulation, over a link of 1 Gbit/s. */
const FIXED_MOVE_SECONDS = 6e-3;
const BYTES_PER_SECOND = 125e6;

/** The shares of a CPU that processes of real nodes use, smoothed from sample to sample. */
export class Uses {
  readonly #rise: number;
  readonly #uses = new WeakMap<LiveNode, ReadonlyMap<number, Use>>();

  /** @param rise part of a new sample that is taken on */
  constructor(rise: number) {
    this.#rise = rise;
  }

  /** Takes a new sample. @returns the smoothed shares by the node's own pids */
  measure(node: LiveNode): ReadonlyMap<number, Use> {
    const before = this.#uses.get(node);
    const uses = new Map<number, Use>();
    for (const { pid, start, cpuUse } of node.sample?.processes ?? []) {
      const known = before?.get(pid);
      const use = known?.start === start ? known.use : 0;
      uses.set(pid, { start, use: use + this.#rise * (Math.min(1, cpuUse) - use) });
    }
    this.#uses.set(node, uses);
    return uses;
  }
}

export interface Use {
  /** With the pid, what no other process has. */
  readonly start: number;
  /** Smoothed share of one CPU, 0 to 1. */
  readonly use: number;
}

/** All processes of a node, as if each could move: for advice. */
export function processCandidates(
  node: LiveNode,
  uses: ReadonlyMap<number, Use>,
): readonly Candidate[] {
  const { sample } = node;
  return candidates(node, sample?.processes ?? [], (process) => ({
    use: uses.get(process.pid)!.use,
    cpuSeconds: process.cpuSeconds,
    residenceSeconds: sample!.uptimeSeconds - process.startedSeconds,
    memoryBytes: process.residentBytes,
    migrations: 0,
    moveSeconds: () => moveSeconds(process.residentBytes),
    cantmove: cantmoveWords(cantmoveOf(process)),
  }));
}

/** The jobs of a node, each by the process of it that computes most. */
export function jobCandidates(
  node: LiveNode,
  uses: ReadonlyMap<number, Use>,
  { jobs, records, now }: { jobs: ReadonlyMap<number, SeenJob>; records: JobRecords; now: number },
): readonly Candidate[] {
  const useOf = ({ pid }: SampledProcess) => uses.get(pid)!.use;
  const ofProcess = new Map<SampledProcess, SeenJob>();
  for (const job of firstOfEach(jobs).values()) {
    const heaviest = job.processes.reduce((a, b) => (useOf(b) > useOf(a) ? b : a));
    ofProcess.set(heaviest, job);
  }
  return candidates(node, [...ofProcess.keys()], (process) => {
    const { job, processes } = ofProcess.get(process)!;
    const sum = (amount: (one: SampledProcess) => number) =>
      processes.reduce((total, one) => total + amount(one), 0);
    const record = records.of(job);
    const memoryBytes = sum(({ residentBytes }) => residentBytes);
    return {
      use: sum(useOf),
      threads: Math.max(1, processes.filter(({ state }) => state === 'R').length),
      cpuSeconds: sum((process) => records.cpuSecondsOf(job, process)),
      residenceSeconds: now - (record.arrivedAt ?? Number.NEGATIVE_INFINITY),
      memoryBytes,
      migrations: record.migrations,
      moveSeconds: () => records.freezeSeconds(memoryBytes),
      cantmove: cantmoveWords(cantmoveOfJob(job, records, now)),
    };
  });
}

/** Why the policy may not move a job; a user may. */
export function cantmoveOfJob(job: string, records: JobRecords, now: number): number {
  const { isLocked, refusal } = records.of(job);
  // Until its node has been asked it may be locked.
  return (
    (isLocked === false ? 0 : USER_LOCK) |
    (refusal === undefined || refusal.until <= now ? 0 : cantmoveBit('extern_2'))
  );
}

type Own = Omit<Candidate, 'pid' | 'home' | 'waitPerWork' | 'waitAt'>;

function candidates(
  { id, pidOffset, flags, sample }: LiveNode,
  processes: readonly SampledProcess[],
  ownOf: (process: SampledProcess) => Own,
): readonly Candidate[] {
  if ((flags & (STAY | LSTAY)) !== 0) return [];
  return processes
    .map((process) => ({ process, own: ownOf(process) }))
    .map(({ process, own }) => ({
      ...own,
      cpuSeconds: ownCpuSeconds(own.cpuSeconds, sample!.facts),
      ...{ pid: pidOffset + process.pid, home: id, waitPerWork: 0, waitAt: () => 0 },
    }))
    .filter(({ use }) => use >= LEAST_USE);
}

/** What advice takes moving so many bytes to cost. */
export function moveSeconds(bytes: number): number {
  return FIXED_MOVE_SECONDS + bytes / BYTES_PER_SECOND;
}
