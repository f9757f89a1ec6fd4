import { describe, expect, it } from 'vitest';
import { axesOf, cellPlaces, placeOf } from '../../../src/lab/report/axes.js';
import { keysOf, marginFor } from '../../../src/lab/report/chart.js';
import { gridOf, leftOutPanels, shownRows } from '../../../src/lab/report/panel-grid.js';
import { PLAIN, SeriesStyles } from '../../../src/lab/report/series-style.js';

describe('the axes of a report', () => {
  it.each([
    ['nothing varies', { policy: [1] }, undefined, false, undefined, []],
    ['policies', { policy: ['a', 'b'] }, 'policy', false, undefined, []],
    ['numbers and policies', { rho: [1, 2, 3], policy: ['a', 'b'] }, 'rho', true, 'policy', []],
    ['two numbers are none', { rho: [1, 2], policy: ['a', 'b', 'c'] }, 'rho', false, 'policy', []],
    [
      'what is not all numbers is none',
      { rho: [1, 2, 'x'], policy: ['a', 'b'] },
      'rho',
      false,
      'policy',
      [],
    ],
    ['most levels first', { a: [1, 2, 3], b: [1, 2, 3, 4], c: ['x', 'y'] }, 'b', true, 'a', ['c']],
    [
      'too many levels for colours',
      {
        a: [1, 2, 3, 4, 5, 6, 7, 8, 9],
        b: ['v', 'w', 'x', 'y', 'z', 's', 't', 'u'],
        c: ['x', 'y'],
      },
      'a',
      true,
      'c',
      ['b'],
    ],
    [
      'seven levels have colours',
      { a: [1, 2, 3, 4, 5, 6, 7, 8], b: ['v', 'w', 'x', 'y', 'z', 's', 't'], c: ['x', 'y'] },
      'a',
      true,
      'b',
      ['c'],
    ],
  ])('%s', (_, factors, x, isNumeric, series, others) => {
    expect(axesOf({ factors })).toEqual({ x, isNumeric, series, others });
  });

  it('say where a cell stands', () => {
    const factors = { rho: [1, 2, 3], policy: ['a', 'b'], site: ['x', 'y'] };
    const levels = { rho: 2, policy: 'b', site: 'x' };
    expect(placeOf({ levels }, axesOf({ factors }))).toEqual({
      panel: 'site x',
      series: 'b',
      x: 2,
    });
    expect(placeOf({ levels }, axesOf({ factors: {} }))).toEqual({ panel: '', series: '', x: '' });
    const places = cellPlaces({ factors });
    expect([places.series, places.panels]).toEqual(['policy', ['rho', 'site']]);
    expect(places.placeOf({ levels })).toEqual({ panel: 'rho 2, site x', series: 'b' });
    const none = cellPlaces({ factors: {} });
    expect([none.series, none.panels, none.placeOf({ levels }).series]).toEqual([
      undefined,
      [],
      '',
    ]);
  });
});

describe('the panels of a chart', () => {
  it.each([
    [['a'], 700, 1, 1],
    [['a', 'b'], 700, 2, 1],
    [['a', 'b', 'c'], 700, 3, 1],
    [['a', 'b', 'c', 'd'], 700, 2, 2],
    [['a', 'b', 'c', 'd', 'e'], 700, 3, 2],
    [['a'.repeat(30), 'b', 'c'], 700, 3, 1],
    [['a'.repeat(31), 'b', 'c'], 700, 2, 2],
    [['a'.repeat(46), 'b', 'c'], 700, 1, 3],
    [['a'.repeat(99), 'b'], 700, 1, 2],
    [['a', 'b', 'c'], 499, 1, 3],
    [['a', 'b', 'c'], 500, 3, 1],
    [[], 700, 0, 0],
  ])('%j, %i pixels wide, are in %i columns and %i rows', (panels, width, columns, rows) => {
    const grid = gridOf(panels, width);
    expect([grid.columns, grid.rows]).toEqual([columns, rows]);
    panels.forEach((panel, place) => {
      expect([grid.fx({ panel }), grid.fy({ panel })]).toEqual([
        place % columns,
        Math.floor(place / columns),
      ]);
    });
    expect(grid.titles.map(({ panel }) => panel)).toEqual(panels.length > 1 ? panels : []);
  });

  it('are six at most, and those that are left out are said', () => {
    const rows = (count: number) =>
      Array.from({ length: 2 * count }, (_, i) => ({
        panel: `p${i % count}`,
        series: '',
        x: i,
        y: 1,
      }));
    expect([shownRows(rows(6)).length, leftOutPanels(rows(6))]).toEqual([12, '']);
    expect(shownRows(rows(7)).map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12]);
    expect(leftOutPanels(rows(7))).toBe(' The first 6 of 7 are drawn; the CSV has all.');
  });

  it('have a style for each of seven series, and a legend where there are two', () => {
    const styles = new SeriesStyles([...'abcdefg']);
    expect([keysOf([], styles), keysOf(['a'], styles)]).toEqual([[], []]);
    expect(keysOf(['b', 'a'], styles)).toEqual([
      { label: 'b', style: { colour: 'var(--s2)', symbol: 'triangle', dash: '7 3' } },
      { label: 'a', style: styles.of('a') },
    ]);
    expect(new Set([...'abcdefg'].map((label) => styles.of(label).symbol)).size).toBe(7);
    expect(styles.of('')).toBe(PLAIN);
    // 16 + 10 x 6.2
    expect([
      marginFor(['a'.repeat(10), 'b'], 90),
      marginFor(['a'.repeat(99)], 90),
      marginFor([], 90),
    ]).toEqual([78, 90, 16]);
  });
});
