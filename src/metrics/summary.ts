import { Float64List } from '../base/growable.js';
import { mean, percentile } from '../base/statistics.js';
import type { ClusterEvent, EventType } from '../cluster/facts/event.js';
import { type NodeId, type NodeSpec, STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { Totals } from '../cluster/facts/view.js';
import type { Archive, Stateful } from '../kernel/archive.js';

/** The figures of one node in a run. */
export interface NodeFigures {
  readonly node: NodeId;
  readonly name: string;
  /** Processes that were started here. */
  readonly started: number;
  /** Processes that completed here, wherever their home is. */
  readonly completed: number;
  readonly migrationsIn: number;
  readonly migrationsOut: number;
}

/** The figures of a run, in the order in which they are printed. Null: not defined. */
export interface Figures {
  /** Virtual time of the end, seconds. */
  readonly time: number;
  readonly processes: {
    readonly arrived: number;
    readonly completed: number;
    readonly killed: number;
    readonly alive: number;
  };
  /** Migrations carried out. */
  readonly migrations: number;
  /** Migrations given up on their way: the target takes no more, has no room, or the way is cut. */
  readonly migrationsFailed: number;
  /** Mean time from arrival to completion, seconds. */
  readonly meanResponse: number | null;
  /**
   * Slowdown is the response time over the time that the process would need alone on an idle CPU
   * of its home.
   */
  readonly meanSlowdown: number | null;
  /** The slowdown that 95 % of the processes do not exceed. */
  readonly p95Slowdown: number | null;
  /** Virtual time of the last completion, seconds. */
  readonly makespan: number | null;
  /**
   * Work delivered over what the nodes could have delivered while they were not down, if they had
   * run the program that gains most from their threads.
   */
  readonly utilisation: number | null;
  /** Work delivered, in seconds of one CPU of speed 10000. */
  readonly cpuSeconds: number;
  readonly bytesMoved: number;
  readonly nodes: readonly NodeFigures[];
}

type Count = 'started' | 'completed' | 'migrationsIn' | 'migrationsOut';

interface NodeCounts extends Record<Count, number> {
  readonly node: NodeId;
  readonly name: string;
  readonly speed: number;
  readonly cpus: number;
  /** The most that any program gains from the threads of a processor, if there are enough. */
  readonly gain: number;
  /** What it delivers when all of its CPUs are busy: work seconds per second. */
  capacity: number;
}

/** The events that a summary is made of. */
export const SUMMARISED: readonly EventType[] = [
  'started',
  'completed',
  'migrated',
  'migration-failed',
  'node-crashed',
  'node-recovered',
];

/** Watches a run through its events and sums it up. */
export class Summary implements Stateful {
  readonly #nodes: Map<NodeId, NodeCounts>;
  readonly #responses = new Float64List();
  readonly #slowdowns = new Float64List();
  #makespan = 0;
  #migrationsFailed = 0;
  /** Capacity of the nodes that are not down, since when, and its integral until then. */
  #capacity = 0;
  #capacitySince = 0;
  #couldDeliver = 0;

  /** @param programGain the most that any program of the run gains from threads (its htGain) */
  constructor(nodes: readonly NodeSpec[], programGain = 1) {
    this.#nodes = new Map(nodes.map((node) => [node.id, countsOf(node, programGain)]));
    for (const node of this.#nodes.values()) this.#capacity += node.capacity;
  }

  exchange(archive: Archive): void {
    archive.map('nodes', this.#nodes);
    const responses = archive.value('responses', this.#responses.toArray());
    const slowdowns = archive.value('slowdowns', this.#slowdowns.toArray());
    if (archive.restores) {
      this.#responses.replace(responses);
      this.#slowdowns.replace(slowdowns);
    }
    this.#makespan = archive.value('makespan', this.#makespan);
    this.#migrationsFailed = archive.value('migrationsFailed', this.#migrationsFailed);
    this.#capacity = archive.value('capacity', this.#capacity);
    this.#capacitySince = archive.value('capacitySince', this.#capacitySince);
    this.#couldDeliver = archive.value('couldDeliver', this.#couldDeliver);
  }

  /** An observer of `SUMMARISED`: there are millions of these, so it makes no objects. */
  readonly observe = (event: ClusterEvent): void => {
    switch (event.type) {
      case 'started':
        this.#count(event.home, 'started');
        break;
      case 'completed':
        this.#complete(event);
        break;
      case 'migrated':
        this.#count(event.from, 'migrationsOut');
        this.#count(event.to, 'migrationsIn');
        break;
      case 'migration-failed':
        this.#migrationsFailed++;
        break;
      case 'node-crashed':
        this.#changeCapacity(event.at, -this.#nodes.get(event.node)!.capacity);
        break;
      case 'node-recovered':
        this.#recover(this.#nodes.get(event.node)!, event);
        break;
    }
  };

  /** @param time virtual time of the end of the run, seconds */
  figures(time: number, totals: Totals): Figures {
    const responses = this.#responses.toArray();
    const slowdowns = this.#slowdowns.toArray();
    const couldDeliver = this.capacityUntil(time);
    return {
      time,
      processes: {
        arrived: totals.arrived,
        completed: totals.completed,
        killed: totals.killed,
        alive: totals.alive,
      },
      migrations: totals.migrations,
      migrationsFailed: this.#migrationsFailed,
      meanResponse: defined(mean(responses)),
      meanSlowdown: defined(mean(slowdowns)),
      p95Slowdown: defined(percentile(slowdowns, 0.95)),
      makespan: responses.length > 0 ? this.#makespan : null,
      utilisation: defined(totals.workDelivered / couldDeliver),
      cpuSeconds: totals.workDelivered,
      bytesMoved: totals.bytesMoved,
      nodes: [...this.#nodes.values()].map(nodeFigures),
    };
  }

  /** Work that the nodes could have done until then, virtual seconds. */
  capacityUntil(time: number): number {
    return this.#couldDeliver + this.#capacity * (time - this.#capacitySince);
  }

  #complete(event: ClusterEvent & { type: 'completed' }): void {
    const response = event.at - event.arrivalSeconds;
    this.#responses.push(response);
    this.#makespan = event.at;
    this.#count(event.node, 'completed');
    const { speed } = this.#nodes.get(event.home)!;
    const alone = event.workSeconds / (speed / STANDARD_SPEED);
    if (alone > 0) this.#slowdowns.push(response / alone);
  }

  #count(node: NodeId, what: Count): void {
    const counts = this.#nodes.get(node);
    if (counts !== undefined) counts[what]++;
  }

  #recover(node: NodeCounts, { at, threads }: ClusterEvent & { type: 'node-recovered' }): void {
    if (threads !== undefined) node.capacity = capacityOf(node, threads);
    this.#changeCapacity(at, node.capacity);
  }

  #changeCapacity(at: number, by: number): void {
    this.#couldDeliver += this.#capacity * (at - this.#capacitySince);
    this.#capacitySince = at;
    this.#capacity += by;
  }
}

/** A figure that is a number: without processes a mean is NaN, at time 0 a part of nothing. */
function defined(figure: number): number | null {
  return Number.isFinite(figure) ? figure : null;
}

function countsOf(
  { id, name, speed, cpus, threads, htGain }: NodeSpec,
  programGain: number,
): NodeCounts {
  const gain = Math.max(htGain, programGain);
  return {
    node: id,
    name,
    speed,
    cpus,
    gain,
    capacity: capacityOf({ cpus, speed, gain }, threads),
    started: 0,
    completed: 0,
    migrationsIn: 0,
    migrationsOut: 0,
  };
}

/** What the program that gains most would get out of it: nothing delivers more. */
function capacityOf(
  { cpus, speed, gain }: Pick<NodeCounts, 'cpus' | 'speed' | 'gain'>,
  threads: number,
): number {
  return (cpus * Math.min(threads, gain) * speed) / STANDARD_SPEED;
}

function nodeFigures(counts: NodeCounts): NodeFigures {
  const { node, name, started, completed, migrationsIn, migrationsOut } = counts;
  return { node, name, started, completed, migrationsIn, migrationsOut };
}
