import type { ClusterPolicy, NodePolicy, Policy } from '../../src/scheduler/policies/policy.js';
import { policies } from '../../src/scheduler/policies/registry.js';

/**
 * A balancer that knows everything: the fullest node sends its heaviest process to the emptiest.
 */
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

/** Remembers where it sent somebody last, and never sends two in a row to one node. */
const mindful: NodePolicy = {
  name: 'mindful',
  about: 'each node to another one than before',
  scope: 'node',
  decide({ known, candidates, state, now }) {
    state.past ??= [];
    const past = state.past as number[];
    const target = known.find(({ node }) => !past.includes(node));
    const process = candidates().at(0);
    if (target === undefined) state.past = [];
    if (target === undefined || process === undefined) {
      return { move: undefined, reason: 'all in turn', numbers: { since: Number(state.at ?? 0) } };
    }
    past.push(target.node);
    state.at = now;
    return { move: process.pid, to: target.node, reason: 'its turn' };
  },
};

/** The same for a policy of the whole cluster. */
const roundabout: ClusterPolicy = {
  name: 'roundabout',
  about: 'the nodes in turn send their first process to the next one',
  scope: 'cluster',
  decide({ nodes, state }) {
    const turn = Number(state.turn ?? 0);
    state.turn = turn + 1;
    const [from, to] = [nodes[turn % nodes.length], nodes[(turn + 1) % nodes.length]];
    const process = from?.candidates().at(0);
    if (process === undefined || to === undefined) return [];
    return [{ pid: process.pid, to: to.node, reason: `turn ${turn}` }];
  },
};

/** A policy of the program, or one of the swarm's own. */
export function swarmPolicy(name: string): Policy {
  return [...policies, central, restless, mindful, roundabout].find(
    (policy) => policy.name === name,
  )!;
}
