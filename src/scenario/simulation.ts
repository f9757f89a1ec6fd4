import { EVACUATION, GROWTH } from '../cluster/agenda-kinds.js';
import { Cluster } from '../cluster/cluster.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { DecaySettings } from '../cluster/facts/decay.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { ClusterView } from '../cluster/facts/view.js';
import { announce } from '../cluster/members/omdiscd.js';
import { SecurePorts } from '../cluster/members/secure-ports.js';
import { Commands } from '../cluster/orders/commands.js';
import { Questions } from '../cluster/orders/questions.js';
import { LiveView, type LoadReading } from '../cluster/watching/live-view.js';
import { Agenda } from '../kernel/agenda.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import { BelievedPlacement } from '../scheduler/deciding/believed-placement.js';
import { Unasked } from '../scheduler/information/unasked.js';
import { LoadMeter } from '../scheduler/measuring/load-meter.js';
import { Metronome } from '../scheduler/measuring/metronome.js';
import type { Entry, OpenMosixParameters, Policy } from '../scheduler/policies/policy.js';
import { policies } from '../scheduler/policies/registry.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { Arrivals } from '../workload/arrivals.js';
import type { Feedback } from '../workload/feedback.js';
import { type CommandSource, MergedCommands } from './command-source.js';
import { faultSources } from './faults.js';
import { informationOf, parametersOf, periodsOf } from './informing.js';
import type { Scenario } from './scenario.js';
import { Steering } from './steering.js';
import { StrangerSource } from './strangers.js';
import { needsTicks } from './ticking.js';
import { TimelineSource } from './timeline-source.js';

/** What a simulation is made of, besides its scenario. */
export interface SimulationParts {
  readonly policy: Policy;
  readonly arrivals: Arrivals;
  /** Processes that wait for others to end; undefined: none does. */
  readonly feedback?: Feedback | undefined;
  readonly random: Random;
  /**
   * Whether nodes tick although nothing in the scenario needs it: a viewer may look at their loads,
   * or send a command that asks what they believe. Default: true.
   */
  readonly measures?: boolean;
}

/** Timers of what is tried again and again: to grow when memory is full, to leave a node. */
const RETRIES = [GROWTH, EVACUATION];

/** A scenario running: the agenda's loop and all that it calls. */
export class Simulation implements Stateful {
  readonly agenda = new Agenda();
  readonly cluster: Cluster;
  readonly scheduler: Scheduler;
  readonly steering: Steering;
  readonly commands: Commands;
  readonly questions: Questions;
  readonly view: ClusterView;
  /** The loads of the nodes as they are measured: less than a whole view of a node. */
  readonly loads: LoadReading;
  readonly #arrivals: Arrivals;
  readonly #feedback: Feedback | undefined;
  readonly #timeline: TimelineSource;
  /** The timeline, and what chance and strangers do. */
  readonly #happenings: CommandSource;
  readonly #announcements: Metronome | undefined;
  #pending: ProcessSpec | undefined;
  #arrivalTime = Number.POSITIVE_INFINITY;
  /** When the next thing happens that the agenda does not hold. */
  #streamTime: number;

