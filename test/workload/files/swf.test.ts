import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/user-error.js';
import { Random } from '../../../src/kernel/random.js';
import { readSwf, type SwfSpec } from '../../../src/workload/files/swf.js';
import { readSwfJobs } from '../../../src/workload/files/swf-jobs.js';
import { drain } from '../../support/drain.js';
import { temporaryFile } from '../../support/temporary-file.js';

const HPC2N = '../shared/traces/hpc2n-cut.swf';
const SMALL = '../shared/traces/small.swf';

function read(file: string, change: Partial<SwfSpec> = {}, nodes = [1, 2, 3]) {
  const window = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
  const usual = { home: 'round-robin', timeScale: 1, ...window } as const;
  const spec: SwfSpec = { kind: 'swf', file, ...usual, ...change };
  const { arrivals, notes } = readSwf(spec, nodes, new Random(1));
  return { processes: drain(arrivals!), notes };
}

const readText = (text: string | Uint8Array, change: Partial<SwfSpec> = {}) =>
  read(temporaryFile('t.swf', text), change);

const WHOLE = '1 10 5 100 2 90 2048 4 200 4096 1 7 3 1 -1 -1 -1 -1';

describe('a trace in the Standard Workload Format', () => {
  it('makes of an entry of p processors p processes, each with the run time as its work', () => {
    const { processes, notes } = readText(`${WHOLE}\n`);
    const expected = {
      pid: undefined,
      arrivalSeconds: 10,
      workSeconds: 100,
      residentBytes: 2048 * 1024,
      user: 'u7',
      command: 'job1',
      job: 1,
      estimateSeconds: 200,
      nice: 0,
      cantmove: 0,
    };
    expect(processes).toEqual([
      { home: 1, ...expected },
      { home: 2, ...expected },
    ]);
    expect(notes).toEqual(['t.swf: 1 read, none skipped']);
  });

  it('passes over header, comments and blank lines, and takes tabs, blanks and \\r\\n', () => {
    const { processes } = readText(
      `; Version: 2.2\n;\n\n   \t\n ; inside\n\t${WHOLE.replaceAll(' ', '\t')}  \r\n  ${WHOLE} ; after\n`,
    );
    expect(processes).toHaveLength(4);
    expect(new Set(processes.map((process) => process.workSeconds))).toEqual(new Set([100]));
  });

  it('ends with its last byte, whatever was read at that place before', () => {
    const blank = `;${' '.repeat(1000)}\n`.repeat(1300);
    const text = `${blank}${WHOLE}\n2 5 0 8 1 -1 `;
    expect(readText(text).notes).toEqual(['t.swf: 2 read, none skipped']);
  });

  it('takes floats in any column', () => {
    const text = '1.0 10.5 5.5 99.25 2.0 9.5 10.5 4.0 2e2 -1.0 1.0 7.0 3.0 1.0 -1.0 -1 -1 -1';
    const [process, ...others] = readText(text).processes;
    expect(process).toMatchObject({ arrivalSeconds: 10.5, workSeconds: 99.25, user: 'u7' });
    expect(process).toMatchObject({ residentBytes: 10.5 * 1024, command: 'job1' });
    expect(others).toHaveLength(1);
  });

  it('takes what was asked for when what was used is unknown, and a megabyte for no memory', () => {
    const { processes } = readText('1 0 0 9 -1 -1 -1 2 -1 64 1 -1\n2 0 0 9 1 -1 -1 -1 -1 -1 1 3');
    expect(processes.map(({ residentBytes }) => residentBytes)).toEqual([65536, 65536, 1048576]);
    expect(processes.map(({ user }) => user)).toEqual(['nobody', 'nobody', 'u3']);
  });

  it('takes the missing fields of a short line as unknown', () => {
    const { processes, notes } = readText('1 0 0 9 1\n2 5 0\n3 5 0 8\n');
    expect(processes).toHaveLength(1);
    expect(processes[0]).toMatchObject({ residentBytes: 1024 ** 2, user: 'nobody' });
    expect(notes).toEqual(['t.swf: 3 read, 2 skipped: 1 without run time, 1 without processors']);
  });

  it('sorts by submit time, entries of the same time in the order of the file', () => {
    const rows = [5, 3, 5, 0, 3].map((submit, id) => `${id} ${submit} 0 9 1`);
    const { processes } = readText(rows.join('\n'));
    expect(processes.map(({ command }) => command)).toEqual([
      'job3',
      'job1',
      'job4',
      'job0',
      'job2',
    ]);
    expect(processes.map(({ home }) => home)).toEqual([1, 2, 3, 1, 2]);
  });

  it('counts what it skips by reason, and tells the first line that is none', () => {
    const { processes, notes } = readText(
      [
        '1 0 0 9 1',
        'hello world',
        '2 -1 0 9 1',
        '3 0 0 0 1',
        '4 0 0 nan 1',
        '5 0 0 9 0 0 0 0',
        '6 0 0 9 1e9',
      ].join('\n'),
    );
    expect(processes).toHaveLength(1);
    expect(notes[0]).toBe(
      't.swf: 7 read, 6 skipped: 2 malformed (first in line 2), 1 without submit time, ' +
        '1 without run time, 1 without processors, 1 with more than 8388608 processors',
    );
  });

  it('plays the submit times faster, not the work', () => {
    const [process] = readText(WHOLE, { timeScale: 4 }).processes;
    expect(process).toMatchObject({ arrivalSeconds: 2.5, workSeconds: 100 });
  });

  it('reads a gzipped trace as it reads the trace', () => {
    const text = `${WHOLE}\n2 20 0 9 1\n`;
    expect(readText(gzipSync(text)).processes).toEqual(readText(text).processes);
  });

  it.each([
    ['an empty file', '', 'has no job that can be run: 0 read, none skipped'],
    ['a header alone', '; only a header\n', 'has no job that can be run: 0 read'],
    ['lines of another kind', 'a,b\n1,2\n', '2 read, 2 skipped: malformed (first in line 1)'],
    ['UTF-16', Buffer.from(`\ufeff${WHOLE}`, 'utf16le'), 'it is UTF-16 and must be UTF-8'],
    ['UTF-16 without its mark', Buffer.from(WHOLE, 'utf16le'), 'it is UTF-16'],
    ['noise', Buffer.from([7, 0, 200, 31, 9, 0, 1, 1]), 'it is binary, not text'],
    ['gzip in gzip', gzipSync(gzipSync(WHOLE)), 'it is gzipped twice'],
    ['times without end', '1 1e300 0 9 1\n2 0 0 1e300 1\n', '2 skipped: malformed'],
  ])('is refused as what it is: %s', (_, content, sentence) => {
    expect(() => readText(content)).toThrow(UserError);
    expect(() => readText(content)).toThrow(sentence);
  });

  it('gives the same whether it is held or read again, gzipped or not', () => {
    const rows = Array.from({ length: 50 }, (_, id) =>
      id % 7 === 0
        ? 'nonsense'
        : `${id} ${id * 3} 0 ${id + 1} ${1 + (id % 3)} -1 ${id} -1 -1 -1 1 ${id % 5}`,
    );
    const text = rows.join('\n');
    for (const content of [text, gzipSync(text)]) {
      const file = temporaryFile('t.swf', content);
      const [held, streamed] = [50, 10].map((most) => {
        const { jobs, note } = readSwfJobs(file, most);
        const found: unknown[] = [note];
        while (jobs.next()) {
          const { id, submitSeconds, runSeconds, processors, memoryBytes, user } = jobs;
          found.push([id, submitSeconds, runSeconds, processors, memoryBytes, user]);
        }
        return found;
      });
      expect(held).toHaveLength(1 + 42);
      expect(streamed).toEqual(held);
    }
  });

  it('must be in order when it is too long to be held', () => {
    const file = temporaryFile('t.swf', [0, 1, 2, 1, 3].map((at) => `1 ${at} 0 9 1`).join('\n'));
    expect(() => readSwfJobs(file, 2)).toThrow('not in the order of their submit times: sort');
    expect(() => readSwfJobs(file, 5)).not.toThrow();
  });

  it('tells of a file that is not there', () => {
    expect(() => read('no.swf')).toThrow(UserError);
  });

  it.skipIf(!existsSync(HPC2N))('reads the HPC2N trace as its description counts it', () => {
    const { processes, notes } = read(HPC2N);
    expect(notes).toEqual(['hpc2n-cut.swf: 3170 read, 25 skipped: without run time']);
    const runTimes = new Map(processes.map(({ command, workSeconds }) => [command, workSeconds]));
    const sorted = [...runTimes.values()].sort((a, b) => a - b);
    expect(sorted).toHaveLength(3145);
    const mean = sorted.reduce((sum, seconds) => sum + seconds, 0) / 3145;
    expect(mean).toBeCloseTo(10128.25, 2);
    expect(sorted[1572]).toBe(943);
    expect(sorted.at(-1)).toBe(429927);
    const rows = readFileSync(HPC2N, 'utf8')
      .split('\n')
      .filter((line) => /^\s*\d/.test(line));
    const asked = rows
      .map((line) => line.trim().split(/\s+/).map(Number))
      .map((fields) => Math.max(0, fields[3]!) * (fields[4]! > 0 ? fields[4]! : fields[7]!));
    const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
    expect(total(processes.map(({ workSeconds }) => workSeconds))).toBe(total(asked));
    expect(processes.at(-1)!.arrivalSeconds).toBeLessThanOrEqual(4950011);
  });

  it.skipIf(!existsSync(SMALL))('reads the small trace, which has no header', () => {
    const { processes, notes } = read(SMALL);
    expect(notes).toEqual(['small.swf: 25 read, none skipped']);
    expect(processes[0]).toMatchObject({ arrivalSeconds: 561553, residentBytes: 819200 * 1024 });
  });
});

describe('jobs of a trace', () => {
  const TRACE = [
    '7 0 5 100 3 -1 -1 3 250 -1 1 4 1 1 -1 -1 -1 -1',
    '-1 50 5 20 1 -1 -1 1 -1 -1 1 4 1 1 -1 -1 -1 -1',
    '9 90 5 30 2 -1 -1 2 60 -1 1 4 1 1 -1 -1 -1 -1',
  ].join('\n');

  it('give their number and their estimate to all their processes', () => {
    const { processes } = readText(TRACE);
    expect(processes.map(({ job, estimateSeconds }) => [job, estimateSeconds])).toEqual([
      ...[7, 7, 7].map((job) => [job, 250]),
      // Without a number, its place in the trace; without an estimate, none.
      [2, undefined],
      ...[9, 9].map((job) => [job, 60]),
    ]);
  });

  it('may be those of a window, which begins at 0', () => {
    const { processes } = readText(TRACE, { startSeconds: 40, endSeconds: 90, timeScale: 2 });
    expect(processes.map(({ job, arrivalSeconds }) => [job, arrivalSeconds])).toEqual([[2, 5]]);
  });
});
