import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { codeOf, readDocument, rowsOf } from './markdown.js';

/** The tables of docs/scenario.md with a column of defaults: their headings, and where their keys stand. */
const SECTIONS: Readonly<Record<string, (key: string) => string>> = {
  'Top level': (key) => `nodes: [{ count: 2 }]\n${key}`,
  Nodes: (key) => `nodes: [{ count: 2 }, { ${key} }]`,
  Network: (key) => `nodes: [{ count: 2 }]\nnetwork: { ${key} }`,
  'Kernel options': (key) => `nodes: [{ count: 2 }]\nkernel: { ${key} }`,
  'A source of processes': (key) => `nodes: [{ count: 2 }]\nworkload: [{ work: 1s, ${key} }]`,
  'Faults and strangers': (key) =>
    `nodes: [{ count: 2 }]\nstrangers: [{ address: 10.0.0.9, ${key} }]`,
  'Parameters of the scheduler': (key) => `nodes: [{ count: 2 }]\nopenmosix: { ${key} }`,
};

const document = readDocument('docs/scenario.md');

describe('docs/scenario.md', () => {
  it.each(Object.entries(SECTIONS))(
    'has the defaults of %s: to write one changes nothing',
    (heading, within) => {
      const section = document.split(`\n## ${heading}\n`)[1]!;
      const found = rowsOf(section, '| key | default | meaning |').flatMap(([keys, written]) => {
        const names = codeOf(keys!);
        const values =
          written!.split(', ').length === names.length ? written!.split(', ') : [written!];
        return names.map((name, index) => ({ name, value: values[index] ?? values[0]! }));
      });
      const said = found.filter(({ name, value }) => VALUE.test(value) && !UNSAID.includes(name));
      expect(said.length).toBeGreaterThan(0);
      for (const { name, value } of said) {
        const line = `${name}: ${numberOf(value.replaceAll('`', ''))}`;
        expect(plain(scenarioOf(within(line))), line).toEqual(plain(scenarioOf(within(''))));
      }
    },
  );
});

/** What can be written as it stands; "none", "the network's" and "required" tell what happens instead. */
const VALUE = /^(`.*`|true|false|-?\d[\w./]*)$/;

/** Where nothing is written, nothing is kept: what is read of it then is the same. */
const UNSAID: readonly string[] = ['mount', 'profile'];

/** "3/8" is no number of YAML. */
function numberOf(value: string): string {
  const [, over, under] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return over === undefined ? value : String(Number(over) / Number(under));
}

function plain(scenario: Scenario): unknown {
  return JSON.parse(JSON.stringify(scenario));
}
