import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import { isOwn } from './own-processes.js';

/** What a node is, as its sampler says it first. */
export interface NodeFacts {
  readonly host: string;
  /** Physical processors, and logical CPUs of each. */
  readonly cpus: number;
  readonly threads: number;
  /**
   * openMosix units: 10000 per GHz; 10000 where the clock rate is unknown. A node that is limited to
   * half a CPU has one of half that speed.
   */
  readonly speed: number;
  /** How many CPUs a control group leaves to the node; undefined: all. */
  readonly limit: number | undefined;
  /** The user that the sampler runs as, whose processes can be signalled. */
  readonly uid: number;
  /** The pid of the sampler itself. */
  readonly self: number;
}

/** A process of a node, as its last sample shows it. */
export interface SampledProcess {
  /** On its node. */
  readonly pid: number;
  readonly parent: number;
  /** What it is called in its own pid namespace, as in the cell of a job; undefined: it has none. */
  readonly inner: number | undefined;
  readonly uid: number;
  readonly user: string;
  /** Ticks between the start of the node and its own: with the pid, what no other process has. */
  readonly start: number;
  readonly startedSeconds: number;
  readonly name: string;
  /** Its arguments with spaces between; empty for what the kernel runs itself. */
  readonly commandLine: string;
  /** The kernel's letter: R S D T Z I and others. */
  readonly state: string;
  readonly nice: number;
  readonly threads: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  /** CPUs that it used since the sample before; more than 1 with several threads. */
  readonly cpuUse: number;
}

/** What one sample shows. */
export interface NodeSample {
  readonly facts: NodeFacts;
  /** Seconds since the node was started. */
  readonly uptimeSeconds: number;
  /** Over 1, 5 and 15 minutes, as its kernel has them. */
  readonly loadAverages: readonly [number, number, number];
  /** Use of all logical CPUs since the sample before, 0 to 1. */
  readonly cpuUse: number;
  readonly memoryBytes: number;
  readonly memoryUsedBytes: number;
  readonly swapBytes: number;
  readonly swapUsedBytes: number;
  /** openMosix's count: see `runnableOf`. */
  readonly runnable: number;
  /** In the order of their pids. */
  readonly processes: readonly SampledProcess[];
  /** Whether it is the first one of all. */
  readonly isFirst: boolean;
  /** What has changed since the sample before; nothing in the first one. */
  readonly started: readonly SampledProcess[];
  readonly ended: readonly SampledProcess[];
  /** As they are now, with what they were. */
  readonly changed: readonly (readonly [now: SampledProcess, before: SampledProcess])[];
}

/**
 * The lines of a sampler, put together. What is no line of it, such as the greeting of a login, is
 * passed over. A stream that begins again goes on where the last one ended: processes that are
 * still there have not just started.
 */
export class SampleReader {
  #facts: NodeFacts | undefined;
  #ticksPerSecond = 100;
  #pageBytes = 4096;
  /** Seconds since the node was started, and Linux's load averages. */
  #time: readonly number[] = [];
  #uptimeBefore: number | undefined;
  #ticks: CpuTicks = { busy: 0, all: 0 };
  #ticksBefore: CpuTicks | undefined;
  #memory: readonly number[] = [0, 0, 0, 0];
  #processes = new Map<number, SampledProcess>();
  /** As the sample before had them. */
  #before: ReadonlyMap<number, SampledProcess> | undefined;

