import { assert } from '../base/assert.js';
import type { Agenda, Timer } from '../kernel/agenda.js';
import type { Kind } from './agenda-kinds.js';

/** Hands the timers of the agenda to their laws: each kind is one law's, which registers for it. */
export class Timers {
  readonly #agenda: Agenda;
  readonly #handlers: ((subject: number) => void)[] = [];

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  /** From now on timers of a kind are answered by `handler`, which is given their subject. */
  on(kind: Kind, handler: (subject: number) => void): void {
    assert(this.#handlers[kind] === undefined, `two laws want timers of kind ${kind}`);
    this.#handlers[kind] = handler;
  }

  /** A timer has fired. */
  fire(timer: Timer): void {
    this.#handlers[this.#agenda.kind(timer)]!(this.#agenda.subject(timer));
  }
}
