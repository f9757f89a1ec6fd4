import { assert } from '../base/assert.js';
import { NO_SLOT } from '../cluster/cpus/process-table.js';
import { rateOn } from '../cluster/doing/progress.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { ClusterEvent, Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId, NodeSpec } from '../cluster/facts/node-spec.js';
import type { Question } from '../cluster/facts/question.js';
import type { ClusterView } from '../cluster/facts/view.js';
import { type Archive, restore, type Saved, type Stateful, saved } from '../kernel/archive.js';
import { Random } from '../kernel/random.js';
import type { Scenario } from '../scenario/scenario.js';
import { Simulation } from '../scenario/simulation.js';
import { normalisedLoad } from '../scheduler/measuring/load.js';
import type { Policy } from '../scheduler/policies/policy.js';
import { openWorkload } from '../workload/open-workload.js';
import type { HostSnapshot } from '../workload/this-computer.js';
import { explain } from './explain.js';
import { Journeys } from './journeys.js';
import { decisionOf } from './last-decision.js';
import { Messages } from './messages.js';
import type {
  BeliefBehind,
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  Part,
  Session,
  SessionInfo,
} from './session.js';

/** What a session needs besides its scenario. */
export interface SessionInputs {
  readonly policy: Policy;
  /** The processes of this computer, when the workload asks for them. */
  readonly host?: HostSnapshot | undefined;
  /** Whether the run is watched or may get commands; the events are the same. Default: true. */
  readonly measures?: boolean;
}

/**
 * Makes a session of a scenario.
 * @throws UserError when a file of its workload cannot be read
 */
export function createSession(scenario: Scenario, inputs: SessionInputs): SimulatedSession {
  const random = new Random(scenario.seed);
  const { policy, host, measures = true } = inputs;
  const nodes = scenario.nodes.map((node) => node.id);
  const context = { nodes, random: random.split('workload'), ...(host && { host }) };
  const { notes, ...coming } = openWorkload(scenario.workload, context);
  const actual = host === undefined ? scenario : withThisComputer(scenario, host);
  const simulation = new Simulation(actual, { policy, ...coming, random, measures });
  const { name, about, information, seed, kernel } = scenario;
  const { disclosure } = kernel;
  const info = { scenario: name, about, information, seed, disclosure };
  return new SimulatedSession(simulation, info, notes, measures);
}

/** A simulated cluster as a session. */
export class SimulatedSession implements Session, Stateful {
  readonly #journeys: Journeys | undefined;
  #messages: Messages | undefined;
  #steps = 0;

  readonly #run: Omit<SessionInfo, 'policy'>;

  constructor(
    readonly simulation: Simulation,
    run: Omit<SessionInfo, 'policy'>,
    /** What the workload has to say: of what was skipped, for instance. */
    readonly notes: readonly string[],
    /** Whether the run is watched, so that explanations may be asked for. */
    watched: boolean,
  ) {
    this.#run = run;

    this.#journeys = watched ? new Journeys(this) : undefined;
  }

