import { expect, it, onTestFinished, vi } from 'vitest';
import { RawClient, serviceOf } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';
import { sleep } from '../support/terminal-driver.js';

/** A cluster that is served, and tells its clients nothing by the clock. */
async function timeless() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { session } = sessionOf(`
policy: none
nodes: [{ count: 2 }]
workload: [{ home: node1, work: endless }]`);
  session.advance(1);
  return await serviceOf(session);
}

async function subscribed(path: string, name: string): Promise<RawClient> {
  const client = new RawClient(path);
  client.ask(1, 'hello', { name });
  client.ask(2, 'subscribe', { events: true, views: true });
  await answered(client, 2);
  return client;
}

async function answered(client: RawClient, id: number): Promise<void> {
  for (let turn = 0; turn < 300 && !client.received.some((one) => one.id === id); turn++) {
    await sleep(10);
  }
}

it.each([
  ['send', { do: 'lock', pid: 1000 }, ['answer', 'events', 'seen']],
  ['send', { do: 'crash', node: 2 }, ['answer', 'events', 'seen']],
  ['view', {}, ['answer']],
])(
  'who changes something hears of it at once, after the answer: %s %j',
  async (method, params, expected) => {
    const { path, service } = await timeless();
    const [ana, bob] = [await subscribed(path, 'ana'), await subscribed(path, 'bob')];
    service.tell();
    // What is asked last is answered last: then all before has come.
    ana.ask(3, 'info', {});
    bob.ask(3, 'info', {});
    await Promise.all([answered(ana, 3), answered(bob, 3)]);
    const [toAna, toBob] = [ana.received.length, bob.received.length];
    ana.ask(4, method, params);
    ana.ask(5, 'info', {});
    await answered(ana, 5);
    const told = ana.received.slice(toAna).filter(({ id }) => id !== 5);
    expect(told.map((one) => one.method ?? 'answer')).toEqual(expected);
    // Everybody else hears of it when all are told.
    bob.ask(6, 'info', {});
    await answered(bob, 6);
    expect(bob.received.slice(toBob).map((one) => one.method ?? one.id)).toEqual([6]);
  },
);
