import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { NodeView, ProcessState, Totals } from '../cluster/facts/view.js';
import type { Session } from '../session/session.js';

/** How much the program itself has used. */
export interface OwnUse {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** What there is to be measured, as Prometheus reads it. */
export class Figures {
  readonly #registry = new Registry();
  readonly #slowdown: Histogram;
  /** Events that were told. */
  #events = 0;
  #speeds: ReadonlyMap<NodeId, number> = new Map();
  #session: Session;
  #unfollow: () => void;

  /** @param ownUse looks at the program itself */
  constructor(session: Session, ownUse: () => OwnUse) {
    const registers = [this.#registry];
    this.#slowdown = new Histogram({
      name: 'mtop_sim_process_slowdown_ratio',
      help: 'Response time of completed processes over their time alone on an idle CPU of home.',
      buckets: [1, 1.25, 1.5, 2, 3, 5, 8, 13, 21, 34, 55, 100],
      registers,
    });
    this.#session = session;
    this.#unfollow = this.#follow();
    const current = () => this.#session;
    addCounter(registers, ['mtop_sim_events_total', 'Events told.', () => this.#events]);
    addTime(registers, current);
    addNodes(registers, current);
    addProcesses(registers, current);
    addOwnUse(registers, ownUse);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Another run takes the place of the one that was measured. */
  show(session: Session): void {
    this.#unfollow();
    this.#session = session;
    this.#unfollow = this.#follow();
  }

  /** All figures as they are now, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #follow(): () => void {
    const nodes = this.#session.view().nodes();
    this.#speeds = new Map(nodes.map(({ id, speed }) => [id, speed]));
    return this.#session.subscribe((event) => this.#note(event), { transient: true });
  }

  #note(event: ClusterEvent): void {
    this.#events++;
    if (event.type !== 'completed') return;
    const speed = this.#speeds.get(event.home);
    if (speed === undefined) return;
    const alone = event.workSeconds / (speed / 10_000);
    if (alone > 0) this.#slowdown.observe((event.at - event.arrivalSeconds) / alone);
  }
}

/** What is counted elsewhere: name, help, and how it is read. */
type Counted = readonly [name: string, help: string, count: () => number];

function addCounter(registers: Registers, [name, help, count]: Counted): void {
  new Counter({
    ...{ name, help, registers },
    collect() {
      this.reset();
      this.inc(count());
    },
  });
}

type Registers = Registry[];
type Current = () => Session;

function addTime(registers: Registers, current: Current): void {
  new Gauge({
    name: 'mtop_sim_virtual_time_seconds',
    help: 'Virtual time of the run; its rate is the speed of the simulator.',
    registers,
    collect() {
      this.set(current().view().now);
    },
  });
  new Gauge({
    name: 'mtop_sim_info',
    help: 'What runs: its labels.',
    labelNames: ['scenario', 'policy', 'information'],
    registers,
    collect() {
      const { scenario, policy, information } = current().info;
      this.reset();
      this.set({ scenario, policy, information }, 1);
    },
  });
}

/** A figure of every node: what it is called, what it says, how it is read. */
const NODE_GAUGES: readonly (readonly [string, string, (node: NodeView) => number])[] = [
  ['up', 'Whether the node is a member of the cluster.', ({ state }) => (state === 'up' ? 1 : 0)],
  ['load', 'Load that the node tells others (1: a process on a CPU of speed 10000).', upper],
  ['mean_load', 'Load on which the node itself decides.', ({ meanLoad }) => meanLoad],
  ['cpu_use_ratio', 'Part of its logical CPUs that is in use.', ({ cpuUse }) => cpuUse],
  ['memory_bytes', 'Memory of the node.', ({ memoryBytes }) => memoryBytes],
  ['memory_used_bytes', 'Memory in use.', ({ memoryUsedBytes }) => memoryUsedBytes],
  ['swap_used_bytes', 'Swap space in use.', ({ swapUsedBytes }) => swapUsedBytes],
  ['runnable_processes', 'Processes that run or wait for a CPU there.', ({ runnable }) => runnable],
  ['local_processes', 'Processes there whose home it is.', ({ local }) => local],
  ['guest_processes', 'Processes there whose home is elsewhere.', ({ guests }) => guests],
  ['away_processes', 'Processes of that home that run elsewhere.', ({ away }) => away],
];

function upper({ upperLoad }: NodeView): number {
  return upperLoad;
}

function addNodes(registers: Registers, current: Current): void {
  for (const [name, help, figureOf] of NODE_GAUGES) {
    new Gauge({
      name: `mtop_sim_node_${name}`,
      help,
      labelNames: ['node', 'name'],
      registers,
      collect() {
        this.reset();
        for (const node of current().view().nodes()) {
          this.set({ node: String(node.id), name: node.name }, figureOf(node));
        }
      },
    });
  }
}

const STATES: readonly ProcessState[] = ['R', 'M', 'T', 'S', 'D'];

const COUNTERS: readonly (readonly [string, string, keyof Totals])[] = [
  ['processes_started_total', 'Processes that were started.', 'arrived'],
  ['processes_completed_total', 'Processes whose work is done.', 'completed'],
  ['processes_killed_total', 'Processes that ended before their work was done.', 'killed'],
  ['migrations_total', 'Migrations that were carried out.', 'migrations'],
  ['migrated_bytes_total', 'Bytes that migrations have moved.', 'bytesMoved'],
  ['work_seconds_total', 'Work done, in seconds of a CPU of speed 10000.', 'workDelivered'],
];

function addProcesses(registers: Registers, current: Current): void {
  new Gauge({
    name: 'mtop_sim_processes',
    help: 'Processes by state: R runs, M migrates, T stopped, S pauses, D waits for memory.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of STATES) this.set({ state }, 0);
      for (const { state } of current().view().processes()) this.inc({ state });
    },
  });
  for (const [name, help, total] of COUNTERS) {
    addCounter(registers, [`mtop_sim_${name}`, help, () => current().view().totals[total]]);
  }
}

function addOwnUse(registers: Registers, ownUse: () => OwnUse): void {
  const cpuSeconds = () => ownUse().cpuSeconds;
  addCounter(registers, ['process_cpu_seconds_total', 'CPU time of the program.', cpuSeconds]);
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the program itself.',
    registers,
    collect() {
      this.set(ownUse().residentBytes);
    },
  });
}
