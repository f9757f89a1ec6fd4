import { COMPLETION } from '../cluster/agenda-kinds.js';
import { Cluster } from '../cluster/cluster.js';
import { Commands } from '../cluster/commands.js';
import { LiveView } from '../cluster/live-view.js';
import type { ProcessSpec } from '../cluster/process-spec.js';
import type { ClusterView } from '../cluster/view.js';
import { Agenda, type Timer } from '../kernel/agenda.js';
import type { Random } from '../kernel/random.js';
import { BelievedPlacement } from '../scheduler/believed-placement.js';
import { Gossip } from '../scheduler/gossip.js';
import { LoadMeter } from '../scheduler/load-meter.js';
import { Perfect } from '../scheduler/perfect.js';
import type { Policy } from '../scheduler/policies/policy.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { Arrivals } from '../workload/arrivals.js';
import type { Scenario } from './scenario.js';

/** What a simulation is made of, besides its scenario. */
export interface SimulationParts {
  readonly policy: Policy;
  readonly arrivals: Arrivals;
  readonly random: Random;
  /** Whether loads are measured also when no policy needs them: for a screen. Default: true. */
  readonly measures?: boolean;
}

/** A scenario running: the agenda's loop and all that it calls. */
export class Simulation {
  readonly agenda = new Agenda();
  readonly cluster: Cluster;
  readonly scheduler: Scheduler;
  readonly commands: Commands;
  readonly view: ClusterView;
  readonly #arrivals: Arrivals;
  readonly #timeline: Scenario['timeline'];
  #pending: ProcessSpec | undefined;
  #arrivalTime = Number.POSITIVE_INFINITY;
  #commandTime = Number.POSITIVE_INFINITY;
  #commandsDone = 0;

  constructor(scenario: Scenario, parts: SimulationParts) {
    const { agenda } = this;
    const { policy, arrivals, random, measures = true } = parts;
    const { openmosix } = scenario;
    this.cluster = new Cluster(scenario, agenda);
    this.cluster.nextPid = Math.max(this.cluster.nextPid, arrivals.highestPid + 1);
    const meter = new LoadMeter(this.cluster, openmosix);
    const information =
      scenario.information === 'perfect'
        ? new Perfect(this.cluster)
        : new Gossip(this.cluster, meter, openmosix, random.split('gossip'));
    const ticks = measures || (policy.scope === 'node' && policy.name !== 'none');
    const placement = new BelievedPlacement(this.cluster, information);
    this.commands = new Commands(this.cluster, placement);
    this.scheduler = new Scheduler(
      this.cluster,
      policy,
      information,
      meter,
      openmosix,
      random,
      ticks,
    );
    this.view = new LiveView(this.cluster, meter);
    this.#arrivals = arrivals;
    this.#timeline = [...scenario.timeline].sort((a, b) => a.atSeconds - b.atSeconds);
    this.#takeArrival();
    this.#takeCommand();
  }

  /** Whether no process is alive and none will come. */
  get over(): boolean {
    return (
      this.cluster.table.alive === 0 &&
      this.#pending === undefined &&
      this.#commandsDone === this.#timeline.length
    );
  }

  /** When the next thing happens; Infinity: nothing will. */
  get nextTime(): number {
    return Math.min(this.agenda.nextTime, this.#nextStreamTime);
  }

  /**
   * Lets the next thing happen. At one instant the agenda comes first: who is done leaves before
   * anybody arrives. Arrivals, commands, ticks and balances follow in this order, so that nodes
   * decide on a settled cluster. Each of these streams is in order by itself and needs no heap.
   */
  step(): void {
    const { agenda, scheduler } = this;
    const streamTime = this.#nextStreamTime;
    if (agenda.nextTime <= streamTime) {
      this.#onTimer(agenda.pop());
      return;
    }
    agenda.skipTo(streamTime);
    if (this.#arrivalTime === streamTime) this.#onArrival();
    else if (this.#commandTime === streamTime) this.#onCommand();
    else if (scheduler.nextTick === streamTime) scheduler.onTick();
    else scheduler.onBalance();
  }

  get #nextStreamTime(): number {
    const { nextTick, nextBalance } = this.scheduler;
    return Math.min(this.#arrivalTime, this.#commandTime, nextTick, nextBalance);
  }

  #onTimer(timer: Timer): void {
    const { agenda, cluster } = this;
    const subject = agenda.subject(timer);
    if (agenda.kind(timer) === COMPLETION) cluster.onCompletion(subject);
    else cluster.migrations.onTimer(subject);
  }

  #onArrival(): void {
    this.cluster.start(this.#pending!);
    this.#takeArrival();
  }

  #takeArrival(): void {
    this.#pending = this.#arrivals.next();
    this.#arrivalTime = this.#pending?.arrivalSeconds ?? Number.POSITIVE_INFINITY;
  }

  #onCommand(): void {
    this.commands.execute(this.#timeline[this.#commandsDone++]!.command);
    this.#takeCommand();
  }

  #takeCommand(): void {
    const next = this.#timeline[this.#commandsDone];
    this.#commandTime = next?.atSeconds ?? Number.POSITIVE_INFINITY;
  }
}
