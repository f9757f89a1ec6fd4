import { describe, expect, it } from 'vitest';
import { type Clock, Pace } from '../../src/session/pace.js';
import type { Part } from '../../src/session/session.js';
import { FakeSession } from '../support/fake-session.js';

/** A clock that goes on only when told. */
class HandClock implements Clock {
  time = 0;
  /** How long an action took that was called; until its end no key gets through. */
  longestAction = 0;
  readonly #waiting = new Set<{ at: number; action: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, action: () => void): () => void {
    const entry = { at: this.time + milliseconds, action };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  soon(action: () => void): () => void {
    return this.after(0, action);
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const due = [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#waiting.delete(due);
      this.time = Math.max(this.time, due.at);
      const began = this.time;
      due.action();
      this.longestAction = Math.max(this.longestAction, this.time - began);
    }
    this.time = Math.max(this.time, end);
  }
}

/** A session whose simulation costs wall time. */
class SlowSession extends FakeSession {
  readonly #clock: HandClock;
  readonly #millisecondsPerSecond: number;

  constructor(clock: HandClock, millisecondsPerSecond: number) {
    super();
    this.#clock = clock;
    this.#millisecondsPerSecond = millisecondsPerSecond;
  }

  override advance(until: number): boolean {
    const { now } = this.view();
    const next = Math.min(until, now + 1);
    this.#clock.time += (next - now) * this.#millisecondsPerSecond;
    super.advance(next);
    return next === until;
  }
}

/**
 * A session in which something happens a thousand times a second, and each time costs wall time.
 */
class DearSession extends FakeSession {
  readonly #clock: HandClock;
  readonly #eventMilliseconds: number;

  constructor(clock: HandClock, eventMilliseconds: number) {
    super();
    this.#clock = clock;
    this.#eventMilliseconds = eventMilliseconds;
  }

  override advance(until: number, { maxEvents = Infinity }: Part = {}): boolean {
    const { now } = this.view();
    const events = Math.min(maxEvents, Math.round((until - now) * 1000));
    this.#clock.time += events * this.#eventMilliseconds;
    const next = events < maxEvents ? until : now + events / 1000;
    super.advance(next);
    return next === until;
  }
}

function paceOf(session: FakeSession, clock: HandClock, rate: number) {
  let frames = 0;
  const onFrame = () => void frames++;
  const pace = new Pace(session, { rate, framesPerSecond: 2, onFrame, clock });
  return { pace, frames: () => frames };
}

describe('the pace', () => {
  it.each([0.1, 1, 20, 1000])('lets virtual time go on at rate %d', (rate) => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace, frames } = paceOf(session, clock, rate);
    pace.play();
    clock.pass(10_000);
    expect(session.view().now).toBeCloseTo(10 * rate, 6);
    expect(frames()).toBe(20);
  });

  it('stands still while paused, but for steps', () => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace, frames } = paceOf(session, clock, 1);
    clock.pass(5000);
    expect([session.view().now, frames()]).toEqual([0, 0]);
    pace.step(1);
    pace.step(1);
    expect([session.view().now, frames()]).toEqual([2, 2]);
  });

  it('does not make up for a pause', () => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace } = paceOf(session, clock, 1);
    pace.play();
    clock.pass(1000);
    pace.pause();
    clock.pass(60_000);
    pace.play();
    clock.pass(1000);
    expect(session.view().now).toBeCloseTo(2, 6);
  });

  it('changes its rate from now on', () => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace } = paceOf(session, clock, 1);
    pace.play();
    clock.pass(1000);
    pace.rate = 10;
    clock.pass(1000);
    expect(session.view().now).toBeCloseTo(11, 6);
  });

  it('does not make up for a gap of the clock: a computer that slept', () => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace } = paceOf(session, clock, 1);
    pace.play();
    clock.pass(1000);
    clock.time += 60_000;
    clock.pass(1000);
    // A second before, at most two frames of half a second for the gap, a second after.
    expect(session.view().now).toBeGreaterThanOrEqual(2);
    expect(session.view().now).toBeLessThanOrEqual(3);
  });

  it('changes its rate not for what has passed since the last frame: 1 + 0.25 + 10 x 0.25 s', () => {
    const clock = new HandClock();
    const session = new FakeSession();
    const { pace } = paceOf(session, clock, 1);
    pace.play();
    clock.pass(1250);
    pace.rate = 10;
    clock.pass(250);
    // That quarter of a second is dropped when it is not simulated before the next frame.
    expect(session.view().now).toBeGreaterThanOrEqual(3.5);
    expect(session.view().now).toBeLessThanOrEqual(3.75);
  });

  it('keeps its frames and drops time when the simulation is too slow', () => {
    const clock = new HandClock();
    const session = new SlowSession(clock, 20);
    const { pace, frames } = paceOf(session, clock, 1000);
    pace.play();
    clock.pass(10_000);
    expect(frames()).toBeGreaterThanOrEqual(18);
    expect(session.view().now).toBeGreaterThan(400);
    expect(session.view().now).toBeLessThan(510);
  });

  it.each([0.001, 0.05, 1, 3, 20])(
    'lets keys through after at most 2 x 4 ms and an event, where an event takes %s ms',
    (eventMilliseconds) => {
      const clock = new HandClock();
      const { pace } = paceOf(new DearSession(clock, eventMilliseconds), clock, 1000);
      pace.play();
      clock.pass(2000);
      expect(clock.longestAction).toBeGreaterThanOrEqual(4);
      expect(clock.longestAction).toBeLessThanOrEqual(2 * 4 + eventMilliseconds);
    },
  );
});
