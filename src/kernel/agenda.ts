import { assert } from '../base/assert.js';
import type { Brand } from '../base/brand.js';
import { extended } from '../base/extended.js';
import type { Archive, Stateful } from './archive.js';

/** A timer of an agenda: an index, valid from `create` to `release`. */
export type Timer = Brand<number, 'Timer'>;

const ARITY = 4;
const UNSET = -1;
const RELEASED = -2;
const NO_TIMER = -1 as Timer;
/** Serials stay below this, so that kind and serial fit one exactly represented number. */
const SERIALS = 2 ** 46;

/**
 * The agenda of virtual time: what happens next. It holds timers, which are plain numbers: a kind
 * (what happens) and a subject (to what). They fire in the total order (time, kind, serial): at the
 * same instant the lower kind first, within a kind the one that was set first. A timer that is set
 * again is moved, so that an agenda never holds what is out of date.
 *
 * Source: the (time, priority, serial) order of SimPy; a 4-ary heap (Johnson 1975) that knows the
 * position of every timer.
 */
export class Agenda implements Stateful {
  #now = 0;
  #size = 0;
  /** The timer popped last, while it is still in the heap: it is mostly set again at once. */
  #fired: Timer = NO_TIMER;
  #serial = 0;
  /** The heap: three parallel columns. */
  #times = new Float64Array(64);
  #orders = new Float64Array(64);
  #timers = new Int32Array(64);
  /** By timer. */
  #positions = new Int32Array(64);
  #kinds = new Uint8Array(64);
  #subjects = new Int32Array(64);
  #created = 0;
  #free: Timer[] = [];

  /** Virtual time, seconds: that of the timer popped last, or what was skipped to since. */
  get now(): number {
    return this.#now;
  }

