import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Session } from './session.js';

export type Departure = Extract<ClusterEvent, { type: 'migration-started' }>;
type Placed = Extract<ClusterEvent, { type: 'placed' }>;

/**
 * How the processes that are alive came to where they are: the last migration of each, and why it was
 * started away from its home.
 */
export class Journeys implements Stateful {
  readonly #departures = new Map<number, Departure>();
  readonly #placed = new Map<number, Placed>();

  constructor(session: Pick<Session, 'subscribe'>) {
    session.subscribe(
      (event) => {
        if (event.type === 'migration-started') this.#departures.set(event.pid, event);
        else if (event.type === 'placed') this.#placed.set(event.pid, event);
        else if (event.type === 'completed' || event.type === 'killed') {
          this.#departures.delete(event.pid);
          this.#placed.delete(event.pid);
        }
      },
      { types: ['migration-started', 'placed', 'completed', 'killed'] },
    );
  }

  exchange(archive: Archive): void {
    archive.map('departures', this.#departures);
    archive.map('placed', this.#placed);
  }

  /** The last migration of a process, or else its start away from home; undefined: it had neither. */
  last(pid: number): Departure | Placed | undefined {
    return this.#departures.get(pid) ?? this.#placed.get(pid);
  }
}
