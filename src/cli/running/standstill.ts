import { UserError } from '../../base/user-error.js';
import type { SimulatedSession } from '../../session/simulated.js';

/** After so long what a policy waits for has come: beliefs, statistics and rests are of minutes. */
const PATIENCE_SECONDS = 3600;

/**
 * Notices a run that would go on for ever: processes are alive, none of them can go on, and for an
 * hour nothing has come that could change that, nor will it.
 */
export class Standstill {
  readonly #session: SimulatedSession;
  #sinceSeconds = 0;
  /** What had happened at the last look. */
  #before = '';

  constructor(session: SimulatedSession) {
    this.#session = session;
  }

  /**
   * Looks at the session, now and then while it runs.
   * @param isDone whether there is nothing left that could happen, not even a measurement
   * @throws UserError when the run will never end
   */
  check(isDone: boolean): void {
    const { simulation, over } = this.#session;
    if (over) return;
    const { now, totals } = this.#session.view();
    const happened = JSON.stringify(totals);
    if (happened !== this.#before || !simulation.isStill) this.#sinceSeconds = now;
    this.#before = happened;
    if (isDone || now - this.#sinceSeconds > PATIENCE_SECONDS) throw this.#refusal();
  }

  #refusal(): UserError {
    const view = this.#session.view();
    const [first] = view.processes();
    const others = view.totals.alive > 1 ? `, and ${view.totals.alive - 1} more` : '';
    return new UserError(
      `this run can never end: process ${first?.pid} (node ${first?.node})${others} cannot go on, ` +
        'and nothing is to come that could change that; give it an end, such as --until 10min',
      1,
    );
  }
}
