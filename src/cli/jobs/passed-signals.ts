import { leave } from '../leave.js';
import { complain } from '../output.js';
import { END_SIGNALS } from '../running/drive.js';
import type { JobNodes } from './job-nodes.js';

/**
 * Ctrl-C is the job's. While nobody knows where that is, it waits; once more ends the following, not
 * the job.
 */
export class PassedSignals {
  #node: number | undefined;
  #waiting: keyof typeof END_SIGNALS | undefined;
  readonly #job: string;
  readonly #nodes: JobNodes;

  constructor(job: string, nodes: JobNodes) {
    this.#job = job;
    this.#nodes = nodes;
    for (const signal of Object.keys(END_SIGNALS) as (keyof typeof END_SIGNALS)[]) {
      process.on(signal, () => this.#take(signal));
    }
  }

  /** @param node where the job is; undefined: it has to be found again */
  passTo(node: number | undefined): void {
    this.#node = node;
    if (node === undefined || this.#waiting === undefined) return;
    this.#send(node, this.#waiting);
    this.#waiting = undefined;
  }

  #take(signal: keyof typeof END_SIGNALS): void {
    if (this.#node !== undefined) {
      this.#send(this.#node, signal);
    } else if (this.#waiting === undefined) {
      this.#waiting = signal;
      complain(`${this.#job} gets ${signal} when it is found; once more leaves it alone`);
    } else {
      this.#nodes.calls.close();
      leave(END_SIGNALS[signal]);
    }
  }

  #send(node: number, signal: keyof typeof END_SIGNALS): void {
    const words = [this.#job, signal.slice('SIG'.length)];
    void this.#nodes.answer({ verb: 'signal', node, words });
  }
}
