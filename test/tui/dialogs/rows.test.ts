import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import type { ProcessView } from '../../../src/cluster/facts/view.js';
import type { Forecast } from '../../../src/session/session.js';
import { dialogBox } from '../../../src/tui/dialogs/dialog-box.js';
import { dialogContent } from '../../../src/tui/dialogs/open-dialog.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import type { LogEntry } from '../../../src/tui/past/event-log.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { update } from '../../../src/tui/update.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

function opened(columns: number, hasFutures = true, rows = 40): DashboardState {
  const state = openedState(new FakeSession({ nodes: 3, processes: 3 }), { columns, rows });
  const nodes = state.sample.nodes.map((node) => ({
    ...node,
    believedSpeed: 10_000,
    upperLoad: 0.5,
  }));
  const processes = state.sample.processes.map((process) => {
    return { ...process, node: 1 as never, home: 2 as never, workLeftSeconds: 60, cantmove: 0 };
  });
  const sample = { ...state.sample, now: 10, nodes, processes, hasFutures };
  const views = { ...state.views, mtop: { ...state.views.mtop, listed: processes } };
  return { ...state, sample, views };
}

const forecastOf = (node: number, rate: number, refusal?: string) =>
  ({ node, rate, load: 1, refusal }) as unknown as Forecast;

/** The migrate dialog with its forecasts answered, one after the other. */
function migrating(state: DashboardState, forecasts: readonly Forecast[]): DashboardState {
  const { state: asked, effects } = pressKeys(state, 'm');
  return effects.reduce(
    (before, effect) =>
      effect.type === 'forecast'
        ? update(before, { type: 'forecast', pid: effect.pid, forecasts }).state
        : before,
    asked,
  );
}

const textsOf = (state: DashboardState) => {
  const { intro, items } = dialogContent(state, state.dialog!);
  return [...intro, ...items].map((line) => lineText(line).trimEnd());
};

const FORECASTS = [forecastOf(1, 1), forecastOf(2, 2), forecastOf(3, 0.5)];

