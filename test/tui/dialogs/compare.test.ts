import { describe, expect, it } from 'vitest';
import type { ComparedView, FuturePoint } from '../../../src/session/futures.js';
import type { CompareDialog } from '../../../src/tui/dialogs/dialog.js';
import { compareContent, pressInCompare } from '../../../src/tui/dialogs/time/compare.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { openedState } from '../../support/dashboard-state.js';

/** Of 61 moments from 100 s to 160 s: one load rises from 0 to 2, the other stays at 1. */
const curve = (load: (part: number) => number): readonly FuturePoint[] =>
  Array.from({ length: 61 }, (_, index) => ({
    ...{ at: 100 + index, load: load(index / 60), balance: 0.5, completed: index },
    ...{ migrations: 3, meanSlowdown: index === 0 ? null : 1.25 },
  }));
const compared: ComparedView = {
  ...{ fromSeconds: 100, untilSeconds: 160, first: undefined, isDone: true },
  curves: [curve((part) => 2 * part), curve(() => 1)],
};

function contentOf(columns: number, changes: Partial<ComparedView> = {}, point?: number) {
  const dialog: CompareDialog = {
    ...{ kind: 'compare', branches: [1, 2], point, selected: 0 },
    compared: { ...compared, ...changes },
  };
  const state = openedState(undefined, { columns, rows: 40 });
  return { state, dialog, lines: compareContent(state, dialog).items.map(lineText) };
}

describe('two branches beside each other', () => {
  it('have their figures at the end, and of each a curve on the same scale', () => {
    const [head, above, below] = contentOf(120).lines;
    expect(head).toMatch(/^at 0:02:40 +branch 1 +branch 2 {2} {60}▼$/);
    expect(above).toMatch(/^load +2\.00 +1\.00 {2} [▁▂▃▄▅▆▇█]{60}$/);
    // 0 to 2 in eight steps, the last of which is the highest; 1 is half of that.
    expect([...above!.slice(-61)].filter((level) => level === '█').length).toBeGreaterThan(5);
    expect(below!.trim()).toBe('▄'.repeat(61));
  });

  it.each([
    [48, 0],
    [49, 8],
    [60, 19],
    [102, 61],
    [200, 61],
  ])('have on a screen of %d columns curves of %d cells', (columns, cells) => {
    const { lines } = contentOf(columns);
    const below = lines.filter((line) => /^ +▄+$/.test(line));
    expect(below.map((line) => line.trim().length)).toEqual(cells === 0 ? [] : [cells]);
  });

  it('are compared at another moment by the arrows, and no further than they go', () => {
    const pointAfter = (key: string, point?: number) => {
      const { state, dialog } = contentOf(120, {}, point);
      const after = pressInCompare(state, dialog, key)?.state.dialog;
      return after?.kind === 'compare' ? (after.point ?? 'end') : undefined;
    };
    expect(pointAfter('left')).toBe(59);
    expect(pointAfter('left', 5)).toBe(4);
    expect(pointAfter('left', 0)).toBe(0);
    expect(pointAfter('right', 5)).toBe(6);
    expect(pointAfter('right', 59)).toBe('end');
    expect(pointAfter('right')).toBe('end');
    expect(pointAfter('home', 5)).toBe(0);
    expect(pointAfter('end', 5)).toBe('end');
    expect(pointAfter('x')).toBeUndefined();
    const [head, load] = contentOf(120, {}, 30).lines;
    expect(head).toMatch(/^at 0:02:10 .* {2} {30}▼$/);
    expect(load).toMatch(/^load +1\.00 +1\.00 /);
  });

  it('say how far they have come, and what first differs', () => {
    const half = [compared.curves[0].slice(0, 31), compared.curves[1].slice(0, 31)] as const;
    const going = contentOf(120, { curves: half, isDone: false }).lines;
    expect(going).toContain('from 0:01:40 to 50%');
    expect(going.join()).not.toContain('the same');
    // Half of the way is half of the cells.
    expect(going[2]!.trim()).toHaveLength(31);
    const done = contentOf(120).lines;
    expect(done).toContain('from 0:01:40 to 0:02:40');
    expect(done.at(-1)).toBe('what happens is the same on both');
    const started = { type: 'started', at: 130, pid: 7, home: 1, command: 'R' } as never;
    const differs = contentOf(120, { first: { at: 130, events: [started, undefined] } }).lines;
    expect(differs.slice(-3)).toEqual([
      'they first differ at 0:02:10',
      '  1 7 R started on node 1',
      '  2 nothing happens then',
    ]);
  });

  it('say why there is nothing to compare', () => {
    expect(contentOf(120, { problem: 'no' }).lines).toEqual(['no']);
  });

  it('have no slowdown before a process is done', () => {
    expect(contentOf(120, {}, 0).lines.find((line) => line.startsWith('mean slowdown'))).toMatch(
      /^mean slowdown +- +- /,
    );
  });
});
