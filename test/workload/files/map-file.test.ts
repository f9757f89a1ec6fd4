import { describe, expect, it } from 'vitest';
import { readMapFile } from '../../../src/workload/files/map-file.js';
import { temporaryFile } from '../../support/temporary-file.js';

function read(text: string, self?: string) {
  return readMapFile(temporaryFile('openmosix.map', text), self);
}

function wrong(text: string, self?: string): string[] {
  const file = temporaryFile('openmosix.map', text);
  try {
    readMapFile(file, self);
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(`${file}:`, ''));
  }
  throw new Error('nothing is wrong with it');
}

const LONG = Array.from({ length: 257 }, (_, index) => `${index + 1} node${index + 1} 1`);

describe('openmosix.map', () => {
  it('has nodes that count up the last octet, comments and empty lines', () => {
    expect(read('# the cluster\n\n1  192.168.10.220  3 # three alike\r\n10\tmaster\t1\n')).toEqual([
      { id: 1, address: '192.168.10.220', name: undefined, aliases: [] },
      { id: 2, address: '192.168.10.221', name: undefined, aliases: [] },
      { id: 3, address: '192.168.10.222', name: undefined, aliases: [] },
      { id: 10, address: undefined, name: 'master', aliases: [] },
    ]);
  });

  it('is read in the order of N#, whatever that of its lines', () => {
    expect(read('7 10.0.0.7 1\n1 10.0.0.1 2\n').map(({ id }) => id)).toEqual([1, 2, 7]);
  });

  it.each(['ALIAS', '0'])('gives a node a second address by %s, also before the node', (word) => {
    const nodes = read(`2 10.1.0.2 ${word}\n1 10.0.0.1 2\n`);
    expect(nodes.map(({ aliases }) => aliases)).toEqual([[], ['10.1.0.2']]);
  });

  it.each(['192.168.0.2', '10.1.0.2', 'master'])('has %s among its nodes', (self) => {
    expect(read('1 192.168.0.1 2\n2 10.1.0.2 ALIAS\n3 master 1\n', self)).toHaveLength(3);
  });

  it('without the own address is refused in the words of setpe', () => {
    expect(wrong('1 192.168.0.1 2\n', '127.0.0.1')).toEqual([
      '1: the supplied table is well-formatted, but my IP address (127.0.0.1) is not there!',
    ]);
  });

  it.each([
    ['1 192.168.0.1', '1: an entry is first-id, IP or name, count; got 1 192.168.0.1'],
    ['1 192.168.0.1 1 1', '1: an entry is first-id, IP or name, count; got 1 192.168.0.1 1 1'],
    ['0 192.168.0.1 1', '1: first-id must be from 1 to 65535, got 0'],
    ['65536 192.168.0.1 1', '1: first-id must be from 1 to 65535, got 65536'],
    ['one 192.168.0.1 1', '1: first-id must be from 1 to 65535, got one'],
    ['1 192.168.0.256 1', '1: must have an IPv4 address or a name, got 192.168.0.256'],
    ['1 192.168.0 1', '1: must have an IPv4 address or a name, got 192.168.0'],
    ['1 192.168.0.1 some', '1: count must be a whole number or ALIAS, got some'],
    ['1 192.168.0.1 -1', '1: count must be a whole number or ALIAS, got -1'],
    ['1 master 2', '1: a count above 1 needs an IPv4 address, got master'],
    ['1 192.168.0.250 7', '1: the last octet goes up to 255; 7 nodes would exceed it'],
    ['65535 192.168.0.1 2', '1: N# goes up to 65535; this would reach 65536'],
    ['1 10.0.0.1 2\n2 10.0.0.9 1', '2: N# 2 was given in line 1 before'],
    ['1 10.0.0.1 2\n3 10.0.0.2 1', '2: 10.0.0.2 was given in line 1 before'],
    ['1 a 1\n2 a 1', '2: a was given in line 1 before'],
    ['1 10.0.0.1 1\n2 10.1.0.2 ALIAS', '2: an ALIAS of node 2, which is not there'],
    ['1 a 1\n1 b ALIAS', '2: an ALIAS must have an IPv4 address, got b'],
    ['# nothing\n', '1: there are no nodes in it'],
    ['', '1: there are no nodes in it'],
    [LONG.join('\n'), '257: a map has at most 256 entries; this is one more'],
  ])('%j is told: %s', (text, message) => {
    expect(wrong(text)).toEqual([message]);
  });

  it('is told everything that is wrong at once, the own address last', () => {
    expect(wrong('x\n1 a 1\n1 b 1\n', '10.0.0.1')).toHaveLength(2);
  });
});
