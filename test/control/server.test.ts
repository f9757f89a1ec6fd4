import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BadParameters, type Methods } from '../../src/control/methods.js';
import { ControlServer } from '../../src/control/server.js';
import fc from '../support/properties.js';
import { serviceAround } from '../support/service-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A cluster that accepts what is even. */
const METHODS: Methods = {
  info: () => ({ scenario: 'test' }),
  view: () => ({ at: Number.POSITIVE_INFINITY, text: 'x'.repeat(1000) }),
  send: (command) => {
    if (typeof command !== 'number') throw new BadParameters('it is no number');
    return command % 2 === 0 ? { accepted: true } : { accepted: false, reason: 'odd' };
  },
  ask: () => {
    throw new Error('a fault of ours');
  },
  explain: () => null,
};

/** A server of these methods, whose session nobody looks at. */
function serverOf(methods: Methods): ControlServer {
  return new ControlServer(serviceAround(), methods);
}

async function client(): Promise<Socket> {
  const path = join(temporaryFolder(), 's');
  const server = serverOf(METHODS);
  await server.listen(path);
  const socket = createConnection(path);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  return socket;
}

/** Sends texts as they are and waits for so many answers, or for the last one, or for the end. */
async function answers(
  texts: readonly string[],
  count: number,
  last = 'nothing',
): Promise<readonly unknown[]> {
  const socket = await client();
  for (const text of texts) socket.write(text);
  let read = '';
  for await (const text of socket.setEncoding('utf8') as AsyncIterable<string>) {
    read += text;
    if (read.split('\n').length > count || read.includes(last)) break;
  }
  return read
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

const request = (id: number, method: string, params?: unknown) =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;

describe('a running cluster on its socket', () => {
  it('answers in the order of the requests, several in one piece or one in several', async () => {
    const text = request(1, 'send', 2) + request(2, 'send', 3) + request(3, 'info');
    const expected = [
      { jsonrpc: '2.0', id: 1, result: { accepted: true } },
      { jsonrpc: '2.0', id: 2, result: { accepted: false, reason: 'odd' } },
      { jsonrpc: '2.0', id: 3, result: { scenario: 'test' } },
    ];
    expect(await answers([text], 3)).toEqual(expected);
    expect(await answers([...text], 3)).toEqual(expected);
  });

  it('says what is wrong with a request, in the codes of JSON-RPC', async () => {
    const wrong = ['{\n', '[]\n', '{"id":1}\n', request(2, 'nope'), request(3, 'send', 'x')];
    const found = await answers([...wrong, request(4, 'ask')], 6);
    const codes = (found as readonly { readonly error: { readonly code: number } }[]).map(
      ({ error }) => error.code,
    );
    expect(codes).toEqual([-32700, -32600, -32600, -32601, -32602, -32603]);
    expect(JSON.stringify(found)).not.toContain('a fault of ours');
  });

  it('answers all that was asked also to one who has ended what he says', async () => {
    const socket = await client();
    socket.end(Array.from({ length: 50 }, (_, id) => request(id, 'info')).join(''));
    let read = '';
    for await (const text of socket.setEncoding('utf8') as AsyncIterable<string>) read += text;
    expect(read.trimEnd().split('\n')).toHaveLength(50);
  });

  it('writes what never ends as a word', async () => {
    expect(await answers([request(1, 'view')], 1)).toMatchObject([{ result: { at: 'endless' } }]);
  });

  it('refuses a line without end and disconnects', async () => {
    const found = await answers(['x'.repeat(70_000)], 2);
    expect(found).toMatchObject([{ error: { message: 'a line has at most 65536 characters' } }]);
  });

  it('waits for a client that does not read, and answers others meanwhile', async () => {
    const path = join(temporaryFolder(), 's');
    const server = serverOf(METHODS);
    await server.listen(path);
    onTestFinished(() => server.close());
    const deaf = createConnection(path);
    onTestFinished(() => void deaf.destroy());
    deaf.pause();
    for (let id = 0; id < 5000; id++) deaf.write(request(id, 'view'));
    const other = createConnection(path);
    onTestFinished(() => void other.destroy());
    other.write(request(1, 'info'));
    const [text] = (await new Promise<[Buffer]>((resolve) =>
      other.once('data', (read) => resolve([read])),
    )) as [Buffer];
    expect(String(text)).toContain('"scenario":"test"');
  });

  it('says so where it cannot listen, and leaves what is there alone', async () => {
    const folder = temporaryFolder({ taken: 'a file' });
    const server = serverOf(METHODS);
    await expect(server.listen(join(folder, 'taken'))).rejects.toThrow('EADDRINUSE');
    expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('a file');
    server.close();
  });

  it('is reached by its user alone, and by nobody when it is closed', async () => {
    const path = join(temporaryFolder(), 's');
    const server = serverOf(METHODS);
    await server.listen(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    server.close();
    const late = createConnection(path);
    onTestFinished(() => void late.destroy());
    const [error] = await once(late, 'error');
    expect(error).toMatchObject({ code: 'ENOENT' });
  });

  it('answers whatever it is sent', async () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((params) => request(1, 'send', params).trim()),
      fc
        .record({ jsonrpc: fc.constant('2.0'), id: fc.jsonValue(), method: fc.string() })
        .map((one) => JSON.stringify(one)),
    );
    const lines = fc.sample(line, { seed: 13, numRuns: 500 }).map((one) => `${one}\n`);
    const found = await answers([...lines, request(4711, 'info')], 1e9, '"id":4711,');
    expect(found.length).toBeGreaterThan(300);
    expect(found.at(-1)).toMatchObject({ id: 4711, result: { scenario: 'test' } });
  });
});
