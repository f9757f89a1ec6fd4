import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../../src/tui/drawing/cell-width.js';
import { ASCII, UNICODE } from '../../../src/tui/drawing/charset.js';
import { chartLines } from '../../../src/tui/drawing/chart-text.js';
import { lineText, lineWidth } from '../../../src/tui/drawing/line.js';
import { flatLines, frameText } from '../../../src/tui/drawing/text.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import { type DashboardState, withSample, withSize } from '../../../src/tui/state.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';
import fc from '../../support/properties.js';

const HOSTILE = [
  '\x1b[31mred\x1b[2J',
  '{red-fg}x{/}',
  'a\nb\tc',
  '\u202egnp.exe',
  '計算プロセス',
  'e\u0301\u200d',
  '👩‍👩‍👧',
  '\ud800',
];

const DIALOGS: readonly (readonly string[])[] = [
  [],
  ['f2'],
  ['f6'],
  ['v'],
  ['f5'],
  [':', 'k', 'tab'],
  ['f4', 'n', '=', 'x'],
  ['/', 'z'],
  ['c', 'k', 'enter'],
  ['m'],
  ['k'],
  ['x'],
  ['a'],
  ['?'],
];

describe('a frame', () => {
  it.each([
    [40, 10],
    [80, 24],
    [120, 40],
    [200, 50],
  ])('of %i x %i shows N#, the processes and how to quit', (columns, rows) => {
    const text = frameText(screenFrame(openedState(undefined, { columns, rows })), UNICODE);
    const lines = text.split('\n');
    expect(lines).toHaveLength(rows);
    expect(lines.some((line) => /PID .*N# .*COMMAND/.test(line))).toBe(true);
    expect(text).toContain('1000');
    expect(text).toContain('q quit');
  });

  it('fills any size exactly, with any dialog and any names', () => {
    const session = new FakeSession({ nodes: 9, processes: 30 });
    for (const [index, process] of [...session.processes.values()].entries()) {
      process.command = HOSTILE[index % HOSTILE.length]!;
      process.user = HOSTILE[(index + 3) % HOSTILE.length]!;
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(...DIALOGS),
        fc.constantFrom(UNICODE, ASCII),
        (columns, rows, keys, charset) => {
          const opened = openedState(session, { columns, rows }, { charset });
          expectWhole(pressKeys(opened, ...keys).state);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([1, 2, 7, 16, 60, 500])('has room for %i nodes', (nodes) => {
    const session = new FakeSession({ nodes });
    for (const columns of [40, 80, 120, 200, 300]) {
      expectWhole(openedState(session, { columns, rows: 40 }));
    }
  });

  it('says how many nodes it does not show', () => {
    const session = new FakeSession({ nodes: 60 });
    const state = openedState(session, { columns: 80, rows: 24 });
    expect(frameText(screenFrame(state), UNICODE)).toMatch(/\d+ more nodes/);
  });

  it('keeps the cursor in sight when the screen shrinks', () => {
    const { state } = pressKeys(openedState(), 'end');
    const small = withSize(state, { columns: 60, rows: 12 });
    expect(frameText(screenFrame(small), UNICODE)).toContain(String(small.views.mtop.selectedPid));
  });

  it('of an empty cluster is whole', () => {
    expectWhole(openedState(new FakeSession({ processes: 0 })));
  });

  it('in ASCII has no other characters', () => {
    const state = openedState(undefined, undefined, { charset: ASCII });
    expect(frameText(screenFrame(pressKeys(state, 'm').state), ASCII)).toMatch(/^[ -~\n]*$/);
  });

  it('puts the dialog over what lies below', () => {
    const { state } = pressKeys(openedState(), 'm');
    const text = frameText(screenFrame(state), UNICODE);
    expect(text).toContain('migrate 1000 R');
    expect(text).toContain('Esc cancel');
  });

  it('shows a guest and a moving process in the column N#', () => {
    const session = new FakeSession();
    session.send({ do: 'migrate', pid: 1000, to: 3 });
    const state = withSample(openedState(session), sampleOf(session));
    expect(frameText(screenFrame(state), UNICODE)).toMatch(/1000 maths +1 +1→3 M/);
  });
});

function expectWhole(state: DashboardState): void {
  const frame = screenFrame(state);
  const { columns, rows } = state.size;
  expect(frame.lines).toHaveLength(rows);
  for (const line of [
    ...frame.lines,
    ...flatLines(frame, (chart) => chartLines(chart, state.charset)),
  ]) {
    expect(lineWidth(line)).toBe(columns);
    expect(lineText(line)).not.toMatch(/undefined|NaN|[\p{Cc}\u202a-\u202e]/u);
  }
  for (const line of frame.overlay?.lines ?? []) {
    expect(cellWidth(lineText(line))).toBeLessThanOrEqual(columns);
  }
}