  exchange(archive: Archive): void {
    archive.part('simulation', this.simulation);
    this.#steps = archive.value('steps', this.#steps);
    if (this.#journeys !== undefined) archive.part('journeys', this.#journeys);
  }

  /**
   * The state of the run, as data of its own. Listeners to its events, and what a policy of the
   * user's keeps anywhere but in its `state`, are not part of it.
   * @throws UserError when a policy keeps in its state anything but plain data
   */
  save(): Saved {
    return saved(this);
  }

  /**
   * Takes up the state of a session that was made of the same scenario and the same inputs: from
   * now on the same events happen.
   */
  restore(state: Saved): void {
    restore(this, state);
    this.#messages?.forget();
  }

  get info(): SessionInfo {
    const { scheduler, steering } = this.simulation;
    // A policy of the whole cluster sees the truth, whatever nodes have heard.
    const known = scheduler.isCentral ? 'perfect' : this.#run.information;
    const { name, clairvoyant } = scheduler.policy;
    return {
      ...this.#run,
      information: clairvoyant === true ? `${known}, clairvoyant` : known,
      policy: name,
      policies: steering.policies.map(({ name }) => name),
      parameters: { ...steering.parameters },
    };
  }

  get over(): boolean {
    return this.simulation.over;
  }

  /**
   * How many things have happened, commands aside: with the virtual time this names a moment of the
   * run. It differs between a run that measures and one that does not.
   */
  get steps(): number {
    return this.#steps;
  }

  /** What the nodes are made of; node 1 may be this computer. */
  get nodes(): readonly NodeSpec[] {
    return this.simulation.cluster.nodes.map(({ spec }) => spec);
  }

  view(): ClusterView {
    return this.simulation.view;
  }

  send(command: Command): Answer {
    return this.simulation.execute(command);
  }

  ask(question: Question): Answer {
    return this.simulation.questions.answer(question);
  }

  subscribe(observer: Observer, subscription?: Subscription): () => void {
    return this.simulation.cluster.observe(observer, subscription);
  }

  advance(until: number, part: Part = {}): boolean {
    const { maxEvents = Infinity, untilOver = false, isDone } = part;
    const { simulation } = this;
    const { agenda } = simulation;
    assert(until >= agenda.now, `a session at ${agenda.now} is to go on until ${until}`);
    const last = this.#steps + maxEvents;
    while (!(untilOver && simulation.over)) {
      // Nothing may be left before the end, but the clock still has to get there.
      if (this.#steps >= last && simulation.nextTime <= until) return false;
      if (!simulation.step(until)) break;
      this.#steps++;
      if (isDone?.()) return true;
    }
    if (until < Number.POSITIVE_INFINITY && !(untilOver && simulation.over)) agenda.skipTo(until);
    return true;
  }

  /**
   * Tells what policies go by when they have a process sent away: what its node believes of the
   * target at that moment. A policy of cluster scope knows the truth.
   */
  listenToBeliefs(listener: (belief: BeliefBehind) => void): void {
    const { cluster, scheduler, agenda } = this.simulation;
    const tell = (event: ClusterEvent) => {
      if (event.type !== 'migration-started' || event.cause !== 'policy') return;
      const { settings, runnable, incoming } = cluster.node(event.to)!;
      // The process itself is on its way there by now.
      const load = normalisedLoad(settings.believed, runnable + incoming - 1);
      const isTrue = scheduler.isCentral || this.#run.information === 'perfect';
      const truth = { load, measuredAt: event.at };
      const entry = isTrue ? truth : scheduler.believed(cluster.node(event.from)!.index, event.to);
      if (entry === undefined) return;
      listener({ ageSeconds: agenda.now - entry.measuredAt, believedLoad: entry.load, load });
    };
    this.subscribe(tell, { types: ['migration-started'], transient: true });
  }

  lastDecision(id: NodeId): LastDecision | undefined {
    const node = this.simulation.cluster.node(id);
    return node && decisionOf(this.simulation, node);
  }

  heard(id: NodeId): readonly HeardLoad[] {
    const { cluster, scheduler, agenda } = this.simulation;
    const node = cluster.node(id);
    if (node === undefined) return [];
    return scheduler.known(node.index).map((entry) => ({
      node: entry.node,
      load: entry.load,
      ageSeconds: agenda.now - entry.measuredAt,
    }));
  }

  messages(seconds: number): readonly LoadMessage[] {
    if (this.#messages === undefined) {
      const { cluster, scheduler } = this.simulation;
      const messages = new Messages(cluster);
      scheduler.listen((from, to) => messages.add(from, to));
      this.#messages = messages;
    }
    return this.#messages.last(seconds);
  }

  explain(pid: number): Explanation | undefined {
    return explain(this.simulation, pid, this.#journeys?.last(pid), this.forecast(pid));
  }

  forecast(pid: number): readonly Forecast[] {
    const { cluster, loads } = this.simulation;
    const slot = cluster.table.find(pid);
    if (slot === NO_SLOT) return [];
    return cluster.nodes.map((node) => ({
      node: node.id,
      load: loads.upper(node.index),
      rate: rateOn(cluster, slot, node),
      refusal: cluster.migrations.refusal(slot, node, 'user'),
    }));
  }
}

/** Node 1 gets the processors, memory and speed of this computer. */
function withThisComputer(scenario: Scenario, host: HostSnapshot): Scenario {
  const { cpus, threads, speed, memoryBytes, swapBytes } = host;
  const nodes = scenario.nodes.map((node) =>
    node.id === 1 ? { ...node, cpus, threads, speed, memoryBytes, swapBytes } : node,
  );
  return { ...scenario, nodes };
}
