import { NO_SLOT, type Slot } from '../../cluster/cpus/process-table.js';
import type { Node } from '../../cluster/node.js';
import type { Decision, Move } from '../policies/policy.js';
import { slotOn } from './candidates.js';
import { sentenceOf } from './decision-words.js';
import type { NodeSituation, Senses } from './node-situation.js';
import { CLUSTER } from './told-refusals.js';

type Moving = Decision & { readonly move: number };

/** Carries out what policies have decided; what comes to nothing is told them, and is an event. */
export class Moves {
  readonly #senses: Senses;

  /** @param isCentral whether the policy of now decides for the whole cluster */
  constructor(senses: Senses, isCentral: () => boolean) {
    this.#senses = senses;
    const { cluster, refusals, told } = senses;
    cluster.migrations.onFail((source, target, { slot, cause, reason }) => {
      refusals.add(source, target);
      if (cause !== 'policy') return;
      const move = { pid: cluster.table.pid(slot), to: target.id };
      told.add(isCentral() ? CLUSTER : source.index, { at: cluster.agenda.now, ...move, reason });
    });
  }

  /**
   * A move of a node's policy.
   * @param seen which nodes it has asked: from them it may fetch a process
   * @returns why it could not be carried out; undefined: it was
   */
  ofNode(node: Node, decision: Moving, seen: NodeSituation): string | undefined {
    const { cluster, information } = this.#senses;
    const { move: pid, to } = decision;
    const slot = slotOn(cluster, node, pid) ?? this.#fetched(node, decision, seen);
    const refusal = this.#carryOut(slot, decision, node.index);
    if (refusal === undefined && to !== node.id) {
      const { table } = cluster;
      const sent = { bytes: table.residentBytes(slot!), threads: table.traits.clones(slot!) };
      information.moved(node.index, to, sent);
    }
    return refusal;
  }

  /** A move of a policy of cluster scope. */
  ofCluster({ pid, to, reason }: Move): void {
    const slot = this.#senses.cluster.table.find(pid);
    this.#carryOut(slot === NO_SLOT ? undefined : slot, { move: pid, to, reason }, CLUSTER);
  }

  /** A process that a node fetches from one that it has asked. */
  #fetched(node: Node, { move: pid, to }: Moving, seen: NodeSituation): Slot | undefined {
    const { cluster } = this.#senses;
    const slot = to === node.id ? cluster.table.find(pid) : NO_SLOT;
    return slot !== NO_SLOT && seen.hasProbed(cluster.nodeOf(slot).id) ? slot : undefined;
  }

  #carryOut(slot: Slot | undefined, decision: Moving, by: number): string | undefined {
    const { cluster, refusals, told } = this.#senses;
    const { move: pid, to } = decision;
    const target = cluster.node(to);
    let refusal: string;
    if (slot === undefined) refusal = `there is no process ${pid} here`;
    else if (target === undefined) refusal = `there is no node ${to}`;
    else {
      const reason = cluster.observers.want('migration-started') ? sentenceOf(decision) : '';
      const answer = cluster.migrations.begin(slot, target, 'policy', reason);
      if (answer.accepted) return undefined;
      if (cluster.table.cantmove(slot) === 0) refusals.add(cluster.nodeOf(slot), target);
      refusal = answer.reason;
    }
    told.add(by, { at: cluster.agenda.now, pid, to, reason: refusal });
    const command = { do: 'migrate', pid, to } as const;
    cluster.emit({ at: cluster.agenda.now, type: 'refused', command, reason: refusal });
    return refusal;
  }
}
