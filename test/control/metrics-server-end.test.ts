import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { MetricsServer } from '../../src/control/metrics-server.js';
import { FakeSession } from '../support/fake-session.js';

const HOST = '127.0.0.1';
const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap');

async function served() {
  const server = new MetricsServer(new FakeSession());
  onTestFinished(() => server.close());
  const before = servers().length;
  return { server, before, port: await server.listen({ host: HOST, port: 0 }) };
}

it('figures of the program itself are its CPU seconds and its bytes', async () => {
  const { port } = await served();
  const seconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const least = seconds();
  const answer = await fetch(`http://${HOST}:${port}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  const figure = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)![1]);
  expect(figure('process_cpu_seconds_total')).toBeGreaterThanOrEqual(least);
  expect(figure('process_cpu_seconds_total')).toBeLessThanOrEqual(seconds());
  const microseconds = figure('process_cpu_seconds_total') * 1e6;
  expect(microseconds - Math.round(microseconds)).toBeCloseTo(0, 3);
  const bytes = figure('process_resident_memory_bytes') / process.memoryUsage.rss();
  expect(bytes).toBeGreaterThan(0.5);
  expect(bytes).toBeLessThan(2);
});

it('figures keep no program alive, and are gone with their server, whoever is still asking', async () => {
  const { server, before, port } = await served();
  expect(servers()).toHaveLength(before);
  const asking = connect(port, HOST);
  asking.on('error', () => {});
  await once(asking, 'connect');
  asking.write('GET /metrics HTTP/1.1\r\nHost: x\r\n');
  // So that the server knows of it.
  await (await fetch(`http://${HOST}:${port}/metrics`)).text();
  const closed = once(asking, 'close');
  server.close();
  await closed;
  const [error] = await once(connect(port, HOST), 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

it('figures cannot be served where somebody else serves', async () => {
  const { port } = await served();
  const second = new MetricsServer(new FakeSession());
  await expect(second.listen({ host: HOST, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