  /** Makes a timer that is not set yet. */
  create(kind: number, subject: number): Timer {
    const timer = this.#free.pop() ?? (this.#created++ as Timer);
    if (timer >= this.#positions.length) this.#grow();
    this.#positions[timer] = UNSET;
    this.#kinds[timer] = kind;
    this.#subjects[timer] = subject;
    return timer;
  }

  /** Gives a timer back; it must not be used any more. */
  release(timer: Timer): void {
    assert(this.#positions[timer] !== RELEASED, `timer ${timer} is released twice`);
    this.clear(timer);
    this.#positions[timer] = RELEASED;
    this.#free.push(timer);
  }

  kind(timer: Timer): number {
    return this.#kinds[timer]!;
  }

  subject(timer: Timer): number {
    return this.#subjects[timer]!;
  }

  /** Lets a timer fire at `time`, whether it was set before or not. */
  set(timer: Timer, time: number): void {
    if (!(time >= this.now)) assert(false, `a timer is set to ${time}, before now (${this.now})`);
    const order = this.#kinds[timer]! * SERIALS + this.#serial++;
    const position = this.#positions[timer]!;
    if (timer === this.#fired) this.#fired = NO_TIMER;
    if (position === UNSET) {
      this.#rise(this.#size++, time, order, timer);
    } else if (position === RELEASED) {
      assert(false, `timer ${timer} is set, and has been released`);
    } else if (time < this.#times[position]!) {
      this.#rise(position, time, order, timer);
    } else {
      this.#sink(position, time, order, timer);
    }
  }

  /** Keeps a timer from firing. */
  clear(timer: Timer): void {
    if (timer === this.#fired) this.#fired = NO_TIMER;
    const position = this.#positions[timer]!;
    if (position < 0) return;
    this.#positions[timer] = UNSET;
    this.#remove(position);
  }

  isSet(timer: Timer): boolean {
    return this.#positions[timer]! >= 0 && timer !== this.#fired;
  }

  /** When the next timer fires; Infinity: none is set. */
  get nextTime(): number {
    if (this.#fired !== NO_TIMER) this.clear(this.#fired);
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!;
  }

  /** Whether a timer of any other kind is set. Looks at all of them. */
  holdsOtherThan(kinds: readonly number[]): boolean {
    if (this.#fired !== NO_TIMER) this.clear(this.#fired);
    const timers = this.#timers.subarray(0, this.#size);
    return timers.some((timer) => !kinds.includes(this.#kinds[timer]!));
  }

  /** Takes the next timer off the agenda and moves `now` to its time. It may be set again. */
  pop(): Timer {
    if (this.#fired !== NO_TIMER) this.clear(this.#fired);
    assert(this.#size > 0, 'an empty agenda was popped');
    const timer = this.#timers[0]! as Timer;
    this.#now = this.#times[0]!;
    this.#fired = timer;
    return timer;
  }

  /** Moves `now` on to `time`; nothing may be due before it. */
  skipTo(time: number): void {
    if (!(time >= this.now && time <= this.nextTime)) assert(false, `now cannot skip to ${time}`);
    this.#now = time;
  }

  exchange(archive: Archive): void {
    this.#now = archive.value('now', this.#now);
    this.#size = archive.value('size', this.#size);
    this.#fired = archive.value('fired', this.#fired);
    this.#serial = archive.value('serial', this.#serial);
    this.#times = archive.value('times', this.#times);
    this.#orders = archive.value('orders', this.#orders);
    this.#timers = archive.value('timers', this.#timers);
    this.#positions = archive.value('positions', this.#positions);
    this.#kinds = archive.value('kinds', this.#kinds);
    this.#subjects = archive.value('subjects', this.#subjects);
    this.#created = archive.value('created', this.#created);
    this.#free = archive.value('free', this.#free);
  }

  #remove(position: number): void {
    const last = --this.#size;
    if (position === last) return;
    const time = this.#times[last]!;
    const order = this.#orders[last]!;
    const timer = this.#timers[last]! as Timer;
    if (position > 0 && this.#before(time, order, (position - 1) >> 2)) {
      this.#rise(position, time, order, timer);
    } else {
      this.#sink(position, time, order, timer);
    }
  }

  #before(time: number, order: number, position: number): boolean {
    const other = this.#times[position]!;
    return time < other || (time === other && order < this.#orders[position]!);
  }

  #rise(start: number, time: number, order: number, timer: Timer): void {
    let position = start;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      if (!this.#before(time, order, parent)) break;
      this.#move(parent, position);
      position = parent;
    }
    this.#put(position, time, order, timer);
  }

  #sink(start: number, time: number, order: number, timer: Timer): void {
    const times = this.#times;
    const orders = this.#orders;
    const size = this.#size;
    let position = start;
    for (;;) {
      const first = position * ARITY + 1;
      if (first >= size) break;
      const end = Math.min(first + ARITY, size);
      let least = first;
      let leastTime = times[first]!;
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child]!;
        if (childTime < leastTime || (childTime === leastTime && orders[child]! < orders[least]!)) {
          least = child;
          leastTime = childTime;
        }
      }
      if (time < leastTime || (time === leastTime && order < orders[least]!)) break;
      this.#move(least, position);
      position = least;
    }
    this.#put(position, time, order, timer);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from]!, this.#orders[from]!, this.#timers[from]! as Timer);
  }

  #put(position: number, time: number, order: number, timer: Timer): void {
    this.#times[position] = time;
    this.#orders[position] = order;
    this.#timers[position] = timer;
    this.#positions[timer] = position;
  }

  #grow(): void {
    const capacity = this.#positions.length * 2;
    this.#times = extended(this.#times, new Float64Array(capacity));
    this.#orders = extended(this.#orders, new Float64Array(capacity));
    this.#timers = extended(this.#timers, new Int32Array(capacity));
    this.#positions = extended(this.#positions, new Int32Array(capacity));
    this.#kinds = extended(this.#kinds, new Uint8Array(capacity));
    this.#subjects = extended(this.#subjects, new Int32Array(capacity));
  }
}
