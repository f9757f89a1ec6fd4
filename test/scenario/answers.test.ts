import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { MapNode } from '../../src/cluster/members/map-table.js';
import { type ParseContext, parseScenario } from '../../src/scenario/parse.js';
import { formatProblem } from '../../src/scenario/problem.js';
import type { CsvNode } from '../../src/workload/files/csv-nodes.js';
import { scenarioOf } from './parse-text.js';

const FOLDER = new URL('../fixtures/scenario-answers/', import.meta.url);

/**
 * The files hold scenarios, an empty line between two, and below each, in lines that begin with =>,
 * what is read of its sections or said against it. Where none has nodes, there are two. `-u`
 * writes the answers anew: read them.
 */
describe('what is read of a scenario and said against it, word for word', () => {
  it.each(readdirSync(FOLDER))('%s', async (file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const cases = text.trim().split(/\n\n+/).map(inputOf);
    expect(cases.length).toBeGreaterThan(5);
    const answered = cases.map((one) => `${one}\n${answerTo(one).join('\n')}\n`).join('\n');
    await expect(answered).toMatchFileSnapshot(new URL(file, FOLDER).pathname);
  });
});

function inputOf(block: string): string {
  return block
    .split('\n')
    .filter((line) => !line.startsWith('=>'))
    .join('\n');
}

function answerTo(input: string): readonly string[] {
  const hasNodes = /^nodes\b/m.test(input) || /^# whole/.test(input);
  const text = hasNodes ? input : `nodes: [{ count: 2 }]\n${input}`;
  const parsed = parseScenario(text, 'x.yaml', CONTEXT);
  if (!parsed.ok) return parsed.problems.map((problem) => `=> ${formatProblem(problem)}`);
  const sections = Object.entries(parsed.scenario);
  const keys = new Set([...input.matchAll(/^\w+(?=:)/gm)].flatMap(([key]) => SECTIONS[key] ?? key));
  const asked = sections.filter(([name]) => keys.has(name));
  return asked.map(([name, value]) => {
    const shown = name === 'nodes' ? brief(parsed.scenario.nodes) : value;
    return `=> ${name} ${JSON.stringify(shown, withInfinity)}`;
  });
}

/** What distinguishes nodes from one that says nothing; of many, the first and the last. */
function brief(nodes: readonly NodeSpec[]) {
  const usual: Readonly<Record<string, unknown>> = {
    ...scenarioOf('nodes: [{}]').nodes[0]!,
    id: 0,
  };
  const own = (node: NodeSpec) =>
    Object.entries(node).filter(
      ([key, value]) => JSON.stringify(usual[key]) !== JSON.stringify(value),
    );
  const few = nodes.length > 8 ? [nodes[0]!, nodes.at(-1)!] : nodes;
  return [nodes.length, ...few.map((node) => Object.fromEntries(own(node)))];
}

/** What keys are called when they have been read, where otherwise. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  until: ['untilSeconds'],
  policy: ['policy', 'policyParameters'],
};

function withInfinity(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'Infinity' : value;
}

const CSV: Readonly<Record<string, readonly CsvNode[]>> = {
  'two.csv': [
    { host: 0, cores: 2, speed: 1 },
    { host: 6, cores: 4, speed: 2.5 },
  ],
  'none.csv': [],
  'last.csv': [{ host: 65_534, cores: 1, speed: 1 }],
  'beyond.csv': [{ host: 65_535, cores: 1, speed: 1 }],
  'wide.csv': [{ host: 0, cores: 600, speed: 1 }],
};

const lab = (id: number, address: string | undefined, name?: string): MapNode => {
  return { id, address, name, aliases: [] };
};
const MAPS: Readonly<Record<string, readonly MapNode[]>> = {
  'lab.map': [lab(1, '192.168.0.1', 'one'), lab(2, '192.168.0.2')],
  'other.map': [lab(1, '10.0.0.1'), lab(2, '10.0.0.2')],
  'empty.map': [],
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  'lives.txt': ['1s', '0', '2min'],
  'sizes.txt': ['1MB', '7'],
  'nought.txt': ['0', '0s'],
  'words.txt': ['1s', 'soon'],
};

function fileOf<T>(files: Readonly<Record<string, T>>, path: string): T {
  const found = files[basename(path)];
  if (found === undefined) throw new UserError(`${path}: cannot be read\n${path}: at all`);
  return found;
}

const CONTEXT: ParseContext = {
  policies: ['none', 'openmosix', 'jsq'],
  readNodesCsv: (file) => fileOf(CSV, file),
  readMapFile: (file) => fileOf(MAPS, file),
  readValues: (file) =>
    fileOf(VALUES, file).map((written, index) => ({ line: index + 1, written })),
};
