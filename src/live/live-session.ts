import {
  ACCEPTED,
  type Answer,
  type Command,
  type FlagVerb,
  refused,
} from '../cluster/facts/command.js';
import type { ClusterEvent, Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import { BLOCK, LSTAY, QUIET, STAY } from '../cluster/facts/status.js';
import type { ClusterView, ProcessView } from '../cluster/facts/view.js';
import { Observers } from '../cluster/watching/observers.js';
import type { OpenMosixParameters } from '../scheduler/policies/policy.js';
import { SeenCluster } from '../session/seen-cluster.js';
import type {
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  Session,
  SessionInfo,
} from '../session/session.js';
import type { AdvisingPolicy, Advisor } from './advice.js';
import { type Asked, explanationOf, forecastsOf, lastDecisionOf } from './answers.js';
import { advisorFor } from './balance.js';
import { PIDS_PER_NODE, withGuests } from './cluster-view.js';
import { JobMoves } from './job-moves.js';
import type { WallClock } from './link.js';
import { LiveNode, type WatchedHost } from './live-node.js';
import type { Caller } from './mover.js';
import {
  type Order,
  orderOf,
  orderWords,
  REASONS,
  REASONS_WITH_MOVES,
  refusalOf,
} from './orders.js';
import type { SampledProcess } from './sample.js';
import { totalsOf } from './totals.js';

export interface LiveOptions {
  /** In the order of N#. */
  readonly hosts: readonly WatchedHost[];
  readonly clock: WallClock;
  /** Those that can advise; the first one does. */
  readonly policies: readonly AdvisingPolicy[];
  readonly parameters: OpenMosixParameters;
  /** Seconds between two samples of a node. */
  readonly periodSeconds: number;
  /** Moves jobs; default: nothing moves. */
  readonly caller?: Caller | undefined;
  /** Whether the policy itself moves jobs, or only says what it would do (the default). */
  readonly balance?: 'advise' | 'auto';
}

/** Real nodes as a session: what was seen of them last. Its time is that of the wall. */
export class LiveSession implements Session {
  readonly nodes: readonly LiveNode[];
  /** A real cluster never comes to its end. */
  readonly over = false;
  readonly #observers = new Observers();
  readonly #clock: WallClock;
  readonly #start: number;
  readonly #policies: readonly AdvisingPolicy[];
  readonly #advisor: Advisor;
  readonly #stopTicking: () => void;
  readonly #pidCells: number;
  readonly #moves: JobMoves | undefined;
  /** The same where the policy itself moves jobs. */
  readonly #automatic: JobMoves | undefined;
  #policy: AdvisingPolicy;

  constructor(options: LiveOptions) {
    const { hosts, clock, policies, parameters, periodSeconds, caller } = options;
    this.#clock = clock;
    this.#start = clock.now();
    this.#policies = policies;
    this.#policy = policies[0]!;
    this.nodes = hosts.map(
      (host) =>
        new LiveNode(host, {
          ...{ parameters, periodSeconds },
          pidOffset: hosts.length > 1 ? host.id * PIDS_PER_NODE : 0,
          now: () => this.#now(),
          tell: (event) => this.#observers.tell(event),
          travels: (process, sample) => this.#moves?.travels(process, sample) ?? false,
          sampled: (node) => this.#advise(node),
        }),
    );
    if (caller !== undefined && hosts.length > 1) {
      const tell = (event: ClusterEvent) => this.#observers.tell(event);
      this.#moves = new JobMoves({ caller, nodes: this.nodes, now: () => this.#now(), tell });
    }
    this.#automatic = options.balance === 'auto' ? this.#moves : undefined;
    this.#advisor = advisorFor(this.#automatic, parameters, () => this.#now());
    const highest = Math.max(...this.nodes.map(({ pidOffset }) => pidOffset + PIDS_PER_NODE - 1));
    this.#pidCells = String(highest).length + 1;
    this.#stopTicking = clock.every(periodSeconds, () => {
      for (const node of this.nodes) node.tick();
    });
    for (const node of this.nodes) node.connect();
  }

  get info(): SessionInfo {
    return {
      scenario: 'live',
      about: this.nodes.length === 1 ? 'a real node' : `${this.nodes.length} real nodes`,
      policy: `${this.#policy.name} (${this.#automatic === undefined ? 'advice' : 'moves jobs'})`,
      information: 'samples',
      seed: 0,
      policies: this.#policies.map(({ name }) => name),
      disclosure: 3,
      clock: 'wall',
      pidCells: this.#pidCells,
      refused: this.#moves === undefined ? REASONS : REASONS_WITH_MOVES,
    };
  }

  /**
   * Whether every node has been seen twice, so that there are shares of CPUs, or was not reached.
   */
  get isSeen(): boolean {
    return this.nodes.every((node) => node.isSettled);
  }

  view(): ClusterView {
    const processes: ProcessView[] = [];
    for (const node of this.nodes) {
      processes.push(...(this.#moves?.processesOf(node) ?? node.processes));
    }
    const nodes = this.nodes.map(({ view }) => withGuests(view, processes));
    return new SeenCluster(
      this.#now(),
      totalsOf(this.nodes, { alive: processes.length, records: this.#moves?.records }),
      nodes,
      processes,
    );
  }

  send(command: Command): Answer {
    const answer = this.#answer(command);
    if (!answer.accepted) this.#tellRefusal(command, answer.reason);
    return answer;
  }

  /** mosctl asks kernels, and these have no openMosix. */
  ask(): Answer {
    return refused('this cluster is real: its kernels have no openMosix to ask');
  }

  subscribe(observer: Observer, subscription?: Subscription): () => void {
    return this.#observers.add(observer, subscription);
  }

  /** Nothing: real time goes on by itself. */
  advance(): boolean {
    return true;
  }

  lastDecision(id: NodeId): LastDecision | undefined {
    const node = this.#node(id);
    return node === undefined ? undefined : lastDecisionOf(this.#asked(node));
  }

  /** Nothing: this computer asks them all. */
  heard(): readonly HeardLoad[] {
    return [];
  }

  messages(): readonly LoadMessage[] {
    return [];
  }

  explain(pid: number): Explanation | undefined {
    const found = this.#find(pid);
    return found === undefined
      ? undefined
      : explanationOf(found.process, this.#asked(found.node, pid));
  }

  forecast(pid: number): readonly Forecast[] {
    const found = this.#find(pid);
    return found === undefined ? [] : forecastsOf(found.process, this.#asked(found.node, pid));
  }

  /** Ends the watching; nothing of it is left on the nodes. */
  close(): void {
    this.#stopTicking();
    for (const node of this.nodes) node.close();
  }

  #answer(command: Command): Answer {
    const order = orderOf(command);
    if (order !== undefined) return this.#order(order, command as Command & { pid: number });
    const moved = this.#moves?.answer(command);
    if (moved !== undefined) return moved;
    if (command.do === 'policy') return this.#choosePolicy(command.name);
    if (command.do === 'join') return this.#reconnect(command.node);
    const flag = FLAGS[command.do as FlagVerb];
    if (flag === undefined || !('node' in command) || typeof command.node !== 'number') {
      return refusalOf(command);
    }
    const node = this.#node(command.node);
    if (node === undefined) return refused(`there is no node ${command.node}`);
    const [bit, isSet] = flag;
    node.setFlag(bit, isSet);
    const what = this.#automatic === undefined ? 'advice given' : 'moves made';
    return { accepted: true, message: `counts only for the ${what} here` };
  }

  /** Accepted means sent: what the node says to it comes as an event. */
  #order(order: Order, command: Command & { readonly pid: number }): Answer {
    const { pid } = command;
    const found = this.#find(pid);
    if (found === undefined) return refused(`there is no process ${pid}`);
    const { node, process } = found;
    if (node.silence !== undefined) {
      return refused(`node ${node.id} is out of reach: ${node.silence}`);
    }
    node.send(order, process, (complaint) => {
      if (complaint === undefined) return;
      const what = orderWords(order, pid);
      this.#tellRefusal(command, `node ${node.id} would not ${what}: ${complaint}`);
    });
    return ACCEPTED;
  }

  #choosePolicy(name: string): Answer {
    const policy = this.#policies.find((candidate) => candidate.name === name);
    if (policy === undefined) {
      const names = this.#policies.map((candidate) => candidate.name);
      return refused(`there is no policy ${name}: use one of ${names.join(', ')}`);
    }
    const before = this.#policy.name;
    this.#policy = policy;
    this.#observers.tell({ type: 'policy-changed', at: this.#now(), policy: name, before });
    return ACCEPTED;
  }

  #reconnect(id: NodeId): Answer {
    const node = this.#node(id);
    if (node === undefined) return refused(`there is no node ${id}`);
    if (node.isUp) return refused(`node ${id} is within reach`);
    node.connect();
    return ACCEPTED;
  }

  #advise(node: LiveNode): void {
    this.#moves?.seen(node);
    const decision = this.#advisor.decide(this.#policy, node, this.nodes, this.#now());
    if (this.#automatic === undefined || decision.move === undefined) return;
    const refusal = this.#automatic.carryOut(node, decision);
    if (refusal !== undefined) this.#advisor.refuse(node, refusal);
  }

  #asked(node: LiveNode, pid?: number): Asked {
    const { nodes } = this;
    const job = pid === undefined ? undefined : this.#moves?.find(pid)?.job;
    return {
      ...{ node, nodes, decided: this.#advisor.last(node), now: this.#now(), job },
      records: this.#moves?.records,
      isAutomatic: this.#automatic !== undefined,
    };
  }

  #node(id: NodeId): LiveNode | undefined {
    return this.nodes.find((node) => node.id === id);
  }

  #find(pid: number): { node: LiveNode; process: SampledProcess } | undefined {
    for (const node of this.nodes) {
      const process = node.sample?.processes.find((other) => node.pidOffset + other.pid === pid);
      if (process !== undefined) return { node, process };
    }
    return undefined;
  }

  #tellRefusal(command: Command, reason: string): void {
    this.#observers.tell({ type: 'refused', at: this.#now(), command, reason });
  }

  #now(): number {
    return this.#clock.now() - this.#start;
  }
}

/** What mosctl sets that the advice heeds. */
const FLAGS: Readonly<Partial<Record<FlagVerb, readonly [bit: number, isSet: boolean]>>> = {
  ...{ stay: [STAY, true], nostay: [STAY, false], lstay: [LSTAY, true], nolstay: [LSTAY, false] },
  ...{ block: [BLOCK, true], noblock: [BLOCK, false] },
  ...{ quiet: [QUIET, true], noquiet: [QUIET, false] },
};
