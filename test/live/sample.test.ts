import { describe, expect, it } from 'vitest';
import { LoadMeter } from '../../src/live/load.js';
import { type NodeSample, ownCpuSeconds, runnableOf, SampleReader } from '../../src/live/sample.js';

const HEADER = 'H 100 4096 1000 77 4 2 2800000 cm1';
const FIRST = [
  'T 100.00 1.50 0.50 0.25',
  'C 1000 0 0 1000 0 0 0 0 0 0',
  'M 4000 3000 2000 1500',
  '+ 10 1 1000 ana 200 R 0 1 300 20 5 loop\tloop\0-n\x001',
  '+ 11 1 0 root 250 S 5 1 7 3 5 a) R 1 (b\tx',
  '+ 12 2 0 root 1 I -20 1 0 0 0 kworker/0:0H\t',
  '+ 77 1 1000 ana 900 R 0 1 5 5 5 mawk\tawk',
  '.',
];

function read(lines: readonly string[], reader = new SampleReader()): NodeSample[] {
  return lines.map((line) => reader.take(line)).filter((sample) => sample !== undefined);
}

describe('a recorded sampler', () => {
  it('gives the node as its header says: 4 CPUs on 2 cores are 2 processors of 2 threads', () => {
    const [sample] = read([HEADER, ...FIRST]);
    expect(sample!.facts).toEqual({
      host: 'cm1',
      cpus: 2,
      threads: 2,
      speed: 28000,
      limit: undefined,
      uid: 1000,
      self: 77,
    });
    expect(sample!.memoryUsedBytes).toBe(1000 * 1024);
    expect(sample!.swapUsedBytes).toBe(500 * 1024);
    expect(sample!.loadAverages).toEqual([1.5, 0.5, 0.25]);
  });

  it('reads a name that looks like the end of one, and arguments with zeros between', () => {
    const [sample] = read([HEADER, ...FIRST]);
    const [loop, odd, kernel] = sample!.processes;
    expect(loop).toMatchObject({ pid: 10, commandLine: 'loop -n 1', user: 'ana', cpuSeconds: 3.2 });
    expect(odd).toMatchObject({ pid: 11, name: 'a) R 1 (b', state: 'S', nice: 5 });
    expect(kernel).toMatchObject({ name: 'kworker/0:0H', commandLine: '' });
  });

  it('counts who is in state R, the sampler left out', () => {
    expect(read([HEADER, ...FIRST])[0]!.runnable).toBe(1);
  });

  it('counts nobody who is there only to watch the node or to move jobs', () => {
    const call =
      '+ 30 1 1000 ana 900 R 0 1 0 0 5 sh\tsh\0-c\0# node.sh VERB JOB ARGUMENTS: what\0dump';
    const [sample] = read([
      ...[HEADER, ...FIRST.slice(0, -1)],
      ...[call, '+ 31 30 1000 ana 910 R 0 1 0 0 5 criu\tcriu\0dump'],
      // The connection below which the sampler lives, and a process that has to do with neither.
      ...['+ 76 1 0 root 800 R 0 1 0 0 5 sshd\tsshd', '+ 77 76 1000 ana 900 R 0 1 5 5 5 mawk\tawk'],
      ...['+ 40 76 1000 ana 950 R 0 1 0 0 5 loop\tloop', '.'],
    ]);
    // loop 10 and loop 40.
    expect(sample!.runnable).toBe(2);
  });

  it('takes 1.5 CPUs of speed 28000 that a control group leaves for 2 of 21000, and their use for that of its processes', () => {
    const [first, second] = read([
      ...[HEADER, 'Q 1.5', ...FIRST],
      ...['T 102.00', 'C 9000 0 0 1050 0 0 0 0 0 0', '= 10 R 0 1 360 20 9', '.'],
    ]);
    expect(first!.facts).toMatchObject({ cpus: 2, threads: 1, speed: 21000, limit: 1.5 });
    // 0.6 s in 2 s are 0.3 of a CPU, of 1.5.
    expect(second!.cpuUse).toBeCloseTo(0.2);
    expect(ownCpuSeconds(3, first!.facts)).toBe(4);
    expect(read([HEADER, 'Q 4', ...FIRST])[0]!.facts).toMatchObject({ cpus: 2, threads: 2 });
  });

  it('keeps what has no line, changes what has one: 50 ticks in 2 s are 0.25 of a CPU', () => {
    const [, second] = read([
      ...[HEADER, ...FIRST],
      ...['T 102.00', 'C 1150 0 0 1050 0 0 0 0 0 0', 'M 4000 3000 2000 1500'],
      ...['= 10 S 3 1 340 30 9', '+ 20 10 1000 ana 10100 R 0 1 100 0 5 new\tnew', '- 12', '.'],
    ]);
    expect(second!.processes.map(({ pid }) => pid)).toEqual([10, 11, 20, 77]);
    const [loop, , fresh] = second!.processes;
    expect(loop).toMatchObject({ state: 'S', nice: 3, cpuUse: 0.25, residentBytes: 9 * 4096 });
    expect(fresh!.cpuUse).toBe(0.5);
    expect(second!.cpuUse).toBe(0.75);
    expect(second!.started.map(({ pid }) => pid)).toEqual([20]);
    expect(second!.ended.map(({ pid }) => pid)).toEqual([12]);
    const changed = second!.changed.map(([now, before]) => [now.nice, before.nice]);
    expect(changed).toContainEqual([3, 0]);
  });

  it('tells a process from another one that has got its pid', () => {
    const [, second] = read([
      ...[HEADER, ...FIRST],
      ...['T 101.00', '+ 10 1 1000 ana 10050 R 0 1 1 0 5 other\tother', '.'],
    ]);
    expect(second!.started.map(({ name }) => name)).toEqual(['other']);
    expect(second!.ended.map(({ name }) => name)).toEqual(['loop']);
  });

  it('goes on when the stream begins again: who is still there has not started', () => {
    const later = FIRST.map((line) => (line.startsWith('T') ? 'T 160.00' : line));
    const [, second] = read([
      HEADER,
      ...FIRST,
      HEADER,
      ...later.filter((line) => !/^\+ 11 /.test(line)),
    ]);
    expect(second!.isFirst).toBe(false);
    expect(second!.started).toEqual([]);
    expect(second!.ended.map(({ pid }) => pid)).toEqual([11]);
  });

  it('passes over what is no line of it', () => {
    const noise = ['Welcome to cm1!', '.', '+ x', '= 999 R', 'T', '- -', ''];
    const samples = read([...noise, HEADER, ...noise.filter((line) => line !== '.'), ...FIRST]);
    expect(samples).toHaveLength(1);
    expect(samples[0]!.processes).toHaveLength(4);
  });
});

