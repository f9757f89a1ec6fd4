import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import { Refusals } from '../../../src/scheduler/deciding/refusals.js';
import type { Entry, Policy, Situation } from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  OPENMOSIX,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Who of nodes 2 and 3 may be seen by whom, while refusals count for 4 s. */
function refusing() {
  const { cluster, agenda } = simulationOf({ nodes: nodeSpecs(3), measures: false });
  const make = () => new Refusals(cluster, { ...OPENMOSIX, refusalPause: 4 });
  const entries = [2, 3].map((node) => ({ node }) as Entry);
  const seenBy = (refusals: Refusals, node: number) =>
    refusals.without(node - 1, entries).map((entry) => entry.node);
  const [one, two, three] = cluster.nodes;
  return { make, seenBy, agenda, one: one!, two: two!, three: three! };
}

describe('a node that has refused a process', () => {
  it('is not seen by the node that asked it, for as long as is said, and by every other one', () => {
    const { make, seenBy, agenda, one, two } = refusing();
    const refusals = make();
    expect(seenBy(refusals, 1)).toEqual([2, 3]);
    agenda.skipTo(10);
    refusals.add(one, two);
    for (const [at, seen] of [
      [10, [3]],
      [13.999, [3]],
      [14, [2, 3]],
      [20, [2, 3]],
    ] as const) {
      agenda.skipTo(at);
      expect(seenBy(refusals, 1)).toEqual(seen);
      expect(seenBy(refusals, 3)).toEqual([2, 3]);
    }
  });

  it('is not seen for as long after it has refused the last one', () => {
    const { make, seenBy, agenda, one, two, three } = refusing();
    const refusals = make();
    refusals.add(one, two);
    agenda.skipTo(2);
    refusals.add(one, three);
    agenda.skipTo(3);
    refusals.add(one, two);
    agenda.skipTo(6.5);
    expect(seenBy(refusals, 1)).toEqual([3]);
    agenda.skipTo(7);
    expect(seenBy(refusals, 1)).toEqual([2, 3]);
  });

  it('is seen again by one that restarts, and as before when a run is taken up', () => {
    const { make, seenBy, one, two, three } = refusing();
    const refusals = make();
    refusals.add(one, two);
    refusals.add(three, two);
    const resumed = make();
    restore(resumed, saved(refusals));
    resumed.forget(0);
    expect([seenBy(refusals, 1), seenBy(refusals, 3)]).toEqual([[3], [3]]);
    expect([seenBy(resumed, 1), seenBy(resumed, 3)]).toEqual([[2, 3], [3]]);
  });
});

describe('after a move of its policy has come to nothing, a node sees', () => {
  /** Node 1 wants 1000 at node 2 once; of which nodes it knows a second later. */
  function known(request: Partial<ClusterRequest>, ...before: readonly Command[]) {
    let wanted = false;
    let last: readonly number[] = [];
    const decide = ({ own, now, known }: Situation) => {
      const stays = { move: undefined, reason: 'r' } as const;
      if (own.node !== 1) return stays;
      last = known.map(({ node }) => node).toSorted();
      if (wanted || now < 5) return stays;
      wanted = true;
      return { move: 1000, to: 2, reason: 'r' } as const;
    };
    const policy: Policy = { name: 'mine', about: '', scope: 'node', decide };
    const processes = [processSpec(1, { residentBytes: 1e6 })];
    const simulation = simulationOf({ nodes: nodeSpecs(3), processes, policy, ...request });
    runUntil(simulation, 4.9999);
    for (const command of before) expect(simulation.execute(command).accepted).toBe(true);
    runUntil(simulation, 6.9999);
    expect(wanted).toBe(true);
    return last;
  }

  it('all, when it was carried out', () => {
    expect(known({})).toEqual([2, 3]);
  });

  it('its target no longer, when that takes nobody', () => {
    expect(known({}, { do: 'block', node: 2 })).toEqual([3]);
  });

  it('its target no longer, when that has died on the way', () => {
    const timeline = [{ atSeconds: 6, command: { do: 'crash', node: 2 } } as const];
    expect(known({ fixedSeconds: 50, timeline })).toEqual([3]);
  });

  it('all, when it is the process that may not move', () => {
    expect(known({}, { do: 'tie', pid: 1000, reason: 'monkey' })).toEqual([2, 3]);
  });
});
