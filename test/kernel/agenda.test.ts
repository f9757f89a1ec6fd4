import { describe, expect, it } from 'vitest';
import { Agenda, type Timer } from '../../src/kernel/agenda.js';
import { restore, saved } from '../../src/kernel/archive.js';
import fc from '../support/properties.js';

/** Pops everything. @returns subjects in the order in which they fired */
function drained(agenda: Agenda): number[] {
  const subjects: number[] = [];
  while (agenda.nextTime < Number.POSITIVE_INFINITY) subjects.push(agenda.subject(agenda.pop()));
  return subjects;
}

describe('Agenda', () => {
  it('fires in the order of times', () => {
    const agenda = new Agenda();
    for (const [subject, time] of [3, 1, 2, 0].entries())
      agenda.set(agenda.create(0, subject), time);
    expect(drained(agenda)).toEqual([3, 1, 2, 0]);
    expect(agenda.now).toBe(3);
  });

  it('fires the lower kind first at the same instant, whichever was set first', () => {
    const agenda = new Agenda();
    for (const kind of [2, 0, 1]) agenda.set(agenda.create(kind, kind), 5);
    expect(drained(agenda)).toEqual([0, 1, 2]);
  });

  it('fires what was set first within a time and kind, however many there are', () => {
    const agenda = new Agenda();
    const subjects = Array.from({ length: 100 }, (_, subject) => subject);
    for (const subject of subjects) agenda.set(agenda.create(1, subject), 7);
    expect(drained(agenda)).toEqual(subjects);
  });

  it('counts a timer that is set again, even to the same time, as set last', () => {
    const agenda = new Agenda();
    const timers = [0, 1, 2].map((subject) => agenda.create(0, subject));
    for (const timer of timers) agenda.set(timer, 1);
    agenda.set(timers[0]!, 1);
    expect(drained(agenda)).toEqual([1, 2, 0]);
  });

  it('moves a timer that is set again, forwards and back', () => {
    const agenda = new Agenda();
    const timers = [0, 1, 2].map((subject) => agenda.create(0, subject));
    for (const [index, timer] of timers.entries()) agenda.set(timer, index + 1);
    agenda.set(timers[0]!, 10);
    agenda.set(timers[2]!, 0.5);
    expect(drained(agenda)).toEqual([2, 1, 0]);
  });

  it('does not fire what was cleared or released', () => {
    const agenda = new Agenda();
    const timers = [0, 1, 2].map((subject) => agenda.create(0, subject));
    for (const timer of timers) agenda.set(timer, 1);
    agenda.clear(timers[1]!);
    agenda.release(timers[0]!);
    expect(timers.map((timer) => agenda.isSet(timer))).toEqual([false, false, true]);
    expect(drained(agenda)).toEqual([2]);
  });

  // In a heap of four children each: what fills the place of one far from the front may belong nearer to it.
  it('fires in order when what was set last comes before those around what is cleared', () => {
    const agenda = new Agenda();
    const times = [0, 10, 1, 20, 30, 11, 12, 13, 14, 2];
    const timers = times.map((_, subject) => agenda.create(0, subject));
    for (const [index, time] of times.entries()) agenda.set(timers[index]!, time);
    agenda.clear(timers[5]!);
    expect(drained(agenda).map((subject) => times[subject])).toEqual([
      0, 1, 2, 10, 12, 13, 14, 20, 30,
    ]);
  });

  it('knows a timer that fires as not set, and takes it set again', () => {
    const agenda = new Agenda();
    const timer = agenda.create(0, 7);
    agenda.set(timer, 1);
    expect(agenda.pop()).toBe(timer);
    expect(agenda.isSet(timer)).toBe(false);
    agenda.set(timer, 1);
    expect(agenda.isSet(timer)).toBe(true);
    expect(agenda.nextTime).toBe(1);
    expect(agenda.pop()).toBe(timer);
    expect(agenda.nextTime).toBe(Number.POSITIVE_INFINITY);
  });

  it('fires a timer once, also when another one is cleared or released after it', () => {
    const agenda = new Agenda();
    const [first, second, third] = [0, 1, 2].map((subject) => agenda.create(0, subject));
    for (const [index, timer] of [first!, second!, third!].entries()) agenda.set(timer, index + 1);
    expect(agenda.pop()).toBe(first);
    agenda.clear(second!);
    expect(agenda.isSet(first!)).toBe(false);
    agenda.release(second!);
    expect(drained(agenda)).toEqual([2]);
  });

  it('gives a released timer out again, with its new kind and subject', () => {
    const agenda = new Agenda();
    const timer = agenda.create(0, 7);
    agenda.set(timer, 1);
    agenda.pop();
    agenda.release(timer);
    const again = agenda.create(3, 8);
    expect(again).toBe(timer);
    expect([agenda.kind(again), agenda.subject(again), agenda.isSet(again)]).toEqual([3, 8, false]);
  });

  it('skips to a time before which nothing is due, and not beyond', () => {
    const agenda = new Agenda();
    agenda.set(agenda.create(0, 0), 5);
    agenda.skipTo(5);
    expect(agenda.now).toBe(5);
    expect(() => agenda.skipTo(6)).toThrow('skip');
    expect(() => agenda.skipTo(4)).toThrow('skip');
  });

  it('refuses a time before now, and none at all', () => {
    const agenda = new Agenda();
    const timer = agenda.create(0, 0);
    agenda.skipTo(5);
    expect(() => agenda.set(timer, 4)).toThrow('before now');
    expect(() => agenda.set(timer, Number.NaN)).toThrow('before now');
    expect(() => agenda.pop()).toThrow('empty');
  });

  it('does what a sorted list does', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 400, size: 'max' }), (actions) => {
        const agenda = new Agenda();
        const model = new SortedList(agenda);
        for (const act of actions) model.act(act);
        model.drain();
      }),
      { numRuns: 30 },
    );
  });
});

