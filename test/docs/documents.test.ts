import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, linksOf, ROOT, readDocument } from './markdown.js';

const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(`${ROOT}docs`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

describe.each(DOCUMENTS)('%s', (name) => {
  const document = readDocument(name);

  it('links to files that exist', () => {
    const files = linksOf(document).filter((link) => !/^(https?:|#)/.test(link));
    const missing = files.filter(
      (file) => !existsSync(join(ROOT, dirname(name), file.replace(/#.*/, ''))),
    );
    expect(missing).toEqual([]);
  });

  it('names files that exist', () => {
    const missing = codeOf(document)
      .filter((code) => IN_PROJECT.test(code) && !PLACEHOLDER.test(code))
      .filter((code) => !existsSync(join(ROOT, code)));
    expect(missing).toEqual([]);
  });
});

it('ARCHITECTURE.md has every room in its table', () => {
  const rooms = ['base', 'kernel', 'cluster', 'scheduler', 'workload', 'scenario', 'session']
    .concat('live', 'metrics', 'tui', 'cli')
    .map((room) => `| \`src/${room}/\` |`);
  const document = readDocument('ARCHITECTURE.md');
  expect(rooms.filter((room) => !document.includes(room))).toEqual([]);
});

const IN_PROJECT = /^(src|test|config|docs|bin|scripts|\.ci)\/\S*$/;
const PLACEHOLDER = /NAME/;
