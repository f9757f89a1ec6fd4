import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Pace } from '../../src/session/pace.js';
import type { Part } from '../../src/session/session.js';
import { FakeSession } from '../support/fake-session.js';

/** A clock whose timers are called by hand, and a session that is never done, at 1 ms a call. */
function endless(callMilliseconds = 1) {
  let time = 1000;
  const soon: (() => void)[] = [];
  const after: { readonly milliseconds: number; readonly action: () => void }[] = [];
  let cancelled = 0;
  const clock = {
    now: () => time,
    after: (milliseconds: number, action: () => void) => {
      after.push({ milliseconds, action });
      return () => void cancelled++;
    },
    soon: (action: () => void) => {
      soon.push(action);
      return () => void cancelled++;
    },
  };
  const looks: number[] = [];
  const session = new FakeSession();
  session.advance = ((_: number, { maxEvents }: Part) => {
    time += callMilliseconds;
    looks.push(maxEvents!);
    return false;
  }) as never;
  const pace = new Pace(session, { rate: 1, framesPerSecond: 4, onFrame: () => {}, clock });
  return { pace, looks, soon, after, cancelled: () => cancelled };
}

describe('a slice of the pace', () => {
  it('looks at the clock after twice as many events each time, until 4 ms are over', () => {
    const { pace, looks, soon } = endless();
    pace.step(1);
    expect(looks).toEqual([1, 2, 4, 8]);
    expect(soon).toHaveLength(1);
    soon[0]!();
    expect(looks).toEqual([1, 2, 4, 8, 1, 2, 4, 8]);
  });

  it('looks at it after 64 events at most', () => {
    const { pace, looks } = endless(0.5);
    pace.step(1);
    expect(looks).toEqual([1, 2, 4, 8, 16, 32, 64, 64]);
  });

  it('takes the place of the one that waits, and none goes on when time is stopped', () => {
    const { pace, after, cancelled } = endless();
    pace.step(1);
    pace.step(1);
    expect(cancelled()).toBe(1);
    pace.play();
    expect([pace.paused, after.map(({ milliseconds }) => milliseconds)]).toEqual([false, [250]]);
    pace.play();
    expect(after).toHaveLength(1);
    pace.pause();
    expect([pace.paused, cancelled()]).toEqual([true, 3]);
  });

  it('is followed by a frame after as long as a frame is now', () => {
    const { pace, after } = endless();
    expect([pace.rate, pace.framesPerSecond]).toEqual([1, 4]);
    pace.framesPerSecond = 10;
    expect(pace.framesPerSecond).toBe(10);
    pace.play();
    after[0]!.action();
    expect(after.map(({ milliseconds }) => milliseconds)).toEqual([100, 100]);
  });
});

describe('the pace by the clock of the computer', () => {
  function begin(advance?: () => boolean) {
    const toFake = ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'];
    vi.useFakeTimers({ toFake: toFake as never });
    onTestFinished(() => void vi.useRealTimers());
    const session = new FakeSession();
    if (advance !== undefined) session.advance = advance;
    let frames = 0;
    const onFrame = () => void frames++;
    const pace = new Pace(session, { rate: 3, framesPerSecond: 10, onFrame });
    return { session, pace, frames: () => frames };
  }

  it('goes on with it, and leaves no timer when it is stopped', () => {
    const { session, pace, frames } = begin();
    vi.advanceTimersByTime(5000);
    pace.play();
    vi.advanceTimersByTime(1000);
    expect(session.view().now).toBeCloseTo(3, 9);
    expect(frames()).toBe(10);
    pace.pause();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no slice that waits when it is stopped, in either of its turns', () => {
    const { pace } = begin(() => {
      vi.advanceTimersByTime(5);
      return false;
    });
    pace.step(1);
    expect(vi.getTimerCount()).toBe(1);
    pace.pause();
    expect(vi.getTimerCount()).toBe(0);
    pace.step(1);
    vi.advanceTimersToNextTimer();
    expect(vi.getTimerCount()).toBe(1);
    pace.pause();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on from where the session has been taken to while it stood still', () => {
    const { session, pace } = begin();
    pace.play();
    vi.advanceTimersByTime(1000);
    pace.pause();
    session.advance(50);
    pace.play();
    vi.advanceTimersByTime(1000);
    expect(session.view().now).toBeCloseTo(53, 9);
  });

  it('changes its rate while it stands still for what comes after', () => {
    const { session, pace } = begin();
    pace.play();
    pace.pause();
    vi.advanceTimersByTime(150);
    pace.rate = 100;
    expect(pace.rate).toBe(100);
    pace.step(2);
    expect(session.view().now).toBeCloseTo(2, 9);
  });

  it('goes on after the second turn in which input is read', () => {
    let calls = 0;
    const { pace } = begin(() => {
      calls++;
      vi.advanceTimersByTime(5);
      return calls > 1;
    });
    pace.step(1);
    expect([calls, vi.getTimerCount()]).toEqual([1, 1]);
    const order: string[] = [];
    setImmediate(() => {
      order.push(`first turn after ${calls}`);
      setImmediate(() => order.push(`second turn after ${calls}`));
    });
    vi.runAllTimers();
    expect(order).toEqual(['first turn after 1', 'second turn after 2']);
  });
});
