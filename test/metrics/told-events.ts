import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { nodeSpec } from '../support/cluster-builder.js';

/** Both have two logical CPUs. */
export const NODES = [
  nodeSpec(1, { cpus: 2, speed: 10_000 }),
  nodeSpec(2, { cpus: 1, threads: 2, htGain: 1.5, speed: 20_000 }),
];
const OWN = { user: 'u', command: 'c', memoryBytes: 0 };

export const started = (at: number, pid: number, more: object = {}): ClusterEvent => ({
  ...{ at, type: 'started', pid, home: 1, workSeconds: 5, ...OWN, ...more },
});
export const completed = (at: number, pid: number): ClusterEvent => ({
  ...{ at, type: 'completed', pid, home: 1, node: 1 },
  ...{ arrivalSeconds: 0, workSeconds: 5, cpuSeconds: 5 },
});
export const killed = (at: number, pid: number): ClusterEvent => ({
  ...{ at, type: 'killed', pid, home: 1, node: 1, cause: 'signal', signal: 'KILL' },
});
export const left = (at: number, pid: number): ClusterEvent => ({
  ...{ at, type: 'migration-started', pid, from: 1, to: 2, bytes: 0, cause: 'user', reason: '' },
});
export const migrated = (at: number, pid: number, from: number, to: number): ClusterEvent => ({
  ...{ at, type: 'migrated', pid, from, to, bytes: 0, seconds: 0.25, cause: 'user' },
});
export const failed = (at: number, pid: number): ClusterEvent => ({
  ...{ at, type: 'migration-failed', pid, from: 1, to: 2, reason: '' },
});
