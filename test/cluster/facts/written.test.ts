import { describe, expect, it } from 'vitest';
import { type ClusterMask, masks, maskText } from '../../../src/cluster/facts/cluster-mask.js';
import {
  INTERFACES_PATTERN,
  interfacesIn,
  shareInterface,
} from '../../../src/cluster/facts/interfaces.js';
import { nodeId, nodeRanges } from '../../../src/cluster/facts/node-ranges.js';
import { readSetpe, SETPE_FORM } from '../../../src/cluster/facts/setpe-line.js';
import { STATUS, statusLetters, statusWords } from '../../../src/cluster/facts/status.js';

describe('network interfaces as omdiscd takes them', () => {
  const six = 'eth0,eth1,eth2,eth3,eth4,eth5';

  it.each([
    ['eth0', true],
    ['eth0,eth1', true],
    [six, true],
    [`${six},eth6`, false],
    ['eth0:1,wlan-2,a.b_c', true],
    ['a23456789012345', true],
    ['a234567890123456', false],
    ['0eth', false],
    ['', false],
    ['eth0,', false],
    [',eth0', false],
    ['eth0, eth1', false],
  ])('"%s" are some: %s, and so says the pattern', (written, are) => {
    expect(interfacesIn(written)).toEqual(are ? written.split(',') : undefined);
    expect(new RegExp(INTERFACES_PATTERN).test(written)).toBe(are);
  });

  it('are different, which a pattern cannot say', () => {
    expect(interfacesIn('eth0,eth1,eth0')).toBeUndefined();
  });

  it.each([
    ['eth0', 'eth0', true],
    ['eth0', 'eth1', false],
    ['eth0', 'eth01', false],
    ['eth0,eth1', 'eth1', true],
    ['eth1', 'eth0,eth1', true],
    ['eth0,eth1', 'eth2,eth3', false],
    ['eth0,eth1', 'eth1,eth2', true],
  ])('"%s" and "%s" have one in common: %s', (one, other, shared) => {
    expect(shareInterface(one, other)).toBe(shared);
    expect(shareInterface(other, one)).toBe(shared);
  });
});

describe('what follows setpe', () => {
  const map = ['1 10.0.0.1 2', '5 10.0.0.5 1'];

  it.each([
    ['-w', { mode: 'write' }],
    ['  -W  ', { mode: 'write' }],
    ['-r', { mode: 'read' }],
    ['-off', { mode: 'off' }],
    ['-w -f lab.map', { mode: 'write', file: 'lab.map' }],
    ['-f lab.map -c', { mode: 'check', file: 'lab.map' }],
    ['-c -w -f lab.map', { mode: 'check', file: 'lab.map' }],
    ['-w -c -f lab.map', { mode: 'check', file: 'lab.map' }],
    ['-r -w', { mode: 'write' }],
    ['-w -g 0', { mode: 'write', gateways: 0 }],
    ['-w -g 1 -p 7', { mode: 'write', gateways: 1, self: 7 }],
    ['-p 65535 -g 2 -w', { mode: 'write', gateways: 2, self: 65535 }],
    ['-w -f -', { mode: 'write', lines: [''] }],
    [`-w -f - ${map.join(';')}`, { mode: 'write', lines: [` ${map[0]}`, map[1]] }],
    [`-c -p 5 -f - ${map.join('\n')}`, { mode: 'check', self: 5, lines: [` ${map[0]}`, map[1]] }],
  ])('"%s" asks for %j', (written, request) => {
    expect(readSetpe(written)).toEqual(request);
  });

  it.each([
    ['', `setpe: use ${SETPE_FORM}`],
    ['-g 1', `setpe: use ${SETPE_FORM}`],
    ['-x', `setpe: use ${SETPE_FORM}; not "-x"`],
    ['lab.map -w', `setpe: use ${SETPE_FORM}; not "lab.map"`],
    ['-w -f', `setpe: use ${SETPE_FORM}; not "-f"`],
    ['-w -g', 'setpe: -g takes 0, 1 or 2, not ""'],
    ['-w -g 3', 'setpe: -g takes 0, 1 or 2, not "3"'],
    ['-w -g 11', 'setpe: -g takes 0, 1 or 2, not "11"'],
    ['-w -p', 'setpe: -p takes an N# from 1 to 65535'],
    ['-w -p 0', 'setpe: -p takes an N# from 1 to 65535'],
    ['-w -p 65536', 'setpe: -p takes an N# from 1 to 65535'],
    ['-r -g 1', 'setpe: -r takes no other option'],
    ['-r -f lab.map', 'setpe: -r takes no other option'],
    ['-off -p 3', 'setpe: -off takes no other option'],
    ['-c', 'setpe: -c needs a map, -f MAP or -f -'],
    ['-c -p 3', 'setpe: -c needs a map, -f MAP or -f -'],
  ])('"%s" is wrong: %s', (written, wrong) => {
    expect(readSetpe(written)).toBe(wrong);
  });
});

