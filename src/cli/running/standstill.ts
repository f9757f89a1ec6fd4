import { UserError } from '../../base/user-error.js';
import type { ProcessView } from '../../cluster/facts/view.js';
import type { WatchedProcesses } from '../../metrics/watched-processes.js';
import type { SimulatedSession } from '../../session/simulated.js';

/** After so long what a policy waits for has come: beliefs, statistics and rests are of minutes. */
const PATIENCE_SECONDS = 3600;

/**
 * Notices a run that would go on for ever: processes are alive, none of them can go on, and for an
 * hour nothing has come that could change that, nor will it. Or one of them never ends, and the
 * window of the run waits for it.
 */
export class Standstill {
  readonly #session: SimulatedSession;
  readonly #watched: WatchedProcesses | undefined;
  #sinceSeconds = 0;
  /** What had happened at the last look. */
  #before = '';

  /** @param watched undefined: the run ends with its last process */
  constructor(session: SimulatedSession, watched?: WatchedProcesses) {
    this.#session = session;
    this.#watched = watched;
  }

  /**
   * Looks at the session, now and then while it runs.
   * @param isDone whether there is nothing left that could happen, not even a measurement
   * @throws UserError when the run will never end
   */
  check(isDone: boolean): void {
    const { simulation, over } = this.#session;
    if (over) return;
    this.#checkWindow();
    const { now, totals } = this.#session.view();
    const happened = JSON.stringify(totals);
    if (happened !== this.#before || !simulation.isStill) this.#sinceSeconds = now;
    this.#before = happened;
    if (isDone || now - this.#sinceSeconds > PATIENCE_SECONDS) throw this.#refusal();
  }

  /** Whatever else computes: a window waits for one that never ends, or for more than will come. */
  #checkWindow(): void {
    const watched = this.#watched;
    const { simulation } = this.#session;
    if (watched === undefined || watched.isDone || simulation.hasHappenings) return;
    const endless = this.#session.view().processes().filter(isEndless);
    const awaited = endless.find(({ pid }) => watched.awaits(pid));
    if (awaited !== undefined) {
      const { pid, node } = awaited;
      throw new UserError(
        `this run would never end: process ${pid} (node ${node}) is watched and never ends; ` +
          'leave it out, such as by --warm-up 1s, or give the run an end, such as --until 10min',
        1,
      );
    }
    if (endless.length === 0 || simulation.hasArrivals || !watched.isShort) return;
    throw new UserError(
      `this run would never end: no more processes come than ${watched.counts.arrived}, which is less than ` +
        'what is to be watched, and some of the others never end; watch less',
      1,
    );
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

/** Whether it has no end of its own, or is stopped, and nobody will continue it. */
function isEndless({ workSeconds, state }: ProcessView): boolean {
  return workSeconds === Number.POSITIVE_INFINITY || state === 'T';
}
