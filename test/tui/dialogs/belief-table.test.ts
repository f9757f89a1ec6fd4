import { describe, expect, it } from 'vitest';
import type { Belief, Explanation, NodeForecast } from '../../../src/session/session.js';
import {
  BELIEF_COLUMNS,
  forecastColumns,
  tableLegend,
  tableLines,
} from '../../../src/tui/dialogs/belief-table.js';
import { ASCII } from '../../../src/tui/drawing/charset.js';
import { type Line, lineText, lineWidth } from '../../../src/tui/drawing/line.js';
import { openedState } from '../../support/dashboard-state.js';

const state = openedState();

const HERE = {
  ...{ node: 1, load: 1.5, believedLoad: 1.4, ageSeconds: undefined, rate: 1.4 },
  ...{ waitPerWork: 0, refusal: undefined, verdict: 'it is here' },
} as unknown as NodeForecast;
const BEST = {
  ...{ node: 12, load: 0.5, believedLoad: 0.4, ageSeconds: 12.3, rate: 2.8 },
  ...{ waitPerWork: 0.1, refusal: undefined, verdict: undefined },
} as unknown as NodeForecast;
const UNHEARD = {
  ...{ node: 7, load: 10, believedLoad: undefined, ageSeconds: 400, rate: 0.35 },
  ...{ waitPerWork: 0.25, refusal: undefined, verdict: 'the best: 0.4736, here 0.4735' },
} as unknown as NodeForecast;

const FORECASTS = [HERE, BEST, UNHEARD];
const COLUMNS = forecastColumns({ node: 1, forecasts: FORECASTS } as unknown as Explanation);

function lines(cells: number, charset = state.charset): readonly Line[] {
  const context = { here: 1, deciding: 12, state: { ...state, charset }, cells };
  return tableLines(FORECASTS, COLUMNS, context);
}

describe('the table of nodes', () => {
  // N# takes 6 cells, OMLOAD 7, OF HERE 9 and BELIEVED 9, beside which 25 stay free for the words;
  // WORK/S takes 8, AGE 7 and WAIT 6, beside which 31 do.
  it.each([
    [37, '    N#'],
    [38, '    N# OMLOAD'],
    [46, '    N# OMLOAD'],
    [47, '    N# OMLOAD  OF HERE'],
    [55, '    N# OMLOAD  OF HERE'],
    [56, '    N# OMLOAD BELIEVED  OF HERE'],
    [69, '    N# OMLOAD BELIEVED  OF HERE'],
    [70, '    N# OMLOAD BELIEVED  WORK/S  OF HERE'],
    [76, '    N# OMLOAD BELIEVED  WORK/S  OF HERE'],
    [77, '    N# OMLOAD BELIEVED    AGE  WORK/S  OF HERE'],
    [82, '    N# OMLOAD BELIEVED    AGE  WORK/S  OF HERE'],
    [83, '    N# OMLOAD BELIEVED    AGE  WORK/S  OF HERE  WAIT'],
  ])('has in %d cells the columns for which there is room beside the words', (cells, header) => {
    const [first, ...rows] = lines(cells);
    expect(lineText(first!)).toBe(header);
    expect(rows.map(lineWidth)).toEqual([cells, cells, cells]);
  });

  it('has each figure below its title, and the words behind', () => {
    expect(lines(83).map((line) => lineText(line).trimEnd())).toEqual([
      '    N# OMLOAD BELIEVED    AGE  WORK/S  OF HERE  WAIT',
      '     1   1.50     1.40      -    1.40     100%    0%  it is here',
      '▶   12   0.50     0.40    12s    2.80     200%   10%  chosen',
      '     7  10.00        -   7min    0.35      25%   25%  the best: 0.4736, here 0.4735',
    ]);
    expect(lineText(lines(83, ASCII)[2]!)).toMatch(/^> {3}12 /);
  });

  it('cuts words that are too long, and leaves them out where there is no room at all', () => {
    expect(lineText(lines(36)[3]!)).toBe('     7  the best: 0.4736, here 0.47…');
    expect(lineText(lines(6)[3]!)).toBe('     7');
  });

  it('marks where it is by its colour, and which node decides by its ground as well', () => {
    const [, here, deciding, other] = lines(83);
    expect([here, other].flatMap((line) => line!.map(({ style }) => style.ground))).toEqual(
      Array(8).fill(undefined),
    );
    expect(new Set(deciding!.map(({ style }) => style.ground))).toEqual(new Set(['field']));
    const figures = [here, deciding, other].map((line) => line![2]!.style);
    expect(figures.map(({ colour, bold }) => [colour, bold])).toEqual([
      ['title', true],
      ['strong', true],
      ['text', false],
    ]);
    const words = [here, deciding, other].map((line) => line![3]!.style.colour);
    expect(words).toEqual(['title', 'moving', 'text']);
  });

  it('leaves out what it cannot say: how much of nothing, and waiting where nobody waits', () => {
    const titles = (forecasts: readonly NodeForecast[]) =>
      forecastColumns({ node: 1, forecasts } as unknown as Explanation).map(({ title }) => title);
    const still = { ...HERE, rate: 0 };
    const busy = { ...BEST, waitPerWork: 0 };
    expect(titles([HERE, BEST]).slice(3)).toEqual(['WORK/S', 'OF HERE', 'WAIT']);
    expect(titles([still, BEST]).slice(3)).toEqual(['WORK/S', 'WAIT']);
    expect(titles([BEST]).slice(3)).toEqual(['WORK/S', 'WAIT']);
    expect(titles([HERE, busy]).slice(3)).toEqual(['WORK/S', 'OF HERE']);
  });

  it.each([
    [37, ''],
    [47, "OMLOAD: the truth, in openMosix's load."],
    [56, "OMLOAD: the truth, in openMosix's load. BELIEVED: what node 3 has heard."],
    [
      70,
      "OMLOAD: the truth, in openMosix's load. BELIEVED: what node 3 has heard. WORK/S: what the process would get.",
    ],
    [
      77,
      "OMLOAD: the truth, in openMosix's load. BELIEVED: what node 3 has heard, AGE ago. WORK/S: what the process would get.",
    ],
  ])('has in %d cells a legend of the columns that are there', (cells, legend) => {
    expect(tableLegend(COLUMNS, { believer: 3, cells })).toBe(legend);
  });

  // 6 + 7 + 9 + 25 = 47 cells without OF HERE; the age comes with 6 + 7 + 9 + 7 + 31 = 60.
  it.each([
    [46, ' OMLOAD'],
    [47, ' OMLOAD BELIEVED'],
    [59, ' OMLOAD BELIEVED'],
    [60, ' OMLOAD BELIEVED    AGE'],
  ])('of beliefs alone has in %d cells: %s', (cells, titles) => {
    const context = { here: 1, deciding: undefined, state, cells };
    const [header] = tableLines<Belief>(FORECASTS, BELIEF_COLUMNS, context);
    expect(lineText(header!)).toBe(`    N#${titles}`);
  });
});
