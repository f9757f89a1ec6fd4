import { assert } from '../base/assert.js';
import type { Agenda } from '../kernel/agenda.js';
import { COMPLETION } from './agenda-kinds.js';
import type { Signal } from './command.js';
import { Cpus } from './cpus.js';
import type { ClusterEvent, DeathCause, EventType, Observer } from './event.js';
import type { MemoryLaw } from './memory.js';
import { Migrations } from './migrations.js';
import { Network } from './network.js';
import { Node } from './node.js';
import type { NodeId, NodeSpec } from './node-spec.js';
import { Observers } from './observers.js';
import type { ProcessSpec } from './process-spec.js';
import { FROZEN, ProcessTable, RUNNABLE, type Slot, STOPPED } from './process-table.js';

/** What a cluster is made of, and the laws' parameters. */
export interface ClusterSpec {
  readonly nodes: readonly NodeSpec[];
  readonly memory: MemoryLaw;
  readonly migration: { readonly fixedSeconds: number };
}

/** The truth: nodes and processes, moved on by the agenda's completions and migrations. */
export class Cluster {
  readonly table = new ProcessTable();
  readonly nodes: readonly Node[];
  readonly cpus: Cpus;
  readonly network: Network;
  readonly migrations: Migrations;
  readonly observers = new Observers();
  arrived = 0;
  completed = 0;
  killed = 0;
  /** How many nodes are down. */
  downs = 0;
  /** Work done by the processes that have ended. */
  workOfEnded = 0;
  /** The next pid to be given. */
  nextPid = 1000;
  readonly #ids: Int32Array;
  readonly #indexById = new Int32Array(65536).fill(-1);

