import { describe, expect, it, onTestFinished } from 'vitest';
import { MOST_WAITING } from '../../src/control/outbox.js';
import { RawClient, serviceOf } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';
import { sleep } from '../support/terminal-driver.js';

const TWO_NODES = `
policy: none
nodes: [{ count: 2 }]
workload: [{ home: node1, work: endless }]
`;

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !isSo(); turn++) await sleep(10);
  expect(isSo()).toBe(true);
}

/** What a client was told, one after the other, with its number. */
function eventsOf(client: RawClient) {
  return client.told('events').flatMap(({ first, events }) =>
    (events as { type: string; whose?: string }[]).map((event, index) => ({
      number: (first as number) + index,
      type: event.type,
      whose: event.whose,
    })),
  );
}

async function subscribed(path: string, name: string): Promise<RawClient> {
  const client = new RawClient(path);
  client.ask(1, 'hello', { name });
  client.ask(2, 'subscribe', { events: true, views: true });
  await until(() => client.told('seen').length > 0);
  return client;
}

describe('those who listen to a running cluster', () => {
  it('are told the same events in the same order, with whose command each was', async () => {
    const { session } = sessionOf(TWO_NODES);
    session.advance(1);
    const { path, service } = await serviceOf(session, 'eva:dashboard');
    const [ana, bob] = [await subscribed(path, 'ana'), await subscribed(path, 'bob')];
    ana.ask(3, 'send', { do: 'migrate', pid: 1000, to: 2 });
    await until(() => ana.received.some(({ id }) => id === 3));
    bob.ask(3, 'send', { do: 'lock', pid: 1000 });
    await until(() => bob.received.some(({ id }) => id === 3));
    service.session.send({ do: 'stay', node: 2 });
    await until(() => eventsOf(ana).length >= 3 && eventsOf(bob).length >= 3);
    const expected = [
      { number: 0, type: 'migration-started', whose: 'ana#1' },
      { number: 1, type: 'locked', whose: 'bob#2' },
      { number: 2, type: 'node-administered', whose: 'eva:dashboard' },
    ];
    expect(eventsOf(ana)).toEqual(expected);
    expect(eventsOf(bob)).toEqual(expected);
  });

  it('are not told whose command it was that nobody gave', async () => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 2 }]
workload: [{ home: node1, work: endless }]
timeline: [{ at: 2s, do: lock, pid: 1000 }]
`);
    session.advance(1);
    const { path } = await serviceOf(session);
    const ana = await subscribed(path, 'ana');
    session.advance(3);
    await until(() => eventsOf(ana).length > 0);
    expect(eventsOf(ana)).toEqual([{ number: 0, type: 'locked', whose: undefined }]);
  });

  it('see each command of others, but not the mark of their own, as the owner does', () => {
    const { session } = sessionOf(TWO_NODES);
    session.advance(1);
    return serviceOf(session, 'eva:dashboard').then(({ service }) => {
      const seen: unknown[] = [];
      service.session.subscribe(({ type, whose }) => seen.push([type, whose]));
      service.session.send({ do: 'lock', pid: 1000 });
      service.session.sendAs('ana#1', { do: 'unlock', pid: 1000 });
      expect(seen).toEqual([
        ['locked', undefined],
        ['unlocked', 'ana#1'],
      ]);
    });
  });

  it('learn which events were given up because they did not read, and nobody else loses any', async () => {
    const { session } = sessionOf(TWO_NODES);
    session.advance(1);
    const { path, service } = await serviceOf(session);
    const slow = await subscribed(path, 'slow');
    const quick = await subscribed(path, 'quick');
    slow.socket.pause();
    const COUNT = 4 * MOST_WAITING;
    for (let done = 0; done < COUNT; done += 2) {
      service.session.send({ do: 'lock', pid: 1000 });
      service.session.send({ do: 'unlock', pid: 1000 });
      if (done % 500 === 0) await until(() => eventsOf(quick).length >= done);
    }
    await until(() => eventsOf(quick).length === COUNT);
    slow.socket.resume();
    await until(() => eventsOf(slow).at(-1)?.number === COUNT - 1 || slow.told('gap').length > 0);
    await sleep(500);
    const got = eventsOf(slow).map(({ number }) => number);
    const lost = slow.told('gap').map(({ first, next }) => Number(next) - Number(first));
    // What it was told and what it was told to have missed are all there were.
    expect(got.length + lost.reduce((sum, count) => sum + count, 0)).toBe(COUNT);
    expect(lost.length).toBeGreaterThan(0);
    expect(got).toEqual([...got].sort((one, other) => one - other));
  });

  it('leave nothing behind, also when they vanish with answers unread', async () => {
    const { session } = sessionOf(TWO_NODES);
    session.advance(1);
    const { path, server } = await serviceOf(session);
    const client = await subscribed(path, 'ana');
    client.socket.pause();
    for (let id = 10; id < 3000; id++) client.ask(id, 'view', {});
    await sleep(100);
    expect(server.clients).toBe(1);
    client.socket.destroy();
    await until(() => server.clients === 0);
  });

  it('see when time is stopped, by whom ever, and cannot stop it when they only watch', async () => {
    const { session } = sessionOf(TWO_NODES);
    const { path, service } = await serviceOf(session);
    const time = service.session.beginTime({ rate: 10, framesPerSecond: 20, onFrame: () => {} });
    onTestFinished(() => time.pause());
    const ana = await subscribed(path, 'ana');
    ana.ask(3, 'time', { paused: true });
    await until(() => (ana.told('seen').at(-1)!.time as { paused: boolean }).paused);
    expect(time.paused).toBe(true);
    const bob = new RawClient(path);
    bob.ask(1, 'hello', { name: 'bob', readonly: true });
    bob.ask(2, 'time', { paused: false });
    bob.ask(3, 'send', { do: 'lock', pid: 1000 });
    bob.ask(4, 'time', {});
    await until(() => bob.received.length === 4);
    const error = { code: -32602, message: 'read-only: nothing can be changed' };
    expect(bob.received.slice(1)).toMatchObject([
      { id: 2, error },
      { id: 3, error },
      { id: 4, result: { paused: true, rate: 10 } },
    ]);
  });
});
