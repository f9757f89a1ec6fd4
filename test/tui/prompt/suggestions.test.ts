import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/tui/drawing/line.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { suggestionsBox, suggestionsFor } from '../../../src/tui/prompt/suggestions.js';
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

describe('the suggestions above the command line', () => {
  const boxOf = (text: string, bottom: number, columns = 100) => {
    const state = written(text, { columns, rows: 30 });
    const { prompt } = state;
    return prompt?.kind === 'command' ? suggestionsBox(state, prompt, bottom) : undefined;
  };

  // Half of the rows above the line are theirs, ten at most; less than three are none.
  it.each([
    [5, undefined],
    [6, 3],
    [7, 3],
    [8, 4],
    [19, 9],
    [20, 10],
    [40, 10],
  ])('have of %d rows so many: %s', (bottom, rows) => {
    const box = boxOf('', bottom);
    expect(box?.lines.length).toBe(rows);
    if (rows !== undefined) expect([box!.left, box!.top]).toEqual([0, bottom - rows]);
    // The form of a command is one of them.
    expect(boxOf('kill ', bottom)?.lines.length).toBe(rows);
  });

  it('are no more than there are, the form alone if need be, and none where nothing is meant', () => {
    const texts = (text: string) => boxOf(text, 20)?.lines.map((line) => lineText(line).trim());
    expect(texts('policy ')).toEqual([
      'policy NAME  what decides which process moves where',
      'none       decides now',
      'openmosix',
    ]);
    expect(texts('policy zzz')).toHaveLength(1);
    expect(texts('zzz')).toBeUndefined();
    expect(texts('zzz ')).toBeUndefined();
    // Without a space behind it a word is still being written.
    expect(texts('policy')![0]).toMatch(/^policy {4}what decides/);
  });

  it.each([
    [40, 40],
    [110, 110],
    [111, 110],
  ])('are on %d columns %d wide', (columns, width) => {
    for (const line of boxOf('set ', 20, columns)!.lines)
      expect(lineText(line)).toHaveLength(width);
  });

  it('have their meanings side by side, eight cells from the left at least and 28 at most', () => {
    const linesOf = (text: string, names: readonly string[] = []) => {
      const cards = names.map((name) => ({ name, about: 'what it shows', notes: [] }));
      const state = { ...written(text), cards };
      const box = suggestionsBox(state, state.prompt as never, 20)!;
      return box.lines.map((line) => lineText(line).trimEnd());
    };
    expect(linesOf('gai')[0]).toMatch(/^ {2}gain {6}\S/);
    expect(linesOf('inev')[0]).toMatch(/^ {2}inevitable {2}\S/);
    const names = ['short', 'n'.repeat(28), 'o'.repeat(29)];
    expect(linesOf('scenario ', names).slice(-3)).toEqual([
      `  short${' '.repeat(23)}  what it shows`,
      `  ${'n'.repeat(28)}  what it shows`,
      `  ${'o'.repeat(27)}…  what it shows`,
    ]);
  });
});
