import { expect, it } from 'vitest';
import { AttachedSession } from '../../src/control/attached-session.js';
import { AttachedTime } from '../../src/control/attached-time.js';
import { serviceAround } from '../support/service-of.js';

/** A dashboard that is attached to one that lets nobody change anything; its time goes on. */
function attachedTo(refusal: string) {
  const seen = { ...serviceAround().seen(), time: { paused: false, rate: 1 } };
  const asked = { isLost: false, request: () => Promise.reject(new Error(refusal)) };
  const session = new AttachedSession(asked, { you: 'ana:attach#1', seen });
  const refusals: string[] = [];
  session.onRefusal = (reason) => void refusals.push(reason);
  const time = session.beginTime({ rate: 1, framesPerSecond: 10, onFrame: () => {} });
  return { session, seen, time, refusals };
}

it('time that may not be stopped goes on, after the refusal, as the cluster says', async () => {
  const { session, seen, time, refusals } = attachedTo('read-only: nothing can be changed');
  time.pause();
  time.rate = 8;
  // Until the answer is there they are taken for granted.
  expect([time.paused, time.rate]).toEqual([true, 8]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(refusals).toHaveLength(2);
  session.take('seen', { ...seen, now: 1 });
  expect([time.paused, time.rate]).toEqual([false, 1]);
});

it('time that is to be stopped stands still, whatever was on its way before the answer', async () => {
  const answers: (() => void)[] = [];
  const asked: unknown[] = [];
  const time = new AttachedTime(
    (method, params) => {
      asked.push([method, params]);
      return new Promise<void>((resolve) => answers.push(resolve));
    },
    { paused: false, rate: 1 },
  );
  let frames = 0;
  time.onFrame = () => void frames++;
  time.pause();
  time.rate = 4;
  time.look({ paused: false, rate: 1 });
  expect([time.paused, time.rate, frames]).toEqual([true, 4, 1]);
  // Asked for once: it is so already.
  time.pause();
  time.rate = 4;
  expect(asked).toEqual([
    ['time', { paused: true }],
    ['time', { rate: 4 }],
  ]);
  answers[0]!();
  await new Promise((resolve) => setImmediate(resolve));
  time.look({ paused: true, rate: 1 });
  expect(time.rate).toBe(4);
  answers[1]!();
  await new Promise((resolve) => setImmediate(resolve));
  time.look({ paused: false, rate: 2 });
  expect([time.paused, time.rate, frames]).toEqual([false, 2, 3]);
});
