import type { Clockwork } from '../session/session.js';
import type { Seen } from './wire.js';

/** The time of a cluster that runs elsewhere: whoever may change it changes it for all. */
export class AttachedTime implements Clockwork {
  onFrame: () => void = () => {};
  /** It comes as often as the cluster sends it. */
  framesPerSecond = 10;
  #time: Seen['time'];
  /** Wishes that have not been answered: until then they are taken for granted. */
  #wishes = 0;
  readonly #ask: (method: string, params: object) => Promise<unknown>;

  /** @param ask resolves when it is done or refused */
  constructor(ask: (method: string, params: object) => Promise<unknown>, time: Seen['time']) {
    this.#ask = ask;
    this.#time = time;
  }

  get paused(): boolean {
    return this.#time.paused;
  }

  get rate(): number {
    return this.#time.rate;
  }

  set rate(rate: number) {
    if (rate !== this.rate) this.#wish({ rate });
  }

  play(): void {
    if (this.paused) this.#wish({ paused: false });
  }

  pause(): void {
    if (!this.paused) this.#wish({ paused: true });
  }

  step(seconds: number): void {
    void this.#ask('step', { seconds });
  }

  /** There is something new to be seen. */
  look(time: Seen['time']): void {
    if (this.#wishes === 0) this.#time = time;
    this.onFrame();
  }

  #wish(wanted: Partial<Seen['time']>): void {
    this.#time = { ...this.#time, ...wanted };
    this.#wishes++;
    void this.#ask('time', wanted).then(() => {
      this.#wishes--;
    });
  }
}
