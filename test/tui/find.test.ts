import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import { Onlooker } from '../../src/tui/onlooker.js';
import { loadOf } from '../../src/tui/past/load.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
name: lab
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

/** A dashboard whose run has come to 300 s and was taken back to `seconds`, and what happened. */
function at(seconds: number) {
  const { session: inner, events } = sessionOf(CLUSTER);
  const session = new RecordedSession(inner);
  const onlooker = new Onlooker(session, { size: { columns: 120, rows: 40 } });
  const loads: number[] = [];
  for (let second = 0; second <= 300; second++) {
    session.advance(second);
    loads.push(Math.max(...session.view().nodes().map(loadOf)));
  }
  onlooker.advance(300);
  const happened: readonly ClusterEvent[] = [...events];
  const type = (text: string) => {
    for (const key of text) onlooker.press(key);
    onlooker.press('enter');
  };
  if (seconds < 300) type(`:go ${seconds}s`);
  return { session, onlooker, happened, loads, type };
}

describe('a search through the past', () => {
  it('goes to the next migration, and with "last" to the one before', () => {
    const { session, happened, type } = at(150);
    const times = happened.flatMap((event) => (event.type === 'migrated' ? [event.at] : []));
    type(':find next migration');
    expect(session.view().now).toBe(times.find((time) => time > 150));
    type(':go 150s');
    type(':find last migration');
    expect(session.view().now).toBe(times.findLast((time) => time < 150));
    type(':find first migration');
    expect(session.view().now).toBe(times[0]);
  });

  it('finds the migrations of one process, and the end of it', () => {
    const { session, happened, type } = at(0);
    const { pid, at: time } = happened.findLast((event) => event.type === 'migrated')!;
    type(`:find last migration ${pid}`);
    expect(session.view().now).toBe(0);
    type(':go');
    type(`:find last migration ${pid}`);
    expect(session.view().now).toBe(time);
    const end = happened.find((event) => event.type === 'completed' && event.pid === pid);
    if (end !== undefined) {
      type(`:find next end ${pid}`);
      expect(session.view().now).toBe(end.at);
    }
  });

  it('finds when a process came to where it is', () => {
    const { session, happened, type } = at(200);
    const moved = session
      .view()
      .processes()
      .find(({ migrations }) => migrations > 0)!;
    type(`:find came ${moved.pid}`);
    const came = happened.findLast(
      (event) => event.type === 'migrated' && event.pid === moved.pid && event.at < 200,
    );
    expect(session.view().now).toBe(came!.at);
    expect(session.view().process(moved.pid)!.node).toBe(moved.node);
  });

  it('finds the first second in which a load is above a limit, and the next one below it', () => {
    const { session, loads, type } = at(300);
    const limit = (Math.max(...loads) * 0.7).toFixed(2);
    type(`:find first load > ${limit}`);
    const first = loads.findIndex((load) => load > Number(limit));
    expect(session.view().now).toBe(first);
    type(`:find next load < ${limit}`);
    const next = loads.findIndex((load, second) => second > first && load < Number(limit));
    expect(session.view().now).toBe(next);
  });

  it('stays where it is and says so when there is no such moment', () => {
    const { session, onlooker, type } = at(150);
    type(':find next crash');
    expect(session.view().now).toBe(150);
    expect(onlooker.text()).toContain('there is no next crash');
    expect(onlooker.text()).toContain('PAST');
    expect(session.branches).toHaveLength(1);
  });

  it.each([
    ':find',
    ':find next',
    ':find next dinner',
    ':find soon kill',
    ':find next load > much',
  ])('%s is refused with the form of the command', (line) => {
    const { onlooker, type } = at(300);
    type(line);
    expect(onlooker.text()).toContain('next|last|first');
  });
});
