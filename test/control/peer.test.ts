import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { call } from '../../src/control/client.js';
import { temporaryFolder } from '../support/temporary-folder.js';

it.each(['garbage\n', '"text"\n', 'null\n'])(
  'a socket at which something else answers is refused with a sentence: %j',
  async (said) => {
    const path = join(temporaryFolder(), 's');
    const server = createServer((socket) => void socket.on('error', () => {}).write(said));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => void server.close());
    const asked = call(path, { name: 'ana:mps', method: 'view', params: {} });
    await expect(asked).rejects.toThrow(`the cluster at ${path} does not answer as mtop-sim does`);
  },
);
