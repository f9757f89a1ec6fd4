import { assert } from '../base/assert.js';
import type { Cluster } from '../cluster/cluster.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import { STAY } from '../cluster/facts/status.js';
import type { Node } from '../cluster/node.js';
import type { NodeIndex } from '../cluster/node-index.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import { BelievedPlacement } from './deciding/believed-placement.js';
import { clusterSituation } from './deciding/cluster-situation.js';
import type { Decided } from './deciding/decision-words.js';
import { firstOf, type Hooks, hooksOf, ONLY_PLACES, othersOf, STAYS } from './deciding/hooks.js';
import { LoadLimit } from './deciding/load-limit.js';
import { Moves } from './deciding/moves.js';
import { NodeSituation, ownNode, type Senses } from './deciding/node-situation.js';
import { Placing } from './deciding/placing.js';
import { PolicyStates } from './deciding/policy-states.js';
import { Refusals } from './deciding/refusals.js';
import { SettledNodes } from './deciding/settled-nodes.js';
import { CLUSTER, ToldRefusals } from './deciding/told-refusals.js';
import type { Information, MessageListener } from './information/information.js';
import type { LoadMeter } from './measuring/load-meter.js';
import { DECIDE, MEASURE, Rounds, TELL } from './measuring/rounds.js';
import { UseMeter } from './measuring/use-meter.js';
import type {
  ClusterHooks,
  Decision,
  Entry,
  Judgement,
  NodeHooks,
  Policy,
} from './policies/policy.js';
import type { SchedulerParts } from './scheduler-parts.js';

/**
 * The migration scheduler: at its ticks a node measures itself, informs others, and lets the policy
 * decide on what it knows; a policy of cluster scope decides for all at once as often.
 */
export class Scheduler implements Stateful {
  readonly #senses: Senses;
  readonly #rounds: Rounds;
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
  readonly #moves: Moves;
  readonly #placing: Placing;
  readonly #settled: SettledNodes;

  readonly #cluster: Cluster;
  #policy: Policy;
  /** What the policy is asked in this run. */
  #hooks: Hooks;
  readonly #information: Information;
  readonly #meter: LoadMeter;
  readonly #balanceSeconds: number;
  readonly parameters: SchedulerParts['parameters'];

