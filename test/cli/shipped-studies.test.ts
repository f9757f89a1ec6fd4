import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openStudy } from '../../src/cli/studies/open-study.js';
import { linksOf, ROOT, readDocument } from '../docs/markdown.js';

const FOLDER = 'examples/studies';
const ENDING = '.study.yaml';
const NAMES = readdirSync(`${ROOT}${FOLDER}`)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));

describe.each(NAMES)('the shipped study %s', (name) => {
  it('can be run: every cell opens', () => {
    const { cells, study } = openStudy(`${ROOT}${FOLDER}/${name}${ENDING}`);
    expect(cells.length).toBeGreaterThan(1);
    // Every difference that its page speaks of has an interval.
    expect(study.replications.from).toBeGreaterThan(1);
  });

  it('has a page with a picture, which stands in the list of studies', () => {
    const page = readDocument(`docs/studies/${name}.md`);
    expect(page).toContain(`${FOLDER}/${name}${ENDING}`);
    expect(linksOf(page).concat(page.match(/\w[\w-]*\.svg/g) ?? [])).toContain(`${name}.svg`);
    expect(existsSync(`${ROOT}docs/studies/${name}.svg`)).toBe(true);
    expect(linksOf(readDocument('docs/studies/README.md'))).toContain(`${name}.md`);
  });
});

it('there are the studies that the documents promise', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(5);
});
