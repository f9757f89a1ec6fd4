import { printable } from '../base/printable.js';
import type { Signal } from '../cluster/facts/command.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import { type NodeId, type NodeSpec, STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../cluster/facts/view.js';
import type { OpenMosixParameters } from '../scheduler/policies/policy.js';
import { nodeViewOf, processViewsOf, type SeenNode } from './cluster-view.js';
import type { NodeLink } from './link.js';
import { LoadMeter } from './load.js';
import { type Order, orderScript } from './orders.js';
import { type NodeSample, ownCpuSeconds, type SampledProcess, SampleReader } from './sample.js';

/** A computer that is to be watched. */
export interface WatchedHost {
  readonly id: NodeId;
  /** As it was written: a name that ssh knows. */
  readonly host: string;
  /** Whether it is this computer, to which no ssh is needed; default: false. */
  readonly isHere?: boolean;
  readonly link: NodeLink;
}

export interface NodeWatch {
  readonly parameters: OpenMosixParameters;
  /** Seconds between two samples. */
  readonly periodSeconds: number;
  readonly pidOffset: number;
  /** The session's seconds. */
  readonly now: () => number;
  readonly tell: (event: ClusterEvent) => void;
  /** Whether a process that a sample shows has only come, or gone, with its job. */
  readonly travels: (process: SampledProcess, sample: NodeSample) => boolean;
  /** There is a new sample of this node. */
  readonly sampled: (node: LiveNode) => void;
}

/** Periods without a sample after which a node counts as out of reach. */
const SILENT_PERIODS = 3;
/** How long the next attempt to reach a node waits: doubled each time, up to this. */
const LONGEST_PAUSE_SECONDS = 30;

/** A real node: what was seen of it last, and whether it can be reached. */
export class LiveNode implements SeenNode {
  readonly id: NodeId;
  readonly host: string;
  readonly load: LoadMeter;
  readonly pidOffset: number;
  spec: NodeSpec;
  flags = 0;
  isUp = false;
  sample: NodeSample | undefined;
  sampledAt = 0;
  /** Processes seen to start and to end, and CPU seconds used, since the first sample. */
  arrived = 0;
  completed = 0;
  killed = 0;
  cpuSecondsUsed = 0;
  /** Why nothing can be heard of it; undefined: it does not say. */
  #silence: string | undefined;
  #wasSilent = false;
  #isConnected = false;
  #pauseSeconds = 1;
  #retryAt = 0;
  #heardAt: number;
  #view: NodeView | undefined;
  #processes: readonly ProcessView[] = [];
  readonly #reader = new SampleReader();
  /** What was sent to processes, and when. */
  readonly #signals = new Map<number, { readonly signal: Signal; readonly at: number }>();
  readonly #watched: WatchedHost;
  readonly #watch: NodeWatch;

  constructor(watched: WatchedHost, watch: NodeWatch) {
    this.id = watched.id;
    this.host = watched.host;
    this.pidOffset = watch.pidOffset;
    this.load = new LoadMeter(watch.parameters);
    this.spec = unseenSpec(watched);
    this.#watched = watched;
    this.#watch = watch;
    this.#heardAt = watch.now();
  }

  get view(): NodeView {
    this.#view ??= nodeViewOf(this);
    return this.#view;
  }

  get processes(): readonly ProcessView[] {
    return this.#processes;
  }

  /** Why the node is out of reach; undefined: it is not. */
  get silence(): string | undefined {
    if (this.isUp) return undefined;
    return this.#silence ?? 'nothing has been heard from it';
  }

  /** Whether it was seen twice, so that there are shares of CPUs, or cannot be reached. */
  get isSettled(): boolean {
    return this.#wasSilent || this.sample?.isFirst === false;
  }

