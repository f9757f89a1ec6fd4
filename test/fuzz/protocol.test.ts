import { expect, it } from 'vitest';
import { RawClient, serviceOf } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';
import { sleep } from '../support/terminal-driver.js';
import { lineOf, randomOf } from './protocol-lines.mjs';

// npm run fuzz:protocol sends 20 000 to a program of its own.
it('a running cluster answers each of 400 lines, most of them wrong, and none is a fault of it', async () => {
  const { session } = sessionOf(
    'nodes: [{ count: 3 }]\nworkload: [{ home: node1, count: 5, work: endless }]',
  );
  session.advance(10);
  const { path, service } = await serviceOf(session);
  const time = service.session.beginTime({ rate: 1, framesPerSecond: 20, onFrame: () => {} });
  const client = new RawClient(path);
  const random = randomOf(5);
  for (let id = 0; id < 400; id++) client.socket.write(`${lineOf(random, id)}\n`);
  const answers = () => client.received.filter(({ method }) => method === undefined);
  for (let turn = 0; turn < 1000 && answers().length < 400; turn++) await sleep(10);
  await sleep(50);
  time.pause();
  expect(answers()).toHaveLength(400);
  const codes = answers().map(({ error }) => (error as { code: number } | undefined)?.code);
  expect(codes).not.toContain(-32603);
  expect(new Set(codes)).toEqual(new Set([undefined, -32700, -32600, -32601, -32602]));
});
