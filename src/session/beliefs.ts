import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import type { Decided } from '../scheduler/deciding/decision-words.js';
import type { Belief } from './session.js';

/** What a node believes of every node, itself included, after what it decided last. */
export function beliefsOf(
  { cluster, scheduler, agenda, view }: Simulation,
  believer: Node,
  decided: Decided | undefined,
): readonly Belief[] {
  const known = new Map(scheduler.known(believer.index).map((entry) => [entry.node, entry]));
  return cluster.nodes.map((other) => {
    const node = other.id;
    const { upperLoad: load, meanLoad } = view.node(node)!;
    if (other === believer) {
      const verdict = 'it is here';
      return { node, load, believedLoad: meanLoad, ageSeconds: undefined, verdict };
    }
    const entry = known.get(node);
    const ageSeconds = entry === undefined ? undefined : agenda.now - entry.measuredAt;
    const verdict = verdictOn(node, ageSeconds, scheduler.parameters.staleness, decided);
    return { node, load, believedLoad: entry?.load, ageSeconds, verdict };
  });
}

function verdictOn(
  node: number,
  ageSeconds: number | undefined,
  staleness: number,
  decided: Decided | undefined,
): string | undefined {
  const decision = decided?.decision;
  const best = decision?.numbers?.best;
  if (decision?.move !== undefined && decision.to === node) return decided?.refusal;
  if (ageSeconds === undefined) return 'nothing was heard of it';
  if (ageSeconds > staleness) return 'what was heard of it is too old';
  if (best === node) return 'the best that is known';
  return best === undefined ? 'not chosen' : `node ${best} is better`;
}
