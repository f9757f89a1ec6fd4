import type { ClusterEvent } from '../cluster/facts/event.js';
import { pastViewOf } from '../session/session.js';
import type { CommonSession } from './common-session.js';
import type { Outbox } from './outbox.js';
import { notification, rowOf, type Seen, withoutInfinity } from './wire.js';

/** Somebody who is told what happens. */
export interface Subscriber {
  /** Undefined: no events are wanted. */
  readonly outbox: Outbox | undefined;
  readonly wantsViews: boolean;
  /** Whether what was written before is still on its way. */
  readonly isBusy: boolean;
  write(text: string | Uint8Array): void;
}

/**
 * The session that is served, and those who are told what happens in it: all of them the same
 * events in the same order, and what there is to be seen as often as each can take it.
 */
export class Service {
  #session: CommonSession;
  /** Rises when another run takes the place of the one that was served. */
  #run = 1;
  /** The number that the next event will have. */
  #next = 0;
  #unfollow: (() => void) | undefined;
  /** What each subscriber has seen last: the text that says which view that was. */
  readonly #subscribers = new Map<Subscriber, string>();

  /** @param isReadOnly whether nobody may change anything */
  constructor(
    session: CommonSession,
    readonly isReadOnly = false,
  ) {
    this.#session = session;
  }

  get session(): CommonSession {
    return this.#session;
  }

  /** From now on another run is served. */
  show(session: CommonSession): void {
    this.#session = session;
    this.#run++;
    if (this.#unfollow !== undefined) this.#follow();
  }

  /** @returns the number that its first event will have */
  add(subscriber: Subscriber): number {
    this.#subscribers.set(subscriber, '');
    if (this.#unfollow === undefined) this.#follow();
    return this.#next;
  }

  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0) return;
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  /** Sends everybody what is new, as far as they can take it. */
  tell(): void {
    this.#tell([...this.#subscribers.keys()]);
  }

  /** Sends one what is new, if it wants to be told. */
  tellTo(subscriber: Subscriber): void {
    if (this.#subscribers.has(subscriber)) this.#tell([subscriber]);
  }

  #tell(subscribers: readonly Subscriber[]): void {
    for (const subscriber of subscribers) this.#tellEvents(subscriber);
    const key = this.#viewKey();
    let text: Uint8Array | undefined;
    for (const subscriber of subscribers) {
      const last = this.#subscribers.get(subscriber);
      // A view that cannot be taken is left out: a later one will say more.
      if (!subscriber.wantsViews || subscriber.isBusy || last === key) continue;
      text ??= ENCODER.encode(notification('seen', JSON.stringify(this.seen())));
      subscriber.write(text);
      this.#subscribers.set(subscriber, key);
    }
  }

  seen(): Seen {
    const { info, over, past, time } = this.#session;
    const view = this.#session.view();
    return {
      ...{ run: this.#run, next: this.#next, now: view.now, over, info, totals: view.totals },
      time: { paused: time?.paused ?? true, rate: time?.rate ?? 1 },
      past: past && pastViewOf(past),
      nodes: view.nodes(),
      processes: view.processes().map(rowOf),
    };
  }

  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = this.#session.follow((event) => this.#add(event));
  }

  #add(event: ClusterEvent): void {
    const number = this.#next++;
    let text: string | undefined;
    for (const { outbox } of this.#subscribers.keys()) {
      if (outbox === undefined) continue;
      text ??= JSON.stringify(event, withoutInfinity);
      outbox.add(number, text);
    }
  }

  #tellEvents(subscriber: Subscriber): void {
    while (!subscriber.isBusy) {
      const text = subscriber.outbox?.take(this.#next);
      if (text === undefined) return;
      subscriber.write(text);
    }
  }

  /** Changes whenever there is something else to be seen. */
  #viewKey(): string {
    const { time, past, over } = this.#session;
    const { now } = this.#session.view();
    return [this.#run, this.#next, now, time?.paused, time?.rate, past?.jumps, over].join(' ');
  }
}

const ENCODER = new TextEncoder();
