import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../../src/cluster/facts/event.js';
import { ASCII, UNICODE } from '../../../../src/tui/drawing/charset.js';
import { lineText, lineWidth } from '../../../../src/tui/drawing/line.js';
import type { LogEntry } from '../../../../src/tui/past/event-log.js';
import { entryHeader, entryLine } from '../../../../src/tui/views/events/entry-line.js';

type Facts = Readonly<Record<string, unknown>>;

const HOUR = 3600;

const entryOf = (event: Facts, more: Partial<LogEntry> = {}): LogEntry => ({
  ...{ serial: 1, command: 'render', reason: undefined, ...more },
  event: { at: 76, pid: 1044, ...event } as unknown as ClusterEvent,
});

const rowOf = (entry: LogEntry, width: number, now = 100) =>
  lineText(entryLine(entry, { charset: UNICODE, width, now }));

const MIGRATED = entryOf(
  {
    ...{ type: 'migrated', from: 1, to: 13, bytes: 181 * 1024 ** 2, seconds: 1.5 },
    cause: 'policy',
  },
  { reason: 'load 0.57, 0.56 at node 13 with it: less loaded there' },
);

describe('a row of the log', () => {
  // Time 8, event 9, pid 6, way 7 and a space after each are 34 cells; from 54 on memory 4 and time
  // taken 5 are shown, from 72 on the command in 8 cells, from 110 on all is wider.
  it.each([
    [
      53,
      '    TIME EVENT        PID NODE     WHY',
      ' 0:01:16 migrated    1044 1 → 13   load 0.57, 0.56 a…',
    ],
    [
      54,
      '    TIME EVENT        PID NODE     MEM  TOOK  WHY',
      ' 0:01:16 migrated    1044 1 → 13  181M  1.5s  load 0.…',
    ],
    [
      71,
      '    TIME EVENT        PID NODE     MEM  TOOK  WHY',
      ' 0:01:16 migrated    1044 1 → 13  181M  1.5s  load 0.57, 0.56 at node …',
    ],
    [
      72,
      '    TIME EVENT        PID COMMAND  NODE     MEM  TOOK  WHY',
      ' 0:01:16 migrated    1044 render   1 → 13  181M  1.5s  load 0.57, 0.56 …',
    ],
    [
      109,
      '    TIME EVENT        PID COMMAND  NODE     MEM  TOOK  WHY',
      ' 0:01:16 migrated    1044 render   1 → 13  181M  1.5s  load 0.57, 0.56 at node 13 with it: less loaded there',
    ],
    [
      110,
      '      TIME EVENT        PID COMMAND        NODE         MEM  TOOK  WHY',
      '   0:01:16 migrated    1044 render         1 → 13      181M  1.5s  load 0.57, 0.56 at node 13 with it: less l…',
    ],
  ])('of %d cells has its words below the titles', (width, header, row) => {
    const titles = entryHeader({ width, now: 100 });
    expect([lineText(titles).trimEnd(), lineWidth(titles)]).toEqual([header, width]);
    expect(rowOf(MIGRATED, width)).toBe(row);
  });

  // 100:00:00 has nine characters.
  it.each([
    [99 * HOUR, '99:00:00 locked'],
    [100 * HOUR, '100:00:00 locked'],
    [39_999 * 24 * HOUR, '959976:00:00 locked'],
  ])('has the whole time after %d s', (at, begin) => {
    const locked = entryOf({ type: 'locked', at });
    expect(rowOf(locked, 80, at).startsWith(begin)).toBe(true);
    const header = lineText(entryHeader({ width: 80, now: at }));
    expect(header.indexOf('EVENT')).toBe(begin.indexOf('locked'));
    const early = rowOf(entryOf({ type: 'locked', at: 5 }), 80, at);
    expect(early.indexOf('locked')).toBe(begin.indexOf('locked'));
  });

  const at80 = (event: Facts, more?: Partial<LogEntry>) => rowOf(entryOf(event, more), 80);
  /** What stands after time and event: NODE, MEM, TOOK and WHY. */
  const partsOf = (row: string) => [
    row.slice(9, 18).trim(),
    row.slice(35, 42).trim(),
    row.slice(43, 47).trim(),
    row.slice(48, 53).trim(),
    row.slice(55),
  ];

  const MB = 1024 ** 2;
  const WAY = { from: 1, to: 3 };
  it.each<[Facts, Partial<LogEntry>, readonly string[]]>([
    [
      { type: 'started', home: 2, memoryBytes: 20 * MB, workSeconds: 90, user: 'ann' },
      {},
      ['started', '2', '20M', '', 'ann, work 1min 30s'],
    ],
    [
      { type: 'started', home: 2, memoryBytes: 20 * MB, workSeconds: undefined, user: 'ann' },
      {},
      ['started', '2', '20M', '', 'ann'],
    ],
    [
      { type: 'completed', node: 4, arrivalSeconds: 16, workSeconds: 50 },
      {},
      ['completed', '4', '', '60s', 'work 50s'],
    ],
    [
      { type: 'killed', node: 4, cause: 'signal', signal: 'TERM' },
      {},
      ['killed', '4', '', '', 'SIGTERM'],
    ],
    [
      { type: 'killed', node: 4, cause: 'node died', signal: 'KILL' },
      {},
      ['killed', '4', '', '', 'node died'],
    ],
    [
      { type: 'migration-started', ...WAY, bytes: MB, cause: 'policy', reason: 'less loaded' },
      {},
      ['leaving', '1 → 3', '1.0M', '', 'less loaded'],
    ],
    [
      { type: 'migrated', ...WAY, bytes: MB, seconds: 0.4, cause: 'policy' },
      {},
      ['migrated', '1 → 3', '1.0M', '0.4s', ''],
    ],
    [
      { type: 'migrated', ...WAY, bytes: MB, seconds: 0.4, cause: 'user' },
      { reason: 'it was asked for' },
      ['migrated', '1 → 3', '1.0M', '0.4s', 'by hand'],
    ],
    [
      { type: 'migrated', ...WAY, bytes: MB, seconds: 0.4, cause: 'expel' },
      {},
      ['migrated', '1 → 3', '1.0M', '0.4s', 'expelled'],
    ],
    [
      { type: 'migrated', ...WAY, bytes: MB, seconds: 0.4, cause: 'bring' },
      {},
      ['migrated', '1 → 3', '1.0M', '0.4s', 'brought home'],
    ],
    [
      { type: 'placed', ...WAY, seconds: 0.02, reason: 'mosrun -3' },
      {},
      ['placed', '1 → 3', '', '20ms', 'mosrun -3'],
    ],
    [
      { type: 'migration-failed', ...WAY, reason: 'node 3 is down' },
      {},
      ['failed', '1 → 3', '', '', 'node 3 is down'],
    ],
    [{ type: 'locked' }, {}, ['locked', '', '', '', '']],
    [{ type: 'continued' }, {}, ['continued', '', '', '', '']],
    [{ type: 'selected', node: 5 }, {}, ['selected', '5', '', '', '/mfs/selected']],
    [
      { type: 'child-ended', child: 1050, ending: 'completed' },
      {},
      ['child-end', '', '', '', 'child 1050 done'],
    ],
    [
      { type: 'child-ended', child: 1050, ending: 'killed' },
      {},
      ['child-end', '', '', '', 'child 1050 killed'],
    ],
    [{ type: 'execed', node: 5, command: 'make' }, {}, ['execed', '', '', '', 'make']],
    [{ type: 'tied', reason: 'clone_vm' }, {}, ['tied', '', '', '', 'clone_vm']],
    [{ type: 'untied', reason: 'clone_vm' }, {}, ['untied', '', '', '', 'clone_vm']],
    [{ type: 'reniced', nice: -5 }, {}, ['reniced', '', '', '', 'nice -5']],
    [{ type: 'masked', mask: 'allow 1 2' }, {}, ['masked', '', '', '', 'allow 1 2']],
    // Whose command it was comes last, by itself where there is nothing else to say.
    [{ type: 'locked', whose: 'bob' }, {}, ['locked', '', '', '', 'by bob']],
    [{ type: 'reniced', nice: 3, whose: 'bob' }, {}, ['reniced', '', '', '', 'nice 3, by bob']],
  ])('says of %j where, what it cost and why', (event, more, parts) => {
    expect(partsOf(at80(event, more))).toEqual(parts);
  });

  it.each<[Facts, string]>([
    [{ type: 'node-joined', node: 2 }, ' 0:01:16 joined     node 2 has joined the cluster'],
    [
      { type: 'node-crashed', node: 2, killed: 1 },
      ' 0:01:16 crashed    node 2 has crashed: 1 process killed',
    ],
    [
      { type: 'policy-changed', policy: 'none', before: 'openmosix' },
      ' 0:01:16 policy     policy is now none (was openmosix)',
    ],
    [
      { type: 'parameter-changed', parameter: 'window', value: 8, before: 7 },
      ' 0:01:16 parameter  window is now 8 (was 7)',
    ],
    [
      { type: 'network-cut', node: 1, other: 2 },
      ' 0:01:16 cut        nodes 1 and 2 can no longer reach each other',
    ],
    [
      { type: 'node-administered', node: 2, verb: 'block', message: 'refused.' },
      ' 0:01:16 block      node 2 block: refused.',
    ],
    [
      { type: 'checked', node: 2, ask: 'whois', message: 'one\ntwo' },
      ' 0:01:16 whois      node 2 whois: one; two',
    ],
  ])('of %j is a sentence', (event, row) => {
    const entry = { ...entryOf({}), event: { at: 76, ...event } as unknown as ClusterEvent };
    expect(rowOf(entry, 80)).toBe(row);
  });

  it('shows control characters and wide ones in as many cells as they take', () => {
    const row = rowOf(entryOf({ type: 'selected', node: 7 }, { command: '日本\u0007語計算' }), 80);
    // Eight cells are three wide characters, a question mark for the control character, and the mark.
    expect(row).toBe(' 0:01:16 selected    1044 日本?語… 7                   /mfs/selected');
  });

  it('has an arrow of plain characters in ASCII', () => {
    const line = entryLine(MIGRATED, { charset: ASCII, width: 80, now: 100 });
    expect(lineText(line)).toContain(`1 ${ASCII.arrow} 13`);
  });
});
