import type { Clockwork, ClockworkOptions, Session } from './session.js';

export interface PaceOptions extends ClockworkOptions {
  /** The clock and the timers; the real ones unless a test says otherwise. */
  readonly clock?: Clock;
}

/** Wall time in milliseconds, and what waits for it. */
export interface Clock {
  now(): number;
  /** @returns a function that cancels it */
  after(milliseconds: number, action: () => void): () => void;
  /** After input has been looked at and answered. @returns a function that cancels it */
  soon(action: () => void): () => void;
}

/**
 * Binds virtual time to the wall clock. A frame's worth of virtual time is simulated in slices,
 * between which keys get through; what cannot be simulated before the next frame is dropped, so
 * that a rate too high makes time slower, not the screen.
 */
export class Pace implements Clockwork {
  #rate: number;
  #paused = true;
  #target: number;
  #lastWall = 0;
  readonly #clock: Clock;
  #frameMilliseconds: number;
  #cancelFrame: () => void = nothing;
  #cancelSlice: () => void = nothing;

  readonly #session: Session;
  readonly #options: PaceOptions;

  constructor(session: Session, options: PaceOptions) {
    this.#session = session;
    this.#options = options;

    this.#rate = options.rate;
    this.#clock = options.clock ?? WALL_CLOCK;
    this.#frameMilliseconds = 1000 / options.framesPerSecond;
    this.#target = session.view().now;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get rate(): number {
    return this.#rate;
  }

  set rate(rate: number) {
    if (!this.#paused) this.#extendTarget();
    this.#rate = rate;
  }

  get framesPerSecond(): number {
    return 1000 / this.#frameMilliseconds;
  }

  set framesPerSecond(framesPerSecond: number) {
    this.#frameMilliseconds = 1000 / framesPerSecond;
  }

  play(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#lastWall = this.#clock.now();
    this.#target = this.#session.view().now;
    this.#awaitFrame();
  }

  pause(): void {
    this.#paused = true;
    this.#cancelFrame();
    this.#cancelSlice();
    this.#target = this.#session.view().now;
  }

  /** Lets this many virtual seconds pass at once, even while paused; a frame follows. */
  step(seconds: number): void {
    this.#target += seconds;
    this.#cancelSlice();
    this.#slice();
  }

  #awaitFrame(): void {
    this.#cancelFrame = this.#clock.after(this.#frameMilliseconds, () => this.#frame());
  }

  #frame(): void {
    this.#cancelSlice();
    this.#awaitFrame();
    const { now } = this.#session.view();
    if (now < this.#target) {
      // What could not be simulated since the last frame is not made up for.
      this.#target = now;
      this.#options.onFrame();
    }
    this.#extendTarget();
    this.#slice();
  }

  #extendTarget(): void {
    const wall = this.#clock.now();
    const longest = 2 * this.#frameMilliseconds;
    const elapsedSeconds = Math.min(wall - this.#lastWall, longest) / 1000;
    this.#lastWall = wall;
    this.#target += elapsedSeconds * this.#rate;
  }

  /**
   * Simulates until the slice is over by the clock. Looking at it after every event would take a
   * tenth of the time, so each look is after twice as many events as the one before: the last of
   * them take about as long as all before, and a slice at most twice its time and one event.
   */
  #slice(): void {
    const end = this.#clock.now() + SLICE_MILLISECONDS;
    let events = 1;
    do {
      if (this.#session.advance(this.#target, { maxEvents: events })) {
        this.#options.onFrame();
        return;
      }
      events = Math.min(2 * events, MOST_EVENTS_PER_LOOK);
    } while (this.#clock.now() < end);
    this.#cancelSlice = this.#clock.soon(() => this.#slice());
  }
}

const SLICE_MILLISECONDS = 4;
const MOST_EVENTS_PER_LOOK = 64;

const WALL_CLOCK: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  soon(action) {
    // Input is read between the two, and what it asks for in the first turn goes before.
    let immediate = setImmediate(() => {
      immediate = setImmediate(action);
    });
    return () => clearImmediate(immediate);
  },
};

function nothing(): void {}
