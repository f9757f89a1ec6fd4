import { describe, expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import { suggestionsFor } from '../../../src/tui/prompt/suggestions.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

const INFO = { policies: ['none', 'openmosix'], parameters: { stability: 1.3, staleness: 10 } };

function written(text: string, size = { columns: 100, rows: 30 }): DashboardState {
  const state = openedState(undefined, size);
  return pressKeys({ ...state, info: { ...state.info, ...INFO } }, ':', ...text).state;
}

function screen(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

describe('the command line', () => {
  it('says what its words mean, those that are meant first', () => {
    expect(screen(written(''))).toMatch(/^ {2}rate +how fast time goes/m);
    const [first] = suggestionsFor('mgr', written(''));
    expect(first?.text).toBe('migrate');
    expect(screen(written('exp'))).toMatch(/^ {2}expel +a node sends its guests away/m);
  });

  it('says how a command is written, and what its arguments are', () => {
    const text = screen(written('set st'));
    expect(text).toMatch(/^ set PARAMETER VALUE {2}changes a parameter/m);
    expect(text).toMatch(/^ {2}stability +is 1\.3: a move must leave the target better/m);
    expect(text).not.toContain('minRun');
    expect(screen(written('policy '))).toMatch(/^ {2}none +decides now/m);
    expect(screen(written('kill 100'))).toMatch(/^ {2}1000 +\w+ \w+ on node 1/m);
  });

  it('completes by Tab what begins so, else what is meant by the letters', () => {
    const line = (text: string) => pressKeys(written(text), 'tab').state.prompt?.line.text;
    expect([line('set stab'), line('plcy'), line('set stbl')]).toEqual([
      'set stability ',
      'policy ',
      'set stability ',
    ]);
  });

  it.each([
    ['cpulimit 1 ', ['off']],
    ['cpulimit 1 off ', []],
    ['omdiscd 2 ', ['eth0']],
    ['omdiscd 2 eth0 ', []],
    ['policy ', ['none', 'openmosix']],
    ['policy none ', []],
    ['set ', ['stability', 'staleness']],
    ['set stability ', []],
  ])('offers after "%s" %j', (text, offered) => {
    const found = suggestionsFor(text, written(text)).map((one) => one.text);
    expect(found).toEqual(offered);
  });

  it('offers no parameters of a cluster that has none', () => {
    const state = openedState();
    const { parameters: _, ...info } = { ...state.info, ...INFO };
    expect(suggestionsFor('set ', { ...state, info })).toEqual([]);
  });

  it('keeps to itself on a small screen, and leaves the line in sight', () => {
    for (const rows of [6, 10, 16]) {
      const state = written('s', { columns: 40, rows });
      const lines = screen(state).split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows + 1);
      expect(lines.some((line) => line.startsWith(' : s'))).toBe(true);
    }
  });
});
