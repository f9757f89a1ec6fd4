import type { ClusterPolicy, NodePolicy, Policy } from '../../src/scheduler/policies/policy.js';
import { policies } from '../../src/scheduler/policies/registry.js';

/** A balancer that knows everything: the fullest node sends its heaviest process to the emptiest. */
const central: ClusterPolicy = {
  name: 'central',
  about: 'the heaviest process of the fullest node goes to the emptiest',
  scope: 'cluster',
  decide({ nodes }) {
    const ordered = [...nodes].sort((a, b) => a.runnable - b.runnable || a.node - b.node);
    const [emptiest, fullest] = [ordered[0], ordered.at(-1)];
    if (emptiest === undefined || fullest === undefined) return [];
    if (fullest.runnable - emptiest.runnable < 2) return [];
    const heaviest = fullest
      .candidates()
      .reduce((a, b) => (b.use * (b.history ?? 1) > a.use * (a.history ?? 1) ? b : a));
    return [{ pid: heaviest.pid, to: emptiest.node, reason: 'it is emptier there' }];
  },
};

/** Anything anywhere, at random: also moves that are refused. */
const restless: NodePolicy = {
  name: 'restless',
  about: 'a random process goes to a random node',
  scope: 'node',
  decide({ known, candidates, random, own }) {
    const processes = candidates();
    const process = processes[Math.floor(random() * processes.length)];
    const entry = known[Math.floor(random() * known.length)];
    if (process === undefined || entry === undefined || random() < 0.5) {
      return { move: undefined, reason: 'a rest', numbers: { load: own.load } };
    }
    return { move: process.pid, to: entry.node, reason: 'a whim' };
  },
};

/** A policy of the program, or one of the swarm's own. */
export function swarmPolicy(name: string): Policy {
  return [...policies, central, restless].find((policy) => policy.name === name)!;
}
