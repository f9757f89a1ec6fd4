import { describe, expect, it } from 'vitest';
import { chartCsv, chartsCsv } from '../../../src/lab/report/chart-csv.js';
import { contrastChart } from '../../../src/lab/report/contrast-chart.js';
import { gainChart } from '../../../src/lab/report/gain-chart.js';
import { meansChart } from '../../../src/lab/report/means-chart.js';
import { precisionChart } from '../../../src/lab/report/precision-chart.js';
import { tablesOf } from '../../../src/lab/study/tables.js';
import { resultsOf } from '../../support/study-results.js';

const runs = (...values: readonly number[]) => values.map((meanSlowdown) => ({ meanSlowdown }));
const theory = { load: 0.8, aloneSeconds: 10, apart: 5, together: 1.5 };

const POLICIES = resultsOf(
  [
    { levels: { rho: 0.8, policy: 'none' }, runs: runs(5, 5.5, 4.5, 5), theory },
    { levels: { rho: 0.8, policy: 'jsq' }, runs: runs(2, 2.1, 1.9, 2), theory },
    { levels: { rho: 0.8, policy: 'random' }, runs: runs(5.1, 5.4, 4.7, 5), theory },
  ],
  { compare: { policy: 'none' } },
);

/** Rows of CSV by the names of its columns. */
function read(csv: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((text, column) => [names[column]!, text])),
  );
}

describe('the charts of a report', () => {
  it('show the means and half-widths that stand in cells.csv', () => {
    const { document, cells } = POLICIES;
    const study = { ...document, base: document.compare };
    const table = read(tablesOf({ study, cells })['cells.csv']!);
    const rows = read(chartCsv(meansChart(POLICIES, 'meanSlowdown')));
    expect(table).toHaveLength(3);
    for (const { policy, mean, halfWidth, n } of table) {
      const shown = rows.find((row) => row.policy === policy || row.x === policy)!;
      expect(shown['mean slowdown']).toBe(mean);
      expect(Number(shown.high) - Number(shown.low)).toBeCloseTo(2 * Number(halfWidth), 12);
      expect(shown.n).toBe(n);
    }
  });

  it('show the differences that stand in contrasts.csv, and fill the signs of the sure ones', () => {
    const { document, cells } = POLICIES;
    const study = { ...document, base: document.compare };
    const table = read(tablesOf({ study, cells })['contrasts.csv']!);
    const chart = contrastChart(POLICIES, 'meanSlowdown')!;
    expect(chart.data.rows.map(({ y }) => String(y))).toEqual(
      table.map(({ difference }) => difference),
    );
    const signs = /aria-label="dot".*<\/g>/.exec(chart.draw(700))![0];
    expect(signs.match(/fill="var\(--s1\)"/g)).toHaveLength(1);
    expect(signs.match(/fill="var\(--paper\)"/g)).toHaveLength(1);
  });

  it('draw the bounds of theory: in seconds 10 times what they are as slowdowns', () => {
    const chart = meansChart(POLICIES, 'meanSlowdown');
    const bounds = chart.data.rows.filter(({ n }) => n === undefined);
    expect(new Set(bounds.map(({ y }) => y))).toEqual(new Set([5, 1.5]));
    const inSeconds = meansChart(POLICIES, 'meanResponse').data.rows;
    expect(new Set(inSeconds.map(({ y }) => y))).toEqual(new Set([50, 15]));
    expect(meansChart(POLICIES, 'utilisation').data.rows).toEqual([]);
  });

  it('say what a policy gains of what could be gained: (5 - 2) / (5 - 1.5)', () => {
    const rows = gainChart(POLICIES)!.data.rows;
    const [jsq, random] = rows;
    expect(rows.map(({ x }) => x)).toEqual(['jsq', 'random']);
    expect(jsq!.y).toBeCloseTo(100 * (3 / 3.5), 12);
    // 5.05 is worse than 5.
    expect(random!.y).toBeCloseTo(100 * (-0.05 / 3.5), 12);
    expect(random!.low!).toBeLessThan(0);
  });

  it('say nothing of gains without a policy none, or where theory has no bound', () => {
    const [none, jsq] = POLICIES.cells;
    const { theory: _, ...unbounded } = jsq!;
    expect(gainChart({ ...POLICIES, cells: [jsq!] })).toBeUndefined();
    expect(gainChart({ ...POLICIES, cells: [none!, unbounded] })).toBeUndefined();
  });

  // Half-width of 1, 2, 3: t(.975, 2) * 1 / sqrt 3 = 2.484; over the mean of 2: 124.2 %.
  it('say how the half-width narrows with the runs', () => {
    const results = resultsOf([{ levels: { rho: 1 }, runs: runs(1, 2, 3, 2) }]);
    const rows = precisionChart(results)!.data.rows;
    expect(rows.map(({ x }) => x)).toEqual([2, 3, 4]);
    expect(rows[1]!.y).toBeCloseTo(124.2, 1);
    expect(precisionChart(resultsOf([{ levels: { rho: 1 }, runs: runs(1, 2) }]))).toBeUndefined();
  });

  it('are drawn with the same bytes each time, wide and narrow', () => {
    const charts = [meansChart(POLICIES, 'meanSlowdown'), gainChart(POLICIES)!];
    const draw = () => charts.flatMap((chart) => [chart.draw(700), chart.draw(360)]);
    expect(draw()).toEqual(draw());
    for (const svg of draw()) expect(svg).toMatch(/^<svg class="chart".*<\/svg>$/s);
  });

  it('have a sign for each value', () => {
    const levels = [0.1, 0.2, 0.3, 0.4];
    const results = resultsOf(
      levels.map((rho) => ({ levels: { rho }, runs: runs(rho, 2 * rho, 3 * rho) })),
    );
    const svg = meansChart(results, 'meanSlowdown').draw(700);
    const signs = /aria-label="dot".*?<\/g>/.exec(svg)![0];
    expect(signs.match(/<path /g) ?? signs.match(/<circle /g)).toHaveLength(4);
    expect(svg).toContain('mean slowdown');
  });

  it('give their values in one table, a row a value', () => {
    const table = read(chartsCsv([meansChart(POLICIES, 'meanSlowdown'), gainChart(POLICIES)!]));
    expect(new Set(table.map(({ chart }) => chart))).toEqual(
      new Set(['means-meanSlowdown', 'captured-gain']),
    );
    expect(table).toHaveLength(
      meansChart(POLICIES, 'meanSlowdown').data.rows.length + gainChart(POLICIES)!.data.rows.length,
    );
  });
});
