import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop, temporaryFolder } from '../support/command-line.js';

/** NO_OOM: it grows beyond memory and swap of its node and waits for room that nobody makes. */
const NO_ROOM = `
nodes: [{ name: a, memory: 64MB, swap: 1MB }]
kernel: { noOom: true }
workload: [{ work: 1000s, memory: 10MB, profile: { growth: 10MB } }]
`;
/** Without PIPE_EXCEPTIONS the reader of a writer that was killed hangs. */
const PIPE = `
nodes: [{ count: 2 }]
kernel: { pipeExceptions: false }
workload: [{ work: 100s, pipeline: 2 }]
timeline: [{ at: 5s, do: kill, pid: 1000, signal: KILL }]
`;
/** Its files are on a node that is down. */
const FILES = `
nodes: [{ name: a }, { name: b }]
workload: [{ home: a, work: 100s, profile: { calls: 100, io: 1MB, files: b } }]
timeline: [{ at: 5s, do: crash, node: b }]
`;

describe('a run in which nothing can happen any more', () => {
  it.each([
    ['for want of memory', NO_ROOM],
    ['for want of a writer', PIPE],
    ['for want of files', FILES],
  ])('is ended with a sentence, whether nodes still measure or not: %s', (_, scenario) => {
    const folder = temporaryFolder({ 'x.yaml': scenario });
    for (const policy of ['openmosix', 'none']) {
      const words = ['run', join(folder, 'x.yaml'), '--policy', policy];
      const { status, stdout, stderr } = mtop(words);
      expect(stderr).toMatch(/^mtop-sim: this run can never end: process 100\d \(node \d\) cannot/);
      expect([status, stdout]).toEqual([1, '']);
      expect(mtop([...words, '--until', '1h']).status).toBe(0);
    }
  });
});
