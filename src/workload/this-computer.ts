import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { type NodeId, STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Arrivals } from './arrivals.js';
import { PidSet } from './pid-set.js';

/** This computer and what it does, at one moment. */
export interface HostSnapshot {
  /** Physical processors (cores). */
  readonly cpus: number;
  /** Logical CPUs per processor. */
  readonly threads: number;
  readonly memoryBytes: number;
  readonly swapBytes: number;
  /** openMosix units: 10000 per GHz. */
  readonly speed: number;
  readonly processes: readonly HostProcess[];
}

export interface HostProcess {
  readonly pid: number;
  readonly user: string;
  readonly command: string;
  /** Of one logical CPU; a process of several threads can have more than 1. */
  readonly cpuShare: number;
  readonly residentBytes: number;
  readonly nice: number;
}

/** Processes with less than this share of a CPU are not runnable most of the time. */
const RUNNABLE_SHARE = 0.005;

/** Between the two looks at the processes' CPU time, whose difference is their share. */
const MEASURE_MILLISECONDS = 500;

/** Where the clock rate is not known, as in virtual machines. */
const UNKNOWN_GHZ = 1;

/**
 * For a large library, which few runs need. Where import() stands, nothing that is compiled can be
 * kept for the next start.
 */
const load = createRequire(import.meta.url);

/** Looks at the processors, the memory and, for half a second, the processes of this computer. */
export async function readThisComputer(): Promise<HostSnapshot> {
  const { cpu, mem, processes } = load('systeminformation') as typeof import('systeminformation');
  // The first look gives shares since the start of the computer, the second those since the first.
  await processes();
  const [processor, memory] = await Promise.all([cpu(), mem(), wait(MEASURE_MILLISECONDS)]);
  const { list } = await processes();
  const logicalCpus = Math.max(1, processor.cores);
  const cpus = Math.max(1, Math.min(processor.physicalCores, logicalCpus));
  return {
    cpus,
    threads: Math.max(1, Math.round(logicalCpus / cpus)),
    memoryBytes: memory.total,
    swapBytes: memory.swaptotal,
    speed: Math.round(STANDARD_SPEED * (processor.speed || UNKNOWN_GHZ)),
    processes: list.map((process) => ({
      pid: process.pid,
      user: process.user,
      command: process.name,
      // Percent of all CPUs together.
      cpuShare: Math.max(0, (process.cpu / 100) * logicalCpus) || 0,
      residentBytes: process.memRss * 1024,
      nice: process.nice || 0,
    })),
  };
}

/** The processes of this computer as a workload, with what is to be said about it. */
export interface HostWorkload {
  readonly arrivals: Arrivals;
  readonly notes: readonly string[];
}

/**
 * The processes that use a CPU (0.5 % of one or more), all there at time 0. They are endless,
 * because how long a process will still run cannot be known, and always runnable, because a process
 * of the model either is or is stopped. The others are counted in the notes.
 * @param pids what other sources have given; a process with one of those gets another
 */
export function hostWorkload(
  snapshot: HostSnapshot,
  home: NodeId,
  pids: PidSet = new PidSet(),
): HostWorkload {
  const runnable = snapshot.processes.filter(({ cpuShare }) => cpuShare >= RUNNABLE_SHARE);
  const specs = runnable.map((process) => processSpec(process, home, pids));
  const idle = snapshot.processes.length - runnable.length;
  const highestPid = runnable.reduce((highest, { pid }) => Math.max(highest, pid), -1);
  return {
    arrivals: new HostArrivals(specs, highestPid),
    notes: [
      `this computer: ${runnable.length} processes use a CPU and run here without end, ${idle} idle ones are left out`,
    ],
  };
}

class HostArrivals implements Arrivals {
  #row = 0;
  readonly #specs: readonly ProcessSpec[];

  constructor(
    specs: readonly ProcessSpec[],
    readonly highestPid: number,
  ) {
    this.#specs = specs;
  }

  exchange(archive: Archive): void {
    this.#row = archive.value('row', this.#row);
  }

  next(): ProcessSpec | undefined {
    return this.#specs[this.#row++];
  }
}

function processSpec(process: HostProcess, home: NodeId, pids: PidSet): ProcessSpec {
  return {
    pid: pids.add(process.pid) ? process.pid : undefined,
    home,
    arrivalSeconds: 0,
    workSeconds: Number.POSITIVE_INFINITY,
    residentBytes: process.residentBytes,
    user: process.user,
    command: process.command,
    nice: Math.min(19, Math.max(-20, process.nice)),
    cantmove: 0,
    readsPrevious: undefined,
    job: undefined,
    estimateSeconds: undefined,
    profile: undefined,
  };
}