  /** @returns a sample when the line ends one */
  take(line: string): NodeSample | undefined {
    const fields = line.split(' ');
    const kind = fields[0]!;
    if (kind === 'H') this.#begin(fields);
    else if (this.#facts === undefined) return undefined;
    else if (kind === 'Q') this.#facts = limited(this.#facts, Number(fields[1]));
    else if (kind === '+') this.#add(line);
    else if (kind === 'N') this.#name(numbers(fields.slice(1)));
    else if (kind === '=') this.#change(fields.slice(1));
    else if (kind === '-') this.#processes.delete(Number(fields[1]));
    else if (kind === 'T') this.#time = numbers(fields.slice(1, 5));
    else if (kind === 'C') this.#ticks = cpuTicks(numbers(fields.slice(1)));
    else if (kind === 'M') this.#memory = numbers(fields.slice(1, 5)).map((kb) => kb * 1024);
    else if (line === '.') return this.#end(this.#facts);
    return undefined;
  }

  #begin(fields: readonly string[]): void {
    if (fields.length < 9) return;
    const [hz, page, uid, self, logical, cores, kilohertz] = numbers(fields.slice(1, 8));
    const host = fields.slice(8).join(' ');
    const shape = processorsOf(logical!, cores!);
    const speed = Math.round((kilohertz! * STANDARD_SPEED) / 1e6) || STANDARD_SPEED;
    this.#facts = { host, ...shape, speed, limit: undefined, uid: uid!, self: self! };
    this.#ticksPerSecond = hz! || 100;
    this.#pageBytes = page! || 4096;
    this.#processes = new Map();
    this.#ticksBefore = undefined;
    this.#uptimeBefore = undefined;
  }

  #add(line: string): void {
    const match = NEW_PROCESS.exec(line);
    if (match === null) return;
    const [, , , , user, , state, values, name, written] = match;
    const [pid, parent, uid, start] = numbers([match[1]!, match[2]!, match[3]!, match[5]!]);
    const process: SampledProcess = {
      ...{
        pid: pid!,
        parent: parent!,
        inner: undefined,
        uid: uid!,
        user: user!,
        state: state!,
        name: name!,
      },
      ...{ start: start!, startedSeconds: start! / this.#ticksPerSecond },
      ...{ commandLine: written!.replaceAll('\0', ' ').trim(), cpuUse: 0 },
      ...this.#values(numbers(values!.split(' '))),
    };
    this.#processes.set(process.pid, process);
  }

