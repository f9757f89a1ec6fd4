import { expect, it } from 'vitest';
import { UNICODE } from '../../src/tui/drawing/charset.js';
import { Onlooker } from '../../src/tui/onlooker.js';
import { sessionOf } from '../support/session-of.js';

it('a snapshot of the events shows what has happened, from the first process on', () => {
  const { session } = sessionOf(`
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 2, work: 5s }]
timeline: [{ at: 2s, do: crash, node: node2 }]`);
  const size = { columns: 100, rows: 30 };
  const onlooker = new Onlooker(session, { size, charset: UNICODE, view: 'events' });
  onlooker.advance(3);
  expect(onlooker.text()).toMatch(/0:00:00 started +1000 loop/);
  expect(onlooker.text()).toMatch(/0:00:02 crashed +node 2 has crashed/);
});
