import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/lab/report/facts.js';
import { markdownOf } from '../../../src/lab/report/markdown.js';
import { pageOf } from '../../../src/lab/report/page.js';
import { reportOf } from '../../../src/lab/report/report.js';
import type { StudyDocument } from '../../../src/lab/report/study-results.js';
import { CELL_COLUMNS, type MadeRow, resultsOf } from '../../support/study-results.js';

const CELLS = [{ levels: { policy: 'none' } }, { levels: { policy: 'jsq' } }];

const tables = {
  cells: [
    CELL_COLUMNS,
    [
      [0, 'meanSlowdown', 3, 5, 1.2421, 0.5, 0, ''],
      [1, 'meanSlowdown', 3, 2, 0.621, 0.25, 0, ''],
    ],
  ],
  contrasts: [
    'base metric n difference halfWidth p pHolm varianceRatio note',
    [[1, 'hash0', 'meanSlowdown', 3, -3, 0.621, 0.002, 0.004, 2, '']],
  ],
} as const;

const RESULTS = resultsOf(CELLS, tables, { compare: { policy: 'none' } });

/** As somebody would who wants a reader's browser to do more than show a page. */
const HOSTILE = `<script>alert(1)</script>"><img src=http://a.example onerror='x'>&amp;\u202e`;

