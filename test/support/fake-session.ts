import { type Answer, type Command, refused } from '../../src/cluster/facts/command.js';
import type { ClusterEvent, Observer, Subscription } from '../../src/cluster/facts/event.js';
import type {
  ClusterView,
  NodeState,
  NodeView,
  ProcessView,
} from '../../src/cluster/facts/view.js';
import { Observers } from '../../src/cluster/watching/observers.js';
import type { Forecast, HeardLoad, LoadMessage, Past, Session } from '../../src/session/session.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A small cluster for the screen's tests: nothing ends by itself, what is asked for happens. */
export class FakeSession implements Session {
  readonly info = {
    scenario: 'fake',
    about: 'A cluster for tests',
    policy: 'none',
    information: 'gossip',
    seed: 1,
  };
  readonly over = false;
  readonly futures = { start: () => () => {}, compare: () => () => {}, gain: () => () => {} };
  readonly past: Past = {
    presentSeconds: 0,
    isPast: false,
    branch: 1,
    branches: [
      { id: 1, parent: undefined, sinceSeconds: 0, endSeconds: 0, first: undefined },
      { id: 2, parent: 1, sinceSeconds: 0, endSeconds: 0, first: undefined },
    ],
    memory: { bytes: 0, mostBytes: 1e6, checkpoints: 1 },
    seek: () => {},
    switchTo: () => {},
    begin: () => {},
    *find() {
      yield 0;
      return undefined;
    },
  };
  readonly sent: Command[] = [];
  readonly states = new Map<number, NodeState>();
  readonly processes = new Map<number, Writable<ProcessView>>();
  readonly #observers = new Observers();
  readonly #nodes: number;
  #now = 0;
  #migrations = 0;

  constructor({ nodes = 7, processes = 40 }: { nodes?: number; processes?: number } = {}) {
    this.#nodes = nodes;
    for (let index = 0; index < processes; index++) this.#start(fakeProcess(index, nodes));
  }

