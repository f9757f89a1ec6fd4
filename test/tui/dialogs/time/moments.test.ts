import { describe, expect, it } from 'vitest';
import type { FutureFigures, FuturePoint, FutureView } from '../../../../src/session/futures.js';
import { DRAWS, type LikelihoodThen } from '../../../../src/session/likelihood.js';
import type { BranchView } from '../../../../src/session/session.js';
import { branchesContent, pressInBranches } from '../../../../src/tui/dialogs/time/branches.js';
import {
  futureInInevitable,
  inevitableContent,
} from '../../../../src/tui/dialogs/time/inevitable.js';
import { verdictOf } from '../../../../src/tui/dialogs/time/likelihood-verdict.js';
import { pressInWhatIf, whatIfContent } from '../../../../src/tui/dialogs/time/what-if.js';
import { lineText } from '../../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { openedState } from '../../../support/dashboard-state.js';

const HOUR = 3600;
const sized = (columns: number, rows = 40) => openedState(undefined, { columns, rows });
const texts = (lines: Parameters<typeof lineText>[0][]) =>
  lines.map((line) => lineText(line).trimEnd());

describe('the branches of a run', () => {
  const branchOf = (id: number, parent: number | undefined, more: Partial<BranchView> = {}) => ({
    ...{ id, parent, sinceSeconds: 0, endSeconds: 60, first: undefined, ...more },
  });
  const withBranches = (branches: readonly BranchView[], branch = 1, checkpoints = 3) => {
    const state = sized(120);
    const past = { ...state.sample.past!, branch, branches };
    const memory = { bytes: 2 ** 20, mostBytes: 2 ** 28, checkpoints };
    return { ...state, sample: { ...state.sample, past: { ...past, memory } } } as DashboardState;
  };
  const BRANCHES = [
    branchOf(1, undefined, { endSeconds: 100 * HOUR }),
    branchOf(2, 1, {
      ...{ sinceSeconds: 99 * HOUR, endSeconds: 100 * HOUR },
      first: { do: 'crash', node: 3 },
    }),
    branchOf(3, 2, { sinceSeconds: 100 * HOUR, endSeconds: 1000 * HOUR }),
    branchOf(4, 1),
  ];

  it('stand each below the one it left, with whole times that do not touch each other', () => {
    const { intro, items } = branchesContent(withBranches(BRANCHES, 3));
    expect(texts([...intro, ...items])).toEqual([
      '3 states kept, 1.0MB of 256MB',
      '   BRANCH        FROM       TO  FIRST COMMAND',
      '   1          0:00:00 100:00:00  none',
      '     2       99:00:00 100:00:00  crash 3',
      ' *     3     100:00:00 1000:00:00  none',
      '     4        0:00:00  0:01:00  none',
    ]);
    expect(lineText(branchesContent(withBranches(BRANCHES, 1, 1)).intro[0]!)).toMatch(/^1 state /);
  });

  it('are gone to and compared with the one that is shown', () => {
    const state = withBranches(BRANCHES, 3);
    const dialog = { kind: 'branches', selected: 1 } as const;
    expect(pressInBranches(state, dialog, 'enter')?.effects).toEqual([
      { type: 'switch-branch', branch: 2 },
    ]);
    const ready = { ...state, sample: { ...state.sample, hasFutures: true } };
    const compared = pressInBranches(ready, dialog, 'c');
    expect(compared?.effects).toContainEqual({ type: 'compare', branches: [3, 2] });
    const same = pressInBranches(ready, { ...dialog, selected: 2 }, 'c');
    expect(same?.state.notice?.text).toBe('a branch does not differ from itself');
    expect(pressInBranches(state, { ...dialog, selected: 9 }, 'c')).toBeUndefined();
    expect(pressInBranches(state, { ...dialog, selected: 9 }, 'enter')?.effects).toEqual([]);
    expect(pressInBranches(state, dialog, 'x')).toBeUndefined();
  });
});

