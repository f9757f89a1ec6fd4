import { expect, it } from 'vitest';
import { gainChart } from '../../../src/lab/report/gain-chart.js';
import { resultsOf } from '../../support/study-results.js';

/** The gains of so many policies at each of so many loads: a panel for each load. */
function gainsOf(policies: number, loads: number) {
  const cells = Array.from({ length: policies * loads }, (_, place) => ({
    levels: { policy: `policy${place % policies}`, load: Math.floor(place / policies) },
  }));
  const rows = cells.map((_, place) => [place, 'meanSlowdown', 4, 2, 5, 1.5, 0.5, 0.4, 0.6, '']);
  return gainChart(
    resultsOf(cells, {
      gains: ['metric n value worst best gain gainLow gainHigh note', rows],
    }),
  )!;
}

/** Pixels from each policy to the next one, in a drawing. */
function gapsOf(svg: string): readonly number[] {
  const [dots = ''] = /aria-label="dot".*?<\/g>/s.exec(svg) ?? [];
  const places = [...dots.matchAll(/<path[^>]*translate\([\d.-]+,([\d.]+)\)/g)].map(([, y]) =>
    Number(y),
  );
  const sorted = [...new Set(places)].sort((one, other) => one - other);
  return sorted.slice(1).map((place, index) => place - sorted[index]!);
}

it.each([
  [2, 1, 700],
  [12, 1, 700],
  [2, 3, 400],
  [12, 3, 400],
  [5, 8, 700],
])(
  'the gains of %i policies in %i panels have a line each, %i pixels wide',
  (policies, loads, width) => {
    const gaps = gapsOf(gainsOf(policies, loads).draw(width));
    expect(gaps).toHaveLength(policies - 1);
    // So high is a line of their names, and no two of them need a screen.
    for (const gap of gaps) expect(gap).toBeGreaterThan(14);
    for (const gap of gaps) expect(gap).toBeLessThan(40);
  },
);