  view(): ClusterView {
    const nodes = Array.from({ length: this.#nodes }, (_, index) => this.#node(index + 1));
    return {
      now: this.#now,
      totals: {
        arrived: this.processes.size,
        completed: 0,
        killed: 0,
        alive: this.processes.size,
        migrations: this.#migrations,
        bytesMoved: 0,
        workDelivered: this.#now,
      },
      nodes: () => nodes,
      node: (id) => nodes[id - 1],
      processes: () => [...this.processes.values()].map((process) => ({ ...process })),
      process: (pid) => {
        const process = this.processes.get(pid);
        return process === undefined ? undefined : { ...process };
      },
    };
  }

  send(command: Command): Answer {
    this.sent.push(command);
    if ('pid' in command && !this.processes.has(command.pid))
      return refused(`there is no process ${command.pid}`);
    switch (command.do) {
      case 'migrate':
        return this.#migrate(command.pid, typeof command.to === 'number' ? command.to : 1);
      case 'kill':
        this.processes.delete(command.pid);
        return { accepted: true };
      case 'lock':
      case 'unlock':
        this.processes.get(command.pid)!.locked = command.do === 'lock';
        return { accepted: true };
      case 'stop':
      case 'cont':
        this.processes.get(command.pid)!.state = command.do === 'stop' ? 'T' : 'R';
        return { accepted: true };
      case 'spawn': {
        const pid = Math.max(0, ...this.processes.keys()) + 1;
        this.#start({ ...fakeProcess(0, 1), ...command, pid, node: command.home ?? 1 });
        return { accepted: true, pid };
      }
      case 'leave':
        this.states.set(command.node, 'left');
        return { accepted: true };
      case 'crash':
        this.states.set(command.node, 'down');
        return { accepted: true };
      case 'join':
      case 'recover':
        this.states.set(command.node, 'up');
        return { accepted: true };
      default:
        return refused('the fake cannot do that');
    }
  }

  ask(): Answer {
    return refused('the fake is not asked');
  }

  subscribe(observer: Observer, subscription?: Subscription): () => void {
    return this.#observers.add(observer, subscription);
  }

  advance(until: number): boolean {
    const elapsed = until - this.#now;
    this.#now = until;
    for (const process of this.processes.values()) {
      process.cpuSeconds += process.cpuShare * elapsed;
      if (process.target !== undefined) this.#land(process);
    }
    return true;
  }

  /** Each node has heard of each other one, of the next one last. */
  heard(node: number): readonly HeardLoad[] {
    const { length } = Array.from({ length: this.#nodes });
    return Array.from({ length: length - 1 }, (_, index) => ({
      node: ((node + index) % length) + 1,
      load: 0.25 * (index + 1),
      ageSeconds: index,
    }));
  }

  messages(): readonly LoadMessage[] {
    return [{ at: this.#now, from: 1, to: 2 }];
  }

  lastDecision(): undefined {
    return undefined;
  }

  explain(): undefined {
    return undefined;
  }

  forecast(pid: number): readonly Forecast[] {
    const process = this.processes.get(pid);
    return Array.from({ length: this.#nodes }, (_, index) => ({
      node: index + 1,
      load: this.#node(index + 1).upperLoad,
      rate: 2.8 / (index + 1),
      refusal: process?.node === index + 1 ? 'it is there already' : undefined,
    }));
  }

  /**
   * Tells observers what happened now. Of a start or a completion the object is spoilt afterwards,
   * as a simulated session writes it anew: who said that it keeps no events must not.
   */
  tell(event: ClusterEvent): void {
    if (event.type !== 'started' && event.type !== 'completed') {
      this.#observers.tell(event);
      return;
    }
    const reused = { ...event };
    this.#observers.tellReused(reused);
    Object.assign(reused, { at: Number.NaN, pid: Number.NaN });
  }

  #start(process: Writable<ProcessView>): void {
    this.processes.set(process.pid, process);
  }

  #migrate(pid: number, to: number): Answer {
    const process = this.processes.get(pid)!;
    if (process.cantmove !== 0) return refused(`process ${pid} cannot move: clone_vm`);
    process.target = to;
    process.state = 'M';
    return { accepted: true };
  }

  #land(process: Writable<ProcessView>): void {
    const from = process.node;
    process.node = process.target!;
    process.target = undefined;
    process.state = 'R';
    process.migrations++;
    this.#migrations++;
    this.tell({
      at: this.#now,
      type: 'migrated',
      pid: process.pid,
      from,
      to: process.node,
      bytes: process.residentBytes,
      seconds: 0.4,
      cause: 'user',
    });
  }

  #node(id: number): NodeView {
    const all = [...this.processes.values()];
    const here = all.filter(({ node }) => node === id);
    const local = here.filter(({ home }) => home === id).length;
    const state = this.states.get(id) ?? 'up';
    return {
      id,
      name: `cm${id}`,
      address: `192.168.0.${id}`,
      site: id % 2 === 1 ? 'east' : 'west',
      state,
      status: 3,
      believedSpeed: 28000,
      yardstick: 10000,
      cpus: 2,
      threads: 2,
      speed: 28000,
      meanLoad: here.length / 11.2,
      upperLoad: here.length / 11.2,
      loadAverages: [here.length, here.length / 2, 0],
      runnable: here.length,
      cpuUse: Math.min(1, here.length / 4),
      deputyUse: 0,
      utilisability: 1,
      memoryBytes: 4 * 1024 ** 3,
      memoryUsedBytes: here.reduce((total, { residentBytes }) => total + residentBytes, 0),
      swapBytes: 2 * 1024 ** 3,
      swapUsedBytes: 0,
      local,
      guests: here.length - local,
      away: all.filter(({ home, node }) => home === id && node !== id).length,
    };
  }
}

function fakeProcess(index: number, nodes: number): Writable<ProcessView> {
  const home = 1 + (index % Math.min(3, nodes));
  return {
    pid: 1000 + index,
    user: ['maths', 'stats', 'root'][index % 3]!,
    command: ['R', 'maple', 'povray', 'loop'][index % 4]!,
    home,
    node: 1 + ((index * index) % nodes),
    target: undefined,
    state: 'R',
    nice: index % 7 === 0 ? 10 : 0,
    locked: false,
    cantmove: index % 11 === 10 ? 0x40 : 0,
    cpuShare: 1 / (1 + (index % 4)),
    residentBytes: (20 + ((index * 37) % 400)) * 1024 ** 2,
    cpuSeconds: index * 13.37,
    arrivalSeconds: 0,
    workSeconds: 600,
    workLeftSeconds: 600 - index,
    migrations: index % 5,
  };
}
