import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { readCsv } from '../../src/workload/files/csv.js';
import { readNodesCsv } from '../../src/workload/files/csv-nodes.js';
import { readSwf } from '../../src/workload/files/swf.js';
import { drain } from '../support/drain.js';
import { temporaryFile } from '../support/temporary-file.js';

/** The sentence with which something is refused; undefined: it is taken. */
function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^\S*:(\d+): /, '$1: ');
  }
}

describe('a field of a process in a CSV file takes its least and its most', () => {
  const columns = ['pid', 'arrival', 'host', 'work', 'memory', 'user', 'command'];
  const row = (field: string, value: string) => {
    const values: Record<string, string> = { pid: '7', arrival: '0', host: '0', work: '1' };
    values[field] = value;
    return `${columns.join()}\n${columns.map((name) => values[name] ?? '0').join()}\n`;
  };

  it.each([
    ['pid', '0', true],
    ['pid', '4503599627370496', true],
    ['pid', '4503599627370497', false],
    ['pid', '-1', false],
    ['arrival', '0', true],
    ['arrival', '3456000000', true],
    ['arrival', '3456000001', false],
    ['arrival', '-0.1', false],
    ['host', '1', true],
    ['host', '2', false],
    ['host', '-1', false],
    ['host', '70000', false],
    ['work', '1e-300', true],
    ['work', '0', false],
    ['work', '3456000000', true],
    ['work', '3456000001', false],
    ['memory', '0', true],
    ['memory', '1125899906842624', true],
    ['memory', '1125899906842625', false],
    ['memory', '-1', false],
    ['user', 'x'.repeat(1000), true],
    ['user', 'x'.repeat(1001), false],
    ['command', 'x'.repeat(1000), true],
    ['command', 'x'.repeat(1001), false],
  ])('%s: %s', (field, value, isTaken) => {
    const file = temporaryFile('p.csv', row(field, value));
    const refusal = refusalOf(() => readCsv(file, [1, 2]));
    if (isTaken) expect(refusal).toBeUndefined();
    else
      expect(refusal).toMatch(new RegExp(`^2: ${field} must be .*, got '${value.slice(0, 40)}'`));
  });

  it('is named in the sentence with what is allowed', () => {
    const message = (field: string, value: string) =>
      refusalOf(() => readCsv(temporaryFile('p.csv', row(field, value)), [1, 2]));
    expect(message('memory', '-1')).toBe(
      "2: memory must be bytes, from 0 to 1125899906842624, got '-1'",
    );
    expect(message('user', 'x'.repeat(1001))).toBe(
      `2: user must be at most 1000 characters long, got '${'x'.repeat(40)}'`,
    );
  });
});

describe('a field of a node in a CSV file takes its least and its most', () => {
  it.each([
    ['0,1,1', true],
    ['0,1024,1', true],
    ['0,1025,1', false],
    ['0,0,1', false],
    ['0,1.5,1', false],
    ['0,1,0.0001', true],
    ['0,1,0.00009', false],
    ['0,1,100000', true],
    ['0,1,100000.1', false],
    ['0.5,1,1', false],
    ['-1,1,1', false],
    ['65535,1,1', false],
  ])('%s', (row, isTaken) => {
    const file = temporaryFile('n.csv', `host,cores,speed\n${row}\n`);
    expect(refusalOf(() => readNodesCsv(file)) === undefined).toBe(isTaken);
  });

  it('of which there are at most 65535', () => {
    const file = (count: number) => {
      const rows = Array.from({ length: count }, (_, host) => `${host},1,1\n`);
      return temporaryFile('n.csv', `host,cores,speed\n${rows.join('')}`);
    };
    expect(readNodesCsv(file(65_535)).at(-1)!.host).toBe(65_534);
    expect(refusalOf(() => readNodesCsv(file(65_536)))).toBe('65537: has more than 65535 nodes');
  });

  it('is told the host that is missing, and the line of the one after it', () => {
    const file = temporaryFile('n.csv', 'host,cores,speed\n3,1,1\n0,1,1\n1,1,1\n');
    expect(refusalOf(() => readNodesCsv(file))).toBe(
      '2: 3 hosts must be numbered 0 to 2, and there is no host 2',
    );
  });
});

