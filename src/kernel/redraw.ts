import type { Archive, Stateful } from './archive.js';
import { Random } from './random.js';

/**
 * From now on all random numbers of a part are others, and others again for another `draw`. What it
 * has drawn already stays.
 */
export function redraw(part: Stateful, draw: number): void {
  part.exchange(new Redrawing(draw));
}

/** Goes through all parts as an archive does, and changes nothing but the random numbers. */
class Redrawing implements Archive {
  readonly restores = false;
  readonly #draw: number;

  constructor(draw: number) {
    this.#draw = draw;
  }

  value<T>(_name: string, value: T): T {
    return value;
  }

  record<T>(_name: string, value: T): T {
    return value;
  }

  coded<T>(_name: string, value: T): T {
    return value;
  }

  column(): void {}
  map(): void {}
  set(): void {}
  list(): void {}

  part(_name: string, part: Stateful): void {
    if (part instanceof Random) part.redraw(this.#draw);
    else part.exchange(this);
  }

  parts(_name: string, parts: readonly Stateful[]): void {
    for (const part of parts) part.exchange(this);
  }
}
