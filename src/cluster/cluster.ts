import { assert } from '../base/assert.js';
import type { Agenda, Timer } from '../kernel/agenda.js';
import type { Archive } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import { COMPLETION } from './agenda-kinds.js';
import type { ClusterSpec } from './cluster-spec.js';
import { RUNNABLE, type Slot, STOPPED } from './cpus/process-table.js';
import { Behaviours } from './doing/behaviours.js';
import { exec, type Program } from './doing/exec.js';
import { FileWaits } from './doing/file-waits.js';
import { Flows } from './doing/flows.js';
import { Parents } from './doing/parents.js';
import { type Ending, Pipes } from './doing/pipes.js';
import type { Signal } from './facts/command.js';
import type { DeathCause } from './facts/event.js';
import type { ProcessSpec } from './facts/process-spec.js';
import { Ground } from './ground.js';
import { neighboursOf } from './members/discovery.js';
import { Gateways } from './members/gateways.js';
import type { Neighbours } from './members/neighbours.js';
import { Migrations } from './moving/migrations.js';
import { Network } from './moving/network.js';
import { Topology } from './moving/topology.js';
import type { Node } from './node.js';
import { asNodeIndex, type NodeIndex } from './node-index.js';
import { FrequentEvents } from './watching/frequent-events.js';

/**
 * The truth: nodes and processes, and the laws by which they change, moved on by the timers of the
 * agenda. Here processes begin and end; everything between is a law of its own.
 */
export class Cluster extends Ground {
  readonly network: Network;
  readonly migrations: Migrations;
  readonly gateways: Gateways;
  /** Which nodes know which. */
  readonly neighbours: Neighbours;
  readonly flows: Flows;
  readonly fileWaits: FileWaits;
  readonly pipes: Pipes;
  readonly #frequentEvents = new FrequentEvents(this.observers, this.table);
  #arrived = 0;
  #completed = 0;
  #killed = 0;
  #workOfEnded = 0;
  #nextPid = 1000;
  /** Whether processes of some node wait for room (NO_OOM). */
  readonly #waitsForRoom: boolean;
  readonly #behaviours: Behaviours;
  readonly #parents: Parents;
  /** The process started last: what `readsPrevious` means. */
  #lastPid = -1;

