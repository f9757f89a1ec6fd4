import { assert } from '../../base/assert.js';
import type { Entry } from '../policies/policy.js';
import type { Information } from './information.js';

/** What nodes know in a run in which they do not tick, since nothing can ask for it. */
export class Unasked implements Information {
  readonly #takesMessages: boolean;

  /** @param takesMessages whether a stranger would be believed, as an event says */
  constructor(takesMessages: boolean) {
    this.#takesMessages = takesMessages;
  }

  exchange(): void {}

  tick(): void {}

  known(): readonly Entry[] {
    assert(false, 'a node was asked what it believes, and no node ticks');
  }

  believe(): boolean {
    return this.#takesMessages;
  }

  moved(): void {}

  reset(): void {}
}
