import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/base/user-error.js';
import { readCsv } from '../../../src/workload/files/csv.js';
import { readNodesCsv } from '../../../src/workload/files/csv-nodes.js';
import { drain } from '../../support/drain.js';
import { temporaryFile } from '../../support/temporary-file.js';

const ORACLE = '../shared/oracle/s.procs.csv';
const ORACLE_NODES = '../shared/oracle/s.hosts.csv';

function read(text: string, nodes = [1, 2, 3]) {
  const { arrivals, notes } = readCsv(temporaryFile('p.csv', text), nodes);
  const { highestPid } = arrivals;
  return { processes: drain(arrivals), highestPid, notes };
}

function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message.replaceAll(/\S*p\.csv/g, 'p.csv');
  }
  throw new Error('was not refused');
}

const HEADER = 'pid,arrival,host,work\n';

describe('processes of a CSV file', () => {
  it('reads them, host k as node k + 1', () => {
    const { processes, highestPid, notes } = read(`${HEADER}0,0.5,2,3.25\n7,1e1,0,2\n`);
    const rest = { residentBytes: 0, user: 'root', command: 'loop', nice: 0, cantmove: 0 };
    expect(processes).toEqual([
      { pid: 0, home: 3, arrivalSeconds: 0.5, workSeconds: 3.25, ...rest },
      { pid: 7, home: 1, arrivalSeconds: 10, workSeconds: 2, ...rest },
    ]);
    expect(highestPid).toBe(7);
    expect(notes).toEqual(['p.csv: 2 read']);
  });

  it('finds its columns by the header, and takes quotes, blanks, \\r\\n and blank lines', () => {
    const text = [
      '\ufeffCommand, User ,memory,work,host,arrival,pid,colour',
      '"a, ""b""", ann ,1024,1,0,0,"5",red',
      '',
      'R,,2048, 2 ,1,\t3,6,',
    ];
    const { processes, notes } = read(text.join('\r\n'));
    expect(processes[0]).toMatchObject({
      pid: 5,
      command: 'a, "b"',
      user: 'ann',
      residentBytes: 1024,
    });
    expect(processes[1]).toMatchObject({
      pid: 6,
      command: 'R',
      user: 'root',
      workSeconds: 2,
      home: 2,
    });
    expect(notes[1]).toBe('p.csv: columns not used: colour');
  });

  it('ends with its last byte, whatever was read at that place before', () => {
    const quotes = '""'.repeat(300);
    const rows = Array.from({ length: 2500 }, (_, pid) => `${pid},0,0,1,"${quotes}"`);
    const text = `pid,arrival,host,work,command\n${rows.join('\n')}\n2500,0,0,1,"R"`;
    expect(text.length).toBeGreaterThan(1.2 * 2 ** 20);
    expect(read(text).processes.at(-1)).toMatchObject({ pid: 2500, command: 'R' });
  });

  it('sorts by arrival, rows of the same time in the order of the file', () => {
    const { processes } = read(`${HEADER}4,5,0,1\n3,1,0,1\n2,5,0,1\n1,1,0,1\n`);
    expect(processes.map(({ pid }) => pid)).toEqual([3, 1, 4, 2]);
  });

  it('refuses a pid from which the cluster could not go on counting', () => {
    expect(read(`${HEADER}4503599627370496,0,0,1\n`).highestPid).toBe(2 ** 52);
    expect(refusal(`${HEADER}9007199254740991,0,0,1\n`)).toContain(
      'p.csv:2: pid must be a whole number, at least 0 and at most 4503599627370496',
    );
  });

  it('tells all mistakes of a file at once, with their lines', () => {
    const rows = [
      '1,0,0,1',
      '1,0,0,1',
      'x,0,0,1',
      '3,-1,0,1',
      '4,0,3,1',
      '5,0,0,0',
      '6,0,0',
      '7,0,0,"1',
    ];
    expect(refusal(HEADER + rows.join('\n')).split('\n')).toEqual([
      'p.csv:3: pid 1 is taken by an earlier process',
      "p.csv:4: pid must be a whole number, at least 0 and at most 4503599627370496, got 'x'",
      "p.csv:5: arrival must be seconds, from 0 to 3456000000, got '-1'",
      "p.csv:6: host must be the number of a node, counted from 0 (there are 3 nodes), got '3'",
      "p.csv:7: work must be seconds, above 0 and at most 3456000000, got '0'",
      'p.csv:8: has 3 fields, the header 4',
      'p.csv:9: a quote is not closed, or something follows it',
    ]);
  });

  it('tells the first twenty mistakes and how many more there are', () => {
    const message = refusal(HEADER + 'a,0,0,1\n'.repeat(30)).split('\n');
    expect(message).toHaveLength(21);
    expect(message.at(-1)).toBe('and 10 more');
  });

  it.each([
    ['', 'p.csv:1: the header has no pid, arrival, host, work'],
    ['1,2,0,4\n', 'p.csv:1: the header has no pid, arrival, host, work'],
    ['\npid,arrival,work\n', 'p.csv:2: the header has no host'],
    ['pid,arrival,host,work,pid\n', 'p.csv:1: the header names pid twice'],
  ])('refuses a file with the header %j', (text, start) => {
    expect(refusal(text)).toContain(`${start}: it must be pid,arrival,host,work; memory, user`);
  });

  it.each([
    '1,0,0,Infinity',
    '1,0,0,1e999',
    '1,0,0.5,1',
    '1.5,0,0,1',
    '9007199254740993,0,0,1',
    ',0,0,1',
  ])('refuses the row %s', (row) => expect(refusal(HEADER + row)).toContain('p.csv:2: '));

  it('lets no character of a file reach the terminal as a control', () => {
    expect(refusal(`${HEADER}\u001b[2J\u009b,0,0,1`)).toContain("got '?[2J?'");
  });

  it.skipIf(!existsSync(ORACLE))('reads the oracle to the same doubles as Number', () => {
    const rows = readFileSync(ORACLE, 'utf8').trim().split('\n').slice(1);
    const processes = drain(readCsv(ORACLE, [1, 2, 3, 4, 5, 6, 7]).arrivals);
    const figures = processes.map((p) => [p.pid, p.arrivalSeconds, p.home - 1, p.workSeconds]);
    expect(figures).toEqual(rows.map((row) => row.split(',').map(Number)));
  });
});

