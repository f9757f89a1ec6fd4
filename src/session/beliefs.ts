import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import type { Decided } from '../scheduler/deciding/decision-words.js';
import { predictedLoad } from '../scheduler/policies/openmosix.js';
import type { Entry } from '../scheduler/policies/policy.js';
import type { Belief } from './session.js';

/** What a node believes of every node, itself included, after what it decided last. */
export function beliefsOf(
  { cluster, scheduler, agenda, loads }: Simulation,
  believer: Node,
  decided: Decided | undefined,
): readonly Belief[] {
  const known = new Map(scheduler.known(believer.index).map((entry) => [entry.node, entry]));
  return cluster.nodes.map((other) => {
    const node = other.id;
    const load = loads.upper(other.index);
    if (other === believer) {
      const verdict = 'it is here';
      return { node, load, believedLoad: loads.mean(other.index), ageSeconds: undefined, verdict };
    }
    const entry = known.get(node);
    const ageSeconds = entry === undefined ? undefined : agenda.now - entry.measuredAt;
    const verdict = verdictOn(node, { entry, ageSeconds, own: believer, scheduler, decided });
    return { node, load, believedLoad: entry?.load, ageSeconds, verdict };
  });
}

interface Judged {
  /** What is known of the node; undefined: nothing. */
  readonly entry: Entry | undefined;
  readonly ageSeconds: number | undefined;
  /** The node that judges. */
  readonly own: Node;
  readonly scheduler: Simulation['scheduler'];
  readonly decided: Decided | undefined;
}

/**
 * Why a node was not chosen, in the terms of the decision: what keeps it out of the comparison, or
 * by how much it lost. Empty: the decision compared no nodes, so that there is nothing to say.
 */
function verdictOn(
  node: NodeId,
  { entry, ageSeconds, own, scheduler, decided }: Judged,
): string | undefined {
  const decision = decided?.decision;
  if (decision?.move !== undefined && decision.to === node) return decided?.refusal;
  if (entry === undefined || ageSeconds === undefined) return 'nothing heard from it';
  if (ageSeconds > scheduler.parameters.staleness) return 'heard of too long ago';
  if (entry.blocked) return 'it accepts no guests';
  const { best, predicted } = decision?.numbers ?? {};
  if (best === node) return 'the best known';
  if (best === undefined) {
    return entry.speed <= own.spec.speed ? `not faster: speed ${entry.speed}` : '';
  }
  const load = predictedLoad(entry, scheduler.parameters.stability);
  // What was heard since the decision may have changed the order.
  if (predicted === undefined) return '';
  if (load < predicted) {
    return scheduler.parameters.topology > 0 ? 'less loaded, but far' : '';
  }
  return `would be ${load.toFixed(2)}, not ${predicted.toFixed(2)}`;
}