  constructor(
    spec: ClusterSpec,
    readonly agenda: Agenda,
  ) {
    this.#ids = Int32Array.from(spec.nodes, (node) => node.id);
    this.cpus = new Cpus(spec.nodes, this.table);
    this.nodes = spec.nodes.map((node, index) => {
      this.#indexById[node.id] = index;
      const timer = agenda.create(COMPLETION, index);
      assert(timer === index, 'the timers of the nodes come first');
      return new Node(node, index, this.cpus, spec.memory);
    });
    const bandwidths = spec.nodes.map((node) => node.bandwidth);
    this.network = new Network(bandwidths, agenda);
    this.migrations = new Migrations(this, spec.migration.fixedSeconds);
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

  observe(observer: Observer, types?: readonly EventType[]): () => void {
    return this.observers.add(observer, types);
  }

  emit(event: ClusterEvent): void {
    this.observers.tell(event);
  }

  /** Starts a process at its home, now. At a home that is down it dies at once. */
  start(spec: ProcessSpec): Slot {
    const home = this.#indexById[spec.home]!;
    assert(home >= 0, `a process starts at node ${spec.home}, which does not exist`);
    const { now } = this.agenda;
    const pid = spec.pid ?? this.nextPid++;
    const slot = this.table.add(spec, pid, home, now);
    this.arrived++;
    if (this.observers.want('started')) {
      const { workSeconds, memoryBytes, user, command } = spec;
      const start = { pid, home: spec.home, workSeconds, memoryBytes, user, command };
      this.emit({ at: now, type: 'started', ...start });
    }
    this.cpus.advance(home, now);
    this.cpus.add(home, slot);
    if (spec.memoryBytes > 0) this.nodes[home]!.addMemory(spec.memoryBytes);
    this.rearm(home);
    if (this.downs > 0 && this.nodes[home]!.state === 'down') this.end(slot, 'home died', 'KILL');
    return slot;
  }

  /** The next process of a node is done: what the node's timer says. */
  onCompletion(index: number): void {
    const { table, cpus } = this;
    const { now } = this.agenda;
    cpus.advance(index, now);
    const slot = cpus.complete(index);
    this.completed++;
    if (this.observers.want('completed')) {
      this.emit({
        at: now,
        type: 'completed',
        pid: table.pid(slot),
        home: this.#ids[table.home(slot)]!,
        node: this.#ids[index]!,
        arrivalSeconds: table.arrivalSeconds(slot),
        workSeconds: table.workSeconds(slot),
        cpuSeconds: table.cpuOffset(slot),
      });
    }
    this.#forget(slot, index);
  }

  /** Ends a process before its work is done. */
  end(slot: Slot, cause: DeathCause, signal: Signal | 'CHLD'): void {
    const { table } = this;
    this.migrations.cancel(slot);
    this.halt(slot);
    this.killed++;
    const node = this.nodeOf(slot);
    const death = { pid: table.pid(slot), home: this.homeOf(slot).id, node: node.id };
    this.emit({ at: this.agenda.now, type: 'killed', ...death, cause, signal });
    node.parked.delete(slot);
    this.#forget(slot, node.index);
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
    node.parked.delete(slot);
    this.cpus.add(node.index, slot);
    this.rearm(node.index);
  }

  /** Puts a parked process on another node, parked. */
  place(slot: Slot, to: Node): void {
    const { table } = this;
    const { now } = this.agenda;
    const from = this.nodeOf(slot);
    from.parked.delete(slot);
    this.#leave(slot, from.index);
    table.moved(slot, to.index, now);
    to.parked.add(slot);
    this.cpus.advance(to.index, now);
    to.addMemory(table.residentBytes(slot));
    this.rearm(to.index);
    const home = this.homeOf(slot);
    if (to === home) return;
    to.guests++;
    home.away++;
  }

  /** Changes the weight of a process by its nice value. */
  renice(slot: Slot, nice: number): void {
    const running = this.table.standing(slot) === RUNNABLE;
    if (running) this.halt(slot);
    this.table.setNice(slot, nice);
    if (running) this.resume(slot);
  }

  /** CPU time a process has used so far. */
  cpuSeconds(slot: Slot): number {
    const { table } = this;
    if (table.standing(slot) !== RUNNABLE) return table.cpuOffset(slot);
    return this.cpus.cpuSeconds(table.node(slot), slot, this.agenda.now);
  }

  /** Work a process has done so far. */
  workDone(slot: Slot): number {
    const { table } = this;
    if (table.standing(slot) !== RUNNABLE) return table.workOffset(slot);
    return this.cpus.workDone(table.node(slot), slot, this.agenda.now);
  }

  /** Work per second a process gets where it is, or would get on another node as it is now. */
  forecast(slot: Slot, node: Node): number {
    const { table, cpus } = this;
    const computesThere = table.node(slot) === node.index && table.standing(slot) === RUNNABLE;
    return computesThere ? cpus.rate(node.index, slot) : cpus.forecast(node.index);
  }

  isStopped(slot: Slot): boolean {
    return (this.table.standing(slot) & STOPPED) !== 0;
  }

  isFrozen(slot: Slot): boolean {
    return (this.table.standing(slot) & FROZEN) !== 0;
  }

  /** Sets a node's timer to its next completion. */
  private rearm(index: number): void {
    const next = this.cpus.nextCompletion(index);
    if (next < Number.POSITIVE_INFINITY) this.agenda.set(index, next);
    else this.agenda.clear(index);
  }

  /** The last of a process that no longer computes and is in no set of its node. */
  #forget(slot: Slot, index: number): void {
    this.workOfEnded += this.table.workOffset(slot);
    this.#leave(slot, index);
    this.table.remove(slot);
    this.migrations.settle(index);
  }

  #leave(slot: Slot, index: number): void {
    const bytes = this.table.residentBytes(slot);
    if (bytes > 0) {
      this.cpus.advance(index, this.agenda.now);
      this.nodes[index]!.addMemory(-bytes);
    }
    this.rearm(index);
    const home = this.table.home(slot);
    if (home === index) return;
    this.nodes[index]!.guests--;
    this.nodes[home]!.away--;
  }
}
