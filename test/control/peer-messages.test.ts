import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { Peer } from '../../src/control/peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A peer, and the cluster's end of its connection, which answers as it is told to. */
async function connected(onLine: (line: string, socket: Socket) => void = () => {}) {
  const path = join(temporaryFolder(), 's');
  const server = createServer((socket) => {
    let rest = '';
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) onLine(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const peer = new Peer(path);
  onTestFinished(() => {
    peer.close();
    server.close();
  });
  return { peer, path };
}

const answer = (id: unknown, rest: object) =>
  `${JSON.stringify({ jsonrpc: '2.0', id, ...rest })}\n`;

describe('a connection to a running cluster', () => {
  it('gives each request the answer to its own id, in whatever order and portions they come', async () => {
    const lines: string[] = [];
    const { peer } = await connected((line, socket) => {
      lines.push(line);
      if (lines.length < 3) return;
      const ids = lines.map((one) => JSON.parse(one).id);
      const last = answer(ids[2], { result: 'third' });
      socket.write(answer(4711, { result: 'of nobody' }) + last.slice(0, 9));
      setImmediate(() => {
        socket.write(last.slice(9) + answer(ids[0], { result: 'endless' }));
        socket.write(answer(ids[1], { error: { message: 'no' } }));
      });
    });
    const asked = [peer.request('a', { n: 1 }), peer.request('b', {}), peer.request('c', {})];
    const [first, second, third] = await Promise.allSettled(asked);
    expect([first, third]).toEqual([
      { status: 'fulfilled', value: Number.POSITIVE_INFINITY },
      { status: 'fulfilled', value: 'third' },
    ]);
    expect(second).toMatchObject({ status: 'rejected', reason: new UserError('no') });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { jsonrpc: '2.0', id: 1, method: 'a', params: { n: 1 } },
      { jsonrpc: '2.0', id: 2, method: 'b', params: {} },
      { jsonrpc: '2.0', id: 3, method: 'c', params: {} },
    ]);
    expect(peer.isLost).toBe(false);
  });

  it('tells what comes unasked after who waited has his answer, in its order', async () => {
    const told: unknown[] = [];
    const { peer } = await connected((line, socket) => {
      const { id } = JSON.parse(line);
      const says = (method: string, params: object) => answer(undefined, { method, params });
      const seen = says('seen', { user: 'endless', work: 'endless' });
      socket.write(answer(id, { result: { work: 'endless', user: 'endless' } }));
      socket.write(`${says('events', { at: 'endless' })}${seen}`);
    });
    peer.onNotification = (method, params) => void told.push([method, params]);
    const result = await peer.request('hello', {});
    told.push(['answered', result]);
    while (told.length < 3) await new Promise((resolve) => setImmediate(resolve));
    const never = Number.POSITIVE_INFINITY;
    // What there is to be seen says by itself what never ends: its rows have no names.
    expect(told).toEqual([
      ['answered', { work: never, user: 'endless' }],
      ['events', { at: never }],
      ['seen', { user: 'endless', work: 'endless' }],
    ]);
  });

  it('refuses who waits and whoever asks later when the cluster has ended, and tells of it once', async () => {
    const { peer, path } = await connected((_, socket) => socket.end());
    let losses = 0;
    peer.onLoss = () => void losses++;
    const sentence = `the cluster at ${path} has ended`;
    await expect(peer.request('a', {})).rejects.toEqual(new UserError(sentence));
    expect([peer.isLost, losses]).toEqual([true, 1]);
    await expect(peer.request('b', {})).rejects.toEqual(new UserError(sentence));
    expect(losses).toBe(1);
  });

  it('has taken all that came before the cluster ended', async () => {
    const order: string[] = [];
    const { peer } = await connected((line, socket) => {
      const { id } = JSON.parse(line);
      socket.end(answer(id, { result: 1 }) + answer(undefined, { method: 'last', params: {} }));
    });
    peer.onNotification = (method) => void order.push(method);
    const lost = new Promise<void>((resolve) => {
      peer.onLoss = () => {
        order.push('lost');
        resolve();
      };
    });
    await peer.request('a', {});
    await lost;
    expect(order).toEqual(['last', 'lost']);
  });

  it('is lost where something else answers, and ends the connection', async () => {
    let isEnded = () => {};
    const ended = new Promise<void>((resolve) => {
      isEnded = resolve;
    });
    const { peer, path } = await connected((_, socket) => {
      socket.on('close', isEnded);
      socket.write('garbage\n');
    });
    const sentence = `the cluster at ${path} does not answer as mtop-sim does`;
    await expect(peer.request('a', {})).rejects.toThrow(sentence);
    expect(peer.isLost).toBe(true);
    await ended;
  });

  it('says where nobody can be reached', async () => {
    const path = join(temporaryFolder(), 'none');
    const peer = new Peer(path);
    const sentence = `the cluster at ${path} cannot be reached (ENOENT)`;
    await expect(peer.request('a', {})).rejects.toEqual(new UserError(sentence));
  });

  it('answers nobody any more when it is closed, and says so once', async () => {
    const { peer } = await connected();
    let losses = 0;
    peer.onLoss = () => void losses++;
    peer.close();
    peer.close();
    expect(peer.isLost).toBe(true);
    await expect(peer.request('a', {})).rejects.toEqual(new UserError('the connection is closed'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(losses).toBe(0);
  });
});
