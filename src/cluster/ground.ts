import { assert } from '../base/assert.js';
import type { Agenda, Timer } from '../kernel/agenda.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import { COMPLETION } from './agenda-kinds.js';
import { Capacities } from './capacities.js';
import { Cpus } from './cpus/cpus.js';
import type { MemoryLaw } from './cpus/memory.js';
import { ProcessTable, RUNNABLE, type Slot } from './cpus/process-table.js';
import type { Signal } from './facts/command.js';
import type { ClusterEvent, DeathCause, Observer, Subscription } from './facts/event.js';
import type { KernelOptions } from './facts/kernel-options.js';
import { MAX_NODE_ID, type NodeId, type NodeSpec } from './facts/node-spec.js';
import type { NodeState } from './facts/view.js';
import { Node } from './node.js';
import { asNodeIndex, type NodeIndex } from './node-index.js';
import { NodeNumbers } from './node-numbers.js';
import { Timers } from './timers.js';
import { Observers } from './watching/observers.js';

/**
 * What the laws of a cluster stand on: nodes, processes, CPUs, virtual time, and the observers of
 * events. A law is given it in its constructor, beside the laws whose help it needs, and can touch
 * nothing else of the cluster.
 */
export abstract class Ground implements Stateful {
  readonly table = new ProcessTable();
  readonly cpus: Cpus;
  readonly nodes: readonly Node[];
  readonly #numbers: NodeNumbers;
  readonly timers: Timers;
  readonly observers = new Observers();
  /**
   * Told of each node where processes, or promises to them, may have changed, or its state.
   * Undefined: nobody asks.
   */
  onChange: ((index: NodeIndex) => void) | undefined;
  /** Told of each process that ends, done or killed. Undefined: nobody asks. */
  onEnd: ((pid: number) => void) | undefined;
  /** Called with each node that a process has left, or where a migration has ended. */
  readonly #settling: ((node: Node) => void)[] = [];
  readonly #indexById = new Int32Array(MAX_NODE_ID + 1).fill(-1);
  #downs = 0;

  constructor(
    specs: readonly NodeSpec[],
    laws: { readonly memory: MemoryLaw; readonly kernel: KernelOptions },
    readonly agenda: Agenda,
  ) {
    this.timers = new Timers(agenda);
    this.cpus = new Cpus(specs, this.table, agenda);
    this.#numbers = new NodeNumbers(specs.length);
    const capacities = new Capacities();
    const parts = { ...laws, cpus: this.cpus, numbers: this.#numbers, capacities };
    this.nodes = specs.map((spec, position) => {
      const index = asNodeIndex(position);
      this.#indexById[spec.id] = index;
      const timer = agenda.create(COMPLETION, index);
      assert(timer === completionTimerOf(index), 'the timers of the nodes come first');
      return new Node(spec, index, parts);
    });
  }

  /** Ends a process before its work is done. */
  abstract end(slot: Slot, cause: DeathCause, signal: Signal | 'CHLD'): void;

  /** Puts a parked process on another node, parked. */
  abstract place(slot: Slot, to: Node): void;

  exchange(archive: Archive): void {
    archive.part('table', this.table);
    archive.part('cpus', this.cpus);
    archive.part('numbers', this.#numbers);
    archive.parts('nodes', this.nodes);
    this.#downs = archive.value('downs', this.#downs);
  }

  /** The node with an id; undefined: there is none. */
  node(id: NodeId): Node | undefined {
    return this.nodes[this.#indexById[id] ?? -1];
  }

  /** The node where a process is. */
  nodeOf(slot: Slot): Node {
    return this.nodes[this.table.node(slot)]!;
  }

  homeOf(slot: Slot): Node {
    return this.nodes[this.table.home(slot)]!;
  }

  /** How many nodes are down. */
  get downs(): number {
    return this.#downs;
  }

  /** A node goes up or down, joins or leaves. */
  setState(node: Node, state: NodeState): void {
    if (node.state === 'down') this.#downs--;
    if (state === 'down') this.#downs++;
    node.state = state;
    this.onChange?.(node.index);
  }

  /** A process with so many threads and bytes is on its way; less than 0: no longer. */
  promise(to: Node, threads: number, bytes: number): void {
    to.promise(threads, bytes, this.agenda.now);
    this.onChange?.(to.index);
  }

  /** @returns a function that ends the observing */
  observe(observer: Observer, subscription?: Subscription): () => void {
    return this.observers.add(observer, subscription);
  }

  emit(event: ClusterEvent): void {
    this.observers.tell(event);
  }

  /** `listener` is called with each node that a process has left, or where a migration ended. */
  onSettled(listener: (node: Node) => void): void {
    this.#settling.push(listener);
  }

  settle(index: NodeIndex): void {
    for (const listener of this.#settling) listener(this.nodes[index]!);
  }

  /** Takes a process off the CPUs; it stays on its node. */
  halt(slot: Slot): void {
    const node = this.nodeOf(slot);
    if (node.parked.has(slot)) return;
    this.cpus.advance(node.index, this.agenda.now);
    this.cpus.remove(node.index, slot);
    node.parked.add(slot);
    this.rearm(node.index);
  }

  /** Lets a process compute again, unless something else keeps it from that. */
  resume(slot: Slot): void {
    if (this.table.standing(slot) !== RUNNABLE) return;
    const node = this.nodeOf(slot);
    this.cpus.advance(node.index, this.agenda.now);
    if (!node.parked.delete(slot))
      assert(false, `process ${this.table.pid(slot)} computes already`);
    this.cpus.add(node.index, slot);
    this.rearm(node.index);
  }

  /** Changes what determines how a process computes, while it does not compute. */
  changed(slot: Slot, change: () => void): void {
    const computes = this.table.standing(slot) === RUNNABLE;
    if (computes) this.halt(slot);
    change();
    if (computes) this.resume(slot);
  }

  /** Sets a node's timer to its next completion. */
  rearm(index: NodeIndex): void {
    const next = this.cpus.nextCompletion(index);
    if (next < Number.POSITIVE_INFINITY) this.agenda.set(completionTimerOf(index), next);
    else this.agenda.clear(completionTimerOf(index));
    this.onChange?.(index);
  }
}

/** A node's timer has the number of the node, so that the two need no table between them. */
function completionTimerOf(index: NodeIndex): Timer {
  return index as number as Timer;
}
