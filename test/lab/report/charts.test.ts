import { describe, expect, it } from 'vitest';
import { chartCsv, chartsCsv } from '../../../src/lab/report/chart-csv.js';
import { classCharts } from '../../../src/lab/report/class-chart.js';
import { contrastChart } from '../../../src/lab/report/contrast-chart.js';
import { gainChart } from '../../../src/lab/report/gain-chart.js';
import { ganttCells, ganttChart } from '../../../src/lab/report/gantt-chart.js';
import { loadChart } from '../../../src/lab/report/load-chart.js';
import { meansChart } from '../../../src/lab/report/means-chart.js';
import { pictureOf } from '../../../src/lab/report/picture.js';
import { precisionChart } from '../../../src/lab/report/precision-chart.js';
import { reportOf } from '../../../src/lab/report/report.js';
import { slowdownCharts } from '../../../src/lab/report/slowdown-charts.js';
import { welchChart } from '../../../src/lab/report/welch-chart.js';
import { CELL_COLUMNS, resultsOf } from '../../support/study-results.js';

const theory = { load: 0.8, aloneSeconds: 10, apart: 5, together: 1.5 };
const CELLS = ['none', 'jsq', 'random'].map((policy) => ({ levels: { policy }, theory }));

const POLICIES = resultsOf(
  CELLS,
  {
    cells: [
      CELL_COLUMNS,
      [
        [0, 'meanSlowdown', 4, 5.0123456789, 0.65, 0.4, 0, ''],
        [1, 'meanSlowdown', 4, 2, 0.125, 0.08, 0, ''],
        [2, 'meanSlowdown', 4, 5.05, 0.5, 0.29, 0, ''],
      ],
    ],
    contrasts: [
      'base metric n difference halfWidth p pHolm varianceRatio note',
      [
        [1, 'hash0', 'meanSlowdown', 4, -3, 0.5, 0.0001, 0.0002, 2, ''],
        [2, 'hash0', 'meanSlowdown', 4, 0.05, 0.25, 0.6, 0.6, 2, ''],
      ],
    ],
    gains: [
      'metric n value worst best gain gainLow gainHigh note',
      [
        [1, 'meanSlowdown', 4, 2, 5, 1.5, 0.857, 0.8, 0.9, ''],
        [2, 'meanSlowdown', 4, 5.05, 5, 1.5, -0.014, -0.1, 0.07, ''],
      ],
    ],
  },
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

/** The signs of a drawing. */
function signsOf(svg: string): string {
  return [...svg.matchAll(/aria-label="dot".*?<\/g>/gs)].map(([signs]) => signs).join('');
}

describe('the charts of a report', () => {
  it('show the means and half-widths that stand in cells.csv, with all their digits', () => {
    const rows = read(chartCsv(meansChart(POLICIES, 'meanSlowdown')));
    const [none, jsq] = rows;
    expect(none).toMatchObject({ policy: 'none', 'mean slowdown': '5.0123456789', n: '4' });
    expect(jsq).toMatchObject({ policy: 'jsq', low: '1.875', high: '2.125' });
  });

  it('show the differences of contrasts.csv, and fill the signs of those that stay significant', () => {
    const chart = contrastChart(POLICIES, 'meanSlowdown')!;
    expect(chart.data.rows.map(({ y, low, high }) => [y, low, high])).toEqual([
      [-3, -3.5, -2.5],
      [0.05, -0.2, 0.3],
    ]);
    const signs = signsOf(chart.draw(700));
    // jsq is the second policy of the study, and has its colour here, too.
    expect(signs.match(/fill="var\(--s2\)"/g)).toHaveLength(1);
    expect(signs.match(/fill="var\(--paper\)"/g)).toHaveLength(1);
    expect(contrastChart(POLICIES, 'utilisation')).toBeUndefined();
  });

  it('draw the bounds of theory: in seconds 10 times what they are as slowdowns', () => {
    const bounds = meansChart(POLICIES, 'meanSlowdown').data.rows.filter(({ n }) => !n);
    expect(new Set(bounds.map(({ y }) => y))).toEqual(new Set([5, 1.5]));
    const inSeconds = meansChart(POLICIES, 'meanResponse').data.rows;
    expect(new Set(inSeconds.map(({ y }) => y))).toEqual(new Set([50, 15]));
    expect(meansChart(POLICIES, 'utilisation').data.rows).toEqual([]);
  });

  it('draw theory at each level where it depends on the level: two pieces of each of two lines', () => {
    const cells = ['idle', 'busy'].map((load, place) => ({
      levels: { load },
      theory: { ...theory, apart: 2 + place, together: 1 + place },
    }));
    const means = [0, 1].map((place) => [place, 'meanSlowdown', 4, 2, 0.1, 0.1, 0, '']);
    const results = resultsOf(cells, { cells: [CELL_COLUMNS, means] });
    const drawing = meansChart(results, 'meanSlowdown').draw(700);
    for (const dash of ['1 3', '6 3']) {
      const [, group = ''] = new RegExp(`<g[^>]*dasharray="${dash}"[^>]*>(.*?)</g>`, 's').exec(
        drawing,
      )!;
      expect(group.match(/<path /g)).toHaveLength(2);
    }
  });

  it('show the gains of gains.csv in percent', () => {
    const rows = gainChart(POLICIES)!.data.rows;
    expect(rows.map(({ x, y, low, high }) => [x, y, low, high])).toEqual([
      ['jsq', 85.7, 80, 90],
      ['random', -1.4000000000000001, -10, 7.000000000000001],
    ]);
  });

  // Half-width of 1, 2, 3: t(.975, 2) * 1 / sqrt 3 = 2.484; over the mean of 2: 124.2 %.
  it('say how the half-width narrows with the runs', () => {
    const runs = (count: number) =>
      [1, 2, 3, 2].slice(0, count).map((value, replication) => [0, replication, 7, value, '']);
    const made = (count: number) =>
      resultsOf(CELLS.slice(0, 1), { runs: ['replication seed meanSlowdown failed', runs(count)] });
    const rows = precisionChart(made(4))!.data.rows;
    expect(rows.map(({ x }) => x)).toEqual([2, 3, 4]);
    expect(rows[1]!.y).toBeCloseTo(124.2, 1);
    expect(precisionChart(made(2))).toBeUndefined();
  });

  // An interval for each of 20 000 runs of a cell would be 200 million values, and as many points.
  it('have no more points of a line of precision than can be told apart', () => {
    const runs = Array.from({ length: 20_000 }, (_, replication) => {
      return [0, replication, 7, 1 + (replication % 3), ''];
    });
    const made = resultsOf(CELLS.slice(0, 1), {
      runs: ['replication seed meanSlowdown failed', runs],
    });
    const rows = precisionChart(made)!.data.rows;
    expect(rows.slice(0, 30).map(({ x }) => x)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 2),
    );
    expect(rows.at(-1)!.x).toBe(20_000);
    expect(rows.length).toBeLessThan(260);
  });

  it('show the distribution of slowdown with a band that stays between 0 and 1', () => {
    const results = resultsOf(CELLS.slice(0, 1), {
      slowdowns: [
        'from to count n slower halfWidth',
        [
          [0, 1, 1.5, 60, 3, 0.4, 0.2],
          [0, 1.5, 2.5, 30, 3, 0.1, 0.3],
          [0, 9, 10, 10, 3, 0, 0],
        ],
      ],
    });
    const [cdf, ccdf] = slowdownCharts(results);
    expect(cdf!.data.rows.map(({ x, y, low, high }) => [x, y, low, high])).toEqual([
      [1.5, 0.6, expect.closeTo(0.4, 12), 0.8],
      [2.5, 0.9, 0.6, 1],
      [10, 1, 1, 1],
    ]);
    expect(cdf!.reading).toContain('pointwise');
    expect(cdf!.draw(700)).toMatch(/aria-label="area"/);
    expect(ccdf!.draw(700)).not.toMatch(/NaN|Infinity/);
    const tail = ccdf!.data.rows;
    expect(tail.map(({ x }) => x)).toEqual([1.5, 2.5]);
    expect(tail[1]!.y).toBeCloseTo(0.1, 12);
  });

  it('have no band around the distribution of one run', () => {
    const bins = [[0, 1, 1.5, 60, 1, 0, '']];
    const made = { slowdowns: ['from to count n slower halfWidth', bins] } as const;
    const [cdf, ccdf] = slowdownCharts(resultsOf(CELLS.slice(0, 1), made));
    expect(cdf!.reading).not.toContain('pointwise');
    expect(cdf!.data.columns).not.toHaveProperty('low');
    // No process is beyond the only bin.
    expect(ccdf!.data.rows).toEqual([]);
    expect(ccdf!.draw(700)).not.toMatch(/NaN|Infinity/);
  });

  it('show deciles of size as a line of ten points, other classes by their names', () => {
    const deciles = Array.from({ length: 10 }, (_, i) => [
      0,
      'size decile',
      i + 1,
      'meanSlowdown',
      4,
      i,
      0.5,
      1,
    ]);
    const results = resultsOf(CELLS.slice(0, 1), {
      classes: [
        'by class metric n mean halfWidth sd',
        [...deciles, [0, 'user', 'maths', 'meanSlowdown', 4, 7, 0.5, 1]],
      ],
    });
    const [bySize, byUser] = classCharts(results);
    expect(bySize!.data.rows.map(({ x }) => x)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(signsOf(bySize!.draw(700)).match(/<(path|circle) /g)).toHaveLength(10);
    expect(byUser!.data.rows).toMatchObject([{ x: 'maths', y: 7, low: 6.5, high: 7.5 }]);
  });

  it('mark where the start of runs is cut', () => {
    const results = resultsOf(CELLS.slice(0, 1), {
      cells: ['metric n mean halfWidth truncation note', [[0, 'meanSlowdown', 4, 2, 1, 215, '']]],
      pilots: ['process meanSlowdown', Array.from({ length: 100 }, (_, i) => [0, 5 * i, 3])],
    });
    const chart = welchChart(results)!;
    expect(chart.data.rows).toHaveLength(100);
    expect(chart.data.rows.every(({ y }) => y === 3)).toBe(true);
    expect(chart.draw(700)).toContain('cut 215');
  });

  it('join equal loads of a node to one bar, and leave none out', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [0, 10 * i, 1, i < 5 ? 0 : 2]);
    const chart = loadChart(resultsOf(CELLS.slice(0, 1), { loads: ['seconds node load', rows] }))!;
    const [bars] = /aria-label="bar".*?<\/g>/s.exec(chart.draw(700))!;
    expect(bars.match(/<rect /g)).toHaveLength(2);
    expect(bars).toContain('fill-opacity="0"');
    expect(bars).toContain('fill-opacity="1"');
    expect(chart.data.rows).toHaveLength(10);
    const tones = ['processes per CPU: 0', '0.50', '1.0', '1.5', '2.0 and more'];
    expect(chart.keys.map(({ label }) => label)).toEqual(tones);
  });

  describe('of processes by node', () => {
    // Process 3 of node 1 goes to node 2 at 4 s and is there from 5 s on; process 4 waits for none.
    const results = resultsOf(CELLS.slice(0, 2), {
      stays: [
        'node nodeCpus pid homeNode from to',
        [
          [0, 1, 1, 9, 1, 0, 20],
          [1, 1, 1, 3, 1, 0, 4],
          [1, 1, 1, 4, 1, 2, 20],
          [1, 1, 1, 5, 1, 4, 9],
          [1, 2, 2, 3, 1, 5, 20],
          [1, 3, 1, '', '', 0, 20],
        ],
      ],
    });
    const marks = (svg: string, name: string) =>
      [...svg.matchAll(new RegExp(`aria-label="${name}".*?</g>`, 'gs'))].map(([mark]) => mark);

    it('are of the first cell in which one has moved, or of the one that is named', () => {
      expect(ganttCells(results).map(({ levels }) => levels.policy)).toEqual(['jsq', 'none']);
      expect(ganttChart(results)!.reading).toContain('One run of jsq, the first 20s of its window');
      expect(ganttChart(results, 'none')!.data.rows).toHaveLength(1);
      expect(ganttChart(results, 'random')).toBeUndefined();
    });

    it('have a bar for each stay, a line for each move and a row for each node', () => {
      const chart = ganttChart(results)!;
      expect(chart.data.rows.map(({ panel, series, x }) => [panel, series, x])).toEqual([
        ['1', 'at home', '3'],
        ['1', 'at home', '4'],
        ['1', 'at home', '5'],
        ['2', 'away', '3'],
      ]);
      const svg = chart.draw(700);
      const [lanes, home, away] = marks(svg, 'rect');
      expect([lanes, home, away].map((mark) => mark!.match(/<rect /g)!.length)).toEqual([3, 3, 1]);
      expect(
        marks(svg, 'link')
          .join()
          .match(/<path /g),
      ).toHaveLength(1);
      // Process 5 takes the place that 3 has left: two places, not three.
      const tops = [...home!.matchAll(/ y="([\d.]+)"/g)].map(([, top]) => top);
      expect(tops[2]).toBe(tops[0]);
      expect(tops[1]).not.toBe(tops[0]);
    });

    it('are left out where there were too many at once', () => {
      const crowded = [[0, 1, 1, '', '', 50, 50]];
      const made = { stays: ['node nodeCpus pid homeNode from to', crowded] } as const;
      const none = resultsOf(CELLS.slice(0, 1), made);
      expect(ganttChart(none)).toBeUndefined();
      expect(reportOf(none).leftOut.join()).toContain('too many at once');
    });
  });

  it('give a policy the same colour in all of them, whichever others are there', () => {
    const coloursOf = (svg: string) => new Set(svg.match(/var\(--s\d\)/g));
    const means = meansChart(POLICIES, 'meanSlowdown').draw(700);
    // One series has no colour: along the axis are the policies themselves.
    expect(coloursOf(means).size).toBe(0);
    for (const chart of [contrastChart(POLICIES, 'meanSlowdown')!, gainChart(POLICIES)!]) {
      expect(coloursOf(chart.draw(700))).toEqual(new Set(['var(--s2)', 'var(--s3)']));
    }
  });

  it('keep the ends of intervals off the frame, and off those of other series', () => {
    const cells = [0, 1, 2].flatMap((rho) => ['a', 'b'].map((kind) => ({ levels: { rho, kind } })));
    const rows = cells.map((_, i) => [i, 'meanSlowdown', 4, 10 + i, 4, 0.1, 0, '']);
    const svg = meansChart(resultsOf(cells, { cells: [CELL_COLUMNS, rows] }), 'meanSlowdown').draw(
      700,
    );
    const bars = [...svg.matchAll(/<g aria-label="rule"[^>]*>(.*?)<\/g>/gs)].map(([all]) => all);
    const ends = bars.flatMap((bar) =>
      [...bar.matchAll(/y[12]="([\d.]+)"/g)].map(([, end]) => Number(end)),
    );
    const [, top, height] = /aria-label="frame".*? y="([\d.]+)".*?height="([\d.]+)"/s.exec(svg)!;
    expect(ends).toHaveLength(12);
    expect(Math.min(...ends)).toBeGreaterThan(Number(top) + 4);
    expect(Math.max(...ends)).toBeLessThan(Number(top) + Number(height) - 4);
    const shifts = bars.map((bar) => /translate\((-?[\d.]+)/.exec(bar)![1]);
    expect(new Set(shifts).size).toBe(2);
  });

  it('have a panel for each load where precision is compared, so that no two lines look the same', () => {
    const cells = [0.5, 0.8].flatMap((rho) =>
      ['a', 'b'].map((policy) => ({ levels: { rho, policy } })),
    );
    const runs = cells.flatMap((_, cell) =>
      [1, 2, 3, 2].map((value, i) => [cell, i, 7, value + cell, '']),
    );
    const made = { runs: ['replication seed meanSlowdown failed', runs] } as const;
    const { rows } = precisionChart(resultsOf(cells, made))!.data;
    expect(new Set(rows.map(({ panel, series }) => `${panel}: ${series}`))).toEqual(
      new Set(['rho 0.5: a', 'rho 0.5: b', 'rho 0.8: a', 'rho 0.8: b']),
    );
  });

  it('say how many runs a mean is of, and when an axis is logarithmic', () => {
    const { reading } = meansChart(POLICIES, 'meanSlowdown');
    expect(reading).toContain('(n = 4)');
    expect(reading).not.toContain('logarithmic');
    const cells = [1, 2, 3].map((size) => ({ levels: { size } }));
    const wide = (halfWidth: number) => {
      const rows = cells.map((_, i) => [i, 'meanSlowdown', 4 + i, 10 ** i, halfWidth, 0.1, 0, '']);
      return meansChart(resultsOf(cells, { cells: [CELL_COLUMNS, rows] }), 'meanSlowdown').reading;
    };
    expect(wide(0.5)).toMatch(/n = 4 to 6.*logarithmic/s);
    // An interval that reaches 0 cannot stand on such an axis.
    expect(wide(2)).not.toContain('logarithmic');
  });

  it('write whole names of differences above the bars where there is no room beside them', () => {
    const name = 'a name that is longer than what a telephone has room for';
    const cells = ['none', name].map((policy) => ({ levels: { policy } }));
    const columns = 'base metric n difference halfWidth p pHolm varianceRatio note';
    const contrasts = [[1, 'hash0', 'meanSlowdown', 4, -3, 0.5, 0.0001, 0.0002, 2, '']];
    const results = resultsOf(
      cells,
      { contrasts: [columns, contrasts] },
      { compare: { policy: 'none' } },
    );
    const svg = contrastChart(results, 'meanSlowdown')!.draw(360);
    expect(svg).toMatch(new RegExp(`text-anchor="start"[^>]*>(?:<text[^>]*>)?${name}`));
  });

  it('are drawn with the same bytes each time, wide and narrow', () => {
    const charts = [meansChart(POLICIES, 'meanSlowdown'), gainChart(POLICIES)!];
    const draw = () => charts.flatMap((chart) => [chart.draw(700), chart.draw(360)]);
    expect(draw()).toEqual(draw());
    for (const svg of draw()) expect(svg).toMatch(/^<svg class="chart".*<\/svg>$/s);
  });

  it('join the levels of a factor of numbers by a line, with a sign for each', () => {
    const cells = [0.1, 0.2, 0.3, 0.4].map((rho) => ({ levels: { rho } }));
    const rows = cells.map(({ levels }, i) => [i, 'meanSlowdown', 4, levels.rho, 0.01, 0.1, 0, '']);
    const chart = meansChart(resultsOf(cells, { cells: [CELL_COLUMNS, rows] }), 'meanSlowdown');
    const svg = chart.draw(700);
    expect(signsOf(svg).match(/<(path|circle) /g)).toHaveLength(4);
    expect(svg).toMatch(/aria-label="line"/);
  });

  it('give their values in one table, a row a value', () => {
    const charts = [meansChart(POLICIES, 'meanSlowdown'), gainChart(POLICIES)!];
    const table = read(chartsCsv(charts));
    expect(table).toHaveLength(charts.reduce((sum, { data }) => sum + data.rows.length, 0));
    expect(new Set(table.map(({ chart }) => chart))).toEqual(
      new Set(['means-meanSlowdown', 'captured-gain']),
    );
  });
});

describe('a chart as a picture', () => {
  it('is an SVG file by itself, with its legend and without an address', () => {
    const picture = pictureOf(meansChart(POLICIES, 'meanSlowdown'));
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="724"/);
    expect(picture).toContain('theory: Erlang-C</text>');
    expect(picture.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(/);
    const opened = picture.match(/<svg /g)!;
    expect(opened).toHaveLength(picture.match(/<\/svg>/g)!.length);
  });

  // Printers and converters of pictures, such as rsvg-convert, draw what has a var() in black.
  it('has its colours without var(): those of the day, and by a style sheet those of the night', () => {
    const picture = pictureOf(meansChart(POLICIES, 'meanSlowdown'));
    expect(picture).not.toContain('var(');
    expect(picture).toContain('<rect width="100%" height="100%" fill="#ffffff">');
    const night = /@media\(prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(picture)![1];
    expect(night).toContain('[fill="#ffffff"]{fill:#14171b}');
    const used = new Set(
      [...picture.matchAll(/ (?:color|fill|stroke)="#\w+"/g)].map(([all]) => all),
    );
    expect(used.size).toBeGreaterThan(4);
    for (const attribute of used) expect(night).toContain(`[${attribute.trim()}]{`);
  });
});
