import { expect, it } from 'vitest';
import { AttachedSession } from '../../src/control/attached-session.js';
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
