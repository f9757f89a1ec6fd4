import type { Cluster } from '../cluster.js';
import { BLOCKED, NO_SLOT, RUNNABLE, type Slot } from '../cpus/process-table.js';
import { cpuSecondsOf, workDoneOf } from '../doing/progress.js';
import { USER_LOCK } from '../facts/cantmove.js';
import type { NodeId } from '../facts/node-spec.js';
import type { ClusterView, NodeView, ProcessState, ProcessView, Totals } from '../facts/view.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';

/** The smoothed loads of a node, which the scheduler measures. */
export interface LoadReading {
  mean(index: NodeIndex): number;
  upper(index: NodeIndex): number;
  /** Linux's load averages over 1, 5 and 15 minutes, as of now. */
  averages(index: NodeIndex): NodeView['loadAverages'];
}

/** A running cluster, read. */
export class LiveView implements ClusterView {
  readonly #cluster: Cluster;
  readonly #loads: LoadReading;

  constructor(cluster: Cluster, loads: LoadReading) {
    this.#cluster = cluster;
    this.#loads = loads;
  }

  get now(): number {
    return this.#cluster.agenda.now;
  }

  get totals(): Totals {
    const { arrived, completed, killed, table, migrations, nodes, cpus } = this.#cluster;
    let workDelivered = 0;
    for (const node of nodes) workDelivered += cpus.workSeconds(node.index, this.now);
    return {
      arrived,
      completed,
      killed,
      alive: table.alive,
      migrations: migrations.carriedOut,
      bytesMoved: migrations.bytesMoved,
      workDelivered,
    };
  }

  nodes(): readonly NodeView[] {
    return this.#cluster.nodes.map((node) => this.#node(node));
  }

  node(id: NodeId): NodeView | undefined {
    const node = this.#cluster.node(id);
    return node === undefined ? undefined : this.#node(node);
  }

  processes(): readonly ProcessView[] {
    const views = this.#cluster.table.slots().map((slot) => this.#process(slot));
    // Slots are used again, but in most tables few are.
    const isOrdered = views.every(({ pid }, at) => at === 0 || views[at - 1]!.pid < pid);
    return isOrdered ? views : views.sort((a, b) => a.pid - b.pid);
  }

  process(pid: number): ProcessView | undefined {
    const slot = this.#cluster.table.find(pid);
    return slot === NO_SLOT ? undefined : this.#process(slot);
  }

  #node(node: Node): NodeView {
    const { spec, usedBytes, guests, away } = node;
    const { cpus } = this.#cluster;
    const logical = cpus.logical(node.index);
    const deputies = cpus.deputies(node.index);
    const view: NodeView = {
      id: spec.id,
      name: spec.name,
      address: spec.address,
      site: spec.site,
      state: node.state,
      status: node.status,
      cpus: spec.cpus,
      threads: spec.threads,
      speed: spec.speed,
      believedSpeed: node.settings.believed.speed,
      yardstick: node.settings.yardstick,
      meanLoad: this.#loads.mean(node.index),
      upperLoad: this.#loads.upper(node.index),
      loadAverages: this.#loads.averages(node.index),
      runnable: node.runnable,
      cpuUse: (cpus.busy(node.index) + deputies) / logical,
      deputyUse: deputies / logical,
      utilisability: cpus.slowdown(node.index),
      memoryBytes: spec.memoryBytes,
      memoryUsedBytes: Math.min(usedBytes, spec.memoryBytes),
      swapBytes: spec.swapBytes,
      swapUsedBytes: Math.max(0, usedBytes - spec.memoryBytes),
      local: node.population - guests,
      guests,
      away,
    };
    const disclosure = spec.kernel?.disclosure;
    return disclosure === undefined ? view : { ...view, disclosure };
  }

  #process(slot: Slot): ProcessView {
    const cluster = this.#cluster;
    const { table } = cluster;
    const node = cluster.nodeOf(slot);
    const running = table.standing(slot) === RUNNABLE;
    const workSeconds = table.workSeconds(slot);
    const cantmove = table.cantmove(slot);
    return {
      pid: table.pid(slot),
      user: table.traits.user(slot),
      command: table.traits.command(slot),
      home: cluster.homeOf(slot).id,
      parent: table.parent(slot),
      job: table.traits.jobs.get(slot),
      node: node.id,
      target: cluster.migrations.targetOf(slot)?.id,
      state: this.#state(slot),
      nice: table.nice(slot),
      locked: (cantmove & USER_LOCK) !== 0,
      cantmove,
      cpuShare: running ? cluster.cpus.use(slot) : 0,
      residentBytes: table.residentBytes(slot),
      cpuSeconds: cpuSecondsOf(cluster, slot),
      arrivalSeconds: table.arrivalSeconds(slot),
      workSeconds,
      workLeftSeconds: Math.max(0, workSeconds - workDoneOf(cluster, slot)),
      migrations: table.migrations(slot),
    };
  }

  #state(slot: Slot): ProcessState {
    const { table } = this.#cluster;
    if (table.isFrozen(slot)) return 'M';
    if (table.isStopped(slot)) return 'T';
    const standing = table.standing(slot);
    if ((standing & BLOCKED) !== 0) return 'D';
    if (standing !== RUNNABLE) return 'S';
    // No process of a pipe gets on while another one does not.
    const { cpus } = this.#cluster;
    return table.traits.pipes.has(slot) && cpus.rate(slot) === 0 ? 'S' : 'R';
  }
}
