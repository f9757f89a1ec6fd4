import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { attachTo } from '../../src/cli/sharing/attaching.js';
import { Listening, socketName } from '../../src/cli/sharing/listening.js';
import { PROTOCOL } from '../../src/control/wire.js';
import { sessionOf } from '../support/session-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

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

it('a name that must be free is given to one of two clusters that begin at the same moment', async () => {
  vi.stubEnv('XDG_RUNTIME_DIR', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const begun = [1, 2].map(() => {
    const listening = new Listening(sessionOf('nodes: [{ name: a }]').session);
    onTestFinished(() => listening.close());
    return listening.begin('two', { isOnly: true });
  });
  // Both find the name free, since none has taken it yet.
  const ends = await Promise.allSettled(begun);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(ends.flatMap((end) => ('reason' in end ? [end.reason.message] : []))).toEqual([
    'a cluster named two runs already: give this one a --name',
  ]);
});

it('a socket is called as its scenario, as far as that is the name of a file', () => {
  expect(['auckland', 'my lab: 2003', ''].map(socketName)).toEqual([
    'auckland',
    'my_lab__2003',
    'cluster',
  ]);
});