describe('nodes of a CSV file', () => {
  const readNodes = (text: string) => readNodesCsv(temporaryFile('n.csv', text));

  it('reads them in the order of their numbers', () => {
    expect(readNodes('speed,host,cores\n0.5,1,4\n1.0,0,2\n')).toEqual([
      { host: 0, cores: 2, speed: 1 },
      { host: 1, cores: 4, speed: 0.5 },
    ]);
  });

  it.each([
    ['0,2,1\n0,2,1', ':3: host 0 was given in line 2 before'],
    ['x,2,1', ":2: host must be a whole number from 0 to 65534, got 'x'"],
    ['0,0,1', ":2: cores must be a whole number from 1 to 1024, got '0'"],
    ['0,1e9,1', ":2: cores must be a whole number from 1 to 1024, got '1e9'"],
    ['0,2,-1', ":2: speed must be from 0.0001 to 100000, got '-1'"],
    ['', ':1: there are no nodes in it'],
    ['0,2,1\n2,2,1', ':3: 2 hosts must be numbered 0 to 1, and there is no host 1'],
  ])('refuses %j', (rows, message) => {
    expect(() => readNodes(`host,cores,speed\n${rows}`)).toThrow(message);
  });

  it.skipIf(!existsSync(ORACLE_NODES))('reads the nodes of the oracle', () => {
    expect(readNodesCsv(ORACLE_NODES)).toHaveLength(7);
  });
});

describe('a CSV file that holds no processes', () => {
  it.each([
    ['a header alone', 'pid,arrival,host,work\n', 'there are no processes in it'],
    ['UTF-16', Buffer.from('pid,arrival,host,work\n1,0,0,1\n', 'utf16le'), 'it is UTF-16'],
    ['binary', Buffer.from([1, 2, 0, 3]), 'it is binary, not text'],
  ])('is refused as what it is: %s', (_, content, sentence) => {
    expect(() => readCsv(temporaryFile('p.csv', content), [1])).toThrow(UserError);
    expect(() => readCsv(temporaryFile('p.csv', content), [1])).toThrow(sentence);
  });

  it('or has names in Latin-1', () => {
    const latin = Buffer.from('pid,arrival,host,work,user\n1,0,0,1,Ren\xe9\n', 'latin1');
    expect(() => readCsv(temporaryFile('p.csv', latin), [1])).toThrow(':2: user must be in UTF-8');
  });
});
