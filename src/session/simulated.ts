import type { Answer, Command } from '../cluster/command.js';
import type { Observer } from '../cluster/event.js';
import type { NodeId } from '../cluster/node-spec.js';
import type { ClusterView } from '../cluster/view.js';
import { Random } from '../kernel/random.js';
import type { Scenario } from '../scenario/scenario.js';
import { Simulation } from '../scenario/simulation.js';
import { sentenceOf } from '../scheduler/decision-log.js';
import type { Policy } from '../scheduler/policies/policy.js';
import { openWorkload } from '../workload/open-workload.js';
import type { HostSnapshot } from '../workload/this-computer.js';
import type { Forecast, LastDecision, Session, SessionInfo } from './session.js';

/** What a session needs besides its scenario. */
export interface SessionInputs {
  readonly policy: Policy;
  /** The processes of this computer, when the workload asks for them. */
  readonly host?: HostSnapshot | undefined;
  readonly observers?: readonly Observer[];
  /** Whether loads are measured also when no policy needs them: for a screen. Default: true. */
  readonly measures?: boolean;
}

/**
 * Makes a session of a scenario.
 * @throws UserError when a file of its workload cannot be read
 */
export function createSession(scenario: Scenario, inputs: SessionInputs): SimulatedSession {
  const random = new Random(scenario.seed);
  const { policy, host, observers = [], measures = true } = inputs;
  const nodes = scenario.nodes.map((node) => node.id);
  const context = { nodes, random: random.split('workload'), ...(host && { host }) };
  const { arrivals, notes } = openWorkload(scenario.workload, context);
  const actual = host === undefined ? scenario : withThisComputer(scenario, host);
  const simulation = new Simulation(actual, { policy, arrivals, random, measures });
  for (const observer of observers) simulation.cluster.observe(observer);
  const { name, about, information, seed } = scenario;
  const info = { scenario: name, about, policy: policy.name, information, seed };
  return new SimulatedSession(simulation, info, notes);
}

/** A simulated cluster as a session. */
export class SimulatedSession implements Session {
  constructor(
    readonly simulation: Simulation,
    readonly info: SessionInfo,
    /** What the workload has to say: of what was skipped, for instance. */
    readonly notes: readonly string[],
  ) {}

  get over(): boolean {
    return this.simulation.over;
  }

  view(): ClusterView {
    return this.simulation.view;
  }

  send(command: Command): Answer {
    return this.simulation.commands.execute(command);
  }

  subscribe(observer: Observer): () => void {
    return this.simulation.cluster.observe(observer);
  }

  advance(until: number, maxEvents = Number.POSITIVE_INFINITY, untilOver = false): boolean {
    const { simulation } = this;
    const { agenda } = simulation;
    let events = 0;
    while (simulation.nextTime <= until && simulation.nextTime < Number.POSITIVE_INFINITY) {
      if (untilOver && simulation.over) return true;
      if (events++ >= maxEvents) return false;
      simulation.step();
    }
    if (until < Number.POSITIVE_INFINITY && !(untilOver && simulation.over)) agenda.skipTo(until);
    return true;
  }

  lastDecision(id: NodeId): LastDecision | undefined {
    const { cluster, scheduler } = this.simulation;
    const node = cluster.node(id);
    const decided = node && scheduler.lastDecision(node.index);
    if (decided === undefined) return undefined;
    const { at, decision, refusal } = decided;
    const sentence = sentenceOf(decision);
    return {
      at,
      node: id,
      move: decision.move,
      to: decision.move === undefined ? undefined : decision.to,
      reason: refusal === undefined ? sentence : `${sentence}; refused: ${refusal}`,
      numbers: decision.numbers ?? {},
    };
  }

  forecast(pid: number): readonly Forecast[] {
    const { cluster, view } = this.simulation;
    const slot = cluster.table.find(pid);
    if (slot < 0) return [];
    return cluster.nodes.map((node) => ({
      node: node.id,
      load: view.node(node.id)!.upperLoad,
      rate: cluster.forecast(slot, node),
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
