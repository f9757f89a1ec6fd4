import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../../src/lab/report/markdown.js';
import { pageOf } from '../../../src/lab/report/page.js';
import { reportOf } from '../../../src/lab/report/report.js';
import { resultsOf } from '../../support/study-results.js';

const runs = (...values: readonly number[]) =>
  values.map((meanSlowdown) => ({ meanSlowdown, alive: 0, killed: 0 }));

const RESULTS = resultsOf(
  [
    { levels: { policy: 'none' }, runs: runs(5, 5.5, 4.5) },
    { levels: { policy: 'jsq' }, runs: runs(2, 2.25, 1.75) },
  ],
  { compare: { policy: 'none' } },
);

/** As somebody would who wants a reader's browser to do more than show a page. */
const HOSTILE = `<script>alert(1)</script>"><img src=http://a.example onerror='x'>&amp;\u202e`;

describe('the page of a report', () => {
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

  it('has the means with their half-widths: 5, 5.5, 4.5 are 5.0 ± 1.2', () => {
    const page = pageOf(reportOf(RESULTS));
    expect(page).toContain('<td>5.0 ± 1.2</td>');
    expect(page).toContain('<td>2.00 ± 0.62</td>');
    // -3, -3.25, -2.75
    expect(page).toContain('<td>−3.00 ± 0.62 **</td>');
  });

  it('shows hostile names as what they are', () => {
    const hostile = resultsOf(
      [
        { levels: { [HOSTILE]: 'none' }, runs: runs(5, 5.5, 4.5) },
        { levels: { [HOSTILE]: HOSTILE }, runs: runs(2, 2.25, 1.75) },
      ],
      {
        ...{ study: HOSTILE, scenario: HOSTILE, compare: { [HOSTILE]: 'none' } },
        ...{ files: [{ name: HOSTILE, sha256: HOSTILE }], notes: [HOSTILE] },
      },
    );
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
    const alive = runs(2, 2, 2).map((figures) => ({ ...figures, alive: 3 }));
    const results = resultsOf(
      [
        { levels: { policy: 'none' }, runs: runs(1, 1, 100) },
        { levels: { policy: 'jsq' }, runs: alive },
      ],
      { notes: ['the offered load is 1.20 of what the nodes can do'] },
    );
    const { warnings } = reportOf(results);
    expect(warnings).toEqual([
      'The offered load is 1.20 of what the nodes can do.',
      'Processes were alive at the end of runs in jsq: they are in no mean of processes.',
    ]);
    const outlier = resultsOf([
      { levels: { policy: 'none' }, runs: runs(1, 1, 1, 1, 1, 1, 1, 100) },
    ]);
    expect(reportOf(outlier).warnings).toEqual([
      'Mean slowdown: one run has more than 5 times the mean of all.',
    ]);
    const single = reportOf(resultsOf([{ levels: { policy: 'none' }, runs: runs(1) }]));
    expect(single.warnings).toEqual(['There is one sample: it says nothing of how far off it is.']);
  });
});
