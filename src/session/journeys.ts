import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Session } from './session.js';

export type Departure = Extract<ClusterEvent, { type: 'migration-started' }>;

/** How the processes that are alive came to where they are: the last migration of each. */
export class Journeys implements Stateful {
  readonly #departures = new Map<number, Departure>();

  constructor(session: Pick<Session, 'subscribe'>) {
    session.subscribe(
      (event) => {
        if (event.type === 'migration-started') this.#departures.set(event.pid, event);
        else if (event.type === 'completed' || event.type === 'killed') {
          this.#departures.delete(event.pid);
        }
      },
      { types: ['migration-started', 'completed', 'killed'] },
    );
  }

  exchange(archive: Archive): void {
    archive.map('departures', this.#departures);
  }

  /** The last migration of a process; undefined: it was never moved. */
  last(pid: number): Departure | undefined {
    return this.#departures.get(pid);
  }
}
