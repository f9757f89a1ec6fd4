import { printable } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';

const SHOWN = 20;

/** What is wrong with a file, gathered so that its user sees many mistakes at once. */
export class FileProblems {
  readonly #shown: string[] = [];
  #count = 0;

  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  add(line: number, message: string): void {
    this.#count++;
    if (this.#shown.length === SHOWN) return;
    this.#shown.push(`${this.#file}:${line}: ${printable(message)}`);
  }

  /** @throws UserError when there was any: the first 20, and how many more there are */
  throwAny(): void {
    if (this.#count === 0) return;
    const more = this.#count > SHOWN ? [`and ${this.#count - SHOWN} more`] : [];
    throw new UserError([...this.#shown, ...more].join('\n'));
  }
}