  #name([pid, inner]: readonly number[]): void {
    const process = this.#processes.get(pid!);
    if (process !== undefined) this.#processes.set(pid!, { ...process, inner });
  }

  #change([pid, state = '', ...values]: readonly string[]): void {
    const process = this.#processes.get(Number(pid));
    if (process === undefined || values.length !== 5) return;
    this.#processes.set(process.pid, { ...process, state, ...this.#values(numbers(values)) });
  }

  #values([nice, threads, user, system, pages]: readonly number[]) {
    return {
      nice: nice!,
      threads: threads!,
      cpuSeconds: (user! + system!) / this.#ticksPerSecond,
      residentBytes: pages! * this.#pageBytes,
    };
  }

  #end(facts: NodeFacts): NodeSample {
    const before = this.#before;
    const [uptimeSeconds = 0, one = 0, five = 0, fifteen = 0] = this.#time;
    const seconds = uptimeSeconds - (this.#uptimeBefore ?? uptimeSeconds);
    const processes = [...this.#processes.values()]
      .map((process) => withUse(process, before?.get(process.pid), seconds))
      .sort((a, b) => a.pid - b.pid);
    const now = new Map(processes.map((process) => [process.pid, process]));
    const isSame = (process: SampledProcess, other: SampledProcess | undefined) =>
      process.start === other?.start;
    const wasThere = (process: SampledProcess) => isSame(process, before?.get(process.pid));
    const [memoryBytes = 0, available = 0, swapBytes = 0, swapFree = 0] = this.#memory;
    const sample: NodeSample = {
      facts,
      uptimeSeconds,
      loadAverages: [one, five, fifteen],
      cpuUse:
        facts.limit === undefined
          ? useOf(this.#ticks, this.#ticksBefore)
          : usedOf(facts.limit, processes),
      ...{ memoryBytes, memoryUsedBytes: Math.max(0, memoryBytes - available) },
      ...{ swapBytes, swapUsedBytes: Math.max(0, swapBytes - swapFree) },
      runnable: runnableOf(
        processes
          .filter(({ state, threads }) => state === 'R' || threads > 1)
          .filter((one) => !isOwn(one, this.#processes, facts.self)),
      ),
      processes,
      isFirst: before === undefined,
      started: before === undefined ? [] : processes.filter((process) => !wasThere(process)),
      ended: [...(before?.values() ?? [])].filter((old) => !isSame(old, now.get(old.pid))),
      changed: processes
        .filter((process) => wasThere(process) && before!.get(process.pid) !== process)
        .map((process) => [process, before!.get(process.pid)!] as const),
    };
    this.#before = now;
    this.#processes = new Map(now);
    this.#ticksBefore = this.#ticks;
    this.#uptimeBefore = uptimeSeconds;
    return sample;
  }
}

/**
 * Processes that run or wait for a CPU, as openMosix counts them: those in state R. The state is
 * that of the first thread; of a process with several threads at least the CPUs that it uses are
 * counted.
 */
export function runnableOf(
  processes: readonly Pick<SampledProcess, 'state' | 'threads' | 'cpuUse'>[],
): number {
  let runnable = 0;
  for (const { state, threads, cpuUse } of processes) {
    const waits = state === 'R' ? 1 : 0;
    runnable += threads > 1 ? Math.max(waits, cpuUse) : waits;
  }
  return runnable;
}

/**
 * PID PPID UID USER START STATE and six numbers, of which five are wanted; NAME <tab> ARGUMENTS.
 */
const NEW_PROCESS =
  /^\+ (\d+) (\d+) (\d+) (\S+) (\d+) (\S) (-?\d+ \d+ \d+ \d+ \d+) ([^\t]*)\t([\s\S]*)$/;

interface CpuTicks {
  readonly busy: number;
  readonly all: number;
}

/** Guests' time, the ninth and tenth, is in user's already. */
function cpuTicks(ticks: readonly number[]): CpuTicks {
  const [, , , idle = 0, waiting = 0] = ticks;
  const all = ticks.slice(0, 8).reduce((sum, amount) => sum + amount, 0);
  return { all, busy: all - idle - waiting };
}

function useOf(now: CpuTicks, before: CpuTicks | undefined): number {
  if (before === undefined || now.all <= before.all) return 0;
  return Math.min(1, Math.max(0, (now.busy - before.busy) / (now.all - before.all)));
}

/**
 * With the CPUs that it used since the sample before; what a new one has used, it has since then.
 */
function withUse(
  process: SampledProcess,
  before: SampledProcess | undefined,
  seconds: number,
): SampledProcess {
  const known = before?.start === process.start ? before : undefined;
  const used = process.cpuSeconds - (known?.cpuSeconds ?? 0);
  const cpuUse = seconds > 0 ? Math.max(0, used / seconds) : 0;
  return process.cpuUse === cpuUse ? process : { ...process, cpuUse };
}

function limited(facts: NodeFacts, limit: number): NodeFacts {
  if (!(limit > 0 && limit < facts.cpus * facts.threads)) return facts;
  const cpus = Math.ceil(limit);
  return { ...facts, limit, cpus, threads: 1, speed: Math.round((facts.speed * limit) / cpus) };
}

/** Seconds of a CPU as its node has them, of seconds of the machine's: 2 for 1 where it has halves. */
export function ownCpuSeconds(cpuSeconds: number, { limit, cpus }: NodeFacts): number {
  return limit === undefined ? cpuSeconds : (cpuSeconds * cpus) / limit;
}

/** What is used of so many CPUs: the kernel itself counts those of the whole machine. */
function usedOf(limit: number, processes: readonly SampledProcess[]): number {
  return Math.min(1, processes.reduce((sum, { cpuUse }) => sum + cpuUse, 0) / limit);
}

/**
 * Processors and logical CPUs per processor; where they do not divide, every CPU is a processor.
 */
function processorsOf(logical: number, cores: number): { cpus: number; threads: number } {
  const cpus = Math.min(Math.max(1, logical), 1024);
  const threads = cores > 0 ? cpus / cores : 1;
  return Number.isInteger(threads) && threads <= 8
    ? { cpus: cpus / threads, threads }
    : { cpus, threads: 1 };
}

/** Anything that is not a number is 0. */
function numbers(fields: readonly string[]): number[] {
  return fields.map((field) => Number(field) || 0);
}
