import { ACCEPTED, type Answer, type Command, refused } from '../cluster/facts/command.js';
import type { ClusterEvent, MigrationCause } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ProcessView } from '../cluster/facts/view.js';
import { sentenceOf } from '../scheduler/deciding/decision-words.js';
import type { Decision } from '../scheduler/policies/policy.js';
import { loadWithOneMore } from './advice.js';
import { cantmoveOfJob } from './candidates.js';
import { type Facts, reportOf } from './job.js';
import { JobRecords } from './job-records.js';
import { firstOfEach, jobOfCell, jobsIn, type SeenJob } from './job-tree.js';
import type { LiveNode } from './live-node.js';
import type { Outcome } from './move.js';
import { type Caller, LEASE_SECONDS, moveJob, REHEARSE_KB } from './mover.js';
import type { NodeSample, SampledProcess } from './sample.js';
import { Turns } from './turns.js';

export interface JobMovesOptions {
  readonly caller: Caller;
  readonly nodes: readonly LiveNode[];
  readonly now: () => number;
  readonly tell: (event: ClusterEvent) => void;
}

/** Why most processes of real nodes stay where they are. */
export const ONLY_JOBS = 'only jobs started with `mtop-sim live run` can move';

/** So long after a move what has gone and what has come is seen at the latest. */
const LATEST_SECONDS = 5;

/** A job that is to go from a node to another one. */
interface Journey {
  readonly job: SeenJob;
  readonly node: LiveNode;
  readonly target: LiveNode;
  readonly pid: number;
  readonly cause: MigrationCause;
  /** Why. */
  readonly reason: string;
}

/** Carries out what a user, or the policy, says about where jobs shall run. Accepted means begun. */
export class JobMoves {
  readonly records = new JobRecords();
  readonly #options: JobMovesOptions;
  /** What is being moved from here, by the names of the jobs. */
  readonly #moving = new Map<string, Journey>();
  readonly #turns = new Turns((node) => this.jobsAt(node));
  readonly #jobs = new WeakMap<NodeSample, ReadonlyMap<number, SeenJob>>();
  /** Jobs, and the nodes that have been asked about them. */
  readonly #asked = new Map<string, LiveNode>();
  #count = 0;

  constructor(options: JobMovesOptions) {
    this.#options = options;
  }

  /** @returns undefined when it is no such command */
  answer(command: Command): Answer | undefined {
    if (command.do === 'expel' || command.do === 'bring') {
      return this.#clear(command.do, command.node);
    }
    if (command.do === 'lock' || command.do === 'unlock') {
      return this.#lock(command, command.do === 'lock');
    }
    if (command.do !== 'migrate') return undefined;
    const { pid } = command;
    const found = this.find(pid);
    if (found === undefined) return refused(ONLY_JOBS);
    const { node, job } = found;
    const target = this.#targetOf(command.to, node, job);
    return typeof target === 'string'
      ? refused(target)
      : this.#begin({ job, node, target, pid, cause: 'user', reason: 'as you asked' });
  }

  /**
   * Begins the move that the policy has decided on for a node: one at a time from and to each, and
   * only on what was seen since the one before.
   * @returns why it is not begun; undefined: it is
   */
  carryOut(node: LiveNode, decision: Decision & { readonly move: number }): string | undefined {
    const { move: pid, to } = decision;
    const job = this.jobsAt(node).get(pid - node.pidOffset);
    const target = this.#options.nodes.find(({ id }) => id === to);
    if (job === undefined || target === undefined) return ONLY_JOBS;
    const notYet = this.#turns.refusal(node) ?? this.#turns.refusal(target);
    if (notYet !== undefined) return notYet;
    const reason = sentenceOf(decision);
    const answer = this.#begin({ job, node, target, pid, cause: 'policy', reason });
    return answer.accepted ? undefined : answer.reason;
  }

