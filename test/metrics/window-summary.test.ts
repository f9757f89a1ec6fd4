import { describe, expect, it } from 'vitest';
import type { ProcessSample } from '../../src/metrics/watched-processes.js';
import { Figurer, USUAL_SLOWDOWN } from '../../src/metrics/window-figures.js';
import { scenarioOf } from '../scenario/parse-text.js';

const { nodes } = scenarioOf('nodes: [{ count: 1, cpus: 1, speed: 10000 }]');
const figurer = new Figurer(nodes, USUAL_SLOWDOWN);

/** Processes without jobs, of works 1 to 7 and responses that are none of their order. */
const samples = Array.from(
  { length: 7 },
  (_, i): ProcessSample => ({
    ...{ pid: i + 1, job: undefined, user: 'ann', command: 'cc', home: nodes[0]!.id },
    ...{ arrivalSeconds: i, workSeconds: i + 1, completionSeconds: i + ((5 * i) % 7) + 8 },
    ...{ migrations: i % 2, frozenSeconds: i / 10 },
  }),
);

describe('the figures of processes', () => {
  it('are those of jobs where each process is one', () => {
    expect(figurer.ofJobs(samples)).toEqual(figurer.ofProcesses(samples));
  });

  // Slowdowns 8, 13/2, 11/3, 9/4, 14/5, 12/6, 10/7: the middle one is 14/5.
  it('have quantiles whatever order the processes have', () => {
    expect(figurer.ofProcesses(samples).slowdownP50).toBeCloseTo(14 / 5, 12);
  });
});