describe('an entry of a trace', () => {
  const window = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
  const read = (text: string, change: Partial<typeof window> = {}) => {
    const file = temporaryFile('t.swf', text);
    const spec = { kind: 'swf', file, home: 1, timeScale: 1, ...window, ...change } as const;
    const { arrivals, notes } = readSwf(spec, [1], new Random(1));
    return { processes: drain(arrivals!), note: notes[0]!.replace(/^.*skipped: /, '') };
  };

  it.each([
    ['9 3456000000 0 3456000000 1', 'none skipped'],
    ['9 3456000001 0 5 1', 'malformed (first in line 2)'],
    ['9 5 0 3456000001 1', 'malformed (first in line 2)'],
    ['9 5 0 0 1', 'without run time'],
    ['9 5 0 0.001 1', 'none skipped'],
    ['9 -0.5 0 5 1', 'without submit time'],
    ['9 0 0 5 0.9 0 0 0.9', 'without processors'],
    ['9 0 0 5 1.9', 'none skipped'],
    ['9 0 0 5 8388609', 'with more than 8388608 processors'],
    ['9 0 0 5 1 x', 'none skipped'],
    ['9 0 x 5 1', 'none skipped'],
    ['9 0 0 5 x', 'malformed (first in line 2)'],
    ['9 0 0 5 1 0 x', 'malformed (first in line 2)'],
    ['9 0 0 5 1 0 0 x', 'malformed (first in line 2)'],
    ['9 0 0 5 1 0 0 0 x', 'none skipped'],
    ['9 0 0 5 1 0 0 0 0 x', 'malformed (first in line 2)'],
    ['9 0 0 5 1 0 0 0 0 0 x', 'none skipped'],
    ['9 0 0 5 1 0 0 0 0 0 0 x', 'malformed (first in line 2)'],
    ['x 0 0 5 1', 'malformed (first in line 2)'],
  ])('%s is read: %s', (line, expected) => {
    const { processes, note } = read(`1 0 0 1 1\n${line}\nx\n`);
    const isTaken = expected === 'none skipped';
    expect(processes).toHaveLength(isTaken ? 2 : 1);
    if (isTaken) expect(note).toBe('malformed (first in line 3)');
    else if (expected.startsWith('malformed')) expect(note).toBe(expected);
    else expect(note).toBe(`1 ${expected}, 1 malformed (first in line 3)`);
  });

  it.each<[string, object]>([
    ['3 0 0 5 1 0 0 0 3456000000', { estimateSeconds: 3_456_000_000 }],
    ['3 0 0 5 1 0 0 0 3456000001', { estimateSeconds: undefined }],
    ['3 0 0 5 1 0 0 0 0', { estimateSeconds: undefined }],
    ['3 0 0 5 1 0 0 0 0.5', { estimateSeconds: 0.5 }],
    ['3 0 0 5 1 0 0 0 x', { estimateSeconds: undefined }],
    ['3 0 0 5 1 0 7', { residentBytes: 7 * 1024 }],
    ['3 0 0 5 1 0 0.5', { residentBytes: 512 }],
    ['3 0 0 5 1 0 7 0 0 9', { residentBytes: 7 * 1024 }],
    ['3 0 0 5 1 0 0 0 0 9', { residentBytes: 9 * 1024 }],
    ['3 0 0 5 1 0 0 0 0 0', { residentBytes: 1024 ** 2 }],
    ['3 0 0 5 1 0 0 0 0 0 0 0', { user: 'u0', command: 'job3', job: 3 }],
    ['0 0 0 5 1', { user: 'nobody', command: 'job0', job: 0 }],
    ['-1 0 0 5 1', { command: 'job', job: 1 }],
  ])('%s becomes a process with %j', (line, expected) => {
    expect(read(line).processes[0]).toMatchObject(expected);
  });

  it('is of a window from its beginning to before its end, and counts the jobs before it', () => {
    const text = [10, 20, 30, 40].map((submit) => `-1 ${submit} 0 5 2`).join('\n');
    const { processes } = read(text, { startSeconds: 20, endSeconds: 40 });
    expect(processes.map(({ arrivalSeconds, job }) => [arrivalSeconds, job])).toEqual([
      [0, 2],
      [0, 2],
      [10, 3],
      [10, 3],
    ]);
  });
});
