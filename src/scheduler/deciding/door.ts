/**
 * Between a policy of the user's and what it may ask. It closes when the decision is made: later
 * questions would be answered by a later cluster.
 */
export class Door {
  #isOpen = true;

  close(): void {
    this.#isOpen = false;
  }

  /** Asks, if the door is open. */
  ask<Answer>(name: string, question: () => Answer): Answer {
    if (!this.#isOpen) throw new Error(`${name} was asked after the decision had been made`);
    return question();
  }

  /** A frozen function that asks. */
  guard<Words extends readonly unknown[], Answer>(
    name: string,
    question: (...words: Words) => Answer,
  ): (...words: Words) => Answer {
    return Object.freeze((...words: Words) => this.ask(name, () => question(...words)));
  }
}
