import { type Distribution, draw } from '../base/distribution.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import type { Rhythm } from './workload-spec.js';

const HOUR_SECONDS = 3600;

/**
 * Times of arrivals whose rate changes: intervals are drawn as for a steady one, and time passes
 * for them `rate` times as fast. With exponential intervals and bursts this is a Markov-modulated
 * Poisson process of two states (Fischer & Meier-Hellstern 1993); hours of the day with weights of
 * their own make a cycle. Bursts have a stream of random numbers of their own.
 */
export class ArrivalTimes implements Stateful {
  #now: number;
  #isBurst = false;
  /** When the burst, or the calm, ends. */
  #turnSeconds = Number.POSITIVE_INFINITY;

  readonly #every: Distribution;
  readonly #rhythm: Rhythm;
  readonly #intervals: Random;
  readonly #bursts: Random;
  /** By hour of the day: how its rate is to the mean of all. */
  readonly #weights: readonly number[] | undefined;

  constructor(
    startSeconds: number,
    { every, rhythm }: { readonly every: Distribution; readonly rhythm: Rhythm },
    { intervals, bursts }: { readonly intervals: Random; readonly bursts: Random },
  ) {
    this.#now = startSeconds;
    this.#every = every;
    this.#rhythm = rhythm;
    this.#intervals = intervals;
    this.#bursts = bursts;
    const { daily, burst } = rhythm;
    const sum = daily?.reduce((total, weight) => total + weight, 0);
    this.#weights = sum === undefined ? undefined : daily?.map((weight) => (24 * weight) / sum);
    if (burst !== undefined) this.#turnSeconds = startSeconds + this.#sojourn(burst.afterSeconds);
  }

  exchange(archive: Archive): void {
    this.#now = archive.value('now', this.#now);
    this.#isBurst = archive.value('isBurst', this.#isBurst);
    this.#turnSeconds = archive.value('turnSeconds', this.#turnSeconds);
    archive.part('intervals', this.#intervals);
    archive.part('bursts', this.#bursts);
  }

  /** The time of the next arrival after the last one. */
  next(): number {
    for (let left = draw(this.#every, this.#intervals); ; ) {
      const until = Math.min(this.#turnSeconds, this.#hourEnd());
      const rate = this.#rate();
      const arrival = this.#now + left / rate;
      if (arrival <= until) {
        this.#now = arrival;
        return arrival;
      }
      left -= (until - this.#now) * rate;
      this.#now = until;
      if (until === this.#turnSeconds) this.#turn();
    }
  }

  #rate(): number {
    const { burst } = this.#rhythm;
    const factor = this.#isBurst ? burst!.factor : 1;
    return factor * (this.#weights?.[this.#hour() % 24] ?? 1);
  }

  #hour(): number {
    return Math.floor(this.#now / HOUR_SECONDS);
  }

  #hourEnd(): number {
    if (this.#weights === undefined) return Number.POSITIVE_INFINITY;
    return (this.#hour() + 1) * HOUR_SECONDS;
  }

  #turn(): void {
    const { forSeconds, afterSeconds } = this.#rhythm.burst!;
    this.#isBurst = !this.#isBurst;
    this.#turnSeconds += this.#sojourn(this.#isBurst ? forSeconds : afterSeconds);
  }

  #sojourn(mean: number): number {
    return draw({ kind: 'exponential', mean }, this.#bursts);
  }
}
