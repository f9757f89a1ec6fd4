import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chartCsv } from '../../../src/lab/report/chart-csv.js';
import { markdownOf } from '../../../src/lab/report/markdown.js';
import { pageOf } from '../../../src/lab/report/page.js';
import { pictureOf } from '../../../src/lab/report/picture.js';
import { reportOf } from '../../../src/lab/report/report.js';
import { MADE } from '../../support/made-study.js';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/reports/${name}`, import.meta.url));

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const WITH_PAGE = ['one cell', 'numbers by policy'];

/** To ten digits, for computers differ in the last one. */
const rounded = (text: string) =>
  text.replace(/\d+\.\d{9,}/g, (digits) => Number(digits).toPrecision(10));
const slug = (name: string) => name.replace(/\W+/g, '-');

/**
 * Nobody asserts a drawing pixel by pixel: its bytes are written down. Whoever changes what reports
 * look like looks at them, and renews the files: `npx vitest run test/lab/report/drawings.test.ts -u`.
 */
describe('a report of a study that is made up is as it was when it was looked at last', () => {
  it.each(Object.keys(MADE))('%s', async (name) => {
    const report = reportOf(MADE[name]!());
    const charts = report.sections.flatMap((section) => section.charts);
    expect(charts.length).toBeGreaterThan(5);
    const lines = charts.map((chart) => {
      const said = [chart.title, chart.reading, ...chart.keys.map(({ label }) => label)].join('|');
      const drawn = [pictureOf(chart), chart.draw(360)];
      for (const svg of drawn) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      const [words, values, wide, narrow] = [said, rounded(chartCsv(chart)), ...drawn].map(
        digestOf,
      );
      return `${chart.id}: words ${words}, values ${values}, wide ${wide}, narrow ${narrow}`;
    });
    // A page has all charts once more: one of few and one of many is enough.
    if (WITH_PAGE.includes(name)) lines.push(`page: ${digestOf(rounded(pageOf(report)))}`);
    await expect(markdownOf(report)).toMatchFileSnapshot(fixture(`${slug(name)}.md`));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(fixture(`${slug(name)}.txt`));
  });
});