describe('nodes as mosrun -j takes them', () => {
  const one = (id: number) => ({ first: id, last: id });

  it.each([
    ['7', [one(7)]],
    ['1-4', [{ first: 1, last: 4 }]],
    ['3-3', [one(3)]],
    ['1-4,7,9-65535', [{ first: 1, last: 4 }, one(7), { first: 9, last: 65535 }]],
    ['007', [one(7)]],
  ])('"%s" are %j', (written, ranges) => {
    expect(nodeRanges(written)).toEqual(ranges);
  });

  it.each(['', '0', '0-3', '4-1', '1-', '-1', '1-2-3', '1,', ',1', '1,,2', 'a', '1.5', '65536'])(
    '"%s" are none',
    (written) => {
      expect(nodeRanges(written)).toBeUndefined();
    },
  );

  it.each(['1-65536', '5,0', '1 - 2', '9'.repeat(16)])('"%s" are none either', (written) => {
    expect(nodeRanges(written)).toBeUndefined();
  });

  it('have numbers from 1 to 65535', () => {
    expect(['1', '65535', '0', '65536', '', '-1', '1e3'].map(nodeId)).toEqual([
      ...[1, 65535],
      ...[undefined, undefined, undefined, undefined, undefined],
    ]);
  });
});

describe('a Cluster Mask', () => {
  const home = 2;

  it.each<[boolean, number[], number, boolean]>([
    [true, [1, 3], 1, false],
    [true, [1, 3], 4, true],
    [false, [1, 3], 1, true],
    [false, [1, 3], 4, false],
    [true, [1, 3], home, false],
    [false, [home], home, false],
    [true, [], 1, true],
    [false, [], 1, false],
  ])(
    'that allows (%s) %j keeps a process of node 2 from node %i: %s',
    (allows, nodes, id, keeps) => {
      expect(masks({ allows, nodes }, id, home)).toBe(keeps);
    },
  );

  it.each<[ClusterMask, string]>([
    [{ allows: true, nodes: [1, 3] }, 'migfilter 1, migpolicy 1, mignodes 5'],
    [{ allows: false, nodes: [3, 1, 3] }, 'migfilter 1, migpolicy 0, mignodes 5'],
    [{ allows: true, nodes: [33] }, 'migfilter 1, migpolicy 1, mignodes 4294967296'],
    [{ allows: true, nodes: [65] }, 'migfilter 1, migpolicy 1, mignodes 18446744073709551616'],
  ])('%j is written "%s"', (mask, text) => {
    expect(maskText(mask)).toBe(text);
  });
});

describe('the status of a node', () => {
  it('has the bits of msx_common.h, and letters of what an administrator sets', () => {
    expect(STATUS.map(({ bit, word, letter }) => [bit, word, letter ?? '-'].join(' '))).toEqual([
      ...['1 configured -', '2 up -', '4 stay S', '8 lstay L', '16 block B', '32 quiet Q'],
      ...['64 nomfs N', '128 token -', '1024 noinfo -', '2048 virtual -'],
    ]);
  });

  it.each([
    [0, '', ''],
    [3, 'configured up', ''],
    [3 + 4 + 16, 'configured up stay block', 'SB'],
    [1 + 8 + 32 + 64, 'configured lstay quiet nomfs', 'LQN'],
    [256 + 512, '', ''],
    [4095, STATUS.map(({ word }) => word).join(' '), 'SLBQN'],
  ])('%i is "%s", "%s"', (bits, words, letters) => {
    expect(statusWords(bits).join(' ')).toBe(words);
    expect(statusLetters(bits)).toBe(letters);
  });
});
