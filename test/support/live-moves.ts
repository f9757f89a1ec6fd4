import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { type JobReport, type NodeAnswer, reportOf } from '../../src/live/job.js';
import type { Outcome } from '../../src/live/move.js';
import { type Found, moveJob, recoverJob } from '../../src/live/mover.js';
import { NodeCalls } from '../../src/live/node-calls.js';
import { LiveCluster } from './live-cluster.js';

/** A job and two real nodes. */
export class LiveMoves {
  readonly #path = process.env.PATH;
  readonly cluster = new LiveCluster(2, { LIVE_CPU: '200' });
  readonly calls = this.newCalls();

  newCalls(): NodeCalls {
    return new NodeCalls(
      new Map([
        [1, { host: 'n1' }],
        [2, { host: 'n2' }],
      ]),
    );
  }

  up(): void {
    this.cluster.up();
    process.env.PATH = this.cluster.environment.PATH;
  }

  down(): void {
    // Other files run in the same process.
    process.env.PATH = this.#path;
    this.calls.close();
    this.cluster.down();
  }

  /** What of jobs is on a node. */
  left(node: number): string {
    return this.cluster.on(`n${node}`, 'ls -A /dev/shm');
  }

  ask(node: number, verb: string, ...words: string[]): Promise<NodeAnswer> {
    return new Promise((done) => this.calls.carryOut({ verb, node, words }, 0, done));
  }

  async start(line: string): Promise<void> {
    onTestFinished(async () => {
      for (const node of [1, 2]) await this.ask(node, 'drop', 'job');
    });
    expect(await this.ask(1, 'run', 'job', '0', '/', 'sh', '-c', line)).toMatchObject({
      kind: 'yes',
    });
    await wait(300);
  }

  move(rehearseKb = 1e9): Promise<Outcome> {
    const plan = { job: 'job', move: 'm1', source: 1, target: 2, leaseSeconds: 60, rehearseKb };
    return new Promise((done) => moveJob(plan, this.calls, { done }));
  }

  /** The calls of a move up to one, as a seat that dies then makes them. */
  async moveUntil(last: string, leaseSeconds: number): Promise<void> {
    const into = { verb: 'unpack', node: 2, words: ['job', 'm1'] };
    const steps: Record<string, () => Promise<NodeAnswer>> = {
      room: () => this.ask(2, 'room', 'job', 'm1', 'n1', '1000'),
      dump: async () =>
        this.ask(1, 'dump', 'job', 'm1', String(leaseSeconds), 'n2', await this.boot()),
      copy: () =>
        new Promise((done) => {
          const call = { verb: 'pack', node: 1, words: ['job', 'm1'], into };
          this.calls.carryOut(call, 0, done);
        }),
      restore: () => this.ask(2, 'restore', 'job', 'm1'),
      commit: () => this.ask(1, 'commit', 'job', 'm1'),
    };
    for (const [name, step] of Object.entries(steps)) {
      expect([name, await step()]).toEqual([name, { kind: 'yes', facts: expect.anything() }]);
      if (name === last) return;
    }
  }

  async boot(): Promise<string> {
    const answer = await this.ask(2, 'look', 'job');
    return answer.kind === 'yes' ? answer.facts.boot! : '';
  }

  async look(node: number): Promise<JobReport> {
    const answer = await this.ask(node, 'look', 'job');
    return reportOf(answer.kind === 'yes' ? answer.facts : {});
  }

  recover(): Promise<Found> {
    return new Promise((done) => recoverJob('job', this.calls, { lost: new Set(), done }));
  }

  /** Waits for its end. @returns its exit status and what it has written */
  async end(node: number): Promise<[number | undefined, string]> {
    for (let i = 0; i < 400; i++) {
      const { exit } = await this.look(node);
      const out = '/dev/shm/mtop-54321/job/out';
      if (exit !== undefined)
        return [
          exit,
          `${this.cluster.on(`n${node}`, `cat ${out}`)}
`,
        ];
      await wait(50);
    }
    return [undefined, 'it does not end'];
  }
}
