import { describe, expect, it } from 'vitest';
import type { StudyPace } from '../../../src/lab/report/runs-pace.js';
import type { StudyStanding } from '../../../src/lab/report/standing.js';
import { ASCII, UNICODE } from '../../../src/tui/drawing/charset.js';
import { lineWidth } from '../../../src/tui/drawing/line.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { paceText, studyFrame, studyText } from '../../../src/tui/study/study-frame.js';
import { pressed, type StudyScreen, scrolled } from '../../../src/tui/study/study-screen.js';
import { cellStanding, studyStanding } from '../../support/cell-standing.js';

const TO_2_PERCENT = { measure: 'meanSlowdown', part: 0.02 };

const FAILED = { failed: 2, failure: 'a run took longer than 600 s, which is long' };

const STANDING = studyStanding(
  [
    cellStanding({ levels: ['0.5', 'none'], part: 0.015, isReached: true, made: 8 }),
    cellStanding({ levels: ['0.5', 'jsq'], part: 0.125, isReached: false, expected: 40, most: 40 }),
    cellStanding({ levels: ['0.8', 'none'], made: 8, part: 0.03, isReached: false, ...FAILED }),
  ],
  { factors: ['rho', 'policy'], precision: TO_2_PERCENT },
);

const PACE: StudyPace = { rate: 12.34, secondsLeft: 95, mostSecondsLeft: 600, idleSeconds: 0 };

function screen(changes: Partial<StudyScreen> = {}): StudyScreen {
  const size = { columns: 80, rows: 12 };
  const seen = { standing: STANDING, pace: PACE, problem: undefined };
  return { size, charset: UNICODE, ...seen, top: 0, ...changes };
}

const many = (count: number) =>
  studyStanding(
    Array.from({ length: count }, (_, place) => cellStanding({ levels: [`cell ${place}`] })),
    { factors: ['which'] },
  );

