import { describe, expect, it } from 'vitest';
import { receiverInitiated } from '../../../src/scheduler/policies/receiver-initiated.js';
import {
  logOf,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Two loops on node 1, the older one 1000, and one second of work on node 2: it is over after 1 s. */
function run(forbidden: readonly number[]) {
  const processes = [
    processSpec(1),
    processSpec(2, { workSeconds: 1 }),
    processSpec(1, { arrivalSeconds: 0.5 }),
  ];
  const policy = receiverInitiated;
  const simulation = simulationOf({ nodes: nodeSpecs(2), processes, policy, fixedSeconds: 0 });
  const log = logOf(simulation);
  runUntil(simulation, 0.75);
  for (const pid of forbidden) simulation.execute({ do: 'mask', pid, policy: 'deny', nodes: [2] });
  runUntil(simulation, 2);
  return log.filter((line) => line.includes('migration-started'));
}

describe('a node that has become idle, receiver-initiated,', () => {
  it.each([
    ['the oldest process', [], [1000]],
    ['the next one, where the oldest may not go there', [1000], [1002]],
    ['none, where none may go there', [1000, 1002], []],
  ])('fetches of the one that it asks %s', (_, forbidden, fetched) => {
    expect(run(forbidden)).toEqual(
      fetched.map((pid) => expect.stringContaining(`1.00 migration-started ${pid} 1->2`)),
    );
  });
});