describe('how likely it had been', () => {
  const knownOf = (at: number, moments: readonly LikelihoodThen[]) => {
    return { fate: { what: 'crashed', node: 1 } as never, at, stepSeconds: 60, moments };
  };
  const thenOf = (at: number, drawn: number, happened = 0) => ({ at, drawn, happened });
  const dialogOf = (at: number, moments: readonly LikelihoodThen[]) =>
    ({ kind: 'inevitable', what: 'a crash', known: knownOf(at, moments), selected: 0 }) as const;

  // 36 cells are figures: beside them 20 columns leave nothing for the bar, 60 leave 20.
  it('has a row for each moment: how long before, when, a bar, how many of the futures', () => {
    const at = 100 * HOUR + 60;
    const dialog = dialogOf(at, [thenOf(HOUR, 0), thenOf(at - 60, 30, 15), thenOf(at - 1, 30, 30)]);
    const { intro, items } = inevitableContent(sized(60), dialog);
    expect(texts([...intro])).toEqual([
      'a crash',
      '60 of 90 futures, chance drawn anew from each moment',
      '   BEFORE       AT  LIKELY',
    ]);
    expect(texts([...items])).toEqual([
      '   4d 03h  1:00:00  ────────────────────   ...',
      '1min 00s 100:00:00  ━━━━━━━━━━──────────   50%  15 of 30'.padStart(57),
      '       1s 100:00:59  ━━━━━━━━━━━━━━━━━━━━  100%  30 of 30',
    ]);
    const bold = items.map((line) => line.at(-2)!.style.bold);
    expect(bold).toEqual([false, false, true]);
    expect(items.map((line) => line[2]!.style.colour)).toEqual(['middle', 'middle', 'bad']);
  });

  it.each([
    [40, 0],
    [41, 1],
    [80, 40],
    [200, 40],
  ])('has on a screen of %d columns bars of %d cells', (columns, cells) => {
    const [item] = inevitableContent(sized(columns), dialogOf(100, [thenOf(40, 30, 30)])).items;
    expect((/━*/.exec(lineText(item!).slice(20)) ?? [''])[0]).toHaveLength(cells);
  });

  it.each([
    [
      [thenOf(40, 30, 3), thenOf(70, 29, 29)],
      '59 of 60 futures, chance drawn anew from each moment',
    ],
    [[thenOf(40, 30, 3), thenOf(70, 30, 29)], 'it could still have gone otherwise 30s before'],
    [
      [thenOf(40, 30, 30), thenOf(70, 30, 30)],
      'it was inevitable 1min 00s before, and perhaps earlier',
    ],
    [
      [thenOf(40, 30, 29), thenOf(70, 30, 30)],
      `inevitable since 0:01:10, 30s before: in all ${DRAWS} futures`,
    ],
  ])('of %j is in words: %s', (moments, words) => {
    expect(verdictOf(knownOf(100, moments))).toBe(words);
  });

  it('counts the futures that have come to their end, and says what stands against them', () => {
    const state = { ...sized(80), dialog: dialogOf(100, [thenOf(40, 0), thenOf(70, 0)]) };
    const ended = (index: number, fatedAt?: number) =>
      ({ type: 'future', index, future: { part: 1, curve: [], figures: { fatedAt } } }) as never;
    const momentsOf = (after: DashboardState) =>
      after.dialog?.kind === 'inevitable' ? after.dialog.known.moments : undefined;
    expect(momentsOf(futureInInevitable(state, ended(3, 99)))).toEqual([
      thenOf(40, 0),
      thenOf(70, 1, 1),
    ]);
    const half = { type: 'future', index: 0, future: { part: 0.5, curve: [], figures: undefined } };
    expect(futureInInevitable(state, half as never)).toBe(state);
    const problem = { type: 'future', index: 0, future: { part: 0, curve: [], problem: 'no' } };
    const told = futureInInevitable(state, problem as never);
    expect([told.dialog, told.notice?.text]).toEqual([undefined, 'no']);
  });
});

