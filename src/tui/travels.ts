import { type Later, whenKnown } from '../base/later.js';
import type { Past, Session } from '../session/session.js';
import { asksFutures, type Dialog } from './dialogs/dialog.js';
import type { Effect, Message } from './message.js';
import type { DashboardState } from './state.js';

/** What travels need of the dashboard. */
export interface Traveller {
  session(): Session;
  /** Time stands still until it is played again. */
  pause(): void;
  /** Takes a sample of where the session is. */
  look(): void;
  /** The same of a moment that the session has been taken to. */
  arrive(type: 'travelled' | 'not-found'): void;
  receive(message: Message): void;
}

export type TravelEffect = Extract<
  Effect,
  {
    type:
      | 'run-ahead'
      | 'compare'
      | 'measure-gain'
      | 'seek'
      | 'switch-branch'
      | 'begin-branch'
      | 'find';
  }
>;

/** Takes a dashboard to other moments, and looks into its futures. */
export class Travels {
  readonly #traveller: Traveller;
  #giveUpFutures: (() => void) | undefined;
  #patience: NodeJS.Timeout | undefined;
  #giveUpGain: (() => void) | undefined;
  #cancelSearch: (() => void) | undefined;

  constructor(traveller: Traveller) {
    this.#traveller = traveller;
  }

  carryOut(effect: TravelEffect): void {
    switch (effect.type) {
      case 'seek':
        this.#travel((past) => past.seek(effect.seconds));
        return;
      case 'switch-branch':
        this.#travel((past) => past.switchTo(effect.branch));
        return;
      case 'begin-branch':
        this.#travel((past) => past.begin(effect.way));
        return;
      case 'find':
        this.#find(effect);
        return;
      case 'measure-gain':
        this.#measureGain();
        return;
      case 'run-ahead':
      case 'compare':
        this.#runAhead(effect);
    }
  }

  /** What a dialog has asked for is given up when it closes. */
  onDialog(dialog: Dialog | undefined): void {
    if (!asksFutures(dialog)) this.#endFutures();
    if (dialog?.kind !== 'search') this.#endSearch();
  }

  /** A measurement of captured gain is given up when that is not shown any more. */
  onGain(gain: DashboardState['gain']): void {
    if (gain !== undefined) return;
    this.#giveUpGain?.();
    this.#giveUpGain = undefined;
  }

  /** Gives up what is going on. */
  end(): void {
    this.onGain(undefined);
    this.#endFutures();
    this.#cancelSearch = undefined;
  }

  #travel(go: (past: Past) => Later<void>): void {
    const { session, pause, look, arrive } = this.#traveller;
    const { past } = session();
    if (past === undefined) return;
    pause();
    // The last of the present is still to be remembered.
    look();
    whenKnown(go(past), () => {
      // From there it is to go on.
      pause();
      if (past.jumps === undefined) arrive('travelled');
      else look();
    });
  }

  #runAhead(effect: Extract<TravelEffect, { type: 'run-ahead' | 'compare' }>): void {
    this.#endFutures();
    if (effect.type === 'run-ahead' && effect.isPatient) {
      this.#patience = setTimeout(() => this.#begin(effect), PATIENCE_MILLISECONDS);
    } else {
      this.#begin(effect);
    }
  }

  #begin(effect: Extract<TravelEffect, { type: 'run-ahead' | 'compare' }>): void {
    const { session, receive } = this.#traveller;
    const { futures } = session();
    this.#giveUpFutures =
      effect.type === 'compare'
        ? futures?.compare(effect.branches, (compared) => receive({ type: 'compared', compared }))
        : futures?.start(effect.outlook, (index, future) =>
            receive({ type: 'future', index, future }),
          );
  }

  #measureGain(): void {
    const { session, receive } = this.#traveller;
    this.#giveUpGain?.();
    this.#giveUpGain = session().futures?.gain((gain) => receive({ type: 'gained', gain }));
  }

  #endFutures(): void {
    clearTimeout(this.#patience);
    this.#giveUpFutures?.();
    this.#giveUpFutures = undefined;
  }

  /** Between two parts of a search keys are answered. */
  #find({ sought, which }: Extract<TravelEffect, { type: 'find' }>): void {
    const { session, pause, look, receive } = this.#traveller;
    const { past } = session();
    pause();
    look();
    const from = session().view().now;
    const search = past?.find?.(sought, which);
    if (past === undefined || search === undefined) return;
    const arrive = (type: 'travelled' | 'not-found') => {
      this.#cancelSearch = undefined;
      pause();
      this.#traveller.arrive(type);
    };
    this.#cancelSearch = () => {
      whenKnown(past.seek(from), () => arrive('not-found'));
    };
    const goOn = () => {
      if (this.#cancelSearch === undefined) return;
      const end = performance.now() + SEARCH_MILLISECONDS;
      let step = search.next();
      while (!step.done && performance.now() < end) step = search.next();
      if (step.done) {
        arrive(step.value === undefined ? 'not-found' : 'travelled');
        return;
      }
      receive({ type: 'searching', at: step.value });
      setImmediate(goOn);
    };
    goOn();
  }

  #endSearch(): void {
    const cancel = this.#cancelSearch;
    this.#cancelSearch = undefined;
    cancel?.();
  }
}

const SEARCH_MILLISECONDS = 20;
/** Who types `m3` and Enter does not want to know. */
const PATIENCE_MILLISECONDS = 150;
