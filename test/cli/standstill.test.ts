import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replicate } from '../../src/cli/running/replications.js';
import type { Extent } from '../../src/metrics/window.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

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

/** One that never ends beside five that do. */
const ENDLESS = `
nodes: [{ count: 2 }]
workload:
  - { work: endless }
  - { count: 5, work: 10s, arrivals: { every: 10s }, start: 10s }
`;
/** Beside arrivals that never stop one is stopped for good. */
const STOPPED = `
nodes: [{ count: 2 }]
workload: [{ work: 10s, arrivals: { every: 10s } }]
timeline: [{ at: 5s, do: stop, pid: 1000 }]
`;

describe('a window that waits for what never comes', () => {
  const window = (warm: number, watch: Extent) => ({
    window: { warmUp: { kind: 'seconds', seconds: warm } as const, watch },
  });
  const processes = (count: number) => ({ kind: 'processes', count }) as const;
  const run = (scenario: string, rule: ReturnType<typeof window>) =>
    replicate(scenarioOf(scenario), { ...rule, replications: 1 }, () => {});

  it('is refused with the process that is watched and never ends', async () => {
    const never = /process 1000 \(node \d\) is watched and never ends; leave it out, such as by/;
    await expect(run(ENDLESS, window(0, { kind: 'seconds', seconds: 10 }))).rejects.toThrow(never);
    await expect(run(ENDLESS, window(0, processes(2)))).rejects.toThrow(never);
    await expect(run(STOPPED, window(0, processes(3)))).rejects.toThrow(never);
  });

  it('is refused when fewer come than are to be watched', async () => {
    const few = 'no more processes come than 5, which is less than what is to be watched';
    await expect(run(ENDLESS, window(1, processes(6)))).rejects.toThrow(few);
  });

  it('ends where those that never end are not watched', async () => {
    const { runs } = await run(ENDLESS, window(1, processes(5)));
    expect(runs[0]!.processes).toMatchObject({ arrived: 5, completed: 5 });
    const { runs: stopped } = await run(STOPPED, window(15, processes(3)));
    expect(stopped[0]!.processes.completed).toBe(3);
  });
});
