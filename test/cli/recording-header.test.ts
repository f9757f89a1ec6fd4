import { describe, expect, it } from 'vitest';
import { headerOf } from '../../src/cli/files/recording-header.js';

const HOST = { cpus: 2, threads: 1, memoryBytes: 4e9, swapBytes: 0, speed: 1e4 };
const RIGHT = {
  ...{ what: 'mtop-sim recording', format: 1, version: '0.1.0', started: '2026-11-28T13:00:00Z' },
  scenario: { name: 'auckland', file: '/tmp/auckland.yaml', text: 'nodes: [{ name: a }]' },
  options: { seed: 3, nodes: 2, set: [{ path: 'openmosix.window', value: '4' }], host: true },
  seed: 3,
  files: [{ name: '/tmp/a.swf', sha256: '00' }],
  host: { ...HOST, processes: [] },
};

const read = (changed: object) => headerOf(JSON.stringify({ ...RIGHT, ...changed }));

describe('the head of a recording', () => {
  it('is read as it was written', () => {
    expect(read({})).toEqual(RIGHT);
  });

  it.each([
    [{ files: [null] }],
    [{ files: [{ name: 5, sha256: '00' }] }],
    [{ options: [1] }],
    [{ options: { set: 1 } }],
    [{ options: { set: [null] } }],
    [{ options: { nodes: {} } }],
    [{ options: { seed: 'x' } }],
    [{ options: { information: 7 } }],
    [{ options: { constructor: 1 } }],
    [{ host: { x: 1 } }],
    [{ host: { ...HOST, processes: [{ pid: 1 }] } }],
    [{ scenario: 'auckland' }],
    [{ version: undefined }],
  ])('is none with %j', (changed) => {
    expect(read(changed)).toBeUndefined();
  });
});