describe('the screen of a running study', () => {
  it('has a row a cell, a bar of the whole, and how long it takes', () => {
    expect(frameText(studyFrame(screen()), UNICODE)).toBe(
      [
        ' made up                                                      2 of 3 cells done',
        ' ━━━━━━━━━━━━━━━━━╸───────────────────────────────  35%  20 of about 56 runs',
        ' 12 runs/s   about 95s left, at most 10min   2 runs failed: a run took longer …',
        ' rho  policy   runs  about  meanSlowdown      ±   to 2%  failed',
        ' 0.5  none      8/8      8         2.000  0.250    1.5%          reached',
        ' 0.5  jsq       4/8     40         2.000  0.250   12.5%          running',
        ' 0.8  none      8/8      8         2.000  0.250    3.0%       2  not reached',
        ...['', '', '', ''],
        ' q quit',
      ].join('\n'),
    );
  });

  it('shows whole figures at 40 columns: names, their intervals and titles give way', () => {
    const cells = ['none', 'sender-initiated'].map((policy) =>
      cellStanding({ levels: ['exponential 10s', '0.5', policy], ...FAILED, mean: 1234.5678 }),
    );
    const standing = studyStanding(cells, { factors: ['work', 'rho', 'policy'] });
    const shown = frameText(
      studyFrame(screen({ standing, size: { columns: 40, rows: 7 } })),
      UNICODE,
    );
    expect(shown.split('\n').slice(3, 6)).toEqual([
      ' work      rho  policy    runs  meanSl…',
      ' exponen…  0.5  none       4/8     1235',
      ' exponen…  0.5  sender-…   4/8     1235',
    ]);
    const many40 = studyFrame(screen({ standing: many(40), size: { columns: 40, rows: 10 } }));
    expect(frameText(many40, UNICODE)).toContain(' q quit  Up Down scroll       1-5 of 40');
  });

  it('has no column of failures before the first one, and says of each cell at 80 columns how far it is', () => {
    const levels = ['pareto 1s..8103s', '0.5', 'sender-initiated'];
    const standing = studyStanding([cellStanding({ levels })], {
      factors: ['work', 'rho', 'policy'],
    });
    const shown = frameText(studyFrame(screen({ standing })), UNICODE);
    expect(shown).toMatch(/sender-initiated +4\/8 .* running$/m);
    expect(shown).not.toContain('failed');
  });

  it('has a bar for each cell where there is room', () => {
    const wide = frameText(studyFrame(screen({ size: { columns: 120, rows: 12 } })), UNICODE);
    expect(wide).toContain(' 0.5  none    ━━━━━');
    expect(wide).toMatch(/^ 0\.5 {2}jsq {5}━━━╸?─+ /m);
  });

  it('has its bar apart from the figures where nothing is varied', () => {
    const standing = studyStanding([cellStanding()]);
    const lines = frameText(studyFrame(screen({ standing })), UNICODE).split('\n');
    expect(lines[4]).toBe(
      ` ${'━'.repeat(16)}${'─'.repeat(16)}   4/8         2.000  0.250  running`,
    );
  });

  it('fills every size exactly, whatever the levels are', () => {
    const strange = many(40);
    const cells = strange.cells.map((cell) => ({
      ...cell,
      levels: ['\x1b[2J\u202e漢字'.repeat(9)],
    }));
    for (const columns of [1, 9, 24, 40, 80, 133, 300]) {
      for (const rows of [1, 2, 5, 6, 24]) {
        for (const charset of [UNICODE, ASCII]) {
          const frame = studyFrame(
            screen({ size: { columns, rows }, charset, standing: { ...strange, cells } }),
          );
          expect(frame.lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
          expect(JSON.stringify(frame.lines)).not.toMatch(/\\u001b|\u202e/);
        }
      }
    }
  });

  it('scrolls to the last cell and no further, and says where it is', () => {
    const begin = screen({ size: { columns: 80, rows: 15 }, standing: many(25) });
    const at = (keys: readonly string[]) =>
      keys.reduce<StudyScreen>((before, key) => pressed(before, key) as StudyScreen, begin).top;
    expect(at(['down', 'down', 'up'])).toBe(1);
    expect(at(['pagedown'])).toBe(10);
    expect(at(['pagedown', 'pagedown', 'pagedown'])).toBe(15);
    expect(at(['end', 'pageup'])).toBe(5);
    expect(at(['end', 'home', 'up'])).toBe(0);
    const text = frameText(studyFrame({ ...begin, top: at(['end']) }), UNICODE);
    expect(text).toMatch(/cell 24 [\s\S]*Up Down PgUp PgDn scroll +16-25 of 25$/);
    // A larger terminal leaves no empty rows below.
    expect(scrolled({ ...begin, top: 15, size: { columns: 80, rows: 25 } }, 0).top).toBe(5);
  });

  it('ends by q, F10 and Ctrl-C, and by no other key', () => {
    const begin = screen();
    expect(['q', 'f10', 'C-c'].map((key) => pressed(begin, key))).toEqual(Array(3).fill('quit'));
    expect(pressed(begin, 'x')).toBe(begin);
  });

  it('says that what it shows may be old', () => {
    const text = frameText(studyFrame(screen({ problem: 'gone: no such folder' })), UNICODE);
    expect(text.split('\n')[2]).toMatch(/^ gone: no such folder/);
  });
});

describe('the time that a study takes', () => {
  const text = (pace: Partial<StudyPace>, standing: StudyStanding = STANDING) =>
    paceText(standing, { ...PACE, ...pace });

  it('is not said before it is known', () => {
    expect(text({ rate: Number.NaN })).toBe('measuring how fast it goes on');
    expect(text({ rate: Number.NaN, idleSeconds: 61 })).toBe('no run has ended for 61s');
  });

  it('is a least time while the precision of a cell is not known', () => {
    const cells = [cellStanding({ isReached: false, expected: 4, most: 40 })];
    const standing = studyStanding(cells, { precision: TO_2_PERCENT });
    expect(text({}, standing)).toBe('12 runs/s   at least 95s left, at most 10min');
  });

  it('is said once where it is certain', () => {
    expect(text({ rate: 0.025, mostSecondsLeft: 95 })).toBe('1.5 runs/min   about 95s left');
  });

  it('is not said when runs that should have ended did not', () => {
    const silent = 'no run has ended for 2min: does it still go on?';
    expect(text({ rate: 1, idleSeconds: 120 })).toBe(silent);
    expect(text({ rate: 0.01, idleSeconds: 120 })).toMatch(/left/);
  });

  it('is over when nothing is missing', () => {
    expect(text({}, studyStanding([cellStanding({ made: 8 })]))).toBe('complete');
  });
});

it('without a screen all cells are printed once, without bars', () => {
  expect(studyText(STANDING, ASCII)).toBe(
    [
      'made up: 20 of about 56 runs, 2 of 3 cells done, 2 runs failed: a run took longer than 600 s, which is long',
      '',
      'rho  policy   runs  about  meanSlowdown     +-   to 2%  failed',
      '0.5  none      8/8      8         2.000  0.250    1.5%          reached',
      '0.5  jsq       4/8     40         2.000  0.250   12.5%          running',
      '0.8  none      8/8      8         2.000  0.250    3.0%       2  not reached',
      '',
    ].join('\n'),
  );
});
