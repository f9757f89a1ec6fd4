import { assert } from '../base/assert.js';
import type { Cluster } from '../cluster/cluster.js';
import { NO_SLOT, type Slot } from '../cluster/cpus/process-table.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import { STAY } from '../cluster/facts/status.js';
import type { Node } from '../cluster/node.js';
import type { NodeIndex } from '../cluster/node-index.js';
import type { Agenda } from '../kernel/agenda.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import { BelievedPlacement } from './deciding/believed-placement.js';
import { candidatesOf, slotOn } from './deciding/candidates.js';
import { type Decided, sentenceOf } from './deciding/decision-words.js';
import { LoadLimit } from './deciding/load-limit.js';
import { NodeSituation, ownNode, type Senses } from './deciding/node-situation.js';
import { PolicyStates } from './deciding/policy-states.js';
import { Refusals } from './deciding/refusals.js';
import type { Information, MessageListener } from './information/information.js';
import { countedCpus } from './measuring/load.js';
import type { LoadMeter } from './measuring/load-meter.js';
import { Metronome } from './measuring/metronome.js';
import { UseMeter } from './measuring/use-meter.js';
import type {
  ClusterNode,
  Decision,
  Entry,
  NodePolicy,
  OpenMosixParameters,
  Policy,
} from './policies/policy.js';

/** What a scheduler decides by. */
export interface SchedulerParts {
  readonly policy: Policy;
  readonly information: Information;
  readonly meter: LoadMeter;
  /** The live parameters: the command `set` changes them. */
  readonly parameters: OpenMosixParameters;
  readonly random: Random;
  /** Whether nodes tick, as they must unless nothing can ask (ticking.ts). */
  readonly ticks: boolean;
}

/**
 * The migration scheduler: at its tick a node measures itself, informs others, and lets the policy
 * decide on what it knows; a policy of cluster scope decides for all at once per period.
 */
export class Scheduler implements Stateful {
  readonly #senses: Senses;
  readonly #metronome: Metronome;
  readonly #placement: BelievedPlacement;
  readonly #loadLimit: LoadLimit;
  readonly #decided: (Decided | undefined)[] = [];
  #balances = 0;
  /** When the next node ticks; Infinity: none does. */
  nextTick = Number.POSITIVE_INFINITY;
  /** When a policy of cluster scope decides next; Infinity: there is none. */
  nextBalance = Number.POSITIVE_INFINITY;

  /** Draws what policies ask for. */
  readonly #random: Random;
  readonly #states: PolicyStates;