type Action =
  | { readonly do: 'create'; readonly kind: number }
  | { readonly do: 'set'; readonly which: number; readonly after: number }
  | { readonly do: 'clear' | 'release'; readonly which: number }
  | { readonly do: 'pop' }
  | { readonly do: 'take up' };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('create'), kind: fc.nat(2) }) },
  {
    weight: 6,
    // Few times, so that many coincide.
    arbitrary: fc.record({ do: fc.constant('set'), which: fc.nat(), after: fc.nat(5) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear'), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release'), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pop', 'pop', 'pop', 'take up') }) },
) as fc.Arbitrary<Action>;

interface Item {
  readonly timer: Timer;
  readonly kind: number;
  readonly subject: number;
  time: number;
  serial: number;
}

/** The plainest agenda there is; every action is checked against the real one. */
class SortedList {
  #timers: Item[] = [];
  #serial = 0;
  #created = 0;

  #agenda: Agenda;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  act(act: Action): void {
    const agenda = this.#agenda;
    if (act.do === 'pop') {
      this.#pop();
      return;
    }
    if (act.do === 'create') {
      const { kind } = act;
      const subject = this.#created++;
      const timer = agenda.create(kind, subject);
      expect(this.#timers.some((item) => item.timer === timer)).toBe(false);
      this.#timers.push({ timer, kind, subject, time: Number.POSITIVE_INFINITY, serial: 0 });
      return;
    }
    if (act.do === 'take up') {
      // By one that has been used for something else.
      const other = new Agenda();
      other.set(other.create(9, 9), 9);
      restore(other, saved(agenda));
      this.#agenda = other;
      return;
    }
    const item = this.#timers[act.which % this.#timers.length];
    if (item === undefined) return;
    item.time = act.do === 'set' ? agenda.now + act.after : Number.POSITIVE_INFINITY;
    if (act.do === 'set') {
      item.serial = this.#serial++;
      agenda.set(item.timer, item.time);
    } else {
      agenda[act.do](item.timer);
    }
    if (act.do === 'release') this.#timers = this.#timers.filter((other) => other !== item);
    this.#compare();
  }

  drain(): void {
    while (this.#first() !== undefined) this.#pop();
    expect(this.#agenda.nextTime).toBe(Number.POSITIVE_INFINITY);
  }

  #pop(): void {
    const first = this.#first();
    if (first === undefined) return;
    expect(this.#agenda.pop()).toBe(first.timer);
    expect(this.#agenda.now).toBe(first.time);
    first.time = Number.POSITIVE_INFINITY;
    // As often as not the next action comes while the fired timer is still at hand.
    if (first.serial % 3 === 0) this.#compare();
    else if (first.serial % 3 === 1) this.#compareKinds();
  }

  #compare(): void {
    expect(this.#agenda.nextTime).toBe(this.#first()?.time ?? Number.POSITIVE_INFINITY);
    const agenda = this.#agenda;
    const wrong = this.#timers.filter(({ timer, time, kind, subject }) => {
      const isSet = agenda.isSet(timer) === Number.isFinite(time);
      return !isSet || agenda.kind(timer) !== kind || agenda.subject(timer) !== subject;
    });
    expect(wrong).toEqual([]);
    this.#compareKinds();
  }

  #compareKinds(): void {
    const kinds = this.#timers.filter(({ time }) => time < Number.POSITIVE_INFINITY);
    for (const some of [[], [0], [0, 1], [0, 1, 2]]) {
      const others = kinds.some(({ kind }) => !some.includes(kind));
      expect(this.#agenda.holdsOtherThan(some)).toBe(others);
    }
  }

  #first(): Item | undefined {
    return this.#timers
      .filter((item) => item.time < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.time - b.time || a.kind - b.kind || a.serial - b.serial)[0];
  }
}