describe('the page of a report', () => {
  it('says what MSER-5 has found as the warm-up, not that there was none', () => {
    const cells = [0, 1].map((place) => [place, 'meanSlowdown', 3, 5, 1, 1, 75 + 5 * place, 0, '']);
    const columns = 'metric n mean halfWidth sd truncation failed note';
    const results = resultsOf(CELLS, { cells: [columns, cells] }, { isTruncated: true });
    const fact = factsOf(results).find(({ name }) => name === 'warm-up');
    expect(fact?.value).toBe('75 to 80 processes, by MSER-5');
  });

  it('says what a name of the study stands for, and which combinations it leaves out', () => {
    const results = resultsOf(CELLS, tables, {
      set: { 'workload[0].arrivals.every': `exponential \${30s / rho}` },
      except: [{ rho: [0.7, 0.9], policy: 'random' }, { policy: { use: 'power-of-d', d: 3 } }],
    });
    expect(factsOf(results)).toEqual(
      expect.arrayContaining([
        { name: 'workload[0].arrivals.every', value: `exponential \${30s / rho}` },
        { name: 'left out', value: 'rho 0.7 or 0.9, policy random · policy power-of-d, d 3' },
      ]),
    );
  });

  it('says what is taken from what in a difference', () => {
    const compared = resultsOf(CELLS, tables, { compare: { policy: 'none' } });
    expect(pageOf(reportOf(compared))).toContain(
      'Mean of the cell minus that of policy none, ± half-width',
    );
  });

  it('adds no digits to levels and counts', () => {
    const page = pageOf(reportOf(RESULTS));
    expect(page).toContain('<td>3</td>');
    expect(page).not.toContain('<td>3.000</td>');
  });

  it('may load nothing, and names no address but its own parts and its data', () => {
    const page = pageOf(reportOf(RESULTS));
    expect(page).toContain(
      'content="default-src &#39;none&#39;; style-src'.replaceAll('&#39;', "'"),
    );
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|base|form)\b/i);
    const addresses = [...page.matchAll(/(?:href|src|xlink:href|action)="([^"]*)"/g)].map(
      ([, address]) => address,
    );
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).toMatch(/^(data:|#)/);
    expect(page).not.toMatch(/https?:|\/\/[a-z]|@import|url\((?!#)/i);
  });

  it('has means and differences with their half-widths, rounded as these are known', () => {
    const page = pageOf(reportOf(RESULTS));
    expect(page).toContain('<td>5.0 ± 1.2</td>');
    expect(page).toContain('<td>2.00 ± 0.62</td>');
    expect(page).toContain('<td>−3.00 ± 0.62 **</td>');
  });

  it('shows hostile names as what they are', () => {
    const cells = [{ levels: { [HOSTILE]: 'none' } }, { levels: { [HOSTILE]: HOSTILE } }];
    const hostile = resultsOf(cells, tables, {
      ...{ study: HOSTILE, scenario: HOSTILE, compare: { [HOSTILE]: 'none' } },
      ...{ files: [{ name: HOSTILE, sha256: HOSTILE }], notes: [HOSTILE] },
    });
    const page = pageOf(reportOf(hostile));
    expect(page).not.toMatch(/<script|<img|onerror='|\u202e/);
    expect(page.split('&#60;script&#62;alert(1)').length).toBeGreaterThan(10);
    const tags = new Set([...page.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag!.toLowerCase()));
    const clean = pageOf(reportOf(RESULTS));
    const known = new Set(
      [...clean.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag!.toLowerCase()),
    );
    expect([...tags].filter((tag) => !known.has(tag) && tag !== 'aside')).toEqual([]);
    expect(markdownOf(reportOf(hostile))).not.toMatch(/(?<!\\)<script/);
  });

  it('closes every element that it opens', () => {
    const page = pageOf(reportOf(RESULTS)).replace(/<style>.*?<\/style>/s, '');
    const open: string[] = [];
    for (const [, close, tag] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (tag === 'meta') continue;
      if (close === '') open.push(tag!);
      else expect(open.pop()).toBe(tag);
    }
    expect(open).toEqual([]);
  });

  it('has the same bytes for the same results', () => {
    expect(pageOf(reportOf(RESULTS))).toBe(pageOf(reportOf(RESULTS)));
  });

  it('says where its figures mislead', () => {
    const warned = (rows: readonly MadeRow[], more: Partial<StudyDocument> = {}) =>
      reportOf(resultsOf(CELLS, { cells: [CELL_COLUMNS, rows] }, more)).warnings;
    const fine = [0, 'meanSlowdown', 4, 2, 1, 1, 0, ''];
    expect(warned([fine, [1, 'meanSlowdown', 4, 2, 1, 1, 2, 'not reached']])).toEqual([
      'The precision that was asked for is not reached in jsq.',
      'Runs failed in jsq: they are in no mean.',
    ]);
    expect(warned([fine], { notes: ['the offered load is 1.20'] })).toEqual([
      'The offered load is 1.20.',
    ]);
    const single = [0, 1].map((cell) => [cell, 'meanSlowdown', 1, 2, '', '', 0, 'one sample']);
    expect(warned(single)).toEqual([
      'There is one sample in all cells: it says nothing of how far off it is.',
    ]);
    const losses = new Map([['hash1', { alive: 3, killed: 0 }]]);
    expect(reportOf(resultsOf(CELLS, tables, {}, losses)).warnings).toEqual([
      'Processes were alive at the end of runs in jsq: they are in no mean of processes.',
    ]);
    const runs = [1, 1, 1, 1, 1, 1, 1, 100].map((value, i) => [0, i, 7, value, '']);
    const outlier = { runs: ['replication seed meanSlowdown failed', runs] } as const;
    expect(reportOf(resultsOf(CELLS, outlier)).warnings).toEqual([
      'Mean slowdown: one run has more than 5 times the mean of all in none.',
    ]);
    // So it is of small figures; it is not of the only run, nor of one with just 5 times the mean.
    const outliers = (...values: readonly number[]) => {
      const rows = values.map((value, i) => [0, i, 7, value, '']);
      const table = { runs: ['replication seed meanSlowdown failed', rows] } as const;
      return reportOf(resultsOf(CELLS, table)).warnings.length;
    };
    expect(outliers(...Array(7).fill(0.001), 0.1)).toBe(1);
    expect(outliers(...Array(9).fill(0), 1)).toBe(1);
    expect(outliers(...Array(4).fill(0), 1)).toBe(0);
    expect(outliers(100)).toBe(0);
  });

  it('says what is left out, and how a study asks for it', () => {
    const { leftOut } = reportOf(RESULTS);
    expect(leftOut).toContain('How runs begin: made with measure.warmUp: mser5.');
    expect(leftOut.some((sentence) => sentence.startsWith('Differences'))).toBe(false);
  });

  it('has no chart of more than 60 differences, and says so', () => {
    const differences = (count: number) => {
      const levels = Array.from({ length: count + 1 }, (_, d) => ({ levels: { 'policy.d': d } }));
      const rows = levels.slice(1).map((_, i) => [i + 1, 'hash0', 'meanSlowdown', 4, -1, 0.5]);
      const table = ['base metric n difference halfWidth', rows] as const;
      const changes = { compare: { 'policy.d': 0 } };
      return reportOf(resultsOf(levels, { contrasts: table }, changes));
    };
    const isSaid = (count: number) =>
      differences(count).leftOut.some((sentence) => sentence.includes('more than 60'));
    const isDrawn = (count: number) =>
      differences(count).sections.some(({ charts }) =>
        charts.some(({ id }) => id === 'contrasts-meanSlowdown'),
      );
    expect([isSaid(60), isDrawn(60)]).toEqual([false, true]);
    expect([isSaid(61), isDrawn(61)]).toEqual([true, false]);
  });
});
