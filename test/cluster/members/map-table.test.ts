import { describe, expect, it } from 'vitest';
import { type MapNode, MapTable } from '../../../src/cluster/members/map-table.js';

/** What a table says of some lines, and the nodes that it has. */
function read(lines: readonly string[], self?: string): { problems: string[]; nodes: MapNode[] } {
  const problems: string[] = [];
  const table = new MapTable((line, message) => problems.push(`${line}: ${message}`));
  lines.forEach((line, at) => {
    table.add(at + 1, line.split(' '));
  });
  const nodes = table.finish(99, self);
  return { problems, nodes };
}

describe('a table of nodes', () => {
  it.each([
    [['1 10.0.0.1 1'], []],
    [['65535 10.0.0.1 1'], []],
    [['65534 10.0.0.1 2'], []],
    [['65535 10.0.0.1 2'], ['1: N# goes up to 65535; this would reach 65536']],
    [['1 10.0.0.254 2'], []],
    [['1 10.0.0.254 3'], ['1: the last octet goes up to 255; 3 nodes would exceed it']],
    [['1 10.0.0.255 1'], []],
    [['1 node 1'], []],
    [['1 node 2'], ['1: a count above 1 needs an IPv4 address, got node']],
    [[`1 ${'n'.repeat(32)} 1`], []],
    [[`1 ${'n'.repeat(33)} 1`], [`1: must have an IPv4 address or a name, got ${'n'.repeat(33)}`]],
    [[`1 ${'1'.repeat(80)} 1`], [`1: must have an IPv4 address or a name, got ${'1'.repeat(60)}`]],
    [['1 4node 1'], ['1: must have an IPv4 address or a name, got 4node']],
    [['123456789 10.0.0.1 1'], ['1: first-id must be from 1 to 65535, got 123456789']],
    [['1234567890 10.0.0.1 1'], ['1: first-id must be from 1 to 65535, got 1234567890']],
    [['1 10.0.0.1 1', '1 10.0.0.2 1'], ['2: N# 1 was given in line 1 before']],
    [['1 10.0.0.1 1', '2 10.0.0.1 1'], ['2: 10.0.0.1 was given in line 1 before']],
    [['1 10.0.0.1 3', '5 10.0.0.3 1'], ['2: 10.0.0.3 was given in line 1 before']],
    [['1 10.0.0.1 1', '1 10.0.0.1 ALIAS'], ['2: 10.0.0.1 was given in line 1 before']],
    [['1 10.0.0.1 1', '1 node ALIAS'], ['2: an ALIAS must have an IPv4 address, got node']],
    [['1 10.0.0.1 1', '3 10.0.0.2 0'], ['2: an ALIAS of node 3, which is not there']],
    [['1 10.0.0.1'], ['1: an entry is first-id, IP or name, count; got 1 10.0.0.1']],
    [
      [`1 ${'n'.repeat(80)}`],
      [`1: an entry is first-id, IP or name, count; got 1 ${'n'.repeat(58)}`],
    ],
    [[], ['99: there are no nodes in it']],
    [['x 10.0.0.1 1'], ['1: first-id must be from 1 to 65535, got x']],
  ])('of %j: %j', (lines, problems) => {
    expect(read(lines).problems).toEqual(problems);
  });

  it('has all nodes up to the one whose number or address is taken', () => {
    const { nodes } = read(['3 10.0.0.3 1', '1 10.0.0.1 5']);
    expect(nodes.map(({ id, address }) => [id, address])).toEqual([
      [1, '10.0.0.1'],
      [2, '10.0.0.2'],
      [3, '10.0.0.3'],
    ]);
  });

  it('has the node that reads it, by address, alias or name, if nothing else is wrong', () => {
    const lines = ['1 10.0.0.1 2', '2 10.1.0.2 ALIAS', '7 seven 1'];
    const missing =
      '99: the supplied table is well-formatted, but my IP address (10.0.0.7) is not there!';
    for (const self of ['10.0.0.1', '10.0.0.2', '10.1.0.2', 'seven']) {
      expect(read(lines, self).problems).toEqual([]);
    }
    expect(read(lines, '10.0.0.7').problems).toEqual([missing]);
    expect(read([...lines, 'x y z'], '10.0.0.7').problems).toHaveLength(1);
  });

  it('gives a node its aliases in their order, also those before it', () => {
    const { nodes } = read(['2 10.1.0.2 ALIAS', '1 10.0.0.1 2', '2 10.2.0.2 0']);
    expect(nodes.map(({ aliases }) => aliases)).toEqual([[], ['10.1.0.2', '10.2.0.2']]);
  });

  it('takes 256 entries, wrong ones too, and no more', () => {
    const problems: string[] = [];
    const table = new MapTable((line, message) => problems.push(`${line}: ${message}`));
    const added = Array.from({ length: 257 }, (_, at) =>
      table.add(at, [`${at + 1}`, `n${at}`, '1']),
    );
    expect(added.lastIndexOf(true)).toBe(255);
    expect(problems).toEqual(['256: a map has at most 256 entries; this is one more']);
    expect(table.finish(1, undefined)).toHaveLength(256);
  });
});
