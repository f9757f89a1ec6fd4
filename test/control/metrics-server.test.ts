import { expect, it, onTestFinished } from 'vitest';
import { MetricsServer } from '../../src/control/metrics-server.js';
import { FakeSession } from '../support/fake-session.js';

async function served(session: FakeSession) {
  const server = new MetricsServer(session);
  onTestFinished(() => server.close());
  const port = await server.listen({ host: '127.0.0.1', port: 0 });
  return { server, address: `http://127.0.0.1:${port}` };
}

it.each([
  ['GET', '/metrics', 200],
  ['GET', '/metrics?name=x', 200],
  ['GET', '/', 404],
  ['GET', '/metrics/more', 404],
  ['POST', '/metrics', 404],
])(
  'figures are there for who reads them under /metrics: %s %s is %i',
  async (method, path, status) => {
    const { address } = await served(new FakeSession());
    const answer = await fetch(address + path, { method });
    expect(answer.status).toBe(status);
    const text = await answer.text();
    if (status === 200) expect(text).toContain('\nmtop_sim_virtual_time_seconds 0\n');
    else expect(text).toBe('figures are under /metrics\n');
  },
);

it('figures are of the run that took the place of another', async () => {
  const { server, address } = await served(new FakeSession());
  const other = new FakeSession();
  other.advance(7);
  server.show(other);
  const text = await (await fetch(`${address}/metrics`)).text();
  expect(text).toContain('\nmtop_sim_virtual_time_seconds 7\n');
});
