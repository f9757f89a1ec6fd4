import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../../src/tui/drawing/line.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { tabAt, tabsLine } from '../../../src/tui/views/tabs.js';
import { titleLine } from '../../../src/tui/views/title.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

const WIDTHS = [80, 100, 120, 200];

function opened(columns: number): DashboardState {
  const state = openedState(undefined, { columns, rows: 24 });
  const info = { ...state.info, scenario: 'auckland', policy: 'openmosix', information: 'gossip' };
  return { ...state, info };
}

function titleOf(state: DashboardState): string {
  return lineText(titleLine(state));
}

describe('the first line', () => {
  it.each(WIDTHS)('says at %i columns which run this is and how its time goes', (columns) => {
    const state = opened(columns);
    expect(titleOf(state)).toMatch(/ auckland .*openmosix .*▶ ×1 0:00:00 $/);
    const paused = pressKeys(state, 'p').state;
    expect(titleOf(paused)).toMatch(/ auckland .*openmosix .*‖.* ×1 0:00:00 $/);
    expect(lineWidth(titleLine(state))).toBe(columns);
  });

  it.each(WIDTHS)(
    'keeps at %i columns the digits of the views apart from the scenario',
    (columns) => {
      expect(titleOf(opened(columns))).toMatch(/7(?: beliefs)? {2}auckland/);
    },
  );

  it('names its facts where there is room, and drops their names first', () => {
    expect(titleOf(opened(200))).toContain(
      'auckland  policy openmosix  information gossip  seed 1',
    );
    expect(titleOf(opened(120))).toContain('auckland  openmosix  gossip  seed 1');
    expect(titleOf(opened(80))).toContain('auckland  openmosix  gossip');
  });

  it.each([80, 100, 120, 200])('says at %i columns when it is not the present', (columns) => {
    const state = opened(columns);
    const past = { isPast: true, presentSeconds: 42, branch: 1, branches: [] };
    const sample = { ...state.sample, past } as unknown as DashboardState['sample'];
    const title = titleOf({ ...state, sample });
    expect(title).toMatch(/ auckland .*openmosix .* PAST -0:00:42 +▶ ×1 0:00:00 $/);
  });

  it('does not change its tabs as time goes on or stands still', () => {
    for (const columns of WIDTHS) {
      const state = opened(columns);
      const later = { ...state, rate: 100, sample: { ...state.sample, now: 36_000 } };
      const paused = pressKeys(later, 'p').state;
      expect(tabsLine(later)).toEqual(tabsLine(state));
      expect(tabsLine(paused)).toEqual(tabsLine(state));
      expect(titleOf(paused)).toContain('openmosix');
    }
  });

  it('takes clicks on what it shows', () => {
    for (const columns of WIDTHS) {
      const state = opened(columns);
      const tabs = lineText(tabsLine(state));
      for (const digit of '1234567') {
        expect(tabAt(tabs.indexOf(digit), state)?.id).toBe(pressKeys(state, digit).state.view);
      }
    }
  });
});