  readonly #cluster: Cluster;
  #policy: Policy;
  readonly #information: Information;
  readonly #meter: LoadMeter;
  readonly parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parts: SchedulerParts) {
    const { policy, information, meter, parameters, random, ticks } = parts;
    this.#cluster = cluster;
    this.#policy = policy;
    this.#information = information;
    this.#meter = meter;
    this.parameters = parameters;

    this.#random = random.split('policy');
    this.#states = new PolicyStates(() => this.#policy.name);
    const uses = new UseMeter(cluster, parameters);
    if (ticks || policy.scope === 'cluster') cluster.cpus.watch = uses;
    this.#senses = {
      cluster,
      information,
      meter,
      uses,
      refusals: new Refusals(cluster, parameters),
      parameters,
      random: () => this.#random.uniform(),
      states: this.#states,
    };
    cluster.migrations.onFail((source, target) => this.#senses.refusals.add(source, target));
    this.#placement = new BelievedPlacement(cluster, information);
    this.#loadLimit = new LoadLimit(cluster, this.#placement, uses);
    this.#metronome = new Metronome(cluster.nodes.length, parameters.period, random.split('phase'));
    if (ticks) this.nextTick = this.#metronome.nextTime;
    if (policy.scope === 'cluster') this.#takeBalance();
  }

  exchange(archive: Archive): void {
    const { uses, refusals } = this.#senses;
    archive.part('information', this.#information);
    archive.part('meter', this.#meter);
    archive.part('uses', uses);
    archive.part('refusals', refusals);
    archive.part('random', this.#random);
    archive.part('states', this.#states);
    archive.part('metronome', this.#metronome);
    archive.list('decided', this.#decided);
    this.#balances = archive.value('balances', this.#balances);
    this.nextTick = archive.value('nextTick', this.nextTick);
    this.nextBalance = archive.value('nextBalance', this.nextBalance);
  }

  get policyName(): string {
    return this.#policy.name;
  }

  /** Another policy decides from now on: at the next ticks, or the next balance. */
  usePolicy(policy: Policy): void {
    assert(this.nextTick < Number.POSITIVE_INFINITY, 'a policy is to decide, and no node ticks');
    this.#policy = policy;
    this.#states.forgetAll();
    if (policy.scope !== 'cluster') {
      this.nextBalance = Number.POSITIVE_INFINITY;
    } else if (this.nextBalance === Number.POSITIVE_INFINITY) {
      this.#balances = Math.floor(this.#agenda.now / this.parameters.period);
      this.#takeBalance();
    }
  }

  /** The policy of a resumed run: it decides as if it had done so all along. */
  takeUp(policy: Policy): void {
    this.#policy = policy;
  }

  /** A parameter has another value from now on. */
  parametersChanged(): void {
    const { table, cpus } = this.#cluster;
    cpus.watch?.refade(table.slots());
  }

  /** What a node decided last. */
  lastDecision(index: NodeIndex): Decided | undefined {
    return this.#decided[index];
  }

  /** What a node believes of another one; undefined: it has not heard of it. */
  believed(index: NodeIndex, id: NodeId): Entry | undefined {
    return this.known(index).find((entry) => entry.node === id);
  }

  /** What a node believes of those it has heard of. */
  known(index: NodeIndex): readonly Entry[] {
    return this.#information.known(index).map((entry) => ({ ...entry }));
  }

  /** Tells of each load message from now on. */
  listen(listener: MessageListener): void {
    this.#information.onMessage = listener;
  }

  onTick(): void {
    const index = this.#metronome.pop();
    this.nextTick = this.#metronome.nextTime;
    const node = this.#cluster.nodes[index]!;
    this.#meter.measure(index);
    if (node.state === 'down' || node.state === 'left') {
      this.#information.reset(index);
      this.#states.forget(index);
      return;
    }
    this.#loadLimit.tick(node);
    this.#information.tick(index);
    if (this.#policy.scope === 'node' && node.state === 'up') this.#decide(this.#policy, node);
  }

  /** A policy of cluster scope moves what it wants to move. */
  onBalance(): void {
    this.#takeBalance();
    const policy = this.#policy;
    const cluster = this.#cluster;
    if (policy.scope !== 'cluster') return;
    const up = cluster.nodes.filter((node) => node.state === 'up');
    const nodes = up.map((node) => this.#clusterNode(node));
    const { random } = this.#senses;
    const state = this.#states.ofCluster();
    const situation = { now: this.#agenda.now, nodes, random, state };
    for (const { pid, to, reason } of policy.decide(situation)) {
      const slot = cluster.table.find(pid);
      const target = cluster.node(to);
      const decision: Decision = { move: pid, to, reason };
      this.#carryOut(slot === NO_SLOT ? undefined : slot, target, decision);
    }
  }

  get #agenda(): Agenda {
    return this.#cluster.agenda;
  }

  #takeBalance(): void {
    this.#balances++;
    this.nextBalance = this.#balances * this.parameters.period;
  }

  #decide(policy: NodePolicy, node: Node): void {
    const cluster = this.#cluster;
    const senses = this.#senses;
    const own = ownNode(senses, node);
    const situation = new NodeSituation(senses, node, own, this.#agenda.now);
    const decision = node.has(STAY) ? STAYS : policy.decide(situation);
    let refusal: string | undefined;
    if (decision.move !== undefined) {
      const slot = slotOn(cluster, node, decision.move);
      const target = cluster.node(decision.to);
      refusal = this.#carryOut(slot, target, decision);
      if (refusal === undefined) this.#placement.sent(slot!, node, target!);
    }
    this.#decided[node.index] = { at: this.#agenda.now, decision, refusal };
  }

  /** @returns why the move could not be carried out; undefined: it was */
  #carryOut(
    slot: Slot | undefined,
    target: Node | undefined,
    decision: Decision & { readonly move: number },
  ): string | undefined {
    const cluster = this.#cluster;
    const { move: pid, to } = decision;
    let refusal: string;
    if (slot === undefined) refusal = `there is no process ${pid} here`;
    else if (target === undefined) refusal = `there is no node ${to}`;
    else {
      const reason = cluster.observers.want('migration-started') ? sentenceOf(decision) : '';
      const answer = cluster.migrations.begin(slot, target, 'policy', reason);
      if (answer.accepted) return undefined;
      if (cluster.table.cantmove(slot) === 0)
        this.#senses.refusals.add(cluster.nodeOf(slot), target);
      refusal = answer.reason;
    }
    const command = { do: 'migrate', pid, to } as const;
    cluster.emit({ at: this.#agenda.now, type: 'refused', command, reason: refusal });
    return refusal;
  }

  #clusterNode(node: Node): ClusterNode {
    const { spec } = node;
    return {
      node: spec.id,
      cpus: spec.cpus,
      countedCpus: countedCpus(spec),
      speed: spec.speed,
      runnable: node.runnable,
      freeBytes: node.freeBytes,
      candidates: () => candidatesOf(this.#cluster, node, this.#senses.uses),
    };
  }
}

/** mosctl stay: whatever the policy would do. */
const STAYS: Decision = { move: undefined, reason: 'nothing leaves by itself (stay)' };
