import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { guarded } from '../../src/scheduler/deciding/guarded-policy.js';
import type { ClusterSituation, Policy } from '../../src/scheduler/policies/policy.js';
import {
  logOf,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

function run(policy: Partial<Policy>, until = 2.5, processes = 2) {
  const own = guarded({ name: 'mine', about: '', ...policy } as Policy, {
    file: './mine.mjs',
    url: import.meta.url,
    lineOf: () => undefined,
  });
  const simulation = simulationOf({
    nodes: nodeSpecs(3),
    processes: processSpecs(processes, 1),
    policy: own,
  });
  const log = logOf(simulation);
  runUntil(simulation, until);
  return { simulation, log };
}

describe('a policy of the user’s own', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
      'oops',
    ],
    ['says nothing', () => undefined, 'got undefined'],
    ['gives no reason', () => ({ move: 1000, to: 2 }), 'got {"move":1000,"to":2}'],
    ['misspells a key', () => ({ mvoe: 1000, to: 2, reason: 'r' }), 'got {"mvoe":1000'],
    ['gives words for numbers', () => ({ reason: 'r', numbers: { load: '1' } }), 'numbers'],
  ])('that %s is told so by its file', (_, decide, word) => {
    const policy = { scope: 'node', decide } as unknown as Partial<Policy>;
    const failing = () => run(policy);
    expect(failing).toThrow(UserError);
    expect(failing).toThrow(word);
    expect(failing).toThrow('policy ./mine.mjs');
  });

  // { too: 2 } was taken for "at home", and nothing was ever placed.
  it('that misspells a key of a place, or of a move of the cluster, is told so', () => {
    const placing = { scope: 'node', place: () => ({ too: 2, reason: 'r' }) };
    expect(() => run(placing as unknown as Partial<Policy>)).toThrow(
      'place must return { to: node, reason } or { to: undefined, reason }, got {"too":2,"reason":"r"}',
    );
    const moving = { scope: 'cluster', decide: () => [{ pid: 1000, to: 2, reason: 'r', at: 3 }] };
    expect(() => run(moving as unknown as Partial<Policy>)).toThrow('got [{"pid":1000,"to":2');
  });

  it('of cluster scope that gives no list is told so', () => {
    const policy = { scope: 'cluster', decide: () => 7 } as unknown as Partial<Policy>;
    expect(() => run(policy)).toThrow('a list of { pid');
  });

  it('is asked whatever it is called, when nobody looks on', () => {
    let asked = 0;
    const decide = () => {
      asked++;
      return { move: undefined, reason: 'r' } as const;
    };
    const policy: Policy = { name: 'none', about: '', scope: 'node', decide };
    runUntil(simulationOf({ nodes: nodeSpecs(3), policy, measures: false }), 2);
    // Each of 3 nodes at its phase: once in each of two periods.
    expect(asked).toBe(6);
  });

  it('has its impossible moves refused, as events, and the others carried out', () => {
    const decide = ({ now }: ClusterSituation) =>
      now > 1
        ? []
        : [
            { pid: 9, to: 2, reason: 'r' },
            { pid: 1000, to: 9, reason: 'r' },
            { pid: 1000, to: 1, reason: 'r' },
            { pid: 1001, to: 3, reason: 'because' },
          ];
    const { log } = run({ scope: 'cluster', decide });
    expect(log.slice(2)).toEqual([
      expect.stringContaining('1.00 refused there is no process 9'),
      expect.stringContaining('1.00 refused there is no node 9'),
      expect.stringContaining('1.00 refused process 1000 is already on node 1'),
      '1.00 migration-started 1001 1->3 policy because',
      '1.01 migrated 1001 1->3 policy',
    ]);
  });

  it('of cluster scope is asked at every period, of members only, without frozen processes', () => {
    const seen: string[] = [];
    const decide = ({ now, nodes }: ClusterSituation) => {
      const counts = nodes.map(({ node, runnable, candidates }) => {
        expect(candidates()).toHaveLength(runnable);
        return `${node}:${runnable}`;
      });
      seen.push(`${now} ${counts.join(' ')}`);
      return now === 1 ? [{ pid: 1000, to: 2, reason: 'r' }] : [];
    };
    const policy: Policy = { name: 'mine', about: '', scope: 'cluster', decide };
    const processes = processSpecs(2, 1);
    const timeline = [{ atSeconds: 2.5, command: { do: 'crash', node: 3 } as const }];
    const nodes = nodeSpecs(3);
    const simulation = simulationOf({ nodes, processes, policy, timeline, fixedSeconds: 1.5 });
    runUntil(simulation, 3);
    expect(seen).toEqual(['1 1:2 2:0 3:0', '2 1:1 2:0 3:0', '3 1:1 2:1']);
  });

  it('sees how long a process has been on the node where it is, from its arrival there', () => {
    const seen: string[] = [];
    const decide = ({ now, nodes }: ClusterSituation) => {
      for (const { node, candidates } of nodes) {
        for (const { residenceSeconds } of candidates())
          seen.push(`${now} ${node} ${residenceSeconds}`);
      }
      return now === 2 ? [{ pid: 1000, to: 2, reason: 'r' }] : [];
    };
    const processes = processSpecs(1, 1, { arrivalSeconds: 0.25, residentBytes: 0 });
    const policy: Policy = { name: 'mine', about: '', scope: 'cluster', decide };
    runUntil(simulationOf({ nodes: nodeSpecs(3), processes, policy, fixedSeconds: 0.5 }), 4);
    // It arrives after 0.25 s on node 1, and after 2 + 0.5 s on node 2.
    expect(seen).toEqual(['1 1 0.75', '2 1 1.75', '3 2 0.5', '4 2 1.5']);
  });
});
