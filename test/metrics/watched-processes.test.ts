import { expect, it } from 'vitest';
import { WatchedProcesses } from '../../src/metrics/watched-processes.js';

it.each([
  [undefined, Number.NaN],
  [0, 0],
  [7, 7],
])('a process that started with work %j is watched with work %j', (workSeconds, expected) => {
  const warmUp = { kind: 'seconds', seconds: 0 } as const;
  const processes = new WatchedProcesses({ warmUp, watch: undefined });
  const process = { pid: 1, home: 1, memoryBytes: 0, user: 'u', command: 'c' };
  processes.observe({ at: 0, type: 'started', ...process, workSeconds });
  expect(processes.samples.map((sample) => sample.workSeconds)).toEqual([expected]);
});
