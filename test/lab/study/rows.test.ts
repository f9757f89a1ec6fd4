import { describe, expect, it } from 'vitest';
import { MEASURES, USUAL_MEASURES, WINDOW_MEASURES } from '../../../src/lab/measures.js';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import { csvLine, csvOf } from '../../../src/lab/study/csv.js';
import { rowOfPilot, rowOfRun } from '../../../src/lab/study/measured-row.js';
import { figuresOfClass, figuresOfRow, lineOfRow } from '../../../src/lab/study/run-row.js';
import { meanPilot, missingPilots, PILOTS } from '../../../src/lab/study/truncations.js';
import { WindowRun } from '../../../src/lab/window-run.js';
import { USUAL_SLOWDOWN } from '../../../src/metrics/window-figures.js';
import { none } from '../../../src/scheduler/policies/none.js';
import { createSession } from '../../../src/session/simulated.js';
import { scenarioOf } from '../../scenario/parse-text.js';

/** Two processes every 4 s on two CPUs, of ann and of bob: each is alone. */
const SCENARIO = `
policy: none
nodes: [{ cpus: 2, speed: 10000 }]
workload:
  - { home: 1, count: 5, arrivals: { every: 4s }, work: 1s, user: ann }
  - { home: 1, count: 5, arrivals: { every: 4s }, work: 1s, user: bob }`;

function ended(warmUp = 0) {
  const session = createSession(scenarioOf(SCENARIO), { policy: none, measures: false });
  const window = { warmUp: { kind: 'processes', count: warmUp }, watch: undefined } as const;
  const run = new WindowRun(session, { window, slowdown: USUAL_SLOWDOWN, programGain: 1 });
  while (!run.advance(Number.POSITIVE_INFINITY, { untilOver: true }));
  return run;
}

describe('what a row says of a run', () => {
  it('is its figures, and what the study asks for besides', () => {
    const run = ended();
    const figures = figuresOfRow(run.figures());
    expect(figures).toMatchObject({ completed: 10, meanSlowdown: 1, makespan: 17, age: null });
    const least = { by: [], hasSamples: false, batches: undefined };
    expect(rowOfRun(run, least, undefined)).toEqual({ figures });
    const series = { loads: 'loads', stays: 'stays' } as never;
    const all = rowOfRun(run, { by: ['user', 'job'], hasSamples: true, batches: 3 }, series);
    expect(all).toMatchObject({ figures, loads: 'loads', stays: 'stays', slowdowns: [0, 10] });
    const five = expect.objectContaining({ completed: 5, meanSlowdown: 1, meanResponse: 1 });
    const ten = expect.objectContaining({ completed: 10 });
    expect(all.by).toEqual({ user: { ann: five, bob: five }, job: { 1: ten } });
    // Ten in three batches: three each, and one left over.
    expect(all.batches).toMatchObject({ completed: [3, 3, 3], meanSlowdown: [1, 1, 1] });
  });

  it('of a pilot run is how it settles, five processes at a time, to six digits', () => {
    expect(rowOfPilot(ended())).toEqual({ pilot: [1, 1] });
    const run = { summary: { slowdowns: () => Float64Array.of(1, 1, 1, 1, 4 / 3, 9) } };
    expect(rowOfPilot(run as never)).toEqual({ pilot: [1.06667] });
  });

  it('is a line with its parts always in the same order', () => {
    const row = {
      pilot: [1],
      by: { a: {} },
      failed: 'no',
      figures: { x: 1 },
      seed: 7,
      replication: 3,
      cell: 'c',
    };
    expect(lineOfRow(row)).toBe(
      '{"cell":"c","replication":3,"seed":7,"figures":{"x":1},"failed":"no","by":{"a":{}},"pilot":[1]}\n',
    );
    expect(
      lineOfRow({ cell: 'c', replication: 0, seed: 1, batches: { x: [1] }, slowdowns: [0, 1] }),
    ).toBe('{"cell":"c","replication":0,"seed":1,"slowdowns":[0,1],"batches":{"x":[1]}}\n');
  });

  it('has null for what is not defined', () => {
    const figures = { response: 2, slowdown: Number.NaN, slowdownP99: Infinity, processes: 3 };
    expect(figuresOfClass(figures as never)).toMatchObject({
      ...{ completed: 3, meanResponse: 2, meanSlowdown: null, p99Slowdown: null },
    });
  });
});

