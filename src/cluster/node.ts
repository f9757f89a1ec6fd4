import { assert } from '../base/assert.js';
import type { Archive, Codec, Stateful } from '../kernel/archive.js';
import type { Capacities } from './capacities.js';
import type { Cpus } from './cpus/cpus.js';
import { type MemoryLaw, memorySlowdown } from './cpus/memory.js';
import type { Slot } from './cpus/process-table.js';
import { Processors } from './cpus/processors.js';
import { type KernelOptions, NOT_MOUNTED } from './facts/kernel-options.js';
import { initialSettings, type NodeSettings } from './facts/node-settings.js';
import type { Capacity, NodeId, NodeSpec } from './facts/node-spec.js';
import { CONFIGURED, UP } from './facts/status.js';
import type { NodeState } from './facts/view.js';
import type { NodeIndex } from './node-index.js';
import {
  INCOMING,
  INCOMING_BYTES,
  INCOMING_CLOCK,
  INCOMING_SECONDS,
  type NodeNumbers,
  OUTGOING_BYTES,
  USED_BYTES,
} from './node-numbers.js';

/** What the nodes of a cluster have in common. */
export interface NodeParts {
  readonly cpus: Cpus;
  readonly numbers: NodeNumbers;
  readonly capacities: Capacities;
  readonly memory: MemoryLaw;
  readonly kernel: KernelOptions;
}

/** A node of the running cluster: the processes there, and what they do to its memory and speed. */
export class Node implements Stateful {
  state: NodeState;
  settings: NodeSettings;
  /** Processes here whose home is elsewhere. */
  guests = 0;
  /** Processes of this home that are elsewhere. */
  away = 0;
  /** Processes here that are not runnable: stopped, frozen, pausing or waiting. */
  readonly parked = new Set<Slot>();

  readonly #cpus: Cpus;
  /** Its own numbers begin at `#at`. */
  readonly #numbers: Float64Array;
  readonly #at: number;
  readonly #capacities: Capacities;
  readonly #memoryLaw: MemoryLaw;

  readonly id: NodeId;
  /** What it is made of; a reboot may turn Hyper-Threading on or off. */
  spec: NodeSpec;
  /** The threads of its processors, whether Hyper-Threading is on or not. */
  readonly builtThreads: number;
  capacity: Capacity;
  /** The options of its kernel. */
  readonly kernel: KernelOptions;

  constructor(
    spec: NodeSpec,
    readonly index: NodeIndex,
    { cpus, numbers, capacities, memory, kernel }: NodeParts,
  ) {
    this.id = spec.id;
    this.spec = spec;
    this.builtThreads = spec.builtThreads ?? spec.threads;
    this.capacity = capacities.of(spec);
    this.kernel = spec.kernel === undefined ? kernel : { ...kernel, ...spec.kernel };
    this.#cpus = cpus;
    this.#numbers = numbers.values;
    this.#at = numbers.offset(index);
    this.#capacities = capacities;
    this.#memoryLaw = memory;

    this.state = spec.mosix ? 'up' : 'left';
    this.settings = initialSettings(spec, this.capacity);
  }

  exchange(archive: Archive): void {
    this.state = archive.value('state', this.state);
    const threads = archive.value('threads', this.spec.threads);
    if (threads !== this.spec.threads) this.setThreads(threads);
    this.settings = archive.coded('settings', this.settings, settingsOf(this.spec, this.capacity));
    this.guests = archive.value('guests', this.guests);
    this.away = archive.value('away', this.away);
    archive.set('parked', this.parked);
  }

  /** Whether it takes part in the cluster, if only to leave it. */
  get isMember(): boolean {
    return this.state === 'up' || this.state === 'leaving';
  }

  /** openMosix's status number (status.ts): what it is, and what has been set on it. */
  get status(): number {
    if (this.state === 'left') return 0;
    return this.state === 'down' ? CONFIGURED : CONFIGURED | UP | this.settings.flags;
  }

  /** Whether an administrator has set that flag. */
  has(flag: number): boolean {
    return (this.settings.flags & flag) !== 0;
  }

  /** Processes here that run or wait for a CPU. */
  get runnable(): number {
    return this.#cpus.runnable(this.index);
  }

  /** All processes here. */
  get population(): number {
    const lanes = this.#cpus.groups(this.index);
    return lanes.reduce((sum, { size }) => sum + size, this.parked.size);
  }

  /** Gives each of its processors so many logical CPUs. Nothing runs on it. */
  setThreads(threads: number): void {
    this.spec = { ...this.spec, threads };
    this.capacity = this.#capacities.of(this.spec);
    this.#cpus.processors[this.index] = new Processors(this.spec);
  }

  /** Whether its processes see the files of others under /mfs. */
  get seesMfs(): boolean {
    return this.kernel.fs && this.settings.mount !== NOT_MOUNTED;
  }