  constructor(scenario: Scenario, parts: SimulationParts) {
    const { agenda } = this;
    const { policy, arrivals, feedback, random, measures = true } = parts;
    const openmosix = parametersOf(scenario);
    const periods = periodsOf(scenario);
    this.cluster = new Cluster(scenario, agenda, random);
    this.cluster.reservePids(arrivals.highestPid);
    const meter = new LoadMeter(this.cluster, openmosix, periods.measureSeconds);
    const ticks = measures || needsTicks(scenario, policy);
    const information = ticks
      ? informationOf(scenario, this.cluster, openmosix, { meter, random: random.split('gossip') })
      : new Unasked(scenario.information === 'gossip');
    const placement = new BelievedPlacement(this.cluster, information);
    const { placeSeconds } = scenario.migration;
    const deciding = { policy, information, meter, periods, parameters: openmosix, random, ticks };
    this.scheduler = new Scheduler(this.cluster, { ...deciding, placeSeconds });
    const choice = choiceOf(policy);
    this.steering = new Steering(this.scheduler, openmosix, choice, (event) =>
      this.cluster.emit({ ...event, at: this.agenda.now }),
    );
    this.view = new LiveView(this.cluster, meter);
    this.loads = meter;
    this.questions = new Questions(this.cluster, {
      view: this.view,
      heard: (index) => freshOf(information.known(index), agenda.now - openmosix.staleness),
      decay: () => decayOf(openmosix),
      overheads: scenario,
    });
    this.commands = new Commands(this.cluster, {
      placement,
      ports: new SecurePorts(this.cluster, information),
      steering: (command) => this.steering.carryOut(command),
      random: random.split('mosrun'),
      questions: this.questions,
      maps: scenario.maps,
    });
    this.#arrivals = arrivals;
    this.#feedback = feedback;
    if (feedback !== undefined) this.#listen(feedback);
    this.#timeline = new TimelineSource(scenario.timeline);
    this.#happenings = happeningsOf(scenario, this.#timeline, random);
    if (scenario.discovery === 'omdiscd') {
      const { periodSeconds } = scenario.omdiscd;
      const phases = random.split('omdiscd');
      this.#announcements = new Metronome(scenario.nodes.length, periodSeconds, phases);
    }
    this.#takeArrival();
    this.#streamTime = this.#nextStreamTime();
  }