describe('the rows of a migration', () => {
  // Nine cells are the frame and the number; the load has 7, what it is done in 11, what it really is
  // 11 more; then WORK/S 8, the name 9, OF HERE 9 and the bar of load 8.
  it.each([
    [45, true, '  N#    LOAD    DONE IN     REALLY'],
    [46, true, '  N#    LOAD  WORK/S    DONE IN     REALLY'],
    [54, true, '  N#    LOAD  WORK/S    DONE IN     REALLY'],
    [55, true, '  N# NODE        LOAD  WORK/S    DONE IN     REALLY'],
    [63, true, '  N# NODE        LOAD  WORK/S    DONE IN     REALLY'],
    [64, true, '  N# NODE        LOAD  WORK/S  OF HERE    DONE IN     REALLY'],
    [71, true, '  N# NODE        LOAD  WORK/S  OF HERE    DONE IN     REALLY'],
    [72, true, '  N# NODE                LOAD  WORK/S  OF HERE    DONE IN     REALLY'],
    [60, false, '  N# NODE        LOAD  WORK/S  OF HERE    DONE IN'],
    [61, false, '  N# NODE                LOAD  WORK/S  OF HERE    DONE IN'],
    [20, false, '  N#    LOAD    DONE IN'],
  ])('have on %d columns what there is room for', (columns, hasFutures, header) => {
    const state = migrating(opened(columns, hasFutures), FORECASTS);
    expect(textsOf(state)[1]).toBe(header);
    for (const line of dialogBox(state, state.dialog!).lines) {
      expect(lineText(line).length).toBeLessThanOrEqual(columns);
    }
  });

  it('say what each node would give, in how long it would be done, and where it is', () => {
    expect(textsOf(migrating(opened(72, false), FORECASTS))).toEqual([
      'on node 1, home 2   work left 1min 00s',
      '  N# NODE                LOAD  WORK/S  OF HERE    DONE IN',
      '   1 cm1      ━━━━┼───   1.00    1.00     here   1min 00s',
      '   2 cm2      ━━━━┼───   1.00    2.00     200%        30s',
      '   3 cm3      ━━━━┼───   1.00    0.50      50%   2min 00s',
      '   h home: node 2',
      '   b best by forecast: node 2',
      '   p balance: the choice of policy none',
    ]);
  });

  it('say what stands against a node, and what is not known', () => {
    const rows = (forecasts: readonly Forecast[], change: Partial<ProcessView> = {}) => {
      const state = opened(72, false);
      const processes = state.sample.processes.map((process) => ({ ...process, ...change }));
      const views = { ...state.views, mtop: { ...state.views.mtop, listed: processes } };
      return textsOf(
        migrating({ ...state, views, sample: { ...state.sample, processes } }, forecasts),
      ).map((text) => text.slice(29));
    };
    const refused = [forecastOf(1, 0, 'it is there already'), forecastOf(2, 2, 'it is full')];
    expect(rows(refused).slice(2, 5)).toEqual(['  here', '  it is full', '  ...']);
    const still = [forecastOf(1, 0), forecastOf(2, 2), forecastOf(3, 0)];
    expect(rows(still).slice(2, 5)).toEqual([
      '  here',
      '    2.00                 30s',
      '    0.00             endless',
    ]);
    expect(rows(FORECASTS, { workLeftSeconds: undefined })[3]).toBe('    2.00     200%          -');
  });

  it('have more and less in a colour from half a percent on', () => {
    const colours = (rate: number) => {
      const state = migrating(opened(72, false), [forecastOf(1, 1), forecastOf(2, rate)]);
      const { items } = dialogContent(state, state.dialog!);
      return items[1]!.find(({ text }) => text.endsWith('%'))!.style.colour;
    };
    expect([1.004, 1.006, 0.996, 0.994].map(colours)).toEqual(['text', 'good', 'text', 'middle']);
  });

  it('say how it really ends', () => {
    const state = migrating(opened(80), FORECASTS);
    const ended = (index: number, end: object | undefined, more: object = {}) => ({
      ...{ type: 'future', index },
      future: { part: 1, curve: [], figures: { end }, ...more },
    });
    const led = (...futures: readonly object[]) =>
      futures.reduce(
        (before: DashboardState, future) => update(before, future as never).state,
        state,
      );
    const lastOf = (of: DashboardState) =>
      textsOf(of)
        .slice(2, 5)
        .map((text) => text.slice(-11).trim());
    expect(lastOf(state)).toEqual(['...', '...', '...']);
    // Where it is is asked about first.
    const all = led(ended(0, { at: 70, killed: false }), ended(1, { at: 40, killed: false }));
    expect(lastOf(all)).toEqual(['1min 00s', '30s', '...']);
    const colourOf = (of: DashboardState, row: number) =>
      dialogContent(of, of.dialog!).items[row]!.at(-1)!.style.colour;
    expect([colourOf(all, 0), colourOf(all, 1)]).toEqual(['text', 'good']);
    const worse = led(ended(0, { at: 70, killed: false }), ended(2, { at: 90, killed: false }));
    expect(colourOf(worse, 2)).toBe('middle');
    const killed = led(ended(0, { at: 70, killed: true }), ended(1, { at: 40, killed: false }));
    expect([lastOf(killed)[0], colourOf(killed, 0), colourOf(killed, 1)]).toEqual([
      'killed',
      'bad',
      'text',
    ]);
    const wrong = {
      type: 'future',
      index: 2,
      future: { part: 0, curve: [], figures: undefined, problem: 'no' },
    };
    expect(lastOf(led(ended(1, undefined), wrong)).slice(1)).toEqual(['> 1d 00h', '-']);
  });

  it('of several count where they are and where they would go', () => {
    const state = opened(80);
    const tagged = new Set(state.sample.processes.map(({ pid }) => pid));
    const views = { ...state.views, mtop: { ...state.views.mtop, tagged } };
    const texts = textsOf(migrating({ ...state, views }, FORECASTS));
    expect(texts[0]).toBe('  N# NODE                LOAD  OF THEM');
    expect(texts.slice(1, 4).map((text) => text.slice(-9).trim())).toEqual(['3', '0', '0']);
    expect(texts[4]).toBe('   h home: each to its own');
    expect(texts[5]).toMatch(/^ {3}b best by forecast: (\d to 2|\d stay)/);
  });
});

