import { expect, it } from 'vitest';
import { PROFILES } from '../../../src/cluster/facts/profile.js';

// As docs/scenario.md has them: why, after how long on a CPU, for how long.
it.each([
  ['shared-memory', 'monkey', 10, 20],
  ['threads', 'clone_vm', 5, 30],
  ['mlock', 'mem_lock', 20, 5],
  ['real-time', 'rt_sched', 20, 10],
  ['direct-io', 'direct_io', 30, 2],
] as const)(
  '%s ties a process by %s after %d s for %d s',
  (name, reason, afterSeconds, forSeconds) => {
    expect(PROFILES[name].tie).toEqual({ reason, afterSeconds, forSeconds });
  },
);
