import { counted } from '../../base/counted.js';
import { formatClock } from '../../base/units.js';
import { checkInvariants } from '../../cluster/watching/invariants.js';
import type { Part } from '../../session/session.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { Advancing } from './drive.js';

/**
 * A session that stops at a fixed interval of events to check the invariants of its cluster.
 * What happens in it stays the same; it takes longer, the more processes are alive.
 */
export class Inspection implements Advancing {
  readonly #session: SimulatedSession;
  readonly #everyEvents: number;
  #untilCheck: number;
  #checks = 0;

  /** @param everyEvents events between two checks, 1 or more */
  constructor(session: SimulatedSession, everyEvents: number) {
    this.#session = session;
    this.#everyEvents = everyEvents;
    this.#untilCheck = everyEvents;
  }

  /** How often all invariants have held. */
  get checks(): number {
    return this.#checks;
  }

  /** @throws Error at the first broken invariant, with the time of the check that found it */
  advance(until: number, { maxEvents = Infinity, untilOver = false }: Part): boolean {
    for (let left = maxEvents; left > 0; ) {
      const events = Math.min(left, this.#untilCheck);
      const isDone = this.#session.advance(until, { maxEvents: events, untilOver });
      left -= events;
      this.#untilCheck -= events;
      if (this.#untilCheck === 0 || isDone) this.#check();
      if (isDone) return true;
    }
    return false;
  }

  #check(): void {
    const { cluster, agenda } = this.#session.simulation;
    this.#untilCheck = this.#everyEvents;
    try {
      checkInvariants(cluster);
    } catch (error) {
      const law = error instanceof Error ? error.message : String(error);
      const held = `${counted(this.#checks, 'earlier check')} held`;
      throw new Error(`at ${formatClock(agenda.now)} of virtual time: ${law}; ${held}`);
    }
    this.#checks++;
  }
}