it('counts of several threads at least the CPUs that they use', () => {
  const threads = { state: 'S', threads: 8, cpuUse: 3.5 };
  expect(runnableOf([threads, { ...threads, threads: 1 }, { ...threads, state: 'R' }])).toBe(7);
});

it('load: mean takes 3/8 of a rise and all of a fall, upper all of a rise and 1/8 of a fall', () => {
  const meter = new LoadMeter({ meanRise: 3 / 8, upperFall: 1 / 8 });
  const spec = { cpus: 2, threads: 1, speed: 20000, htAware: false } as Parameters<
    LoadMeter['measure']
  >[0];
  // 8 runnable on 2 CPUs of twice the standard speed: 8 / 2 / 2 = 2.
  meter.measure(spec, 8);
  expect([meter.mean, meter.upper]).toEqual([0.75, 2]);
  meter.measure(spec, 0);
  expect([meter.mean, meter.upper]).toEqual([0, 1.75]);
});

describe('a node is what its header says, as far as that can be', () => {
  it.each([
    // Logical CPUs, cores, kHz; processors, threads, speed.
    [4, 4, 2_800_000, 4, 1, 28_000],
    [8, 1, 1_000_000, 1, 8, 10_000],
    [9, 1, 1_000_000, 9, 1, 10_000],
    // They do not divide, or nobody knows.
    [6, 4, 1_000_000, 6, 1, 10_000],
    [4, 0, 1_000_000, 4, 1, 10_000],
    [0, 0, 0, 1, 1, 10_000],
    [1024, 512, 0, 512, 2, 10_000],
    [5000, 5000, 1_234_567, 1024, 1, 12_346],
  ])('%d CPUs on %d cores of %d kHz', (logical, cores, kilohertz, cpus, threads, speed) => {
    const header = `H 100 4096 1000 77 ${logical} ${cores} ${kilohertz} a b`;
    expect(read([header, '.'])[0]!.facts).toEqual({
      ...{ host: 'a b', cpus, threads, speed, limit: undefined, uid: 1000, self: 77 },
    });
  });

  it.each([
    // Of 4 CPUs on 2 cores of 28000: what a control group leaves.
    ['0.5', { cpus: 1, threads: 1, speed: 14_000, limit: 0.5 }],
    ['1', { cpus: 1, threads: 1, speed: 28_000, limit: 1 }],
    ['2.5', { cpus: 3, threads: 1, speed: 23_333, limit: 2.5 }],
    ['3.9', { cpus: 4, threads: 1, speed: 27_300, limit: 3.9 }],
    ['4', { cpus: 2, threads: 2, speed: 28_000, limit: undefined }],
    ['0', { cpus: 2, threads: 2, speed: 28_000, limit: undefined }],
    ['-1', { cpus: 2, threads: 2, speed: 28_000, limit: undefined }],
    ['x', { cpus: 2, threads: 2, speed: 28_000, limit: undefined }],
  ])('of which %s are left to it', (limit, facts) => {
    expect(read([HEADER, `Q ${limit}`, '.'])[0]!.facts).toMatchObject(facts);
  });

  it('with 100 ticks a second and pages of 4096 bytes where it does not say', () => {
    const process = '+ 10 1 1000 ana 200 R 0 1 300 20 5 loop\tloop';
    const [known] = read(['H 250 8192 1000 77 4 2 0 cm1', process, '.']);
    expect(known!.processes[0]).toMatchObject({
      ...{ cpuSeconds: 320 / 250, residentBytes: 5 * 8192, startedSeconds: 200 / 250 },
    });
    const [unknown] = read(['H 0 0 1000 77 4 2 0 cm1', process, '.']);
    expect(unknown!.processes[0]).toMatchObject({
      ...{ cpuSeconds: 3.2, residentBytes: 5 * 4096, startedSeconds: 2 },
    });
    // Eight words and no name are none.
    expect(read(['H 100 4096 1000 77 4 2 0', '.'])).toEqual([]);
  });

  it('has nothing of what was not said', () => {
    expect(read([HEADER, '.'])[0]).toMatchObject({
      ...{ uptimeSeconds: 0, loadAverages: [0, 0, 0], cpuUse: 0, memoryBytes: 0 },
      ...{ memoryUsedBytes: 0, swapBytes: 0, swapUsedBytes: 0, runnable: 0, processes: [] },
      isFirst: true,
    });
    // More is free than there is: a kernel counts what it could give back.
    const more = ['M 1000 1500 100 200', '.'];
    expect(read([HEADER, ...more])[0]).toMatchObject({ memoryUsedBytes: 0, swapUsedBytes: 0 });
  });
});

