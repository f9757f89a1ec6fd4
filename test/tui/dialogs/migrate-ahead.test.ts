import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../../src/base/units.js';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { RecordedSession } from '../../../src/recording/recorded-session.js';
import type { Outlook } from '../../../src/session/futures.js';
import { Onlooker } from '../../../src/tui/onlooker.js';
import { futuresHere } from '../../support/futures-here.js';
import { sessionOf } from '../../support/session-of.js';

const CLUSTER = `
name: lab
nodes: [{ count: 3, name: "node%d" }, { name: slow, speed: 4000 }]
workload:
  - { home: node1, arrivals: { every: exponential 4s }, work: exponential 15s }
`;
const BEGINS = 63;

/** The dialog on the process that uses most CPU. */
function opened(size = { columns: 120, rows: 40 }, asks: 'now' | 'later' = 'now') {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  const outlooks: Outlook[] = [];
  const here = futuresHere(CLUSTER, session);
  session.futures = {
    ...here,
    start(outlook, listener) {
      outlooks.push(outlook);
      return asks === 'now' ? here.start(outlook, listener) : () => {};
    },
  };
  const onlooker = new Onlooker(session, { size });
  onlooker.advance(BEGINS);
  onlooker.press('m');
  const pid = Number(/migrate (\d+) /.exec(onlooker.text())![1]);
  return { session, onlooker, pid, outlooks };
}

/** The last word of each row of a node. */
function column(text: string): readonly string[] {
  const rows = text.split('\n').map((row) => /│ +(\d+) (?:node\d|slow) .* {2}(\S.*?) *│/.exec(row));
  return rows.flatMap((row) => (row === null ? [] : [row[2]!]));
}

describe('the migrate dialog', () => {
  it('says of each node when the process is really done: what a branch with that move comes to', () => {
    const { session, onlooker, pid } = opened();
    const shown = column(onlooker.text());
    const here = session
      .view()
      .processes()
      .find((process) => process.pid === pid)!.node;
    const ends = [1, 2, 3, 4].map((to) => {
      session.switchTo(1);
      session.begin({});
      if (to !== here) {
        expect(session.send({ do: 'migrate', pid, to: to as never })).toEqual({ accepted: true });
      }
      const events: ClusterEvent[] = [];
      const end = session.subscribe((event) => events.push(event), { types: ['completed'] });
      session.advance(600);
      end();
      return events.find((event) => 'pid' in event && event.pid === pid)!.at;
    });
    expect(new Set(ends).size).toBe(4);
    expect(shown).toEqual(ends.map((at) => formatDuration(at - BEGINS)));
  });

  it('is there at once, with dots until a future has come to its end', () => {
    const { onlooker, outlooks } = opened(undefined, 'later');
    expect(onlooker.text()).toContain('REALLY');
    expect(column(onlooker.text())).toEqual(['...', '...', '...', '...']);
    expect(outlooks).toHaveLength(1);
    expect(outlooks[0]!.ways).toHaveLength(4);
    onlooker.advance(BEGINS + 1);
    onlooker.press('down');
    expect(outlooks).toHaveLength(1);
  });

  it('asks only about the nodes in sight, and about others when they come into sight', () => {
    const { onlooker, outlooks } = opened({ columns: 80, rows: 7 }, 'now');
    const { length } = outlooks[0]!.ways;
    expect(length).toBeLessThan(4);
    for (let row = 0; row < 4; row++) onlooker.press('down');
    expect(outlooks.flatMap(({ ways }) => ways)).toHaveLength(4);
  });

  it.each([120, 80, 60, 40])(
    'shows at %i columns when it is done, by forecast and really',
    (columns) => {
      const { onlooker } = opened({ columns, rows: 30 });
      expect(onlooker.text()).toMatch(/DONE IN +REALLY +│/);
    },
  );
});
