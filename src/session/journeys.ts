import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Session } from './session.js';

export type Departure = Extract<ClusterEvent, { type: 'migration-started' }>;
type Placed = Extract<ClusterEvent, { type: 'placed' }>;

/**
 * How the processes that are alive came to where they are: the last migration of each, or else why it
 * was started away from its home.
 */
export class Journeys implements Stateful {
  readonly #last = new Map<number, Departure | Placed>();

  constructor(session: Pick<Session, 'subscribe'>) {
    session.subscribe(
      (event) => {
        if (event.type === 'completed' || event.type === 'killed') this.#last.delete(event.pid);
        else if (event.type === 'migration-started' || event.type === 'placed') {
          this.#last.set(event.pid, event);
        }
      },
      { types: ['migration-started', 'placed', 'completed', 'killed'] },
    );
  }

  exchange(archive: Archive): void {
    archive.map('journeys', this.#last);
  }

  /** The last migration of a process, or its start away from home; undefined: it had neither. */
  last(pid: number): Departure | Placed | undefined {
    return this.#last.get(pid);
  }
}
