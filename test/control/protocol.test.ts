import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { methodsOf } from '../../src/control/methods.js';
import { RawClient, serviceAround, serviceOf } from '../support/service-of.js';
import { sessionOf } from '../support/session-of.js';
import { sleep } from '../support/terminal-driver.js';

const DOCS = new URL('../../docs/', import.meta.url);
const SCHEMA = JSON.parse(readFileSync(new URL('control.schema.json', DOCS), 'utf8'));
const ajv = new Ajv({ strict: false }).addSchema(SCHEMA, 'control');

function problems(part: string, value: unknown): unknown {
  const check = ajv.getSchema(`control#/$defs/${part}`)!;
  return check(value) ? undefined : [value, check.errors];
}

/** A request of each method, and what it needs to have something to say. */
const REQUESTS: Readonly<Record<string, object>> = {
  hello: { name: 'ana:test' },
  subscribe: { events: true, views: true },
  info: {},
  view: {},
  send: { do: 'migrate', pid: 1000, to: 2 },
  ask: { words: ['getload', '1'], on: 1 },
  explain: { pid: 1000 },
  forecast: { pid: 1000 },
  decision: { node: 1 },
  heard: { node: 1 },
  messages: { seconds: 5 },
  step: { seconds: 1 },
  seek: { seconds: null },
  branch: { branch: 1 },
  time: { paused: true, rate: 10 },
};

describe('the documented protocol', () => {
  it('has every method, and none that is not there', () => {
    const names = Object.keys(methodsOf(serviceAround(), () => ({ do: 'lock', pid: 1 }))).sort();
    expect(Object.keys(SCHEMA.$defs.requests).sort()).toEqual(names);
    expect(Object.keys(SCHEMA.$defs.results).sort()).toEqual(names);
    const page = readFileSync(new URL('control.md', DOCS), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name!);
    expect(rows.filter((row) => !row.startsWith('mtop_sim')).sort()).toEqual(
      [...names, 'events', 'gap', 'seen'].sort(),
    );
    expect(Object.keys(REQUESTS).sort()).toEqual(names);
  });

  it('is what is spoken', async () => {
    const { session } = sessionOf(
      'nodes: [{ count: 2 }]\nworkload: [{ home: node1, count: 3, work: endless }]',
    );
    session.advance(5);
    const { path, service } = await serviceOf(session);
    const time = service.session.beginTime({ rate: 1, framesPerSecond: 20, onFrame: () => {} });
    const client = new RawClient(path);
    const methods = Object.keys(REQUESTS);
    methods.forEach((method, id) => {
      const request = { jsonrpc: '2.0', id, method, params: REQUESTS[method] };
      expect(problems('request', request)).toBeUndefined();
      client.ask(id, method, REQUESTS[method]!);
    });
    client.ask(100, 'send', { do: 'nonsense' });
    client.ask(101, 'nonsense', {});
    const isAnswered = () => client.received.some(({ id }) => id === 101);
    for (let turn = 0; turn < 1000 && !isAnswered(); turn++) await sleep(10);
    await sleep(200);
    time.pause();
    expect(client.told('events').length).toBeGreaterThan(0);
    for (const message of client.received) {
      const kind = 'method' in message ? 'notification' : 'response';
      expect(problems(kind, message)).toBeUndefined();
    }
    const done = client.received.flatMap((message) => {
      const method = methods[Number(message.id)];
      if (method === undefined || !('result' in message)) return [];
      expect(problems(`results/${method}`, message.result)).toBeUndefined();
      return [method];
    });
    // Of this cluster nothing of the past is kept.
    expect(done).toEqual(methods.filter((method) => method !== 'seek' && method !== 'branch'));
  });
});