describe('the measures', () => {
  it('are each a figure of its own', () => {
    const parts = ['processes', 'ofProcesses', 'ofJobs'];
    const named = (before: string): object =>
      new Proxy(
        {},
        {
          get: (_, key) =>
            parts.includes(String(key)) && before === ''
              ? named(`${String(key)}.`)
              : before + String(key),
        },
      );
    const nested = named('');
    const of = Object.fromEntries(
      MEASURES.map((measure) => [measure.key, measure.of(nested as never)]),
    );
    expect(of).toEqual({
      completed: 'processes.completed',
      killed: 'processes.killed',
      alive: 'processes.alive',
      meanResponse: 'ofProcesses.response',
      meanSlowdown: 'ofProcesses.slowdown',
      boundedSlowdown: 'ofProcesses.boundedSlowdown',
      p50Slowdown: 'ofProcesses.slowdownP50',
      p95Slowdown: 'ofProcesses.slowdownP95',
      p99Slowdown: 'ofProcesses.slowdownP99',
      jobs: 'ofJobs.processes',
      jobResponse: 'ofJobs.response',
      jobSlowdown: 'ofJobs.slowdown',
      makespan: 'makespan',
      utilisation: 'utilisation',
      imbalance: 'imbalance',
      migrations: 'migrations',
      returned: 'returned',
      refused: 'refused',
      failed: 'failed',
      frozen: 'ofProcesses.frozenSeconds',
      age: 'beliefAgeSeconds',
      error: 'beliefError',
    });
    expect(MEASURES.filter(({ unit }) => unit === 'seconds').map(({ key }) => key)).toEqual([
      ...['meanResponse', 'jobResponse', 'makespan', 'frozen', 'age'],
    ]);
    expect(MEASURES.filter(({ unit }) => unit === 'part').map(({ key }) => key)).toEqual([
      'utilisation',
    ]);
    for (const measure of [...USUAL_MEASURES, ...WINDOW_MEASURES])
      expect(MEASURES).toContain(measure);
  });
});

describe('the runs of a cell', () => {
  const row = (replication: number, more: object) => ({ cell: 'x', replication, seed: 5, ...more });

  it('count each replication once, and forget why one failed that was run again', () => {
    const runs = new CellRuns(['a']);
    expect([runs.count, runs.has(0), runs.value('a', 0), runs.seed(0)]).toEqual([
      0,
      false,
      NaN,
      NaN,
    ]);
    runs.add(row(1, { failed: 'no' }));
    expect([runs.count, runs.has(1), runs.failure(1), runs.value('a', 1)]).toEqual([
      1,
      true,
      'no',
      NaN,
    ]);
    runs.add(row(1, { figures: { a: 4 } }));
    expect([runs.count, runs.failure(1), runs.value('a', 1)]).toEqual([1, undefined, 4]);
    runs.add(row(1, { failed: 'again' }));
    runs.addFigures(1, 9, Float64Array.of(6));
    expect([runs.count, runs.failure(1), runs.value('a', 1), runs.seed(1)]).toEqual([
      1,
      undefined,
      6,
      9,
    ]);
    expect([runs.value('b', 1), runs.value('a', 99)]).toEqual([NaN, NaN]);
  });

  it('have room for as many replications as there may be, to 8192', () => {
    expect([new CellRuns([]).room, new CellRuns([], 5).room]).toEqual([16, 5]);
    expect([new CellRuns([], 8192).room, new CellRuns([], 8193).room]).toEqual([8192, 8192]);
  });

  it('have classes in the order of numbers where they are numbers, and their values', () => {
    const runs = new CellRuns(['a']);
    const by = (names: readonly string[], a: number | null) => ({
      by: { size: Object.fromEntries(names.map((name) => [name, { a }])), user: { ann: { a } } },
    });
    runs.add(row(0, by(['10', '9', '1'], 3)));
    runs.add(row(40, by(['2'], null)));
    runs.add(row(41, by(['2'], 7)));
    expect(runs.classes('size')).toEqual(['1', '2', '9', '10']);
    expect([runs.classes('user'), runs.classes('a')]).toEqual([['ann'], []]);
    const values = [0, 1, 40, 41, 42].map((replication) =>
      runs.ofClass('size', '2', 'a', replication),
    );
    expect(values).toEqual([NaN, NaN, NaN, 7, NaN]);
    expect(runs.ofClass('size', '10', 'a', 0)).toBe(3);
  });

  it('have batches of their one run, and pilots', () => {
    const runs = new CellRuns(['a']);
    expect([runs.batches('a'), runs.pilot(0)]).toEqual([undefined, undefined]);
    runs.add(row(0, { batches: { a: [1, 2] }, pilot: [3] }));
    runs.add(row(1, {}));
    expect([runs.batches('a'), runs.batches('b')]).toEqual([[1, 2], undefined]);
    expect([runs.pilot(0), runs.pilot(1)]).toEqual([[3], undefined]);
  });
});

describe('the pilot runs of a cell', () => {
  it('are ten, of which the mean is as long as the shortest', () => {
    const runs = new CellRuns([]);
    expect([PILOTS, meanPilot(runs)]).toEqual([10, undefined]);
    const pilots = [
      [1, 2, 3],
      [3, 4],
      [5, 9, 9],
    ];
    pilots.forEach((pilot, replication) => {
      runs.add({ cell: 'x', replication: 2 * replication, seed: 1, pilot });
    });
    expect(meanPilot(runs)).toEqual(Float64Array.of(3, 5));
    expect(missingPilots(runs)).toEqual([1, 3, 5, 6, 7, 8, 9]);
    runs.add({ cell: 'x', replication: 10, seed: 1, pilot: [99] });
    expect(meanPilot(runs)).toEqual(Float64Array.of(3, 5));
  });
});

it.each([
  [[1, -0.5, 1e21], '1,-0.5,1e+21'],
  [[Number.NaN, Number.POSITIVE_INFINITY], 'NaN,Infinity'],
  [['a', 'b c', ''], 'a,b c,'],
  [['a,b', 'say "no"', 'two\nlines', 'back\r'], '"a,b","say ""no""","two\nlines","back\r"'],
])('the row %j is a line of CSV', (row, line) => {
  expect(csvLine(row)).toBe(`${line}\n`);
  expect(csvOf([row, row])).toBe(`${line}\n${line}\n`);
});