describe('the best by forecast', () => {
  const stays = [forecastOf(1, 2), forecastOf(2, 1), forecastOf(3, 1)];
  const saidOf = (count: number, forecasts: readonly Forecast[]) => {
    const state = opened(80);
    const tagged = new Set(state.sample.processes.slice(0, count).map(({ pid }) => pid));
    const views = { ...state.views, mtop: { ...state.views.mtop, tagged } };
    const { state: sent, effects } = pressKeys(
      migrating({ ...state, views }, forecasts),
      ...['b', 'enter'],
    );
    return effects.some(({ type }) => type.startsWith('send')) ? 'sent' : sent.notice?.text;
  };

  it.each([
    [0, 'process 1000 already runs best where it is'],
    [2, 'all 2 already run best where they are'],
    [3, 'all 3 already run best where they are'],
  ])('with %d tagged says where all stay: %s', (count, text) => {
    expect(saidOf(count, stays)).toBe(text);
    expect(saidOf(count, FORECASTS)).toBe('sent');
  });
});

describe('what there is to know of a process', () => {
  const entryOf = (serial: number, facts: object, reason?: string): LogEntry => ({
    ...{
      serial,
      command: 'R',
      reason,
      event: { at: 60, pid: 1000, ...facts } as unknown as ClusterEvent,
    },
  });

  function detailsOf(change: Partial<ProcessView>, entries: readonly LogEntry[] = []) {
    const state = opened(100);
    const processes = state.sample.processes.map((process, index) =>
      index === 0 ? { ...process, pid: 1000, migrations: 0, ...change } : process,
    );
    const dialog = {
      kind: 'process-details',
      pid: 1000,
      explanation: undefined,
      selected: 0,
    } as const;
    const log = { ...state.log, entries };
    return textsOf({ ...state, dialog, log, sample: { ...state.sample, processes } });
  }

  it.each<[Partial<ProcessView>, string]>([
    [{ target: undefined }, 'where     node 1, home 2'],
    [{ target: 3 as never }, 'where     node 1 → node 3, home 2'],
    [{ state: 'D', nice: 5 }, 'state     waits for memory, nice 5'],
    [{ cantmove: 0 }, 'cantmove  nothing: it may move'],
    [{ arrivalSeconds: 0 }, 'age       10s, arrived at 0:00:00'],
    [{ arrivalSeconds: -50 }, 'age       1min 00s'],
    [{ cpuShare: 0.5, cpuSeconds: 90 }, 'cpu       50.0% of a CPU now, 1min 30s so far'],
    [{ residentBytes: 2048 }, 'memory    2.0K'],
    [{ workSeconds: undefined }, 'work      not known: it is a real process'],
    [{ workLeftSeconds: undefined }, 'work      not known: it is a real process'],
    [{ workSeconds: Infinity, workLeftSeconds: Infinity }, 'work      endless'],
    [
      { workSeconds: 100, workLeftSeconds: 25 },
      `work      ${'━'.repeat(15)}${'─'.repeat(5)} 75%, 25s of 1min 40s left`,
    ],
    [{ workSeconds: 0, workLeftSeconds: 0 }, `work      ${'─'.repeat(20)} 0%, 0s of 0s left`],
  ])('%j is the line "%s"', (change, line) => {
    expect(detailsOf(change)).toContain(line);
  });

  it('is its life, as far as it is remembered', () => {
    const migrated = {
      type: 'migrated',
      from: 1,
      to: 3,
      bytes: 2048,
      seconds: 0.5,
      cause: 'policy',
    };
    const entries = [
      entryOf(1, { type: 'started', home: 2 }),
      entryOf(2, migrated, 'less loaded'),
      entryOf(3, { ...migrated, cause: 'user' }, ''),
      entryOf(4, { type: 'migration-failed', to: 3, reason: 'it is down' }),
      entryOf(5, { type: 'locked' }),
      entryOf(6, { type: 'selected', node: 3 }),
      entryOf(7, { type: 'tied', reason: 'clone_vm' }),
      entryOf(8, { type: 'reniced', nice: 3 }),
      entryOf(9, { type: 'masked', mask: 'allow 1' }),
      entryOf(10, { type: 'locked', pid: 1001 }),
      entryOf(11, { type: 'node-joined', pid: undefined, node: 1 }),
    ];
    const texts = detailsOf({ migrations: 3 }, entries);
    expect(texts.slice(texts.indexOf('life: 3 migrations'))).toEqual([
      'life: 3 migrations',
      '  1 earlier migration no longer remembered',
      '    0:01:00  started on node 2',
      '    0:01:00  1 → 3  2.0K in 0.5s, policy',
      '             less loaded',
      '    0:01:00  1 → 3  2.0K in 0.5s, user',
      '    0:01:00  not moved to 3: it is down',
      '    0:01:00  locked',
      '    0:01:00  /mfs/selected is node 3',
      '    0:01:00  tied: clone_vm',
      '    0:01:00  reniced to 3',
      '    0:01:00  allow 1',
    ]);
    expect(detailsOf({ migrations: 1 }, entries.slice(0, 2))).toContain('life: 1 migration');
    expect(detailsOf({ migrations: 2 })).toContain('  2 earlier migrations no longer remembered');
  });

  it.each([
    [{ 1: 0, 2: 0 }, 'ceiling   none: it waits for no system calls and no I/O'],
    [{ 1: 1, 2: 0 }, 'ceiling   50% of a CPU here, because of system calls and I/O, 100% at home'],
    [
      { 1: 0.25, 2: 3 },
      'ceiling   80% of a CPU here, because of system calls and I/O, 25% at home',
    ],
  ])('is how much waiting leaves it: %j', (waits, line) => {
    const state = opened(100);
    const forecasts = Object.entries(waits).map(([node, waitPerWork]) => ({
      node: Number(node),
      waitPerWork,
    }));
    const explanation = { forecasts } as never;
    const { pid } = state.sample.processes[0]!;
    const dialog = { kind: 'process-details', pid, explanation, selected: 0 } as const;
    expect(textsOf({ ...state, dialog })).toContain(line);
  });
});