  constructor(cluster: Cluster, parts: SchedulerParts) {
    const { policy, information, meter, periods, parameters, random, ticks } = parts;
    this.#cluster = cluster;
    this.#policy = policy;
    this.#information = information;
    this.#meter = meter;
    this.#balanceSeconds = periods.decideSeconds;
    this.parameters = parameters;

    this.#random = random.split('policy');
    this.#states = new PolicyStates(() => this.#policy.name);
    const uses = new UseMeter(cluster, parameters);
    if (ticks || policy.scope === 'cluster') cluster.cpus.watch = uses;
    this.#senses = this.#sensesWith(uses);
    this.#moves = new Moves(this.#senses, () => this.#hooks.scope === 'cluster');
    this.#placing = new Placing(this.#senses, parts.placeSeconds);
    this.#settled = new SettledNodes(
      cluster,
      () => this.#hooks.settled !== undefined,
      (nodes) => this.#onSettled(nodes),
    );
    this.#hooks = this.#hooksOf(policy);
    this.#settled.listen();
    const placement = new BelievedPlacement(cluster, information);
    this.#loadLimit = new LoadLimit(cluster, placement, uses);
    this.#rounds = new Rounds(cluster.nodes.length, periods, random);
    if (ticks) this.nextTick = this.#rounds.nextTime;
    if (policy.scope === 'cluster') this.#takeBalance();
  }

  exchange(archive: Archive): void {
    const { uses, refusals, told } = this.#senses;
    archive.part('information', this.#information);
    archive.part('meter', this.#meter);
    archive.part('uses', uses);
    archive.part('refusals', refusals);
    archive.part('told', told);
    archive.part('settled', this.#settled);
    archive.part('random', this.#random);
    archive.part('states', this.#states);
    archive.part('rounds', this.#rounds);
    archive.list('decided', this.#decided);
    this.#balances = archive.value('balances', this.#balances);
    this.nextTick = archive.value('nextTick', this.nextTick);
    this.nextBalance = archive.value('nextBalance', this.nextBalance);
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** Whether a policy decides for the whole cluster, on the truth. */
  get isCentral(): boolean {
    return this.#policy.scope === 'cluster';
  }

  /** Another policy decides from now on: at the next ticks, or the next balance. */
  usePolicy(policy: Policy): void {
    assert(this.nextTick < Number.POSITIVE_INFINITY, 'a policy is to decide, and no node ticks');
    this.takeUp(policy);
    if (policy.scope !== 'cluster') {
      this.nextBalance = Number.POSITIVE_INFINITY;
    } else if (this.nextBalance === Number.POSITIVE_INFINITY) {
      this.#balances = Math.floor(this.#cluster.agenda.now / this.#balanceSeconds);
      this.#takeBalance();
    }
  }

  /**
   * The policy of a resumed run: made anew, and with what it remembered, which is restored
   * afterwards, it decides as if it had done so all along.
   */
  takeUp(policy: Policy): void {
    this.#policy = policy;
    this.#decided.length = 0;
    this.#states.forgetAll();
    this.#senses.told.forgetAll();
    this.#hooks = this.#hooksOf(policy);
    this.#settled.listen();
  }

  /** Whether the policy says where processes start. */
  get places(): boolean {
    return this.#hooks.place !== undefined;
  }

  /** Starts a process where the policy wants it. */
  start(spec: ProcessSpec): void {
    this.#placing.start(this.#hooks, spec);
  }

  /** A parameter has another value from now on. */
  parametersChanged(): void {
    this.#cluster.cpus.watch?.refade(this.#cluster.table.slots());
  }

  /** What a node decided last. */
  lastDecision(index: NodeIndex): Decided | undefined {
    return this.#decided[index];
  }

  /** What the policy would have a node do now, and why; undefined: it does not say why. */
  judge(node: Node): Judgement | undefined {
    const hooks = this.#hooks;
    if (hooks.scope === 'node') return hooks.judge?.(this.#situation(node));
    return hooks.judge?.(clusterSituation(this.#senses), node.id);
  }

  #situation(node: Node): NodeSituation {
    const senses = this.#senses;
    return new NodeSituation(senses, node, ownNode(senses, node), this.#cluster.agenda.now);
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
    const rounds = this.#rounds;
    const duties = rounds.nextDuties;
    const index = rounds.pop();
    this.nextTick = rounds.nextTime;
    const node = this.#cluster.nodes[index]!;
    if ((duties & MEASURE) !== 0) this.#meter.measure(index);
    if (!node.isMember) {
      this.#information.reset(index);
      this.#states.forget(index);
      this.#senses.refusals.forget(index);
      this.#senses.told.forget(index);
      return;
    }
    if ((duties & DECIDE) !== 0) this.#loadLimit.tick(node);
    if ((duties & TELL) !== 0) this.#information.tick(index);
    if ((duties & DECIDE) !== 0 && node.state === 'up') this.#decide(node);
  }

  /** What the policy has a node do by itself. */
  #decide(node: Node): void {
    const hooks = this.#hooks;
    if (hooks.scope !== 'node') return;
    const { decide } = hooks;
    if (decide === undefined) {
      const at = this.#cluster.agenda.now;
      this.#decided[node.index] = { at, decision: ONLY_PLACES, refusal: undefined };
    } else this.#ask(node, hooks, decide);
  }

  /** A policy of cluster scope moves what it wants to move. */
  onBalance(): void {
    this.#takeBalance();
    this.#askCluster((hooks) => hooks.decide);
  }

  /** Processes have left these nodes, or a migration has ended there. */
  #onSettled(nodes: readonly NodeIndex[]): void {
    const hooks = this.#hooks;
    if (hooks.scope === 'cluster') {
      this.#askCluster(({ settled }) => settled);
      return;
    }
    const { settled } = hooks;
    if (settled === undefined) return;
    for (const index of nodes) {
      const node = this.#cluster.nodes[index]!;
      if (node.state === 'up') this.#ask(node, hooks, settled);
    }
  }

  #askCluster(hookOf: (hooks: ClusterHooks) => ClusterHooks['decide']): void {
    const hooks = this.#hooks;
    if (hooks.scope !== 'cluster') return;
    const moves = hookOf(hooks)?.call(hooks, clusterSituation(this.#senses));
    if (moves === undefined) return;
    this.#senses.told.forget(CLUSTER);
    for (const move of moves) this.#moves.ofCluster(move);
  }

  #takeBalance(): void {
    this.#balances++;
    this.nextBalance = this.#balances * this.#balanceSeconds;
  }

  /** A node decides, and what it decides is carried out; the first of several is remembered. */
  #ask(node: Node, hooks: NodeHooks, hook: NonNullable<NodeHooks['decide']>): void {
    const senses = this.#senses;
    const situation = this.#situation(node);
    const answer = node.has(STAY) ? STAYS : hook.call(hooks, situation);
    senses.told.forget(node.index);
    const decision = firstOf(answer);
    const refusal = this.#carryOut(node, decision, situation);
    for (const other of othersOf(answer)) this.#carryOut(node, other, situation);
    this.#decided[node.index] = { at: situation.now, decision, refusal };
  }

  /** @returns why its move was refused; undefined: it was not, or there is none */
  #carryOut(node: Node, decision: Decision, situation: NodeSituation): string | undefined {
    return decision.move === undefined ? undefined : this.#moves.ofNode(node, decision, situation);
  }

  #hooksOf(policy: Policy): Hooks {
    const { cluster, random } = this.#senses;
    const nodes = cluster.nodes.map(({ id }) => id).sort((a, b) => a - b);
    return hooksOf(policy, { state: this.#states.ofRun(), nodes, random });
  }

  #sensesWith(uses: UseMeter): Senses {
    const isClairvoyant = () => this.#policy.clairvoyant === true;
    return {
      cluster: this.#cluster,
      information: this.#information,
      meter: this.#meter,
      uses,
      refusals: new Refusals(this.#cluster, this.parameters),
      told: new ToldRefusals(),
      parameters: this.parameters,
      random: () => this.#random.uniform(),
      states: this.#states,
      get isClairvoyant() {
        return isClairvoyant();
      },
    };
  }
}