  /** Asks the node of a new sample about jobs that were not known to be there before. */
  seen(node: LiveNode): void {
    for (const { job } of firstOfEach(this.jobsAt(node)).values()) {
      if (this.#moving.has(job) || this.#asked.get(job) === node) continue;
      this.#asked.set(job, node);
      this.#options.caller.carryOut({ verb: 'look', node: node.id, words: [job] }, 0, (answer) => {
        if (answer.kind === 'yes') this.records.heard(job, reportOf(answer.facts));
        else this.#asked.delete(job);
      });
    }
  }

  /** The job of which a process is a part, and its node; undefined: it is part of none. */
  find(pid: number): { readonly node: LiveNode; readonly job: SeenJob } | undefined {
    for (const node of this.#options.nodes) {
      const job = this.jobsAt(node).get(pid - node.pidOffset);
      if (job !== undefined) return { node, job };
    }
    return undefined;
  }

  /** See NodeWatch: whether the job of a process is on its way, or has just arrived. */
  travels(process: SampledProcess, sample: NodeSample): boolean {
    const seen = this.jobsAt({ sample }).get(process.pid);
    const job = seen?.job ?? jobOfCell(process);
    if (job === undefined) return false;
    const { arrivedAt = Number.NEGATIVE_INFINITY } = this.records.of(job);
    return this.#moving.has(job) || this.#options.now() - arrivedAt < LATEST_SECONDS;
  }

  /** What a node shows, with what is known of the jobs there. */
  processesOf(node: LiveNode): readonly ProcessView[] {
    const jobs = this.jobsAt(node);
    if (jobs.size === 0) return node.processes;
    return node.processes.map((view) => {
      const job = jobs.get(view.pid - node.pidOffset);
      if (job === undefined) return view;
      const process = job.processes.find(({ pid }) => node.pidOffset + pid === view.pid)!;
      const cpuSeconds = this.records.cpuSecondsOf(job.job, process);
      return { ...view, ...this.#viewOf(job, node), cpuSeconds };
    });
  }

  #viewOf({ job, home }: SeenJob, node: LiveNode): Partial<ProcessView> {
    const { migrations, isLocked } = this.records.of(job);
    const target = this.#moving.get(job)?.target.id;
    const cantmove = cantmoveOfJob(job, this.records, this.#options.now());
    return {
      ...{ migrations, target, home: this.#nodeNamed(home)?.id ?? node.id },
      ...{ locked: isLocked === true, cantmove: isLocked === undefined ? 0 : cantmove },
    };
  }

  #nodeNamed(host: string): LiveNode | undefined {
    return this.#options.nodes.find(({ sample }) => sample?.facts.host === host);
  }

  /** The jobs of a node, each by its own pids there. */
  jobsAt({ sample }: Pick<LiveNode, 'sample'>): ReadonlyMap<number, SeenJob> {
    if (sample === undefined) return new Map();
    let jobs = this.#jobs.get(sample);
    if (jobs === undefined) {
      jobs = jobsIn(sample.processes, sample.facts.uid);
      this.#jobs.set(sample, jobs);
    }
    return jobs;
  }

  #targetOf(to: NodeId | 'home' | 'balance', node: LiveNode, { home }: SeenJob): LiveNode | string {
    const { nodes } = this.#options;
    if (to === 'balance') {
      const best = nodes
        .filter(({ isUp }) => isUp)
        .sort((a, b) => loadAt(a, node) - loadAt(b, node))[0];
      return best === undefined || best === node ? 'it is best off where it is' : best;
    }
    const found = to === 'home' ? this.#nodeNamed(home) : nodes.find(({ id }) => id === to);
    if (found === undefined) {
      return to === 'home' ? `its home, ${home}, is none of these nodes` : `there is no node ${to}`;
    }
    return found === node ? 'it is there already' : found;
  }

  /** Sends guests away from a node to their homes, or fetches its own home. */
  #clear(what: 'expel' | 'bring', id: NodeId): Answer {
    const { nodes } = this.#options;
    const here = nodes.find((node) => node.id === id);
    if (here === undefined) return refused(`there is no node ${id}`);
    const host = here.sample?.facts.host;
    let begun = 0;
    for (const node of nodes) {
      for (const [pid, job] of firstOfEach(this.jobsAt(node))) {
        const isWanted = what === 'expel' ? node === here && job.home !== host : job.home === host;
        if (!isWanted) continue;
        const target = this.#targetOf('home', node, job);
        if (typeof target === 'string') continue;
        const at = { job, node, target, pid: node.pidOffset + pid, cause: what, reason: what };
        if (this.#begin(at).accepted) begun++;
      }
    }
    if (begun > 0) return ACCEPTED;
    return refused(
      what === 'expel' ? `no job is a guest of node ${id}` : `no job of node ${id} is away`,
    );
  }

  #lock(command: Command & { readonly pid: number }, isLocked: boolean): Answer {
    const { caller, tell, now } = this.#options;
    const { pid } = command;
    const found = this.find(pid);
    if (found === undefined) return refused(ONLY_JOBS);
    const { node, job } = found;
    const words = [job.job, isLocked ? 'yes' : 'no'];
    caller.carryOut({ verb: 'lock', node: node.id, words }, 0, (answer) => {
      const at = now();
      if (answer.kind !== 'yes')
        return tell({ type: 'refused', at, command, reason: answer.reason });
      this.records.of(job.job).isLocked = isLocked;
      tell({ type: isLocked ? 'locked' : 'unlocked', at, pid });
    });
    return ACCEPTED;
  }

  #begin(journey: Journey): Answer {
    const { caller, tell, now } = this.#options;
    const { node, target, pid, cause, reason } = journey;
    const { job, processes } = journey.job;
    if (target.silence !== undefined) {
      return refused(`node ${target.id} is out of reach: ${target.silence}`);
    }
    if (this.#moving.has(job)) return refused('it is being moved already');
    this.#moving.set(job, journey);
    this.#turns.begin(journey);
    const way = { from: node.id, to: target.id };
    const bytes = processes.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
    tell({ type: 'migration-started', at: now(), pid, ...way, bytes, cause, reason });
    const plan = {
      ...{ job, move: `${caller.seat}-${++this.#count}`, isAutomatic: cause === 'policy' },
      ...{ source: node.id, target: target.id },
      ...{ leaseSeconds: LEASE_SECONDS, rehearseKb: REHEARSE_KB },
    };
    const start = now();
    let stoppedAt = start;
    moveJob(plan, caller, {
      call: ({ verb }, answer) => {
        if (answer.kind !== 'yes') return;
        if (verb === 'look') this.records.heard(job, reportOf(answer.facts));
        if (verb === 'dump') stoppedAt = now() - stoodSeconds(answer.facts);
        if (verb !== 'go') return;
        this.records.measured(bytes, now() - stoppedAt);
        if (answer.facts.cpu !== undefined) {
          this.records.of(job).earlierSeconds = reportOf(answer.facts).earlierSeconds;
          this.#asked.set(job, target);
        }
        this.#turns.end(journey, true, now());
      },
      done: (outcome) => this.#end(journey, outcome, { bytes, start }),
    });
    return ACCEPTED;
  }

  #end(
    journey: Journey,
    outcome: Outcome,
    { bytes, start }: { readonly bytes: number; readonly start: number },
  ): void {
    const { node, target, pid, cause } = journey;
    const { job } = journey.job;
    const { tell } = this.#options;
    const at = this.#options.now();
    const common = { at, pid, from: node.id, to: target.id };
    this.#moving.delete(job);
    this.#turns.end(journey, outcome.kind === 'moved', at);
    if (outcome.kind === 'moved') {
      this.records.moved(job, at, bytes);
      tell({ type: 'migrated', ...common, bytes, seconds: at - start, cause });
      return;
    }
    const why = outcome.kind === 'unsettled' ? 'another move of it is not over' : outcome.reason;
    const reason = outcome.kind === 'doubt' ? `in doubt: ${why}` : why;
    this.records.refused(job, at, reason);
    tell({ type: 'migration-failed', ...common, reason });
  }
}

/** How long a job has been stopped when its node says so: the node's own clock, before and after. */
function stoodSeconds({ began, now }: Facts): number {
  return Math.max(0, Number(now ?? 0) - Number(began ?? 0));
}

/** The load that a node would have with the job; where it is, it is there already. */
function loadAt(node: LiveNode, here: LiveNode): number {
  return node === here ? node.load.upper : loadWithOneMore(node);
}