  constructor(spec: ClusterSpec, agenda: Agenda, random: Random) {
    super(spec.nodes, spec, agenda);
    const { latencySeconds, handlingSeconds, classes } = spec.network;
    const topology = new Topology(spec.nodes, { latencySeconds, ...spec.migration }, classes);
    this.flows = new Flows(this);
    this.network = new Network(spec.nodes, topology, agenda, this.flows);
    this.#waitsForRoom = this.nodes.some(({ kernel }) => kernel.noOom);
    this.fileWaits = new FileWaits(this, this.network, handlingSeconds);
    this.#behaviours = new Behaviours(this, random.split('profiles'));
    this.#parents = new Parents(this);
    this.pipes = new Pipes(this, this.flows);
    this.neighbours = neighboursOf(spec, (from, to) => {
      return this.nodes[to]!.isMember && !this.network.isCut(from, to);
    });
    const { neighbours, network, fileWaits } = this;
    this.migrations = new Migrations(this, { neighbours, network, topology, fileWaits });
    this.gateways = new Gateways(this);
    this.timers.on(COMPLETION, (subject) => this.#onCompletion(asNodeIndex(subject)));
  }

  override exchange(archive: Archive): void {
    super.exchange(archive);
    archive.part('network', this.network);
    archive.part('flows', this.flows);
    archive.part('fileWaits', this.fileWaits);
    archive.part('behaviours', this.#behaviours);
    archive.part('parents', this.#parents);
    archive.part('pipes', this.pipes);
    archive.part('neighbours', this.neighbours);
    archive.part('migrations', this.migrations);
    this.#arrived = archive.value('arrived', this.#arrived);
    this.#completed = archive.value('completed', this.#completed);
    this.#killed = archive.value('killed', this.#killed);
    this.#workOfEnded = archive.value('workOfEnded', this.#workOfEnded);
    this.#nextPid = archive.value('nextPid', this.#nextPid);
    this.#lastPid = archive.value('lastPid', this.#lastPid);
  }

  /** Processes that have been started. */
  get arrived(): number {
    return this.#arrived;
  }

  /** Processes whose work is done. */
  get completed(): number {
    return this.#completed;
  }

  /** Processes that ended before their work was done. */
  get killed(): number {
    return this.#killed;
  }

  /** Work done by the processes that have ended, seconds. */
  get workOfEnded(): number {
    return this.#workOfEnded;
  }

  /** The next pid to be given. */
  get nextPid(): number {
    return this.#nextPid;
  }

  /** Pids up to `highest` are given by a trace: the cluster gives higher ones. */
  reservePids(highest: number): void {
    this.#nextPid = Math.max(this.#nextPid, highest + 1);
  }

  /**
   * Starts a process, now. At a home that is down it dies at once; it or another may also die
   * where memory and swap are full. With NO_OOM it waits for room.
   * @returns its pid
   */
  start(spec: ProcessSpec): number {
    const node = this.node(spec.home);
    assert(node !== undefined, `a process starts at node ${spec.home}, which does not exist`);
    if (!(spec.workSeconds >= 0)) assert(false, `it starts with ${spec.workSeconds} s of work`);
    const { index: home } = node;
    const { now } = this.agenda;
    const pid = spec.pid ?? this.#nextPid++;
    if (!Number.isSafeInteger(pid)) assert(false, `pid ${pid} may not differ from the next`);
    const slot = this.table.add(spec, pid, home, now);
    this.#arrived++;
    if (this.observers.wantStarts) this.#frequentEvents.tellStarted(spec, pid, now);
    if (spec.profile !== undefined) {
      this.#behaviours.begin(slot, spec.profile, spec.workSeconds);
      this.fileWaits.settle(slot);
      this.#parents.begun(slot);
    }
    if (spec.parent !== undefined) this.#parents.started(slot, spec);
    if (spec.readsPrevious) this.pipes.open(slot, this.#lastPid);
    this.#lastPid = pid;
    this.#enter(slot, home);
    if (spec.startsAt !== undefined && spec.startsAt !== spec.home) {
      this.#beginAway(slot, this.node(spec.startsAt)!);
    }
    if (this.downs > 0 && node.state === 'down') this.end(slot, 'home died', 'KILL');
    else if (spec.residentBytes > 0) this.#behaviours.takeRoom(slot);
    return pid;
  }

  /** A process that computes becomes another program, which does the rest of its work. */
  exec(slot: Slot, program: Program): void {
    exec(this, this.#behaviours, slot, program);
    this.#parents.begun(slot);
  }

  /** A process comes to be at its home. */
  #enter(slot: Slot, home: NodeIndex): void {
    this.cpus.advance(home, this.agenda.now);
    if (this.table.standing(slot) === RUNNABLE) this.cpus.add(home, slot);
    else this.nodes[home]!.parked.add(slot);
    const bytes = this.table.residentBytes(slot);
    if (bytes > 0) this.nodes[home]!.addMemory(bytes);
    this.rearm(home);
  }

  /** A timer of the agenda has fired. */
  onTimer(timer: Timer): void {
    this.timers.fire(timer);
  }

  /** The stretch of the next process of a node is over; those of a pipe are at the same time. */
  #onCompletion(index: NodeIndex): void {
    if (this.table.traits.pipes.size === 0) this.#complete(index);
    else this.flows.together(() => this.#completeAll(index));
  }

  #completeAll(index: NodeIndex): void {
    do this.#complete(index);
    while (this.cpus.nextCompletion(index) <= this.agenda.now);
  }

  /** The next process of a node goes on with another stretch, or its work is done. */
  #complete(index: NodeIndex): void {
    const { table, cpus, nodes, agenda } = this;
    cpus.advance(index, agenda.now);
    const slot = cpus.complete(index);
    if (table.traits.profile(slot) !== undefined && this.#behaviours.goesOn(slot)) {
      nodes[index]!.parked.add(slot);
      this.rearm(index);
      this.#behaviours.goOn(slot);
      return;
    }
    this.#completed++;
    if (this.observers.wantCompletions) {
      this.#frequentEvents.tellCompleted(slot, this.homeOf(slot).id, nodes[index]!.id, agenda.now);
    }
    this.#forget(slot, index, 'completed');
  }

  override end(slot: Slot, cause: DeathCause, signal: Signal | 'CHLD'): void {
    const { table } = this;
    this.migrations.cancel(slot);
    this.halt(slot);
    table.setStanding(slot, STOPPED);
    this.#killed++;
    const node = this.nodeOf(slot);
    const death = { pid: table.pid(slot), home: this.homeOf(slot).id, node: node.id };
    this.emit({ at: this.agenda.now, type: 'killed', ...death, cause, signal });
    node.parked.delete(slot);
    this.#forget(slot, node.index, 'killed');
  }

  override place(slot: Slot, to: Node): void {
    const { table, agenda } = this;
    const from = this.nodeOf(slot);
    assert(from.parked.delete(slot), `process ${table.pid(slot)} is put elsewhere and computes`);
    this.#leave(slot, from.index);
    table.moved(slot, to.index, agenda.now);
    to.parked.add(slot);
    this.cpus.watch?.refade([slot]);
    this.fileWaits.settle(slot);
    this.cpus.advance(to.index, agenda.now);
    to.addMemory(table.residentBytes(slot));
    this.rearm(to.index);
    if (to.index === table.home(slot)) return;
    to.guests++;
    this.homeOf(slot).away++;
  }

  override resume(slot: Slot): void {
    super.resume(slot);
    this.#parents.goOn();
  }

  /** Cuts two nodes off from each other, or heals that. @returns whether it changed anything */
  cut(a: Node, b: Node): boolean {
    if (!this.network.cut(a.index, b.index)) return false;
    this.migrations.abandonCut(`nodes ${a.id} and ${b.id} cannot reach each other`);
    this.#tellLink('network-cut', a, b);
    return true;
  }

  heal(a: Node, b: Node): boolean {
    if (!this.network.heal(a.index, b.index)) return false;
    this.#tellLink('network-healed', a, b);
    return true;
  }

  #tellLink(type: 'network-cut' | 'network-healed', a: Node, b: Node): void {
    this.fileWaits.settleAll();
    this.emit({ at: this.agenda.now, type, node: a.id, other: b.id });
  }

  /** A child begins where its parent is, without having migrated. */
  #beginAway(slot: Slot, node: Node): void {
    this.halt(slot);
    this.place(slot, node);
    this.table.setMigrations(slot, 0);
    this.resume(slot);
  }

  /** Removes a process that no longer computes and is in no set of its node. */
  #forget(slot: Slot, index: NodeIndex, ending: Ending): void {
    if (this.table.traits.profile(slot) !== undefined || this.#waitsForRoom) {
      this.#behaviours.forget(slot);
    }
    this.fileWaits.forget(slot);
    this.#parents.ended(slot, ending);
    this.onEnd?.(this.table.pid(slot));
    this.#workOfEnded += this.table.workOffset(slot);
    this.#leave(slot, index);
    const home = this.table.home(slot);
    const member = this.pipes.leave(slot);
    this.table.remove(slot);
    if (member !== undefined) this.pipes.close(member, ending);
    this.settle(index);
    if (home !== index) this.settle(home);
  }

  #leave(slot: Slot, index: NodeIndex): void {
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
