import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResults } from '../../src/cli/studies/read-results.js';
import { readDocument } from '../../src/cli/studies/study-document.js';
import { studyNotes } from '../../src/cli/studies/study-notes.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { CELL_COLUMNS, documentOf, tableOf } from '../support/study-results.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const CELLS = [{ levels: { policy: 'none' } }, { levels: { policy: 'jsq' } }];

/** A folder whose study.json says so. */
const saying = (document: object) =>
  temporaryFolder({ 'study.json': JSON.stringify({ ...documentOf(CELLS), ...document }) });

describe('what the folder of a study says of it', () => {
  it('is read as it is', () => {
    const files = [{ name: 'x.yaml', sha256: 'ab' }];
    expect(readDocument(saying({ files, notes: ['n'] }))).toMatchObject({ files, notes: ['n'] });
    expect(readDocument(saying({ replications: { from: 0, to: 4, by: 2 } }))).toBeDefined();
  });

  const WRONG: readonly (readonly [name: string, value: unknown])[] = [
    ...['study', 'scenario', 'version', 'node'].map((name) => [name, 7] as const),
    ['seed', '1'],
    ['files', {}],
    ['files', ['x.yaml']],
    ['files', [{ name: 'x.yaml' }]],
    ['files', [{ name: 7, sha256: 'ab' }]],
    ['files', [{ name: 'x.yaml', sha256: 'ab' }, null]],
    ['factors', []],
    ['factors', { policy: 'none' }],
    ['factors', { policy: ['none'], rho: 1 }],
    ['window', { warmUp: 7 }],
    ['window', null],
    ['slowdown', 7],
    ['metrics', 'meanSlowdown'],
    ['metrics', ['meanSlowdown', 7]],
    ['replications', 4],
    ['replications', { from: 1.5, to: 4, by: 1 }],
    ['replications', { from: 1, to: '4', by: 1 }],
    ['replications', { from: 1, to: 4 }],
    ['notes', [7]],
    ['cells', [{ hash: 7, levels: {} }]],
    ['cells', [{ hash: 'a', levels: [] }]],
    ['cells', [{ hash: 'a' }]],
    ['cells', {}],
  ];

  it.each(WRONG)('is refused where "%s" is %j', (name, value) => {
    expect(() => readDocument(saying({ [name]: value }))).toThrow(
      `study.json has no "${name}" as this version of mtop-sim writes it: run the study again`,
    );
  });
});

it('runs have lost what was alive at their ends and what was killed, whatever their cut, not in pilots', () => {
  const folder = saying({});
  const rows = CELLS.map((_, cell) => [cell, 'meanSlowdown', 4, 2, 1, 1, 0, '']);
  writeFileSync(join(folder, 'cells.csv'), tableOf(CELLS, CELL_COLUMNS, rows));
  mkdirSync(join(folder, 'runs'));
  const line = (cell: string, alive: number, killed: number) =>
    `{"cell":"${cell}","replication":0,"figures":{"killed":${killed},"alive":${alive}}}\n`;
  writeFileSync(
    join(folder, 'runs/all.jsonl'),
    line('hash0.120', 2, 1) +
      line('hash0.120', 30, 10) +
      line('hash0.pilot', 500, 500) +
      '{"cell":"hash0","replication":3,"failed":"it hung"}\n',
  );
  expect(readResults(folder).cells.map(({ losses }) => losses)).toEqual([
    { alive: 32, killed: 11 },
    { alive: 0, killed: 0 },
  ]);
});

describe('where the means of a study mislead', () => {
  // Every 10 s so much work for two nodes: a load of 5, or of 0.2.
  const cell = (policy: string, work: '100s' | '4s') => ({
    levels: { policy, rho: 0.5 },
    scenario: scenarioOf(`nodes: [{ count: 2 }]
workload: [{ home: 1, arrivals: { every: exponential 10s }, work: ${work} }]
`),
  });
  const notes = (...cells: ReturnType<typeof cell>[]) => {
    const factors = { policy: cells.map(({ levels }) => levels.policy), rho: [0.5] };
    const said = studyNotes({ study: { factors }, cells } as never);
    return said.map((note) => note.replace(/:.*/, ''));
  };
  const busy = ['a', 'b', 'c', 'd', 'e'].map((name) => cell(name, '100s'));
  const idle = cell('z', '4s');

  it('is said of the cells, of three by what differs among them, or of all', () => {
    expect(notes(idle)).toEqual([]);
    expect(notes(busy[0]!, idle)).toEqual(['policy a']);
    expect(notes(...busy.slice(0, 3), idle)).toEqual(['policy a; policy b; policy c']);
    expect(notes(...busy, idle)).toEqual(['policy a; policy b; policy c and 2 more']);
    expect(notes(...busy)).toEqual(['the offered load is 5.00 of what the nodes can do']);
  });
});