  /** The number of its DFSA file system; 0: calls on /mfs are carried out at home. */
  get dfsaNumber(): number {
    return this.seesMfs && this.kernel.dfsa ? this.settings.mount : 0;
  }

  /** Resident sets of all processes here, frozen ones included. */
  get usedBytes(): number {
    return this.#numbers[this.#at + USED_BYTES]!;
  }

  /** Resident sets on their way here: room that is promised. */
  get incomingBytes(): number {
    return this.#numbers[this.#at + INCOMING_BYTES]!;
  }

  /** Resident sets on their way out: room that will be free. */
  get outgoingBytes(): number {
    return this.#numbers[this.#at + OUTGOING_BYTES]!;
  }

  set outgoingBytes(bytes: number) {
    this.#numbers[this.#at + OUTGOING_BYTES] = bytes;
  }

  /** Processes, or their threads, on their way here. */
  get incoming(): number {
    return this.#numbers[this.#at + INCOMING]!;
  }

  /** Memory that is neither used nor promised. */
  get freeBytes(): number {
    return Math.max(0, this.capacity.memoryBytes - this.usedBytes - this.incomingBytes);
  }

  /** Resident sets of the processes that will be here once all on their way have arrived. */
  get expectedBytes(): number {
    return this.usedBytes + this.incomingBytes - this.outgoingBytes;
  }

  /** A process with so many threads and bytes is on its way here; less than 0: no longer. */
  promise(threads: number, bytes: number, now: number): void {
    const numbers = this.#numbers;
    const at = this.#at;
    numbers[at + INCOMING_SECONDS] = this.incomingSeconds(now);
    numbers[at + INCOMING_CLOCK] = now;
    numbers[at + INCOMING] = this.incoming + threads;
    numbers[at + INCOMING_BYTES] = this.incomingBytes + bytes;
    assert(this.incoming >= 0, `node ${this.id} takes back a promise that it has not made`);
  }

  /** Integral of the processes on their way here, up to `now`. */
  incomingSeconds(now: number): number {
    const numbers = this.#numbers;
    const at = this.#at;
    const seconds = now - numbers[at + INCOMING_CLOCK]!;
    return numbers[at + INCOMING_SECONDS]! + seconds * this.incoming;
  }

  /** Whether a process of that size would fit into memory and swap, beside those on their way. */
  hasRoomFor(bytes: number): boolean {
    return this.fits(this.incomingBytes + bytes);
  }

  /** Whether that much more than what is here fits into memory and swap; promises do not count. */
  fits(bytes: number): boolean {
    const { memoryBytes, swapBytes } = this.capacity;
    return this.usedBytes + bytes <= memoryBytes + swapBytes;
  }

  /** Changes the memory used by `bytes`, and the speed if need be. Its CPUs have been advanced. */
  addMemory(bytes: number): void {
    const usedBytes = this.usedBytes + bytes;
    this.#numbers[this.#at + USED_BYTES] = usedBytes;
    const slowdown = memorySlowdown(this.#memoryLaw, usedBytes, this.capacity.memoryBytes);
    if (slowdown !== this.#cpus.slowdown(this.index)) this.#cpus.setSlowdown(this.index, slowdown);
  }

  /** All processes here, in no particular order. */
  *slots(): Generator<Slot> {
    yield* this.#cpus.slots(this.index);
    yield* this.parked;
  }
}

/**
 * What is set on a node: nothing on nearly all of them. It is believed to be what it is, except for
 * its speed.
 */
function settingsOf(spec: NodeSpec, capacity: Capacity): Codec<NodeSettings> {
  const initial = initialSettings(spec, capacity);
  const names = Object.keys(initial) as (keyof NodeSettings)[];
  return {
    save: (all) => {
      const isInitial = (name: keyof NodeSettings) =>
        name === 'believed'
          ? all.believed.speed === capacity.speed
          : haveSameValues(all[name], initial[name]);
      if (names.every(isInitial)) return undefined;
      const { believed, decay, overheads, mfsCosts, ...settings } = all;
      return {
        ...settings,
        overheads: overheads && { ...overheads },
        mfsCosts: mfsCosts && { ...mfsCosts },
        decay: decay && { ...decay },
        speed: believed.speed,
      };
    },
    restore: (saved) => {
      if (saved === undefined) return initial;
      const { speed, ...settings } = saved as unknown as Omit<NodeSettings, 'believed'> & {
        readonly speed: number;
      };
      return {
        ...settings,
        believed: speed === capacity.speed ? capacity : { ...capacity, speed },
      };
    },
  };
}

/** What was set back, or taken up, is another object with the same values. */
function haveSameValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const values = b as Readonly<Record<string, unknown>>;
  return Object.entries(a).every(([name, value]) => value === values[name]);
}