describe('what if', () => {
  const figures: FutureFigures = {
    ...{ completed: 40, completedOfNow: 6, meanSlowdown: 1.5, meanSlowdownOfNow: 2.25 },
    ...{ meanResponse: 12.5, migrations: 7, killed: 0, makespan: HOUR },
  };
  /** 61 points, of a load that rises from 0 to 4. */
  const curve = Array.from({ length: 61 }, (_, index) => ({ load: index / 15 }) as FuturePoint);
  const futureOf = (more: Partial<FutureFigures> = {}): FutureView => {
    return { part: 1, curve, figures: { ...figures, ...more } };
  };
  const dialogOf = (futures: readonly (FutureView | undefined)[], labels: readonly string[]) => {
    const variants = labels.map((label) => ({ label }));
    const when = { from: 60, seconds: HOUR } as const;
    return { kind: 'what-if', ...when, variants, futures, selected: 0 } as const;
  };
  const NAMES = ['as it is now', 'none'];

  // A name of 12 cells, 5 of the frame, 14 of the curve; the columns take 23, with those of the next
  // ranks 41, 61 and 71.
  it.each([
    [71, '  slowdown  done  moves  load'],
    [72, '  slowdown  done  killed  moves    theirs  load'],
    [91, '  slowdown  done  killed  moves    theirs  load'],
    [92, '  slowdown  done  killed  moves  of these    theirs  last end  load'],
    [101, '  slowdown  done  killed  moves  of these    theirs  last end  load'],
    [102, '  slowdown  done  killed  moves  of these    theirs  last end  response  load'],
  ])('has on a screen of %d columns: %s', (columns, header) => {
    const { intro, items } = whatIfContent(
      sized(columns),
      dialogOf([futureOf(), futureOf()], NAMES),
    );
    expect(lineText(intro.at(-1)!)).toBe(`             ${header}`);
    for (const item of items) expect(lineText(item).length).toBeLessThanOrEqual(columns - 4);
  });

  it('has a row for each, its figures below their titles and its load as a curve', () => {
    const none = { meanSlowdown: null, meanSlowdownOfNow: null, meanResponse: null };
    const futures = [futureOf(), futureOf({ ...none, killed: 2, makespan: null, completed: 0 })];
    const { items } = whatIfContent(sized(120), dialogOf(futures, NAMES));
    // The load at twelve moments, each five points on: of nothing to 1.00 the lower half, 2.00 is
    // three quarters, 3.67 is 6.9 of eight eighths.
    expect(texts([...items])).toEqual([
      ' as it is now      1.50    40       0      7         6      2.25   1:00:00       13s   ▁▃▄▅▆▆▆▇▇▇▇',
      ' none                 -     0       2      7         6         -         -         -   ▁▃▄▅▆▆▆▇▇▇▇',
    ]);
    const killed = items.map((line) => line[3]!.style.colour);
    expect(killed).toEqual([undefined, 'bad']);
  });

  it('says how far each has come, and what went wrong', () => {
    const half: FutureView = { part: 0.25, curve: curve.slice(0, 16), figures: undefined };
    const wrong = { part: 0, curve: [], figures: undefined, problem: 'it cannot be run' };
    const dialog = dialogOf([undefined, half, wrong], ['a', 'b', 'c']);
    expect(texts([...whatIfContent(sized(60), dialog).items])).toEqual([
      ' a     waits',
      ' b       25%                ▁▃',
      ' c it cannot be run',
    ]);
  });

  it('has the one in green that kills the fewest, of those the least slowdown', () => {
    const bestOf = (...futures: readonly (FutureView | undefined)[]) =>
      whatIfContent(sized(120), dialogOf(futures, futures.map(String))).items.findIndex(
        (line) => line[1]?.style.colour === 'good',
      );
    expect(bestOf(futureOf({ meanSlowdown: 2 }), futureOf({ meanSlowdown: 1.9 }))).toBe(1);
    expect(bestOf(futureOf({ meanSlowdown: 2 }), futureOf({ meanSlowdown: 1, killed: 1 }))).toBe(0);
    expect(bestOf(futureOf({ meanSlowdown: null }), futureOf({ meanSlowdown: 9 }))).toBe(1);
    expect(bestOf(undefined, futureOf({ meanSlowdown: null }))).toBe(-1);
  });

  it.each([
    [92, 19, 1],
    [92, 20, 2],
    [91, 20, 1],
  ])('explains on %d x %d in %d lines what the titles cannot say', (columns, rows, lines) => {
    const { intro } = whatIfContent(sized(columns, rows), dialogOf([futureOf()], [NAMES[0]!]));
    expect(intro).toHaveLength(lines);
  });

  it.each([
    [45, ['Enter do it  Esc cancel']],
    [46, ['Up Down choose  Enter do it  Esc cancel']],
  ])('has on %d columns the keys for which there is room', (columns, hints) => {
    const content = whatIfContent(sized(columns), dialogOf([futureOf()], NAMES));
    expect([lineText(content.hints)]).toEqual(hints);
  });

  it.each([
    [59, ' a policy of…'],
    [60, ' a policy of somebody of his…'],
  ])('cuts on %d columns long names', (columns, begin) => {
    const long = 'a policy of somebody of his own';
    const [item] = whatIfContent(sized(columns), dialogOf([futureOf()], [long])).items;
    expect(lineText(item!).startsWith(begin)).toBe(true);
  });

  it('does what the future begins with, or begins a branch that goes so', () => {
    const state = sized(120);
    const command = { do: 'policy', name: 'none' } as const;
    const dialog = dialogOf([], ['as it is', 'none', 'without']);
    const way = { from: 'before the last command' } as const;
    const variants = [
      { label: 'as it is' },
      { label: 'none', commands: [command] },
      { label: 'without', ...way },
    ];
    const effects = (selected: number, of = state) =>
      pressInWhatIf(of, { ...dialog, variants, selected }, 'enter')?.effects;
    expect(effects(0)).toEqual([]);
    expect(effects(1)).toEqual([{ type: 'send', command }]);
    expect(effects(2)).toEqual([{ type: 'begin-branch', way }]);
    expect([1, 2].map((selected) => effects(selected, { ...state, readOnly: true }))).toEqual([
      [],
      [],
    ]);
    expect(pressInWhatIf(state, dialog, 'x')).toBeUndefined();
  });
});