describe('the box of a dialog', () => {
  const sort = (columns: number, rows: number) =>
    pressKeys(openedState(undefined, { columns, rows }), 'f6').state;

  it('stands in the middle, leaves two rows below, and says which lines are in sight', () => {
    const boxAt = (rows: number, ...keys: readonly string[]) => {
      const state = pressKeys(sort(80, rows), ...keys).state;
      const { top, lines, firstItem, itemsInSight } = dialogBox(state, state.dialog!);
      return [
        top,
        lines.length,
        firstItem,
        itemsInSight,
        /\d+-\d+ of \d+/.exec(lineText(lines.at(-1)!))?.[0],
      ];
    };
    // Sixteen lines, the keys and two of the frame.
    expect(boxAt(40)).toEqual([9, 19, 0, 16, undefined]);
    expect(boxAt(21)).toEqual([0, 19, 0, 16, undefined]);
    expect(boxAt(20, 'home')).toEqual([0, 18, 0, 15, '1-15 of 16']);
    expect(boxAt(20, 'end')).toEqual([0, 18, 1, 15, '2-16 of 16']);
    expect(boxAt(16, 'home', 'pagedown')).toEqual([0, 14, 5, 11, '6-16 of 16']);
    expect(boxAt(16, 'home')).toEqual([0, 14, 0, 11, '1-11 of 16']);
    // With fewer than sixteen rows it takes all.
    expect(boxAt(15, 'home')).toEqual([0, 15, 0, 12, '1-12 of 16']);
    expect(boxAt(3, 'home')).toEqual([0, 3, 0, 1, undefined]);
  });

  it('is as wide as what it has, at least thirty cells and what the screen has', () => {
    const confirm = (columns: number) => {
      const state = openedState(undefined, { columns, rows: 24 });
      const dialog = { kind: 'search', what: 'x', at: 0, selected: 0 } as const;
      const { left, width } = dialogBox({ ...state, dialog }, dialog);
      return [left, width];
    };
    expect([confirm(80), confirm(35), confirm(34), confirm(20)]).toEqual([
      ...[
        [23, 34],
        [0, 34],
        [0, 34],
        [0, 20],
      ],
    ]);
  });

  it('keeps the line under the cursor in its middle', () => {
    const state = pressKeys(sort(80, 16), 'home', ...Array<string>(8).fill('down')).state;
    const box = dialogBox(state, state.dialog!);
    expect([box.firstItem, box.itemsInSight]).toEqual([3, 11]);
    const on = box.lines.filter((line) => line.some(({ style }) => style.ground === 'selected'));
    expect(on.map((line) => lineText(line))).toEqual([expect.stringContaining('RSS')]);
  });
});