  /** Starts listening to the node, unless it is listened to already. */
  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#watched.link.sample({
      line: (line) => {
        const sample = this.#reader.take(line);
        if (sample !== undefined) this.#see(sample);
      },
      end: (reason) => this.#lose(reason),
    });
  }

  /** Notices silence, and tries again to reach the node when it is time. */
  tick(): void {
    const now = this.#watch.now();
    if (!this.#isConnected && now >= this.#retryAt) this.connect();
    const seconds = now - this.#heardAt;
    if (seconds <= SILENT_PERIODS * this.#watch.periodSeconds || this.#wasSilent) return;
    this.#fallSilent(this.#silence ?? `nothing was heard for ${Math.floor(seconds)} s`);
  }

  /**
   * Sends an order to a process of this node.
   * @param done gets the node's objection; undefined: none
   */
  send(order: Order, process: SampledProcess, done: (complaint: string | undefined) => void): void {
    const { pid, start } = process;
    // Before the answer is here the process may have been seen to end.
    if (order.signal !== undefined) {
      this.#signals.set(pid, { signal: order.signal, at: this.#watch.now() });
    }
    this.#watched.link.run(orderScript(order, pid, start), (complaint) => {
      if (complaint !== undefined) this.#signals.delete(pid);
      done(complaint);
    });
  }

  setFlag(bit: number, isSet: boolean): void {
    this.flags = isSet ? this.flags | bit : this.flags & ~bit;
    this.#view = undefined;
  }

  close(): void {
    this.#watched.link.close();
  }

  #see(sample: NodeSample): void {
    const before = this.sample;
    this.sample = sample;
    this.sampledAt = this.#watch.now();
    this.#heardAt = this.sampledAt;
    this.#silence = undefined;
    this.#pauseSeconds = 1;
    this.spec = specOf(sample, this.#watched);
    this.load.measure(this.spec, sample.runnable);
    this.isUp = true;
    this.#view = undefined;
    this.#processes = processViewsOf(this);
    const seconds = before === undefined ? 0 : sample.uptimeSeconds - before.uptimeSeconds;
    this.cpuSecondsUsed +=
      sample.cpuUse * Math.max(0, seconds) * this.spec.cpus * this.spec.threads;
    if (sample.isFirst) this.arrived = sample.processes.length;
    if (this.#wasSilent) {
      this.#wasSilent = false;
      this.#watch.tell({ type: 'node-heard', at: this.sampledAt, node: this.id });
    }
    this.#tellChanges(sample, before);
    this.#watch.sampled(this);
  }

  /** @param before undefined: it is the first sample, in which nothing has ended */
  #tellChanges(sample: NodeSample, before: NodeSample | undefined): void {
    const { travels } = this.#watch;
    for (const process of sample.ended) if (!travels(process, before!)) this.#tellEnd(process);
    for (const process of sample.started) if (!travels(process, sample)) this.#tellStart(process);
    const at = this.sampledAt;
    for (const [now, before] of sample.changed) {
      const pid = this.pidOffset + now.pid;
      const [stands, stood] = [now, before].map(({ state }) => /^[Tt]/.test(state));
      if (stands !== stood) {
        this.#watch.tell({ type: stands ? 'stopped' : 'continued', at, pid });
      }
      if (now.nice !== before.nice) {
        this.#watch.tell({ type: 'reniced', at, pid, nice: now.nice });
      }
    }
  }

  #tellStart(process: SampledProcess): void {
    this.arrived++;
    this.#watch.tell({
      type: 'started',
      at: this.sampledAt,
      pid: this.pidOffset + process.pid,
      home: this.id,
      workSeconds: undefined,
      memoryBytes: process.residentBytes,
      user: printable(process.user),
      command: printable(process.name),
    });
  }

  #tellEnd(process: SampledProcess): void {
    const { pid: own, cpuSeconds } = process;
    const at = this.sampledAt;
    const common = { at, pid: this.pidOffset + own, home: this.id, node: this.id };
    const sent = this.#signals.get(own);
    this.#signals.delete(own);
    if (sent !== undefined && at - sent.at <= SILENT_PERIODS * this.#watch.periodSeconds) {
      this.killed++;
      this.#watch.tell({ type: 'killed', ...common, cause: 'signal', signal: sent.signal });
      return;
    }
    this.completed++;
    const age = this.sample!.uptimeSeconds - process.startedSeconds;
    // What it was to do is what it has done.
    const ownSeconds = ownCpuSeconds(cpuSeconds, this.sample!.facts);
    const workSeconds = (ownSeconds * this.spec.speed) / STANDARD_SPEED;
    const arrivalSeconds = at - age;
    this.#watch.tell({ type: 'completed', ...common, arrivalSeconds, workSeconds, cpuSeconds });
  }

  #lose(reason: string): void {
    this.#isConnected = false;
    this.#retryAt = this.#watch.now() + this.#pauseSeconds;
    this.#pauseSeconds = Math.min(LONGEST_PAUSE_SECONDS, 2 * this.#pauseSeconds);
    this.#silence = reason;
    // A node that was never reached need not be waited for.
    if (this.sample === undefined && !this.#wasSilent) this.#fallSilent(reason);
  }

  #fallSilent(reason: string): void {
    this.#wasSilent = true;
    this.isUp = false;
    this.#silence = reason;
    this.#view = undefined;
    this.#watch.tell({ type: 'node-silent', at: this.#watch.now(), node: this.id, reason });
  }
}

function specOf({ facts, memoryBytes, swapBytes }: NodeSample, watched: WatchedHost): NodeSpec {
  const { cpus, threads, speed, host } = facts;
  const name = printable(host);
  return { ...unseenSpec(watched), name, cpus, threads, speed, memoryBytes, swapBytes };
}

/** What is taken for granted of a node, and what stands for the rest until it has been heard. */
function unseenSpec({ id, host }: WatchedHost): NodeSpec {
  return {
    ...{ id, name: host, address: host, aliases: [], interface: '', site: '', mosix: false },
    ...{ cpus: 1, threads: 1, htGain: 1.25, htAware: false, speed: STANDARD_SPEED },
    ...{ memoryBytes: 0, swapBytes: 0, bandwidth: 125e6 },
  };
}
