import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { openWorkload } from '../../src/workload/open-workload.js';
import { type HostSnapshot, readThisComputer } from '../../src/workload/this-computer.js';
import type { WorkloadSpec } from '../../src/workload/workload-spec.js';
import { drain } from '../support/drain.js';
import { temporaryFile } from '../support/temporary-file.js';

const nodes = [1, 2];
const csv = (rows: string): WorkloadSpec => ({
  kind: 'csv',
  file: temporaryFile('p.csv', `pid,arrival,host,work\n${rows}`),
});
const open = (specs: readonly WorkloadSpec[], host?: HostSnapshot, seed = 1) =>
  openWorkload(specs, { nodes, random: new Random(seed), host });

const batch = (command: string, name?: string): WorkloadSpec => ({
  ...{ kind: 'batch', name, home: 'random', count: 20, startSeconds: 0, nice: 0, cantmove: 0 },
  ...{ every: { kind: 'exponential', mean: 3 }, untilSeconds: Number.POSITIVE_INFINITY },
  ...{ work: { kind: 'exponential', mean: 9 }, memory: { kind: 'constant', value: 1e6 } },
  ...{ user: ['root'], command: [command] },
});

const IDLE = { user: 'root', command: 'init', cpuShare: 0.001, residentBytes: 1, nice: 0 };
const HOST: HostSnapshot = {
  cpus: 2,
  threads: 2,
  memoryBytes: 8e9,
  swapBytes: 0,
  speed: 28000,
  processes: [
    { pid: 1, ...IDLE },
    { pid: 812, user: 'ann', command: 'R', cpuShare: 0.98, residentBytes: 3e8, nice: 25 },
  ],
};

describe('the workload of a scenario', () => {
  it('is empty without sources', () => {
    const { arrivals, notes } = open([]);
    expect([drain(arrivals), arrivals.highestPid, notes]).toEqual([[], -1, []]);
  });

  it('merges its sources by arrival, at the same time in the order of the sources', () => {
    const { arrivals, notes } = open([csv('9,1,0,1\n8,3,0,1'), csv('1,0,0,1\n2,1,0,1\n3,4,0,1')]);
    expect(arrivals.highestPid).toBe(9);
    expect(drain(arrivals).map(({ pid }) => pid)).toEqual([1, 9, 2, 8, 3]);
    expect(notes).toEqual(['p.csv: 2 read', 'p.csv: 3 read']);
  });

  it('keeps jobs of one number apart: those of the second source that has some come after 1e9', () => {
    const swf = (feedback: boolean): WorkloadSpec => ({
      ...{
        kind: 'swf',
        file: temporaryFile('t.swf', '3 0 0 9 1\n'),
        home: 1,
        timeScale: 1,
        feedback,
      },
      ...{ startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY },
    });
    const { arrivals, feedback } = open([csv('1,9,0,1'), swf(false), swf(false), swf(true)]);
    const jobs = drain(arrivals).map(({ job }) => job);
    expect([...jobs, feedback!.next(9).job]).toEqual([3, 1e9 + 3, undefined, 2e9 + 3]);
  });

  it('draws for a source what it drew without those behind it, and for one with a name without those before it', () => {
    const drawn = (specs: readonly WorkloadSpec[], command: string) =>
      drain(open(specs).arrivals)
        .filter((process) => process.command === command)
        .map(({ home, arrivalSeconds, workSeconds }) => [home, arrivalSeconds, workSeconds]);
    const [a, b, named] = [batch('a'), batch('b'), batch('n', 'mine')];
    expect(drawn([a, b], 'a')).toEqual(drawn([a], 'a'));
    expect(drawn([a, b, named], 'n')).toEqual(drawn([named], 'n'));
    // Without a name its place names its stream.
    expect(drawn([a, b], 'b')).not.toEqual(drawn([b], 'b'));
  });

  it('refuses a pid that another source has', () => {
    expect(() => open([csv('5,0,0,1'), csv('5,0,0,1')])).toThrow('pid 5 is taken');
  });

  it('takes those of this computer that use half a percent of a CPU, and no fewer', () => {
    const shares = [0.0049, 0.005, 0.0099, 0.01];
    const processes = shares.map((cpuShare, at) => ({ ...IDLE, pid: 10 + at, cpuShare }));
    const { arrivals, notes } = open([{ kind: 'host' }], { ...HOST, processes });
    expect(drain(arrivals).map(({ pid }) => pid)).toEqual([11, 12, 13]);
    expect(notes).toEqual([expect.stringMatching(/: 3 processes .* 1 idle ones/)]);
  });

  it('takes the processes of this computer that use a CPU, endless and at home on node 1', () => {
    const { arrivals, notes } = open([{ kind: 'host' }], HOST);
    expect(arrivals.highestPid).toBe(812);
    expect(drain(arrivals)).toEqual([
      {
        pid: 812,
        home: 1,
        arrivalSeconds: 0,
        workSeconds: Number.POSITIVE_INFINITY,
        residentBytes: 3e8,
        user: 'ann',
        command: 'R',
        nice: 19,
        cantmove: 0,
      },
    ]);
    expect(notes[0]).toContain('1 processes use a CPU');
    expect(notes[0]).toContain('1 idle');
  });

  it('gives a process of this computer another pid when a file has taken its own', () => {
    const { arrivals } = open([csv('812,0,1,1'), { kind: 'host' }], HOST);
    expect(drain(arrivals).map(({ pid }) => pid)).toEqual([812, undefined]);
  });

  it('makes every process of every source of the same keys in the same order', () => {
    const trace = temporaryFile('t.swf', '1 0 0 9 1\n');
    const batch: WorkloadSpec = {
      ...{ kind: 'batch', home: 1, count: 1, startSeconds: 0, every: undefined },
      untilSeconds: Number.POSITIVE_INFINITY,
      work: { kind: 'constant', value: 1 },
      memory: { kind: 'constant', value: 1 },
      ...{ user: ['root'], command: ['loop'], nice: 0, cantmove: 0 },
    };
    const window = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
    const swf: WorkloadSpec = {
      ...{ kind: 'swf', file: trace, home: 'random', timeScale: 1, ...window },
    };
    const processes = drain(open([batch, swf, csv('5,0,0,1'), { kind: 'host' }], HOST).arrivals);
    expect(processes).toHaveLength(4);
    expect(new Set(processes.map((process) => Object.keys(process).join())).size).toBe(1);
  });
});

describe('this computer', () => {
  it('has processors, memory, a speed and processes, this one among them', async () => {
    const host = await readThisComputer();
    expect(host.cpus * host.threads).toBeGreaterThan(0);
    expect(host.memoryBytes).toBeGreaterThan(2 ** 20);
    expect(host.speed).toBeGreaterThan(0);
    const own = host.processes.find(({ pid }) => pid === process.pid);
    expect(own?.residentBytes).toBeGreaterThan(2 ** 20);
    expect(host.processes.every(({ cpuShare }) => cpuShare >= 0)).toBe(true);
  });
});
