import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freeSocket } from '../../src/cli/files/socket-file.js';
import { attachTo } from '../../src/cli/sharing/attaching.js';
import { Listening, socketName } from '../../src/cli/sharing/listening.js';
import { PROTOCOL } from '../../src/control/wire.js';
import { temporaryFolder } from '../support/command-line.js';
import { sessionOf } from '../support/session-of.js';

vi.mock('../../src/cli/files/socket-file.js', async (original) => ({
  ...(await original<typeof import('../../src/cli/files/socket-file.js')>()),
  freeSocket: vi.fn(),
}));

/** A socket on which somebody else listens, and answers each request so. */
async function taken(answer: (method: string) => object): Promise<string> {
  const path = join(temporaryFolder(), 'taken.sock');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (text) => {
      const { id, method } = JSON.parse(String(text));
      socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: answer(method) })}\n`);
      if (method === 'subscribe') socket.end();
    });
  });
  onTestFinished(() => void server.close());
  server.listen(path);
  await once(server, 'listening');
  return path;
}

it('a cluster that ends before it has been seen is said to have ended', async () => {
  const path = await taken((method) =>
    method === 'hello' ? { you: 'ana:attach#1', protocol: PROTOCOL } : { next: 0 },
  );
  await expect(attachTo(path)).rejects.toThrow('the cluster has ended');
});

it('a name that must be free is not given to a second cluster that begins at the same moment', async () => {
  const path = await taken(() => ({}));
  // As both have seen it before one of them was faster.
  vi.mocked(freeSocket).mockResolvedValueOnce(path);
  const { session } = sessionOf('nodes: [{ name: a }]');
  const listening = new Listening(session);
  await expect(listening.begin('two', { isOnly: true })).rejects.toThrow(
    'a cluster named two runs already: give this one a --name',
  );
});

it('a socket is called as its scenario, as far as that is the name of a file', () => {
  expect(['auckland', 'my lab: 2003', ''].map(socketName)).toEqual([
    'auckland',
    'my_lab__2003',
    'cluster',
  ]);
});
