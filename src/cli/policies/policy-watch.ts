import type { EventEmitter } from 'node:events';
import { closeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { formatRoughly } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import type { PolicyWatch } from '../../scheduler/deciding/guarded-policy.js';
import {
  lineIn,
  locationOf,
  type PolicySource,
  stackOf,
} from '../../scheduler/deciding/policy-fault.js';
import { complain } from '../output.js';
import { CALLS, DOING, DOINGS, type WatchdogOrders } from './watchdog-orders.js';

/**
 * Makes sure that a user's policy returns. While it runs nothing else does on this thread, so
 * another one watches (`policy-watchdog.ts`): a call costs two counts in memory that both share.
 * A policy that has not returned within the limit is interrupted through the debugger, and the
 * program ends itself, with a sentence, as after any error.
 */
export class OwnPolicyWatch implements PolicyWatch {
  readonly #shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #source: PolicySource;
  readonly #limitSeconds: number;
  #isOver = false;

  /** @param limitSeconds Infinity: none, and no other thread */
  constructor(source: PolicySource, limitSeconds: number) {
    this.#source = source;
    this.#limitSeconds = limitSeconds;
    process.on('exit', () => this.#onExit());
    if (limitSeconds === Number.POSITIVE_INFINITY) return;
    const globals = globalThis as Record<symbol, unknown>;
    globals[OVERDUE] = (line: number | undefined) => this.#onOverdue(line);
    const workerData: WatchdogOrders = {
      shared: this.#shared,
      limitSeconds,
      url: source.url,
      call: `globalThis[Symbol.for(${JSON.stringify(OVERDUE.description)})]`,
      sentences: DOINGS.map((doing) => this.#overdue(doing, undefined)),
    };
    const worker = new Worker(new URL('./policy-watchdog.js', import.meta.url), { workerData });
    worker.unref();
  }

  enter(doing: Doing): void {
    Atomics.store(this.#shared, DOING, DOINGS.indexOf(doing));
    Atomics.add(this.#shared, CALLS, 1);
  }

  leave(): void {
    Atomics.add(this.#shared, CALLS, 1);
  }

  get #doing(): Doing {
    return DOINGS[Atomics.load(this.#shared, DOING)]!;
  }

  /** The policy is interrupted in the middle: this is the last that this thread does. */
  #onOverdue(line: number | undefined): void {
    this.#isOver = true;
    const error = new UserError(this.#overdue(this.#doing, line), this.#exitCode);
    process.once('exit', () => {
      // Node would say that it waits for its debugger, which is the other thread.
      closeSync(process.stderr.fd);
    });
    (process as EventEmitter).emit('uncaughtException', error);
  }

  #overdue(doing: Doing, line: number | undefined): string {
    const limit = formatRoughly(this.#limitSeconds);
    const what = doing === 'load' ? ' cannot be loaded: it takes' : `: ${doing} takes`;
    return `policy ${locationOf(this.#source, line)}${what} longer than ${limit} (--policy-timeout)`;
  }

  /** The program is ending. A policy must not end it, and has done so if it is on the stack. */
  #onExit(): void {
    if (this.#isOver) return;
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    const line = lineIn(stackOf(new Error()), this.#source.url);
    if (line === undefined) return;
    const place = locationOf(this.#source, line);
    complain(`policy ${place} has ended the program: it must not call process.exit`);
    process.exitCode = this.#exitCode;
  }

  /** A module that cannot be loaded is bad input; later the run has failed. */
  get #exitCode(): 1 | 2 {
    return this.#doing === 'load' ? 2 : 1;
  }
}

type Doing = (typeof DOINGS)[number];

const OVERDUE = Symbol.for('mtop-sim: a policy is overdue');