describe('what is used of CPUs', () => {
  const second = (first: string, then: string) => read([HEADER, first, '.', then, '.'])[1]!.cpuUse;

  it.each([
    // User, nice, system, idle, waiting, and so on: 30 of 100 ticks, then none, then all.
    ['C 0 0 0 0 0', 'C 10 10 10 60 10', 0.3],
    ['C 10 10 10 60 10', 'C 10 10 10 60 10', 0],
    ['C 0 0 0 60 10', 'C 50 0 0 60 10', 1],
    // Interrupts and stolen time are busy, guests are in user's time already.
    ['C 0 0 0 0 0 0 0 0 0 0', 'C 10 0 0 70 0 5 5 10 10 10', 0.3],
    // A counter that goes back tells nothing.
    ['C 100 0 0 100 0', 'C 10 0 0 10 0', 0],
    ['C 100 0 0 100 0', 'C 90 0 0 300 0', 0],
  ])('is none of the ticks that are idle or wait: %s, %s', (first, then, use) => {
    expect(second(first, then)).toBeCloseTo(use, 12);
  });

  it('by a process is what it has used since the sample before', () => {
    const at = (uptime: number, ticks: number) => [`T ${uptime}`, `= 10 R 0 1 ${ticks} 0 5`, '.'];
    const samples = read([
      ...[HEADER, 'T 100', '+ 10 1 1000 ana 200 R 0 1 300 0 5 loop\tloop', '.'],
      ...[...at(102, 400), ...at(102, 500), ...at(104, 450)],
    ]);
    // 1 s in 2 s; no time has gone by; less than before.
    expect(samples.map(({ processes }) => processes[0]!.cpuUse)).toEqual([0, 0.5, 0, 0]);
  });

  it('of a process that another one has followed is that of the other one', () => {
    const [, after] = read([
      ...[HEADER, 'T 100', '+ 10 1 1000 ana 200 R 0 1 300 0 5 loop\tloop', '.'],
      ...['T 102', '+ 10 1 1000 ana 10100 R 0 1 50 0 5 other\tother', '.'],
    ]);
    expect(after!.processes[0]!.cpuUse).toBe(0.25);
  });

  it('and the name that a process has in its own namespace are kept while it changes', () => {
    const [first, then] = read([
      ...[HEADER, 'T 100', '+ 10 1 1000 ana 200 R 0 1 300 0 5 loop\tloop', 'N 10 3', 'N 11 4', '.'],
      ...['T 102', '= 10 S 0 1 300 0 5', '= 10 S 0 1', '.'],
    ]);
    expect([first!.processes[0]!.inner, then!.processes[0]!.inner]).toEqual([3, 3]);
    expect(then!.changed.map(([now, before]) => [now.state, before.state])).toEqual([['S', 'R']]);
  });
});
