import type { NodeAnswer } from '../../src/live/job.js';
import type { MoveCall } from '../../src/live/move.js';
import type { Caller } from '../../src/live/mover.js';
import { FakeClock, FakeNode, type FakeProcess } from './fake-node.js';

interface FakeJob {
  readonly name: string;
  /** N# of the node where it runs. */
  node: number;
  /** CPU seconds used there, and where it was before. */
  cpuSeconds: number;
  earlierSeconds: number;
  /** Whether it stands between `dump` and `go`. */
  isStopped: boolean;
  isLocked: boolean;
  /** What its source says to `dump`; undefined: it goes. */
  refusal: string | undefined;
}

/** Nodes of two CPUs each, with jobs that compute, and what moves these from one to another. */
export class FakeJobs implements Caller {
  readonly seat = 'seat';
  readonly clock = new FakeClock();
  readonly links: readonly FakeNode[];
  readonly nodes: readonly number[];
  readonly jobs: FakeJob[] = [];
  /** All calls that were made, oldest first. */
  readonly calls: MoveCall[] = [];
  /** The most moves that one node had to do with at the same time. */
  mostAtOnce = 0;
  /** Calls of moves that are answered within a second. */
  callsPerSecond = 6;
  readonly #waiting: { readonly call: MoveCall; readonly done: (answer: NodeAnswer) => void }[] =
    [];
  readonly #shown: Set<number>[];

  constructor(count: number) {
    this.links = Array.from({ length: count }, (_, index) => new FakeNode(`cm${index + 1}`));
    this.nodes = this.links.map((_, index) => index + 1);
    this.#shown = this.links.map(() => new Set());
  }

  start(name: string, node: number, more: Partial<FakeJob> = {}): void {
    const job = { name, node, cpuSeconds: 0, earlierSeconds: 0, isStopped: false, isLocked: false };
    this.jobs.push({ ...job, refusal: undefined, ...more });
  }

  /** How many jobs each node has, in the order of N#. */
  get spread(): readonly number[] {
    return this.nodes.map((id) => this.jobs.filter(({ node }) => node === id).length);
  }

  /** Lets seconds pass: jobs compute, calls are answered, every node is seen once. */
  pass(seconds: number): void {
    this.clock.pass(seconds, () => {
      for (const job of this.jobs) {
        const beside = this.jobs.filter(({ node, isStopped }) => node === job.node && !isStopped);
        if (!job.isStopped) job.cpuSeconds += Math.min(1, 2 / beside.length);
      }
      for (let answered = 0; answered < this.callsPerSecond; answered++) {
        const waiting = this.#waiting.shift();
        waiting?.done(this.#answer(waiting.call));
      }
      for (const id of this.nodes) this.#show(id);
    });
  }

  carryOut(call: MoveCall, _: number, done: (answer: NodeAnswer) => void): void {
    this.calls.push(call);
    if (call.verb === 'dump') this.#count(call.node);
    if (call.words.length === 1) done(this.#answer(call));
    else this.#waiting.push({ call, done });
  }

  #count(source: number): void {
    const stopped = this.jobs.filter(({ node, isStopped }) => node === source && isStopped);
    this.mostAtOnce = Math.max(this.mostAtOnce, stopped.length + 1);
  }

  #answer({ verb, node, words: [name, ...words] }: MoveCall): NodeAnswer {
    const job = this.jobs.find((one) => one.name === name)!;
    const isHere = job.node === node;
    if (verb === 'dump' && job.refusal !== undefined) return { kind: 'no', reason: job.refusal };
    if (verb === 'dump') job.isStopped = true;
    if (verb === 'lock') job.isLocked = words[0] === 'yes';
    if (verb === 'go') {
      const earlierSeconds = job.earlierSeconds + job.cpuSeconds;
      Object.assign(job, { node, cpuSeconds: 0, earlierSeconds, isStopped: false });
    }
    return {
      kind: 'yes',
      facts: {
        ...{ host: `cm${node}`, boot: '1', states: isHere ? 'R' : '-', kb: '2000' },
        ...{ locked: job.isLocked ? 'yes' : 'no', home: 'cm1' },
        cpu: `3:${Math.round(100 * job.earlierSeconds)},`,
        // As long as a call takes, the job has been stopped when `dump` is answered.
        ...{ began: '100', now: String(100 + 1 / this.callsPerSecond) },
      },
    };
  }

  /** A job is three processes: what holds its cell, its init, and the program. */
  #show(id: number): void {
    const processes = this.jobs.flatMap((job, index): FakeProcess[] => {
      if (job.node !== id) return [];
      const pid = 100 * (index + 1);
      const words = `sh\0mtop-cell\0/dev/shm/mtop-1000/${job.name}\0cm1`;
      const idle = { state: 'S', ticks: 0 };
      return [
        { ...idle, pid, name: 'unshare', commandLine: `unshare\0${words}` },
        { ...idle, pid: pid + 1, parent: pid, name: 'sh', commandLine: words },
        {
          ...{ pid: pid + 2, parent: pid + 1, inner: 3, name: 'awk' },
          ...{ state: job.isStopped ? 'T' : 'R', ticks: Math.round(100 * job.cpuSeconds) },
        },
      ];
    });
    const now = new Set(processes.map(({ pid }) => pid));
    const gone = [...this.#shown[id - 1]!].filter((pid) => !now.has(pid));
    this.#shown[id - 1] = now;
    this.links[id - 1]!.shows(processes, gone);
  }
}
