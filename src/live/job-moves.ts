import { ACCEPTED, type Answer, type Command, refused } from '../cluster/facts/command.js';
import type { ClusterEvent, MigrationCause } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ProcessView } from '../cluster/facts/view.js';
import { loadWithOneMore } from './advice.js';
import { jobsIn, type SeenJob } from './job-tree.js';
import type { LiveNode } from './live-node.js';
import { type Caller, LEASE_SECONDS, moveJob, REHEARSE_KB } from './mover.js';
import type { NodeSample } from './sample.js';

export interface JobMovesOptions {
  readonly caller: Caller;
  readonly nodes: readonly LiveNode[];
  readonly now: () => number;
  readonly tell: (event: ClusterEvent) => void;
}

/** Why most processes of real nodes stay where they are. */
export const ONLY_JOBS = 'only jobs started with `mtop-sim live run` can move';

/** Carries out what a user says about where jobs shall run. Accepted means begun. */
export class JobMoves {
  readonly #options: JobMovesOptions;
  /** Jobs that are being moved from here. */
  readonly #moving = new Set<string>();
  readonly #jobs = new WeakMap<NodeSample, ReadonlyMap<number, SeenJob>>();
  #count = 0;

  constructor(options: JobMovesOptions) {
    this.#options = options;
  }

  /** @returns undefined when it is no such command */
  answer(command: Command): Answer | undefined {
    if (command.do === 'expel' || command.do === 'bring') {
      return this.#clear(command.do, command.node);
    }
    if (command.do !== 'migrate') return undefined;
    for (const node of this.#options.nodes) {
      const job = this.#jobsAt(node).get(command.pid - node.pidOffset);
      if (job === undefined) continue;
      const target = this.#targetOf(command.to, node, job);
      return typeof target === 'string'
        ? refused(target)
        : this.#begin({ job, node, target, pid: command.pid, cause: 'user' });
    }
    return refused(ONLY_JOBS);
  }

  /** What a node shows, with the homes of the jobs that have come there. */
  processesOf(node: LiveNode): readonly ProcessView[] {
    const jobs = this.#jobsAt(node);
    if (jobs.size === 0) return node.processes;
    return node.processes.map((view) => {
      const job = jobs.get(view.pid - node.pidOffset);
      const home = job === undefined ? undefined : this.#nodeNamed(job.home);
      return home === undefined || home === node ? view : { ...view, home: home.id };
    });
  }

  #nodeNamed(host: string): LiveNode | undefined {
    return this.#options.nodes.find(({ sample }) => sample?.facts.host === host);
  }

  #jobsAt({ sample }: LiveNode): ReadonlyMap<number, SeenJob> {
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
      for (const [pid, job] of firstOfEach(this.#jobsAt(node))) {
        const isWanted = what === 'expel' ? node === here && job.home !== host : job.home === host;
        if (!isWanted) continue;
        const target = this.#targetOf('home', node, job);
        if (typeof target === 'string') continue;
        const at = { job, node, target, pid: node.pidOffset + pid, cause: what };
        if (this.#begin(at).accepted) begun++;
      }
    }
    if (begun > 0) return ACCEPTED;
    return refused(
      what === 'expel' ? `no job is a guest of node ${id}` : `no job of node ${id} is away`,
    );
  }

  #begin(at: {
    readonly job: SeenJob;
    readonly node: LiveNode;
    readonly target: LiveNode;
    readonly pid: number;
    readonly cause: MigrationCause;
  }): Answer {
    const { caller, tell, now } = this.#options;
    const { job, node, target, pid, cause } = at;
    if (target.silence !== undefined) {
      return refused(`node ${target.id} is out of reach: ${target.silence}`);
    }
    if (this.#moving.has(job.job)) return refused('it is being moved already');
    this.#moving.add(job.job);
    const from = node.id;
    const to = target.id;
    const bytes = job.processes.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
    const start = now();
    const reason = cause === 'user' ? 'as you asked' : cause;
    tell({ type: 'migration-started', at: start, pid, from, to, bytes, cause, reason });
    const plan = {
      job: job.job,
      move: `${caller.seat}-${++this.#count}`,
      source: from,
      target: to,
    };
    moveJob({ ...plan, leaseSeconds: LEASE_SECONDS, rehearseKb: REHEARSE_KB }, caller, {
      done: (outcome) => {
        this.#moving.delete(job.job);
        const common = { at: now(), pid, from, to };
        if (outcome.kind === 'moved') {
          tell({ type: 'migrated', ...common, bytes, seconds: now() - start, cause });
        } else {
          const why =
            outcome.kind === 'unsettled' ? 'another move of it is not over' : outcome.reason;
          const said = outcome.kind === 'doubt' ? `in doubt: ${why}` : why;
          tell({ type: 'migration-failed', ...common, reason: said });
        }
      },
    });
    return ACCEPTED;
  }
}

/** The load that a node would have with the job; where it is, it is there already. */
function loadAt(node: LiveNode, here: LiveNode): number {
  return node === here ? node.load.upper : loadWithOneMore(node);
}

/** Each job once, by the process that stands for it. */
function firstOfEach(jobs: ReadonlyMap<number, SeenJob>): ReadonlyMap<number, SeenJob> {
  const seen = new Map<string, [number, SeenJob]>();
  for (const [pid, job] of jobs) if (!seen.has(job.job)) seen.set(job.job, [pid, job]);
  return new Map(seen.values());
}
