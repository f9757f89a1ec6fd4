import { describe, expect, it } from 'vitest';
import { memoryProcesses, startBias } from '../../src/lab/start-bias.js';
import { CellRuns } from '../../src/lab/study/cell-runs.js';
import { cellTable } from '../../src/lab/study/tables/cell-table.js';
import { scenarioOf } from '../scenario/parse-text.js';

const scenario = (every: string, more = '') =>
  scenarioOf(`
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
${more}
workload: [{ home: random, arrivals: { every: exponential ${every} }, work: exponential 10s }]
`);

describe('what a run remembers of its empty start', () => {
  // .81 / (1 - .9)^2
  it('is 81 processes of one queue at a load of .81, and as many of each node where they stay', () => {
    const every = `${10 / (4 * 0.81)}s`;
    expect(memoryProcesses(scenario(every))).toBeCloseTo(81, 6);
    expect(memoryProcesses(scenario(every, 'policy: none'))).toBeCloseTo(4 * 81, 6);
  });

  it('is no less than the processes that are there, and nothing where queues grow for ever', () => {
    expect(memoryProcesses(scenario('1000s'))).toBeCloseTo(0.01, 6);
    expect(memoryProcesses(scenario('1s'))).toBe(0);
  });

  // e^-1 x 100 / 200 x (1 - e^-2)
  it('decays in what is left out and is spread over what is watched', () => {
    const processes = (count: number) => ({ kind: 'processes', count }) as const;
    const bias = startBias({ warmUp: processes(100), watch: processes(200) }, 100);
    expect(bias).toBeCloseTo((Math.exp(-1) / 2) * (1 - Math.exp(-2)), 12);
    expect(startBias({ warmUp: processes(0), watch: { kind: 'seconds', seconds: 9 } }, 9)).toBe(0);
  });
});

describe('a mean of waiting', () => {
  /** Two runs, of slowdowns 9 and 11: 10 +- 12.7. */
  function noteOf(bias: number, metric = 'meanSlowdown'): unknown {
    const runs = new CellRuns([metric]);
    runs.add({ cell: 'a', replication: 0, seed: 1, figures: { [metric]: 9 } });
    runs.add({ cell: 'a', replication: 1, seed: 2, figures: { [metric]: 11 } });
    const state = { wanted: 2, missing: [], isReached: undefined };
    const replications = { from: 2, to: 2, by: 1, until: undefined };
    const study = { factors: {}, metrics: [metric], replications, base: undefined };
    const cell = { hash: 'a', levels: {}, runs, state, truncation: undefined, startBias: bias };
    const [, row] = cellTable({ study: { ...study, by: [], bounds: [] }, cells: [cell] });
    return row!.at(-1);
  }

  it('is noted when its empty start may weigh more than its interval says', () => {
    expect(noteOf(1.3)).toBe('the start weighs too much');
    expect(noteOf(1.2)).toBe('');
    expect(noteOf(1.3, 'utilisation')).toBe('');
  });
});
