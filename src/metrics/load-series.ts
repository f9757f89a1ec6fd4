import type { ClusterEvent } from '../cluster/facts/event.js';
import type { NodeId, NodeSpec } from '../cluster/facts/node-spec.js';

/** The processes per CPU of each node, as means over intervals of equal length. */
export interface LoadsOverTime {
  /** Length of an interval, seconds of virtual time; the first one begins at 0. */
  readonly everySeconds: number;
  readonly nodes: readonly NodeId[];
  /** By interval, then by node; the last interval may be cut short by the end of the run. */
  readonly loads: readonly (readonly number[])[];
}

/** More intervals than that: two become one, as often as needed. */
const MOST_INTERVALS = 1000;

/** Watches how loaded nodes are through the events of a run (`OF_PLACES`), from its beginning. */
export class LoadSeries {
  readonly #nodes: readonly NodeSpec[];
  readonly #indices: ReadonlyMap<NodeId, number>;
  readonly #places = new Map<number, number>();
  /** Processes of each node, since when, and process seconds of the interval up to then. */
  readonly #counts: Float64Array;
  readonly #since: Float64Array;
  readonly #filled: Float64Array;
  /** Logical CPUs of each node: a reboot may change them. */
  readonly #cpus: Float64Array;
  #everySeconds: number;
  #startSeconds = 0;
  #intervals: number[][] = [];

  constructor(nodes: readonly NodeSpec[], everySeconds: number) {
    this.#nodes = nodes;
    this.#indices = new Map(nodes.map(({ id }, index) => [id, index]));
    this.#counts = new Float64Array(nodes.length);
    this.#since = new Float64Array(nodes.length);
    this.#filled = new Float64Array(nodes.length);
    this.#cpus = Float64Array.from(nodes, ({ cpus, threads }) => cpus * threads);
    this.#everySeconds = everySeconds;
  }

  readonly observe = (event: ClusterEvent): void => {
    this.#closeUntil(event.at);
    switch (event.type) {
      case 'started':
        this.#put(event.pid, event.home, event.at);
        break;
      case 'placed':
      case 'migrated':
        this.#take(event.pid, event.at);
        this.#put(event.pid, event.to, event.at);
        break;
      case 'completed':
      case 'killed':
        this.#take(event.pid, event.at);
        break;
      case 'node-recovered':
        if (event.threads !== undefined) this.#reboot(event.node, event.threads);
        break;
    }
  };

  /** Of the run up to then, its end. */
  until(seconds: number): LoadsOverTime {
    this.#closeUntil(seconds);
    if (seconds > this.#startSeconds) this.#close(seconds);
    return {
      everySeconds: this.#everySeconds,
      nodes: this.#nodes.map(({ id }) => id),
      loads: this.#intervals,
    };
  }

  #closeUntil(seconds: number): void {
    while (seconds >= this.#startSeconds + this.#everySeconds) {
      this.#close(this.#startSeconds + this.#everySeconds);
      if (this.#intervals.length < MOST_INTERVALS) continue;
      this.#intervals = pairs(this.#intervals);
      this.#everySeconds *= 2;
    }
  }

  /** Ends an interval. Rounded, since what follows by addition is not exact anyway. */
  #close(endSeconds: number): void {
    const length = endSeconds - this.#startSeconds;
    this.#intervals.push(
      this.#nodes.map((_, index) => {
        this.#fill(index, endSeconds);
        const load = this.#filled[index]! / length / this.#cpus[index]!;
        this.#filled[index] = 0;
        return Number(load.toFixed(3));
      }),
    );
    this.#startSeconds = endSeconds;
  }

  /** What the interval holds so far was per CPU of before. */
  #reboot(node: NodeId, threads: number): void {
    const index = this.#indices.get(node)!;
    const cpus = this.#nodes[index]!.cpus * threads;
    this.#filled[index]! *= cpus / this.#cpus[index]!;
    this.#cpus[index] = cpus;
  }

  #fill(index: number, seconds: number): void {
    this.#filled[index]! += this.#counts[index]! * (seconds - this.#since[index]!);
    this.#since[index] = seconds;
  }

  #put(pid: number, node: NodeId, seconds: number): void {
    const index = this.#indices.get(node)!;
    this.#fill(index, seconds);
    this.#places.set(pid, index);
    this.#counts[index]!++;
  }

  #take(pid: number, seconds: number): void {
    const index = this.#places.get(pid);
    if (index === undefined) return;
    this.#fill(index, seconds);
    this.#places.delete(pid);
    this.#counts[index]!--;
  }
}

function pairs(intervals: readonly (readonly number[])[]): number[][] {
  const found: number[][] = [];
  for (let i = 0; i + 1 < intervals.length; i += 2) {
    const [one, other] = [intervals[i]!, intervals[i + 1]!];
    found.push(one.map((load, node) => Number(((load + other[node]!) / 2).toFixed(3))));
  }
  return found;
}
