import { whenKnown } from '../base/later.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Past, Session } from '../session/session.js';
import { type Charset, UNICODE } from './drawing/charset.js';
import type { Frame, Size } from './drawing/frame.js';
import { frameText } from './drawing/text.js';
import type { Effect, Message } from './message.js';
import { sampleOf } from './past/sample.js';
import { replyTo } from './replies.js';
import type { ScenarioCard } from './scenarios.js';
import { isSending } from './sending.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { type DashboardState, initialState } from './state.js';
import type { TourId } from './tour/tour.js';
import { withTour } from './tour/tour-acts.js';
import { update } from './update.js';
import { screenFrame } from './views/screen.js';
import type { ViewId } from './views/view-id.js';

export interface OnlookerOptions {
  readonly size: Size;
  readonly charset?: Charset;
  readonly settings?: Settings;
  /** Default: mtop. */
  readonly view?: ViewId;
  /** The scenarios that the list of them shows. */
  readonly cards?: () => readonly ScenarioCard[];
  /** The tour that is begun with. */
  readonly tour?: TourId;
}

/**
 * A dashboard without a terminal and without a clock: it sees what one at a terminal would show.
 */
export class Onlooker {
  #state: DashboardState;
  #events: ClusterEvent[] = [];
  readonly #session: Session;
  readonly #charset: Charset;
  readonly #cards: () => readonly ScenarioCard[];

  constructor(session: Session, options: OnlookerOptions) {
    const { size, charset = UNICODE, settings = DEFAULT_SETTINGS, view = 'mtop' } = options;
    this.#session = session;
    this.#charset = charset;
    this.#cards = options.cards ?? (() => []);
    session.subscribe((event) => this.#keep(event));
    const sample = sampleOf(session);
    const { info } = session;
    const given = { info, size, charset, readOnly: false, rate: 1, sample, settings };
    const { tour } = options;
    const begun = { ...initialState(given), view };
    this.#state = tour === undefined ? begun : withTour(begun, tour);
  }

  /** Lets the session go on, and looks as often as its history needs. */
  advance(untilSeconds: number): void {
    const start = this.#session.view().now;
    const step = Math.max(1, (untilSeconds - start) / MOST_SAMPLES);
    for (let at = start + step; at < untilSeconds; at += step) {
      this.#session.advance(at);
      this.#look();
    }
    this.#session.advance(untilSeconds);
    this.#look();
  }

  /** Presses a key: `a`, `C-c`, `up`, `enter`; what it asks of the session is done at once. */
  press(key: string): void {
    this.#receive({ type: 'key', key });
  }

  frame(): Frame {
    return screenFrame(this.#state);
  }

  /** The screen as plain text. */
  text(): string {
    return frameText(this.frame(), this.#charset);
  }

  #keep(event: ClusterEvent): void {
    this.#events.push(event);
    if (this.#events.length > 2 * MOST_EVENTS) this.#events = this.#events.slice(-MOST_EVENTS);
  }

  #look(): void {
    const sample = sampleOf(this.#session, this.#events);
    this.#events = [];
    this.#receive({ type: 'sampled', sample });
  }

  #receive(message: Message): void {
    const { state, effects } = update(this.#state, message);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  /** What concerns a terminal, a clock or a file has no meaning here. */
  #carryOut(effect: Effect): void {
    const reply = replyTo(effect, this.#session);
    if (reply !== undefined) whenKnown(reply, (message) => this.#receive(message));
    if (isSending(effect)) this.#look();
    if (effect.type === 'list-scenarios') {
      this.#receive({ type: 'scenarios', cards: this.#cards() });
    }
    if (effect.type === 'step') this.advance(this.#session.view().now + effect.seconds);
    if (effect.type === 'seek') this.#travel((past) => past.seek(effect.seconds));
    if (effect.type === 'find') this.#find(effect);
    if (effect.type === 'run-ahead') {
      this.#session.futures?.start(effect.outlook, (index, future) =>
        this.#receive({ type: 'future', index, future }),
      );
    }
    if (effect.type === 'measure-gain') {
      this.#session.futures?.gain((gain) => this.#receive({ type: 'gained', gain }));
    }
    if (effect.type === 'begin-branch') this.#travel((past) => past.begin(effect.way));
    if (effect.type === 'switch-branch') this.#travel((past) => past.switchTo(effect.branch));
  }

  #find({ sought, which }: Extract<Effect, { type: 'find' }>): void {
    const { past } = this.#session;
    if (past === undefined) return;
    this.#look();
    const search = past.find?.(sought, which);
    let step = search?.next();
    while (step?.done === false) step = search!.next();
    const type = step?.value === undefined ? 'not-found' : 'travelled';
    const sample = sampleOf(this.#session, this.#events);
    this.#events = [];
    this.#receive({ type, sample });
  }

  #travel(go: (past: Past) => void): void {
    const { past } = this.#session;
    if (past === undefined) return;
    this.#look();
    go(past);
    const sample = sampleOf(this.#session, this.#events);
    this.#events = [];
    this.#receive({ type: 'travelled', sample });
  }
}

const MOST_SAMPLES = 240;
const MOST_EVENTS = 5000;
