import type { ClusterEvent, EventType } from '../cluster/facts/event.js';
import type { NodeId, NodeSpec } from '../cluster/facts/node-spec.js';

/** The events that change how many processes are where. */
export const OF_PLACES: readonly EventType[] = [
  ...(['started', 'placed', 'completed', 'killed', 'migrated'] as const),
  ...(['node-crashed', 'node-recovered'] as const),
];

/**
 * How unequally the nodes are loaded: the standard deviation, over the nodes that are not down, of
 * the processes on a node per CPU, averaged over time. A process on its way counts where it leaves.
 */
export class Imbalance {
  readonly #cpus: Map<NodeId, number>;
  readonly #processors: ReadonlyMap<NodeId, number>;
  readonly #counts = new Map<NodeId, number>();
  readonly #places = new Map<number, NodeId>();
  readonly #down = new Set<NodeId>();
  /** Sums over nodes of what each has per CPU, and of its square. */
  #sum = 0;
  #squares = 0;
  #atSeconds = 0;
  #integral = 0;

  constructor(nodes: readonly NodeSpec[]) {
    this.#cpus = new Map(nodes.map(({ id, cpus, threads }) => [id, cpus * threads]));
    this.#processors = new Map(nodes.map(({ id, cpus }) => [id, cpus]));
  }

  /** An observer of `OF_PLACES`. */
  readonly observe = (event: ClusterEvent): void => {
    this.#advance(event.at);
    switch (event.type) {
      case 'started':
        this.#put(event.pid, event.home);
        break;
      case 'placed':
      case 'migrated':
        this.#take(event.pid);
        this.#put(event.pid, event.to);
        break;
      case 'completed':
      case 'killed':
        this.#take(event.pid);
        break;
      case 'node-crashed':
        this.#down.add(event.node);
        break;
      case 'node-recovered':
        this.#down.delete(event.node);
        // Nothing is on it yet.
        if (event.threads !== undefined) {
          this.#cpus.set(event.node, this.#processors.get(event.node)! * event.threads);
        }
        break;
    }
  };

  /** Its integral over virtual time until then, seconds x processes per CPU. */
  until(seconds: number): number {
    this.#advance(seconds);
    return this.#integral;
  }

  #advance(seconds: number): void {
    const nodes = this.#cpus.size - this.#down.size;
    if (nodes > 0) {
      const mean = this.#sum / nodes;
      const variance = Math.max(0, this.#squares / nodes - mean * mean);
      this.#integral += Math.sqrt(variance) * (seconds - this.#atSeconds);
    }
    this.#atSeconds = seconds;
  }

  #put(pid: number, node: NodeId): void {
    this.#places.set(pid, node);
    this.#change(node, 1);
  }

  #take(pid: number): void {
    const node = this.#places.get(pid);
    if (node === undefined) return;
    this.#places.delete(pid);
    this.#change(node, -1);
  }

  #change(node: NodeId, by: number): void {
    const cpus = this.#cpus.get(node)!;
    const before = this.#counts.get(node) ?? 0;
    this.#counts.set(node, before + by);
    this.#sum += by / cpus;
    this.#squares += ((before + by) ** 2 - before ** 2) / cpus ** 2;
  }
}
