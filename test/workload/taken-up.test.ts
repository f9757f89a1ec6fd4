import { describe, expect, it } from 'vitest';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import type { Arrivals } from '../../src/workload/arrivals.js';
import { type OpenWorkload, openWorkload } from '../../src/workload/open-workload.js';
import type { HostSnapshot } from '../../src/workload/this-computer.js';
import type { WorkloadSpec } from '../../src/workload/workload-spec.js';
import { drain } from '../support/drain.js';
import { temporaryFile } from '../support/temporary-file.js';

const ENDLESS = Number.POSITIVE_INFINITY;
const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const;

const BATCH: Extract<WorkloadSpec, { kind: 'batch' }> = {
  ...{ kind: 'batch', home: 'random', count: 12, startSeconds: 3, untilSeconds: ENDLESS },
  ...{ every: exponential(20), work: exponential(60), memory: exponential(1e6) },
  ...{ user: ['ann', 'bob'], command: ['R', 'gcc', 'loop'], nice: 0, cantmove: 0 },
};
const BURST = { factor: 10, forSeconds: 20, afterSeconds: 30 };
const DAILY = Array.from({ length: 24 }, (_, hour) => (hour % 2 === 0 ? 5 : 1));

const TRACE = [
  ...['1 0 5 100 2 -1 10 2 250 -1 1 4', '2 30 5 20 3 -1 -1 1 -1 -1 1 -1', 'nonsense'],
  ...['-1 30 5 30 1 -1 20 2 60 -1 1 5', '4 90 5 30 4 -1 30 2 60 -1 1 4'],
].join('\n');
const trace = (): WorkloadSpec => ({
  ...{ kind: 'swf', file: temporaryFile('t.swf', TRACE), home: 'round-robin', timeScale: 2 },
  ...{ startSeconds: 0, endSeconds: ENDLESS },
});
const rows = (text: string): WorkloadSpec => ({
  kind: 'csv',
  file: temporaryFile('p.csv', `pid,arrival,host,work,user\n${text}`),
});
const FIRST_ROWS = '9,50,0,1,eve\n8,3,1,2,\n7,3,2,5,ann';
const MODEL: WorkloadSpec = {
  ...{ kind: 'model', model: 'lublin-2003', processors: 16, count: 9, home: 'random' },
  ...{ timeScale: 60, memory: exponential(1e6) },
};
const HOST: HostSnapshot = {
  ...{ cpus: 2, threads: 2, memoryBytes: 8e9, swapBytes: 0, speed: 28000 },
  processes: [1, 2, 3].map((pid) => ({
    ...{ pid, user: 'ann', command: 'R', cpuShare: 0.5, residentBytes: pid, nice: 0 },
  })),
};

const SOURCES: readonly [string, () => readonly WorkloadSpec[]][] = [
  ['a batch', () => [BATCH]],
  ['a batch at homes by turns', () => [{ ...BATCH, home: 'round-robin' }]],
  ['a batch of pipelines', () => [{ ...BATCH, count: 5, pipeline: 3 }]],
  ['a batch in bursts', () => [{ ...BATCH, every: exponential(5), rhythm: { burst: BURST } }]],
  [
    'a batch of a day',
    () => [{ ...BATCH, every: exponential(2000), rhythm: { daily: DAILY, burst: BURST } }],
  ],
  ['a trace', () => [trace()]],
  ['a model', () => [MODEL]],
  ['a file', () => [rows(FIRST_ROWS)]],
  ['this computer', () => [{ kind: 'host' }]],
  ['all of them', () => [BATCH, trace(), MODEL, rows(FIRST_ROWS), { kind: 'host' }, trace()]],
];

function open(specs: readonly WorkloadSpec[], seed: number): OpenWorkload {
  return openWorkload(specs, { nodes: [1, 2, 3], random: new Random(seed), host: HOST });
}

function take(arrivals: Arrivals, count: number): ProcessSpec[] {
  return Array.from({ length: count }, () => ({ ...arrivals.next()! }));
}

describe('a workload that is taken up goes on as it would have', () => {
  it.each(SOURCES)('%s, after any process', (_, sources) => {
    const specs = sources();
    const whole = drain(open(specs, 1).arrivals);
    expect(whole.length).toBeGreaterThan(2);
    for (let taken = 0; taken <= whole.length; taken++) {
      const { arrivals } = open(specs, 1);
      take(arrivals, taken);
      const state = saved(arrivals);
      // One that has not begun, one of another seed that is over, and one that goes on itself.
      const fresh = open(specs, 1).arrivals;
      restore(fresh, state);
      expect(saved(fresh)).toEqual(state);
      const used = open(specs, 2).arrivals;
      drain(used);
      restore(used, state);
      for (const one of [fresh, used, arrivals]) expect(drain(one)).toEqual(whole.slice(taken));
    }
  });
});

describe('the processes of all sources together', () => {
  it('are those of each by itself, in the order of arrival and of the sources', () => {
    const specs = [BATCH, trace(), rows(FIRST_ROWS), { kind: 'host' } as const];
    const alone = specs.map((_, index) =>
      drain(
        open(
          specs.map((spec, at) => (at === index ? spec : { ...BATCH, count: 0 })),
          1,
        ).arrivals,
      ),
    );
    const sorted = alone.flat().sort((a, b) => a.arrivalSeconds - b.arrivalSeconds);
    expect(drain(open(specs, 1).arrivals)).toEqual(sorted);
  });

  it('leave the greatest pid of a file to whoever counts on', () => {
    const highest = (...specs: WorkloadSpec[]) => open(specs, 1).arrivals.highestPid;
    expect(highest(BATCH)).toBe(-1);
    expect(highest(trace())).toBe(-1);
    expect(highest(BATCH, rows('0,0,0,1,'))).toBe(0);
    expect(highest(rows('5,0,0,1,\n4,0,0,1,'), { kind: 'host' })).toBe(5);
  });
});
