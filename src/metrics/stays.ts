import type { ClusterEvent, EventType } from '../cluster/facts/event.js';
import type { NodeId, NodeSpec } from '../cluster/facts/node-spec.js';

/** A process on a node, seconds of virtual time; frozen on its way it is nowhere. */
export type Stay = readonly [
  pid: number,
  home: NodeId,
  node: NodeId,
  fromSeconds: number,
  toSeconds: number,
];

/** Which process was where in the first part of a window. */
export interface StaysOverTime {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly nodes: readonly (readonly [node: NodeId, logicalCpus: number])[];
  /** In the order in which they begin; cut off where that part begins and ends. */
  readonly stays: readonly Stay[];
}

/** The events that say where processes run. */
export const OF_STAYS: readonly EventType[] = [
  ...(['started', 'placed', 'completed', 'killed'] as const),
  ...(['migration-started', 'migrated', 'migration-failed'] as const),
];

/** More stays than that are not told apart in a chart: the part ends before the next one. */
const MOST_STAYS = 200;
/** Of a larger cluster these are watched: the first ones. */
const MOST_NODES = 24;

interface Open {
  readonly home: NodeId;
  readonly node: NodeId;
  readonly sinceSeconds: number;
}

/** Watches the processes of a run through its events (`OF_STAYS`), from its beginning. */
export class Stays {
  readonly #nodes: StaysOverTime['nodes'];
  readonly #watched: ReadonlySet<NodeId>;
  readonly #beginSeconds: () => number | undefined;
  readonly #homes = new Map<number, NodeId>();
  readonly #open = new Map<number, Open>();
  readonly #stays: Stay[] = [];
  /** Those of the window, open ones too; undefined: it has not begun. */
  #count: number | undefined;
  #endSeconds: number | undefined;

  /** @param beginSeconds when the window has begun; undefined: not yet */
  constructor(nodes: readonly NodeSpec[], beginSeconds: () => number | undefined) {
    const watched = nodes.slice(0, MOST_NODES);
    this.#nodes = watched.map(({ id, cpus, threads }) => [id, cpus * threads]);
    this.#watched = new Set(watched.map(({ id }) => id));
    this.#beginSeconds = beginSeconds;
  }

  readonly observe = (event: ClusterEvent): void => {
    if (this.#endSeconds !== undefined) return;
    this.#beginIfTime(event.at);
    switch (event.type) {
      case 'started':
        this.#homes.set(event.pid, event.home);
        this.#enter(event.pid, event.home, event.at);
        break;
      case 'placed':
        // It has not run at its home.
        this.#forget(event.pid);
        this.#enter(event.pid, event.to, event.at);
        break;
      case 'migration-started':
        this.#leave(event.pid, event.at);
        break;
      case 'migrated':
        this.#enter(event.pid, event.to, event.at);
        break;
      case 'migration-failed':
        this.#enter(event.pid, event.from, event.at);
        break;
      case 'completed':
      case 'killed':
        this.#leave(event.pid, event.at);
        this.#homes.delete(event.pid);
        break;
    }
  };

  /** Of the run up to then, its end. */
  until(seconds: number): StaysOverTime {
    this.#beginIfTime(seconds);
    if (this.#endSeconds === undefined) this.#end(seconds);
    return {
      fromSeconds: rounded(this.#beginSeconds() ?? seconds),
      toSeconds: rounded(this.#endSeconds!),
      nodes: this.#nodes,
      stays: this.#stays.toSorted((a, b) => a[3] - b[3] || a[0] - b[0]),
    };
  }

  #beginIfTime(seconds: number): void {
    if (this.#count !== undefined || this.#beginSeconds() === undefined) return;
    this.#count = this.#open.size;
    // So many at once: there is nothing to be seen of them.
    if (this.#count > MOST_STAYS) this.#end(Math.min(seconds, this.#beginSeconds()!));
  }

  #enter(pid: number, node: NodeId, seconds: number): void {
    if (!this.#watched.has(node)) return;
    if (this.#count === MOST_STAYS) {
      this.#end(seconds);
      return;
    }
    if (this.#count !== undefined) this.#count++;
    this.#open.set(pid, { home: this.#homes.get(pid) ?? node, node, sinceSeconds: seconds });
  }

  #forget(pid: number): void {
    if (this.#open.delete(pid) && this.#count !== undefined) this.#count--;
  }

  #leave(pid: number, seconds: number): void {
    const open = this.#open.get(pid);
    if (open === undefined) return;
    this.#open.delete(pid);
    const begin = this.#beginSeconds() ?? seconds;
    if (seconds <= begin) return;
    const from = Math.max(open.sinceSeconds, begin);
    this.#stays.push([pid, open.home, open.node, rounded(from), rounded(seconds)]);
  }

  #end(seconds: number): void {
    for (const pid of [...this.#open.keys()]) this.#leave(pid, seconds);
    this.#endSeconds = seconds;
  }
}

/** To milliseconds: a pixel of the chart is more. */
function rounded(seconds: number): number {
  return Number(seconds.toFixed(3));
}
