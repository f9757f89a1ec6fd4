import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureAtOnce } from '../../src/cli/running/replications.js';
import { runsIn } from '../../src/cli/studies/describe-study.js';
import { openStudy } from '../../src/cli/studies/open-study.js';
import { StudyFolder } from '../../src/cli/studies/study-folder.js';
import { csvLinesOf, tablesOf } from '../../src/cli/studies/study-tables.js';
import { type CsvRow, readCsv } from '../../src/lab/report/csv-table.js';
import { CellRuns } from '../../src/lab/study/cell-runs.js';
import { rowOfRun } from '../../src/lab/study/measured-row.js';
import { lineOfRow } from '../../src/lab/study/run-row.js';
import { cellTable } from '../../src/lab/study/tables/cell-table.js';
import type { TableName } from '../../src/lab/study/tables/table.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const scenario = (threads = 1) => `
nodes: [{ count: 4, cpus: 1, threads: ${threads}, speed: 10000 }]
information: perfect
workload: [{ home: random, arrivals: { every: exponential 4s }, work: exponential 10s, memory: 1MB }]
`;

const study = (more: string) => `
scenario: ./base.yaml
factors: { policy: [none, openmosix] }
measure: { warmUp: 20 processes, watch: 800 processes, metrics: [meanSlowdown], samples: none }
compare: { to: { policy: none } }
bounds: { meanSlowdown: { worst: { policy: none }, best: erlang-c } }
${more}
`;

function opened(more: string, threads?: number) {
  const path = temporaryFolder({ 'base.yaml': scenario(threads), 'a.study.yaml': study(more) });
  return { path, open: openStudy(join(path, 'a.study.yaml')) };
}

/** The tables of a study after all of its runs. */
async function tables(more: string): Promise<ReadonlyMap<TableName, readonly CsvRow[]>> {
  const { path, open } = opened(more);
  const folder = new StudyFolder(join(path, 'out'));
  folder.create();
  const output = folder.addTo('run');
  for (const { cell, key, replication, seed, window } of runsIn(open, [folder]).possible()) {
    const { slowdown } = open.study;
    const of = { ...open.cells[cell]!.scenario, seed };
    const { run } = await measureAtOnce(of, { window, slowdown });
    const row = { cell: key, replication, seed, ...rowOfRun(run, open.study, undefined) };
    output.add(lineOfRow(row), '');
  }
  output.close();
  const runs = runsIn(open, [folder]);
  expect(runs.missing).toBe(0);
  const found = [...tablesOf(open, runs)];
  return new Map(found.map(([name, table]) => [name, readCsv([...csvLinesOf(table)].join(''))]));
}

describe('a study by batch means', () => {
  it('has one run a cell, the interval of its batches, and contrasts and gains batch by batch', async () => {
    const found = await tables('method: batches 8');
    expect(found.get('runs')).toHaveLength(2);
    const runs = found.get('runs')!.map((row) => row.number('meanSlowdown'));
    for (const [cell, row] of found.get('cells')!.entries()) {
      // Eight batches of 100 processes each: the mean of their means is that of the run.
      expect(row.number('n')).toBe(8);
      expect(row.number('mean')).toBeCloseTo(runs[cell]!, 10);
      expect(Math.abs(row.number('lagOne'))).toBeLessThanOrEqual(1);
    }
    const [contrast] = found.get('contrasts')!;
    expect(contrast!.number('n')).toBe(8);
    expect(contrast!.number('difference')).toBeCloseTo(runs[1]! - runs[0]!, 10);
  });

  it('says when neighbouring batches depend on each other', () => {
    const noteOf = (meanSlowdown: readonly number[]) => {
      const runs = new CellRuns(['meanSlowdown']);
      runs.add({ cell: 'a', replication: 0, seed: 1, figures: {}, batches: { meanSlowdown } });
      const state = { wanted: 1, missing: [], isReached: undefined };
      const cell = { hash: 'a', levels: {}, runs, state, truncation: undefined };
      const replications = { from: 1, to: 1, by: 1, until: undefined };
      const of = { factors: {}, metrics: ['meanSlowdown'], replications, base: undefined };
      const [, row] = cellTable({ study: { ...of, by: [], bounds: [] }, cells: [cell] });
      return row!.at(-1);
    };
    expect(noteOf([1, 2, 3, 4, 5, 6, 7, 8])).toBe('neighbouring batches depend on each other');
    expect(noteOf([1, 4, 4, 1, 1, 4, 4, 1, 1])).toBe('');
  });
});

describe('the series of a run', () => {
  // Stays within an interval, of all processes of a node, are its processes per CPU times its length.
  it.each(['none', 'jsq'])('say the same of loads and of stays: %s', async (policy) => {
    const { open } = opened('');
    const window = open.study.window;
    const of = { ...open.cells[0]!.scenario, policy };
    const { run, series } = await measureAtOnce(of, { window, slowdown: open.study.slowdown }, 5);
    const { fromSeconds, toSeconds, stays } = series!.stays;
    expect(fromSeconds).toBeCloseTo(run.beginSeconds!, 3);
    expect(stays.length).toBeGreaterThan(190);
    for (const [interval, loads] of series!.loads.loads.entries()) {
      const [from, to] = [5 * interval, 5 * (interval + 1)];
      if (from < fromSeconds || to > toSeconds) continue;
      for (const [place, node] of series!.loads.nodes.entries()) {
        const own = stays.filter(([, , at]) => at === node);
        const within = own.map(([, , , a, b]) => Math.max(0, Math.min(b, to) - Math.max(a, from)));
        expect(within.reduce((sum, one) => sum + one, 0) / 5).toBeCloseTo(loads[place]!, 2);
      }
    }
  });
});

describe('captured gain', () => {
  // M/M/4 at .625: (none - cell) / (none - Erlang-C), Erlang-C being 1 + C(4, 2.5) / (4 (1 - .625)).
  it('is the part of the way from the worst cell to one queue for all, with Fieller’s interval', async () => {
    const [none, openmosix] = (await tables('replications: 3')).get('gains')!;
    expect(none!.number('gain')).toBe(0);
    const [value, worst, best] = ['value', 'worst', 'best'].map((name) => openmosix!.number(name));
    expect(best).toBeCloseTo(1 + 0.3199 / 1.5, 3);
    expect(worst).toBe(none!.number('value'));
    expect(openmosix!.number('gain')).toBeCloseTo((worst! - value!) / (worst! - best!), 10);
    expect(openmosix!.number('gainLow')).toBeLessThan(openmosix!.number('gain'));
    expect(openmosix!.number('gainHigh')).toBeGreaterThan(openmosix!.number('gain'));
  });

  it('is none of what theory does not know: Hyper-Threading is refused before the first run', () => {
    expect(() => opened('', 2)).toThrow(
      /policy none: bounds.meanSlowdown: erlang-c needs equal nodes without Hyper-Threading, Poisson/,
    );
  });
});
