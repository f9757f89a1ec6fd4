import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MOST_CHARACTERS } from '../../src/control/connection.js';
import { RawClient, serviceOf } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
policy: none
nodes: [{ count: 2 }]
workload: [{ home: node1, work: endless }]`;

/** A cluster that is served and tells nothing by the clock, unless its test lets it go on. */
async function served() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { session } = sessionOf(CLUSTER);
  session.advance(1);
  return { session, ...(await serviceOf(session)) };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000 && !isSo(); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isSo()).toBe(true);
}

const isAnswered = (client: RawClient, id: number) => client.received.some((one) => one.id === id);
const line = (id: number, method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

describe('a client of a running cluster', () => {
  it('has no answer to a line without words, and one to a last line that has no end', async () => {
    const { path } = await served();
    const client = new RawClient(path);
    client.socket.end(`\n  \n\t\r\n${line(1, 'info')}\r\n\n${line(2, 'info')}`);
    await once(client.socket, 'close');
    expect(client.received.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('may send a line of 65536 characters, in whatever portions', async () => {
    const { path } = await served();
    const client = new RawClient(path);
    expect(MOST_CHARACTERS).toBe(65_536);
    const longest = line(1, 'info').padEnd(MOST_CHARACTERS, ' ');
    client.socket.write(longest);
    await new Promise((resolve) => setTimeout(resolve, 30));
    client.socket.end(`\n${longest}x\n${line(2, 'info')}\n`);
    await once(client.socket, 'close');
    expect(client.received[0]).toMatchObject({ id: 1, result: { scenario: expect.any(String) } });
    expect(client.received[1]).toMatchObject({
      id: null,
      error: { code: -32600, message: 'a line has at most 65536 characters' },
    });
  });

  it('is told of something that is no request of JSON-RPC', async () => {
    const { path } = await served();
    const client = new RawClient(path);
    client.socket.end('[null]\n[7]\n{\n');
    await once(client.socket, 'close');
    expect(client.received.map(({ id, error }) => [id, error])).toEqual([
      [null, { code: -32600, message: 'a request is an object of JSON-RPC 2.0' }],
      [null, { code: -32600, message: 'Invalid Request' }],
      [null, { code: -32700, message: 'Parse error' }],
    ]);
  });

  it('is called client and its number before it has said its name, and may then only read if it says so', async () => {
    const { path, session } = await served();
    const whose: unknown[] = [];
    const { service } = await serviceOf(session);
    service.session.subscribe((event) => whose.push(event.whose));
    const [first, second] = [new RawClient(path), new RawClient(path)];
    first.ask(1, 'subscribe', { events: true });
    await until(() => isAnswered(first, 1));
    first.ask(2, 'send', { do: 'lock', pid: 1000 });
    await until(() => isAnswered(first, 2) && first.told('events').length > 0);
    expect(first.told('events')[0]!.events).toMatchObject([{ whose: 'client#1' }]);
    second.ask(1, 'hello', { name: 'bob' });
    second.ask(2, 'hello', { name: 'bob', readonly: true });
    second.ask(3, 'send', { do: 'unlock', pid: 1000 });
    await until(() => isAnswered(second, 3));
    expect(second.received[0]).toMatchObject({ result: { you: 'bob#2', protocol: 1 } });
    expect(second.received[2]).toMatchObject({ error: { code: -32602 } });
  });

  it('hears at once of what it has changed itself, and of nothing else', async () => {
    const { path } = await served();
    const [ana, bob] = [new RawClient(path), new RawClient(path)];
    ana.ask(1, 'subscribe', { events: true });
    await until(() => isAnswered(ana, 1));
    ana.ask(2, 'send', { do: 'lock', pid: 1000 });
    await until(() => ana.told('events').length === 1);
    bob.ask(1, 'send', { do: 'unlock', pid: 1000 });
    await until(() => isAnswered(bob, 1));
    ana.ask(3, 'info', {});
    ana.ask(4, 'info', {});
    await until(() => isAnswered(ana, 4));
    expect(ana.received.map(({ id, method }) => id ?? method)).toEqual([1, 2, 'events', 3, 4]);
  });

  it('is told every tenth of a second, and no more when the server is closed', async () => {
    const { path, service, server } = await served();
    const ana = new RawClient(path);
    ana.ask(1, 'subscribe', { events: true, views: false });
    await until(() => isAnswered(ana, 1));
    service.session.send({ do: 'lock', pid: 1000 });
    vi.advanceTimersByTime(99);
    ana.ask(2, 'info', {});
    await until(() => isAnswered(ana, 2));
    expect(ana.told('events')).toEqual([]);
    vi.advanceTimersByTime(1);
    await until(() => ana.told('events').length === 1);
    expect(ana.told('seen')).toEqual([]);
    const closed = once(ana.socket, 'close');
    server.close();
    await closed;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told what it has asked for last: events, views, both or nothing', async () => {
    const { path, service, session } = await served();
    const ana = new RawClient(path);
    const told: string[] = [];
    let id = 0;
    for (const wanted of [{ events: true }, {}, { views: true }, { events: true, views: true }]) {
      ana.ask(++id, 'subscribe', wanted);
      await until(() => isAnswered(ana, id));
      const from = ana.received.length;
      service.session.send({ do: id % 2 === 1 ? 'lock' : 'unlock', pid: 1000 });
      session.advance(1 + id);
      service.tell();
      ana.ask(100 + id, 'info', {});
      await until(() => isAnswered(ana, 100 + id));
      told.push(
        ana.received
          .slice(from, -1)
          .map(({ method }) => method)
          .join(' '),
      );
    }
    expect(told).toEqual(['events', '', 'seen', 'events seen']);
  });

  it('keeps what waits for it when it subscribes again', async () => {
    const { path, service } = await served();
    const ana = new RawClient(path);
    ana.ask(1, 'subscribe', { events: true });
    await until(() => isAnswered(ana, 1));
    service.session.send({ do: 'lock', pid: 1000 });
    ana.ask(2, 'subscribe', { events: true });
    await until(() => isAnswered(ana, 2));
    expect(ana.received.find(({ id }) => id === 2)).toMatchObject({ result: { next: 1 } });
    service.tell();
    await until(() => ana.told('events').length > 0);
    expect(ana.told('events')).toMatchObject([{ first: 0 }]);
  });

  it('is listened for no more when it has gone', async () => {
    const { path, service, server } = await served();
    const ana = new RawClient(path);
    ana.ask(1, 'subscribe', { events: true });
    await until(() => isAnswered(ana, 1));
    expect(server.clients).toBe(1);
    ana.socket.end();
    await until(() => server.clients === 0);
    service.session.send({ do: 'lock', pid: 1000 });
    expect(service.seen().next).toBe(0);
  });

  it('is disconnected when the server is closed, and nobody new is let in', async () => {
    const { path, server } = await served();
    const ana = new RawClient(path);
    ana.ask(1, 'info', {});
    await until(() => isAnswered(ana, 1));
    const closed = once(ana.socket, 'close');
    server.close();
    await closed;
    const [error] = await once(connect(path), 'error');
    expect(error).toMatchObject({ code: 'ENOENT' });
  });
});
