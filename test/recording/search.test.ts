import { describe, expect, it } from 'vitest';
import type { ClusterEvent, Observer } from '../../src/cluster/facts/event.js';
import type { ClusterView } from '../../src/cluster/facts/view.js';
import { Random } from '../../src/kernel/random.js';
import { type Searchable, searched } from '../../src/recording/search.js';
import type { Sought, WhichMoment } from '../../src/session/session.js';

/** A past of events at some times, of which a state was kept every 10 s. */
class FakePast implements Searchable {
  readonly presentSeconds: number;
  readonly #times: readonly number[];
  readonly #observers = new Set<Observer>();
  #now: number;
  /** Events that have happened at `#now`. */
  #done = 0;

  constructor(times: readonly number[], now: number, presentSeconds = 100) {
    this.#times = times;
    this.#now = now;
    this.presentSeconds = presentSeconds;
  }

  get observers(): number {
    return this.#observers.size;
  }

  view(): ClusterView {
    return { now: this.#now } as ClusterView;
  }

  rewind(): void {
    this.#now = 0;
    this.#done = 0;
  }

  seek(seconds: number): void {
    this.#now = seconds;
    this.#done = this.#times.filter((at) => at <= seconds).length;
  }

  /** One event a call. */
  advance(until: number): boolean {
    const at = this.#times[this.#done];
    if (at === undefined || at > until) {
      this.#now = until;
      return true;
    }
    this.#now = at;
    this.#done++;
    for (const observer of this.#observers) observer({ at, type: 'checked' } as ClusterEvent);
    return false;
  }

  subscribe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  keptBefore(seconds: number): number {
    return Math.max(0, 10 * (Math.ceil(seconds / 10) - 1));
  }
}

function found(past: FakePast, sought: Sought, which: WhichMoment): number | undefined {
  const search = searched(past, sought, which);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value as number | undefined;
  }
}

const EVENT: Sought = { types: ['checked'], isIt: () => true };

describe('a search of the past', () => {
  const times = [0, 5, 9.5, 10, 20, 20, 34.5, 99];

  it.each([
    ['first', 50, 0],
    ['first', 0, 0],
    ['next', 0, 5],
    ['next', 5, 9.5],
    ['next', 9.9, 10],
    ['next', 20, 34.5],
    ['next', 99, undefined],
    ['last', 5, 0],
    ['last', 9.6, 9.5],
    ['last', 20, 10],
    ['last', 20.1, 20],
    ['last', 100, 99],
    ['last', 0, undefined],
  ] as const)('finds the %s event from %d on: at %d', (which, now, at) => {
    const past = new FakePast(times, now);
    expect(found(past, EVENT, which)).toBe(at);
    expect(past.view().now).toBe(at ?? now);
    expect(past.observers).toBe(0);
  });

  it('finds those that are sought only, as a naive search does', () => {
    const random = new Random(3);
    for (let turn = 0; turn < 300; turn++) {
      const all = Array.from({ length: 12 }, () => 1 + random.below(398) / 4).sort((a, b) => a - b);
      const [now, odd] = [random.below(400) / 4, random.below(3)];
      const isIt = ({ at }: { readonly at: number }) => (4 * at) % 3 === odd;
      const wanted = all.filter((at) => isIt({ at }));
      const seek = (which: WhichMoment) =>
        found(new FakePast(all, now), { types: ['checked'], isIt }, which);
      expect(seek('first')).toBe(wanted[0]);
      expect(seek('next')).toBe(wanted.find((at) => at > now));
      expect(seek('last')).toBe(wanted.findLast((at) => at < now));
    }
  });

  // It holds from 12 to 17 and from 30 to 60, looked at every second.
  it.each([
    ['first', 80, 12],
    ['next', 0, 12],
    ['next', 12, 30],
    ['next', 14.5, 30],
    ['next', 45, undefined],
    ['last', 100, 30],
    ['last', 30, 12],
    ['last', 12, undefined],
  ] as const)(
    'finds the %s second from %d on when something comes to hold: %d',
    (which, now, at) => {
      const holds = (view: ClusterView) =>
        (view.now >= 12 && view.now < 17) || (view.now >= 30 && view.now < 60);
      const past = new FakePast(times, now);
      expect(found(past, { holds } as Sought, which)).toBe(at);
      expect(past.view().now).toBe(at ?? now);
    },
  );

  it('finds what holds from the start, at the start of all', () => {
    const holds = () => true;
    expect(found(new FakePast([], 50), { holds } as Sought, 'first')).toBe(0);
    expect(found(new FakePast([], 50), { holds } as Sought, 'next')).toBeUndefined();
  });

  it('answers those who wait, about every fifty seconds and after every part', () => {
    const search = searched(new FakePast([], 0, 1000), { holds: () => false } as Sought, 'next');
    const answers: number[] = [];
    for (let { done, value } = search.next(); !done; { done, value } = search.next()) {
      answers.push(value as number);
    }
    expect(answers.length).toBeGreaterThanOrEqual(19);
  });
});
