import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policies } from '../../src/scheduler/policies/registry.js';
import { codeOf, headingsOf, linksOf, ROOT, readDocument, rowsOf } from './markdown.js';

const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...['docs', 'docs/studies'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`)
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

describe.each(DOCUMENTS)('%s', (name) => {
  const document = readDocument(name);

  it('links to files that exist, and to headings in them', () => {
    const links = linksOf(document).filter((link) => !/^https?:/.test(link));
    const missing = links.filter((link) => {
      const [file = '', heading] = link.split('#');
      const path = file === '' ? name : join(dirname(name), file);
      if (!existsSync(join(ROOT, path))) return true;
      return heading !== undefined && !headingsOf(readDocument(path)).includes(heading);
    });
    expect(missing).toEqual([]);
  });

  it('names files that exist', () => {
    const missing = codeOf(document)
      .filter((code) => IN_PROJECT.test(code) && !PLACEHOLDER.test(code))
      .filter((code) => !existsSync(join(ROOT, code)));
    expect(missing).toEqual([]);
  });

  it('names scripts of the package that exist', () => {
    const { scripts } = JSON.parse(readDocument('package.json'));
    const named = [...document.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const document = readDocument('ARCHITECTURE.md');

  it('has every room in its table, and none that is not there', () => {
    const named = rowsOf(document, '| room | what is in it |').map(([room]) => codeOf(room!)[0]!);
    expect(named.sort()).toEqual([...foldersOf('src/'), POLICIES].sort());
  });

  it('has every room in a room', () => {
    const named = rowsOf(document, '| room | rooms in it |').flatMap(([, rooms]) => codeOf(rooms!));
    const there = foldersOf('src/').flatMap(foldersOf);
    expect(named.sort()).toEqual(there.filter((room) => room !== POLICIES).sort());
  });
});

const POLICIES = 'src/scheduler/policies/';

function foldersOf(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`)
    .filter((name) => statSync(`${ROOT}${folder}${name}`).isDirectory())
    .map((name) => `${folder}${name}/`);
}

describe('the policies that come with mtop-sim', () => {
  const rows = rowsOf(
    readDocument('docs/policies.md'),
    '| name | parameters | what it does | source |',
  );

  it('are in their table in the order of list policies, with the defaults of their parameters', () => {
    const made = policies.map(({ name, parameters = {} }) => {
      const all = Object.entries(parameters).map(([key, value]) => `\`${key}\` ${value}`);
      return [`\`${name}\``, name === 'openmosix' ? OWN_SECTION : all.join(', ')];
    });
    expect(rows.map(([name, parameters]) => [name, parameters])).toEqual(made);
  });

  it('see what docs/policies.md says, all of it', () => {
    const source = readDocument('src/scheduler/policies/policy.ts');
    const seen = [...source.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name!);
    const said = codeOf(readDocument('docs/policies.md')).flatMap(
      (code) => code.match(/\w+/g) ?? [],
    );
    expect(seen.filter((name) => !said.includes(name))).toEqual([]);
  });

  it('are as many as the README says', () => {
    expect(readDocument('README.md')).toContain(`${COUNTS[policies.length]} policies come with it`);
  });
});

const OWN_SECTION = 'those of `openmosix:`';
const COUNTS: Readonly<Record<number, string>> = { 11: 'Eleven', 12: 'Twelve', 13: 'Thirteen' };

const IN_PROJECT = /^(src|test|config|docs|bin|scripts|examples|man|\.ci)\/\S*$/;
const PLACEHOLDER = /NAME/;
