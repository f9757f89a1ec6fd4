import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// docs/openmosix.md: which scenario shows which feature of openMosix.
const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/openmosix.md', root), 'utf8');
const shipped = readdirSync(new URL('config/', root))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

/**
 * Scenarios that rows of five columns name in the fourth, and the table of complaints in its
 * second.
 */
function named(): readonly string[] {
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  const cells = rows.map((row) => row.split('|').slice(1, -1));
  const complaints = page.slice(page.indexOf('## Complaints')).split('## Not modelled')[0] ?? '';
  const places = [
    ...cells.flatMap((row) => (row.length === 5 ? [row[3] ?? ''] : [])),
    ...complaints.split('\n').map((line) => line.split('|')[2] ?? ''),
  ];
  return places.flatMap((place) => [...place.matchAll(/`([a-z-]+)`/g)].map((match) => match[1]!));
}

describe('docs/openmosix.md', () => {
  it('names scenarios that are shipped', () => {
    expect(named().length).toBeGreaterThan(50);
    expect(named().filter((name) => !shipped.includes(name))).toEqual([]);
  });

  it('says of every shipped scenario what it shows, but for the reference cluster', () => {
    const names = new Set(named());
    expect(shipped.filter((name) => !names.has(name))).toEqual(['auckland']);
  });

  it('has tests for every shipped scenario', () => {
    const folder = new URL('test/scenarios/', root);
    const tests = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const untested = shipped.filter((name) => !tests.some((text) => text.includes(`'${name}'`)));
    expect(untested).toEqual([]);
  });
});
