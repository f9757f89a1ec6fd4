import { notification } from './wire.js';

/**
 * The numbered events that wait to be sent to one client. When too many wait they are given up, and
 * the client is told which: it never takes what it has for all there was.
 */
export class Outbox {
  #waiting: string[] = [];
  /** The number of the first that waits. */
  #first = 0;
  /** The number of the first one that was given up; undefined: none since it was said last. */
  #lostSince: number | undefined;

  /** @param number rises by one with each event @param text the event as JSON */
  add(number: number, text: string): void {
    if (this.#waiting.length === 0) this.#first = number;
    this.#waiting.push(text);
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#lostSince ??= this.#first;
    this.#waiting = [];
  }

  /**
   * What is to be sent next, lines of JSON; undefined: nothing waits.
   * @param next the number that the next event will have
   */
  take(next: number): string | undefined {
    const gap = this.#gap(next);
    if (this.#waiting.length === 0) return gap;
    const events = this.#waiting.splice(0, MOST_AT_ONCE);
    const first = this.#first;
    this.#first += events.length;
    const params = `{"first":${first},"events":[${events.join(',')}]}`;
    return `${gap ?? ''}${notification('events', params)}`;
  }

  #gap(next: number): string | undefined {
    const first = this.#lostSince;
    if (first === undefined) return undefined;
    this.#lostSince = undefined;
    const after = this.#waiting.length > 0 ? this.#first : next;
    return notification('gap', JSON.stringify({ first, next: after }));
  }
}

/** More than a screen keeps. */
export const MOST_WAITING = 10_000;
const MOST_AT_ONCE = 1000;