  /** The scheduler's policy is the steering's to find. */
  exchange(archive: Archive): void {
    archive.part('agenda', this.agenda);
    archive.part('cluster', this.cluster);
    // What a policy remembers is restored after it has been made.
    archive.part('steering', this.steering);
    archive.part('scheduler', this.scheduler);
    archive.part('commands', this.commands);
    archive.part('arrivals', this.#arrivals);
    if (this.#feedback !== undefined) archive.part('feedback', this.#feedback);
    archive.part('happenings', this.#happenings);
    if (this.#announcements !== undefined) archive.part('announcements', this.#announcements);
    this.#pending = archive.record('pending', this.#pending);
    this.#arrivalTime = archive.value('arrivalTime', this.#arrivalTime);
    this.#streamTime = archive.value('streamTime', this.#streamTime);
  }

  /** Whether no process is alive and none will come. */
  get over(): boolean {
    return (
      this.cluster.table.alive === 0 &&
      this.#pending === undefined &&
      this.#feedbackTime === Number.POSITIVE_INFINITY &&
      this.#timeline.nextTime === Number.POSITIVE_INFINITY
    );
  }

  /**
   * Whether nothing is to come but ticks, and attempts that have failed before: no completion, no
   * arrival, no command. Only a decision can change that.
   */
  get isStill(): boolean {
    const next = Math.min(this.#arrivalTime, this.#feedbackTime, this.#happenings.nextTime);
    return next === Number.POSITIVE_INFINITY && !this.agenda.holdsOtherThan(RETRIES);
  }

  /** Whether processes may still come, other than those that a command starts. */
  get hasArrivals(): boolean {
    return this.#arrivalTime < Number.POSITIVE_INFINITY || this.#feedback?.hasMore === true;
  }

  /** Whether commands, faults and strangers may still come. */
  get hasHappenings(): boolean {
    return this.#happenings.nextTime < Number.POSITIVE_INFINITY;
  }

  /** When the next thing happens; Infinity: nothing will. */
  get nextTime(): number {
    return Math.min(this.agenda.nextTime, this.#streamTime);
  }

  /** Carries out a command now. */
  execute(command: Command): Answer {
    const answer = this.commands.execute(command);
    this.#streamTime = this.#nextStreamTime();
    return answer;
  }

  /**
   * Lets the next thing happen, if it happens by `until`. At one instant the agenda comes first:
   * processes that finish leave before any arrives. Arrivals, those by feedback, commands, announcements, ticks and
   * balances follow in this order, so that nodes decide on a settled cluster. Each of these streams
   * is in order by itself and needs no heap.
   * @returns whether something has happened
   */
  step(until = Number.POSITIVE_INFINITY): boolean {
    const { agenda } = this;
    const streamTime = this.#streamTime;
    const agendaTime = agenda.nextTime;
    if (agendaTime <= streamTime) {
      if (agendaTime > until || agendaTime === Number.POSITIVE_INFINITY) return false;
      this.cluster.onTimer(agenda.pop());
      return true;
    }
    if (streamTime > until) return false;
    agenda.skipTo(streamTime);
    this.#onStream(streamTime);
    this.#streamTime = this.#nextStreamTime();
    return true;
  }

  #onStream(time: number): void {
    const { scheduler } = this;
    if (this.#arrivalTime === time) this.#onArrival();
    else if (this.#feedbackTime === time) this.#start(this.#feedback!.next(this.cluster.nextPid));
    else if (this.#happenings.nextTime === time) this.commands.execute(this.#happenings.pop());
    else if (this.#announcements?.nextTime === time) this.#onAnnouncement();
    else if (scheduler.nextTick === time) scheduler.onTick();
    else scheduler.onBalance();
  }

  #nextStreamTime(): number {
    const { nextTick, nextBalance } = this.scheduler;
    const announcement = this.#announcements?.nextTime ?? Number.POSITIVE_INFINITY;
    const command = this.#happenings.nextTime;
    const arrival = Math.min(this.#arrivalTime, this.#feedbackTime);
    return Math.min(arrival, command, announcement, nextTick, nextBalance);
  }

  get #feedbackTime(): number {
    return this.#feedback?.nextTime ?? Number.POSITIVE_INFINITY;
  }

  /** The workload is told of processes that end: others may wait for that. */
  #listen(feedback: Feedback): void {
    this.cluster.onEnd = (pid) => {
      feedback.ended(pid, this.agenda.now);
      this.#streamTime = Math.min(this.#streamTime, feedback.nextTime);
    };
  }

  #onArrival(): void {
    const time = this.#arrivalTime;
    this.#start(this.#pending!);
    this.#takeArrival();
    if (this.#pending?.readsPrevious && this.#arrivalTime === time) {
      this.cluster.flows.together(() => this.#onPipes(time));
    }
  }

  #start(spec: ProcessSpec): void {
    if (this.scheduler.places) this.scheduler.start(spec);
    else this.cluster.start(spec);
  }

  /** The processes of pipes that begin at one instant. */
  #onPipes(time: number): void {
    for (let isPart = true; isPart && this.#arrivalTime === time; ) {
      const reads = this.#pending!.readsPrevious;
      this.#start(this.#pending!);
      this.#takeArrival();
      isPart = reads === true || this.#pending?.readsPrevious === true;
    }
  }

  #takeArrival(): void {
    this.#pending = this.#arrivals.next();
    this.#arrivalTime = this.#pending?.arrivalSeconds ?? Number.POSITIVE_INFINITY;
  }

  #onAnnouncement(): void {
    announce(this.cluster, this.cluster.nodes[this.#announcements!.pop()]!);
  }
}

/** All that is done to a cluster, in the order of time; of one instant, the timeline's first. */
function happeningsOf(
  { nodes, faults, strangers }: Scenario,
  timeline: TimelineSource,
  random: Random,
): CommandSource {
  if (faults.length === 0 && strangers.length === 0) return timeline;
  const ids = nodes.map(({ id }) => id);
  const stream = random.split('strangers');
  return new MergedCommands([
    timeline,
    ...faultSources(faults, ids, random.split('faults')),
    ...strangers.map((spec, index) => new StrangerSource(spec, ids, stream.split(`${index}`))),
  ]);
}

/** The policies that can be chosen, with the parameters of the run's own. */
function choiceOf(policy: Policy): readonly Policy[] {
  const isBuiltIn = policies.some(({ name }) => name === policy.name);
  if (!isBuiltIn) return [policy, ...policies];
  return policies.map((known) => (known.name === policy.name ? policy : known));
}

/** What is no older than that. */
function freshOf(entries: readonly Entry[], oldest: number): readonly Entry[] {
  return entries.filter(({ measuredAt }) => measuredAt >= oldest);
}

function decayOf({ decayInterval, slowDecay, fastDecay }: OpenMosixParameters): DecaySettings {
  return { intervalSeconds: decayInterval, slow: slowDecay, fast: fastDecay };
}
