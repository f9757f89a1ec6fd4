import { assert } from '../base/assert.js';
import type { Archive, Codec, Stateful } from '../kernel/archive.js';
import type { Cpus } from './cpus/cpus.js';
import { type MemoryLaw, memorySlowdown } from './cpus/memory.js';
import type { Slot } from './cpus/process-table.js';
import { Processors } from './cpus/processors.js';
import { type KernelOptions, NOT_MOUNTED } from './facts/kernel-options.js';
import { initialSettings, type NodeSettings } from './facts/node-settings.js';
import type { NodeId, NodeSpec } from './facts/node-spec.js';
import { CONFIGURED, UP } from './facts/status.js';
import type { NodeState } from './facts/view.js';
import type { NodeIndex } from './node-index.js';

/** A node of the running cluster: the processes there, and what they do to its memory and speed. */
export class Node implements Stateful {
  state: NodeState;
  settings: NodeSettings;
  /** Resident sets of all processes here, frozen ones included. */
  usedBytes = 0;
  /** Resident sets on their way here: room that is promised. */
  incomingBytes = 0;
  /** Processes, or their threads, on their way here. */
  incoming = 0;
  /** Resident sets on their way out: room that will be free. */
  outgoingBytes = 0;
  #incomingSeconds = 0;
  #incomingClock = 0;
  /** Processes here whose home is elsewhere. */
  guests = 0;
  /** Processes of this home that are elsewhere. */
  away = 0;
  /** Processes here that are not runnable: stopped, frozen, pausing or waiting. */
  readonly parked = new Set<Slot>();

  readonly #cpus: Cpus;
  readonly #memoryLaw: MemoryLaw;

  /** What it is made of; a reboot may turn Hyper-Threading on or off. */
  spec: NodeSpec;
  /** The options of its kernel. */
  readonly kernel: KernelOptions;

  constructor(
    spec: NodeSpec,
    readonly index: NodeIndex,
    cpus: Cpus,
    laws: { readonly memory: MemoryLaw; readonly kernel: KernelOptions },
  ) {
    this.spec = spec;
    this.kernel = spec.kernel === undefined ? laws.kernel : { ...laws.kernel, ...spec.kernel };
    this.#cpus = cpus;
    this.#memoryLaw = laws.memory;

    this.state = spec.mosix ? 'up' : 'left';
    this.settings = initialSettings(spec);
  }

  exchange(archive: Archive): void {
    this.state = archive.value('state', this.state);
    const threads = archive.value('threads', this.spec.threads);
    if (threads !== this.spec.threads) this.setThreads(threads);
    this.settings = archive.coded('settings', this.settings, settingsOf(this.spec));
    this.usedBytes = archive.value('usedBytes', this.usedBytes);
    this.incomingBytes = archive.value('incomingBytes', this.incomingBytes);
    this.incoming = archive.value('incoming', this.incoming);
    this.outgoingBytes = archive.value('outgoingBytes', this.outgoingBytes);
    this.#incomingSeconds = archive.value('incomingSeconds', this.#incomingSeconds);
    this.#incomingClock = archive.value('incomingClock', this.#incomingClock);
    this.guests = archive.value('guests', this.guests);
    this.away = archive.value('away', this.away);
    archive.set('parked', this.parked);
  }

  get id(): NodeId {
    return this.spec.id;
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

  /** Memory that is neither used nor promised. */
  get freeBytes(): number {
    return Math.max(0, this.spec.memoryBytes - this.usedBytes - this.incomingBytes);
  }

  /** Resident sets of the processes that will be here once all on their way have arrived. */
  get expectedBytes(): number {
    return this.usedBytes + this.incomingBytes - this.outgoingBytes;
  }

  /** A process with so many threads and bytes is on its way here; less than 0: no longer. */
  promise(threads: number, bytes: number, now: number): void {
    this.#incomingSeconds = this.incomingSeconds(now);
    this.#incomingClock = now;
    this.incoming += threads;
    this.incomingBytes += bytes;
    assert(this.incoming >= 0, `node ${this.id} takes back a promise that it has not made`);
  }

  /** Integral of the processes on their way here, up to `now`. */
  incomingSeconds(now: number): number {
    return this.#incomingSeconds + (now - this.#incomingClock) * this.incoming;
  }

  /** Whether a process of that size would fit into memory and swap, beside those on their way. */
  hasRoomFor(bytes: number): boolean {
    return this.fits(this.incomingBytes + bytes);
  }

  /** Whether that much more than what is here fits into memory and swap; promises do not count. */
  fits(bytes: number): boolean {
    return this.usedBytes + bytes <= this.spec.memoryBytes + this.spec.swapBytes;
  }

  /** Changes the memory used by `bytes`, and the speed if need be. Its CPUs have been advanced. */
  addMemory(bytes: number): void {
    this.usedBytes += bytes;
    const slowdown = memorySlowdown(this.#memoryLaw, this.usedBytes, this.spec.memoryBytes);
    if (slowdown !== this.#cpus.slowdown(this.index)) this.#cpus.setSlowdown(this.index, slowdown);
  }

  /** All processes here, in no particular order. */
  *slots(): Generator<Slot> {
    yield* this.#cpus.slots(this.index);
    yield* this.parked;
  }
}

/** What is set on a node: it is believed to be what it is, except for its speed. */
function settingsOf(spec: NodeSpec): Codec<NodeSettings> {
  return {
    save: ({ believed, decay, ...settings }) => ({
      ...settings,
      decay: decay && { ...decay },
      speed: believed.speed,
    }),
    restore: (saved) => {
      const { speed, ...settings } = saved as unknown as Omit<NodeSettings, 'believed'> & {
        readonly speed: number;
      };
      return { ...settings, believed: speed === spec.speed ? spec : { ...spec, speed } };
    },
  };
}
