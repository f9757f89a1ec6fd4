import type { NodeSpec } from '../cluster/facts/node-spec.js';
import type { Window } from '../metrics/window.js';
import {
  type Belief,
  type WindowFigures,
  type WindowRule,
  WindowSummary,
} from '../metrics/window-summary.js';
import type { Part, Session } from '../session/session.js';

/** What is run: a session that knows what its nodes are made of. */
export type Runnable = Pick<Session, 'advance' | 'subscribe' | 'view'> & {
  listenToBeliefs(listener: (belief: Belief) => void): void;
  readonly nodes: readonly NodeSpec[];
};

/**
 * A session that goes on until its window is over: arrivals go on until the last watched process
 * has ended, so that it ends among others as all do. Where that is depends on the run alone, not on
 * the parts in which it is advanced.
 */
export class WindowRun {
  readonly summary: WindowSummary;
  readonly #session: Runnable;
  readonly #window: Window;
  #beginSeconds: number | undefined;
  /** Seconds of the window are over, and of its processes some may be alive. */
  #arrivalsAreOver = false;
  #endSeconds = Number.POSITIVE_INFINITY;

  /** @param session at its beginning */
  constructor(session: Runnable, rule: WindowRule) {
    this.#session = session;
    this.#window = rule.window;
    this.summary = new WindowSummary(session.nodes, rule);
    for (const [types, observe] of this.summary.observers) {
      session.subscribe(observe, { types, transient: true });
    }
    session.listenToBeliefs(this.summary.believed);
    if (this.summary.processes.isWarm) this.#begin();
  }

  /** As a session does. @returns whether the window is over, or nothing is left to do */
  advance(until: number, part: Part): boolean {
    if (this.#beginSeconds === undefined && !this.#warmUp(until, part)) return false;
    const { watch } = this.#window;
    const { processes } = this.summary;
    if (watch?.kind === 'seconds' && !this.#arrivalsAreOver) {
      const end = Math.min(until, this.#endSeconds);
      if (!this.#session.advance(end, part)) return false;
      this.#arrivalsAreOver = this.#session.view().now === this.#endSeconds;
      if (!this.#arrivalsAreOver || processes.isDone) return true;
    }
    if (watch === undefined) return this.#session.advance(until, part);
    return this.#session.advance(until, { ...part, isDone: () => processes.isDone });
  }

  /** Virtual time at which the window began; undefined: the warm-up goes on. */
  get beginSeconds(): number | undefined {
    return this.#beginSeconds;
  }

  /** Whether all that were to be watched have ended. */
  get isDone(): boolean {
    return this.#beginSeconds !== undefined && this.summary.processes.isDone;
  }

  /** Of the window as far as it has come. */
  figures(): WindowFigures {
    const { now, totals } = this.#session.view();
    return this.summary.end(now, totals);
  }

  /** @returns whether the warm-up is over */
  #warmUp(until: number, part: Part): boolean {
    const { warmUp } = this.#window;
    const { processes } = this.summary;
    const end = warmUp.kind === 'seconds' ? Math.min(until, warmUp.seconds) : until;
    if (!this.#session.advance(end, { ...part, isDone: () => processes.isFilled })) return false;
    this.#begin();
    return true;
  }

  #begin(): void {
    const { now, totals } = this.#session.view();
    this.summary.begin(now, totals);
    this.#beginSeconds = now;
    const { watch } = this.#window;
    if (watch?.kind === 'seconds') this.#endSeconds = now + watch.seconds;
  }
}
