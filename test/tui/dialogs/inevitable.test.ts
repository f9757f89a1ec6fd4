import { expect, it } from 'vitest';
import { RecordedSession } from '../../../src/recording/recorded-session.js';
import { Onlooker } from '../../../src/tui/onlooker.js';
import { futuresHere } from '../../support/futures-here.js';
import { sessionOf } from '../../support/session-of.js';

/** Processes that need between 20 and 120 MB come by chance: now and then they are too many. */
const CLUSTER = `
name: lab
nodes: [{ count: 1, name: "node%d", cpus: 1, memory: 256MB, swap: 64MB }]
workload:
  - { home: node1, arrivals: { every: exponential 5s }, work: exponential 5s, memory: 20MB..120MB }
`;

/** The events view, with the cursor on the kill. */
function killed(asks: 'now' | 'later' = 'later') {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  const later = { start: () => () => {}, compare: () => () => {}, gain: () => () => {} };
  session.futures = asks === 'now' ? futuresHere(CLUSTER, session) : later;
  const size = { columns: 120, rows: 40 };
  const onlooker = new Onlooker(session, { size, view: 'events' });
  while (session.view().totals.killed === 0) onlooker.advance(session.view().now + 1);
  const type = (text: string) => {
    for (const key of text) onlooker.press(key);
    onlooker.press('enter');
  };
  onlooker.press('/');
  type('memory');
  return { session, onlooker, type };
}

it('shows of a kill how likely it was, from moments before it on, and goes there', () => {
  const { session, onlooker } = killed('now');
  const { now } = session.view();
  onlooker.press('i');
  const text = onlooker.text();
  expect(text).toContain('when did it become inevitable');
  expect(text).toMatch(/out of memory/);
  expect(text.match(/\d+% +\d+ of 30/g)!.length).toBe(20);
  expect(text).toMatch(/inevitable since .* before: in all 30 futures|still have gone otherwise/);
  onlooker.press('enter');
  expect(session.isPast).toBe(true);
  expect(session.view().now).toBeLessThan(now);
});

it('looks further back, and closer', () => {
  const { onlooker } = killed();
  const earliest = () => /│ +(\S+(?: \d+s)?) +0:\d\d:\d\d {2}/.exec(onlooker.text())![1];
  onlooker.press('i');
  const usual = earliest();
  onlooker.press('o');
  expect(earliest()).not.toBe(usual);
  onlooker.press('i');
  expect(earliest()).toBe(usual);
});

it('is asked of a load in words, and only of kills and crashes among the events', () => {
  const { onlooker, type } = killed();
  type(':inevitable load 1');
  expect(onlooker.text()).toContain('a load of 1');
  onlooker.press('escape');
  onlooker.press('/');
  for (let letter = 0; letter < 6; letter++) onlooker.press('backspace');
  type('started');
  onlooker.press('i');
  expect(onlooker.text()).toContain('only of a kill or a crash');
});
