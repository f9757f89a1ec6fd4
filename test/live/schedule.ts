import { type NodeAnswer, reportOf } from '../../src/live/job.js';
import { beginMove, callOf, hear, type MoveCall, type MoveState } from '../../src/live/move.js';
import { type KnownOfJob, recover } from '../../src/live/recovery.js';
import { ALL_FIXES, type Fixes, JobModel } from './job-model.js';

/** How a recovery is made of what is known; a test puts a mistake in between. */
export type Recover = typeof recover;

/** Somebody who moves the job, or recovers it: one call at a time. */
interface Seat {
  next(): MoveCall | undefined;
  hear(answer: NodeAnswer): void;
}

interface Sent {
  readonly call: MoveCall;
  /** Undefined: whoever sent it has given up, or died. */
  seat: Seat | undefined;
  answer: NodeAnswer | undefined;
  times: number;
}

class MoveSeat implements Seat {
  #state: MoveState;

  constructor(move: string, source: number, target: number) {
    const plan = { job: 'job', move, source, target, leaseSeconds: 60 };
    this.#state = beginMove({ ...plan, rehearseKb: move.endsWith('r') ? 0 : 1e9 });
  }

  next(): MoveCall | undefined {
    return callOf(this.#state);
  }

  hear(answer: NodeAnswer): void {
    this.#state = hear(this.#state, answer);
  }
}

/** Asks every node, does what follows, and begins again. */
class RecoverSeat implements Seat {
  settled = false;
  doubt: string | undefined;
  readonly #lost: ReadonlySet<string>;
  readonly #recover: Recover;
  #given = new Set<string>();
  #known: { reports: Map<number, ReturnType<typeof reportOf>>; silent: number[] } = empty();
  #act: MoveCall | undefined;
  #rounds = 0;

  constructor(lost: ReadonlySet<string>, recoverBy: Recover) {
    this.#lost = lost;
    this.#recover = recoverBy;
  }

  next(): MoveCall | undefined {
    if (this.settled || this.doubt !== undefined || this.#rounds > 20) return undefined;
    if (this.#act !== undefined) return this.#act;
    const asked = this.#known.reports.size + this.#known.silent.length;
    return { verb: 'look', node: asked + 1, words: ['job'] };
  }

  hear(answer: NodeAnswer): void {
    if (this.#act !== undefined) {
      this.#act = undefined;
      return;
    }
    const { reports, silent } = this.#known;
    const node = reports.size + silent.length + 1;
    if (answer.kind === 'yes') reports.set(node, reportOf(answer.facts));
    else silent.push(node);
    if (node < 3) return;
    this.#known = empty();
    this.#rounds++;
    const known: KnownOfJob = {
      ...{ job: 'job', reports, silent, given: this.#given, lost: this.#lost },
    };
    const recovery = this.#recover(known);
    if (recovery.kind === 'settled') this.settled = true;
    else if (recovery.kind === 'doubt') this.doubt = recovery.reason;
    else if (recovery.kind === 'act') this.#act = recovery.call;
    this.#given = new Set(this.#given);
    for (const { leaving } of reports.values()) {
      if (leaving?.fate === 'moved') this.#given.add(leaving.move);
    }
  }
}

function empty() {
  return { reports: new Map<number, ReturnType<typeof reportOf>>(), silent: [] as number[] };
}

export interface Variant {
  readonly fixes?: Fixes;
  readonly recoverBy?: Recover;
  /** Nodes that may start again in the middle of it. */
  readonly mayCrash?: boolean;
}

/**
 * Runs a schedule: each number chooses what happens next among what can. Calls are lost, carried out
 * twice, answered late or never; seats die; leases end at any time.
 * @returns what was wrong
 */
export function faultsOf(schedule: readonly number[], variant: Variant): readonly string[] {
  const run = new Schedule(variant);
  for (const choice of schedule) {
    run.step(choice);
    if (run.faults.length > 0) return run.faults;
  }
  run.end();
  return run.faults;
}

class Schedule {
  readonly faults: string[] = [];
  readonly #model: JobModel;
  readonly #recover: Recover;
  readonly #mayCrash: boolean;
  readonly #network: Sent[] = [];
  #moves = 0;
  #recoveries = 0;
  #crashes = 0;

  constructor({ fixes = ALL_FIXES, recoverBy = recover, mayCrash = true }: Variant) {
    this.#model = new JobModel(fixes);
    this.#recover = recoverBy;
    this.#mayCrash = mayCrash;
  }

  step(choice: number): void {
    const actions = this.#actions();
    actions[choice % actions.length]!();
    this.#check();
  }

  /** The network is whole again and somebody recovers; then what was late arrives after all. */
  end(): void {
    for (const sent of this.#network) sent.seat = undefined;
    this.#recoverWholly('at the end');
    for (const sent of [...this.#network]) {
      this.#carryOut(sent);
      this.#check();
    }
    while (this.#model.leases.length > 0) this.#model.expire(this.#model.leases[0]!);
    this.#check();
    this.#recoverWholly('after late calls');
    this.#model.tick();
    this.#check();
  }

  #actions(): (() => void)[] {
    const model = this.#model;
    const actions = [() => model.tick()];
    if (this.#moves < 6) actions.push(() => this.#beginMove());
    if (this.#recoveries < 3) {
      actions.push(() => {
        this.#recoveries++;
        this.#send(new RecoverSeat(new Set(), this.#recover));
      });
    }
    for (const lease of model.leases) actions.push(() => model.expire(lease));
    for (const sent of this.#network) {
      const { seat, answer } = sent;
      if (sent.times < 2) {
        const carry = () => this.#carryOut(sent);
        // What goes well happens more often than what does not.
        actions.push(...(sent.times === 0 && seat !== undefined ? Array(6).fill(carry) : [carry]));
      }
      if (seat === undefined) continue;
      if (answer !== undefined) {
        actions.push(...Array(8).fill(() => this.#answer(sent, seat, answer)));
      }
      const silence: NodeAnswer = { kind: 'silence', reason: 'nothing was heard' };
      actions.push(() => this.#answer(sent, seat, silence));
      actions.push(() => {
        sent.seat = undefined;
      });
    }
    if (this.#mayCrash && this.#crashes < 2) {
      actions.push(() => {
        this.#crashes++;
        model.crash(model.nodes[this.#moves % 3]!);
      });
    }
    return actions;
  }

  /** From where the job is to another node; every second move is rehearsed. */
  #beginMove(): void {
    const number = ++this.#moves;
    const here = this.#model.nodes.find(({ folder }) => folder?.cell !== undefined)?.id ?? 1;
    const there = ((here + (number % 2)) % 3) + 1;
    this.#send(new MoveSeat(`m${number}${number % 2 === 0 ? 'r' : ''}`, here, there));
  }

  #send(seat: Seat): void {
    const call = seat.next();
    if (call !== undefined) this.#network.push({ call, seat, answer: undefined, times: 0 });
  }

  #carryOut(sent: Sent): void {
    sent.times++;
    const answer = this.#model.carryOut(sent.call);
    sent.answer ??= answer;
  }

  #answer(sent: Sent, seat: Seat, answer: NodeAnswer): void {
    sent.seat = undefined;
    if (sent.times > 0 && answer.kind !== 'silence' && this.#network.length > 12) {
      this.#network.splice(this.#network.indexOf(sent), 1);
    }
    seat.hear(answer);
    this.#send(seat);
  }

  #recoverWholly(when: string): void {
    const model = this.#model;
    let lost = new Set<string>();
    for (let attempt = 0; attempt < 2; attempt++) {
      const seat = new RecoverSeat(lost, this.#recover);
      for (let call = seat.next(); call !== undefined; call = seat.next()) {
        seat.hear(model.carryOut(call));
        this.#check();
      }
      if (seat.settled) break;
      // The user gives up what was at nodes that have started again.
      lost = new Set(model.nodes.filter(({ boot }) => boot > 0).map(({ host }) => host));
      if (attempt === 1 || lost.size === 0) this.faults.push(`not settled ${when}: ${seat.doubt}`);
    }
    const running = model.running.length;
    const hasEnded = model.nodes.some(({ folder }) => folder?.exit !== undefined);
    if (running === 0 && !hasEnded && !model.mayBeLost) this.faults.push(`none runs ${when}`);
    const used = model.nodes.filter(({ folder }) => folder !== undefined).length;
    if (used > 1) this.faults.push(`something is left ${when}`);
  }

  #check(): void {
    const { running, output, hasCrashed, nodes, mayBeLost } = this.#model;
    if (running.length > 1) this.faults.push(`${running.length} run`);
    if (!hasCrashed && output.some((line, index) => line !== index)) {
      this.faults.push(`the output is ${output.join(' ')}`);
    }
    const isSomewhere = nodes.some(({ folder }) => {
      if (folder === undefined) return false;
      const { cell, exit, images } = folder;
      return cell !== undefined || exit !== undefined || images !== undefined;
    });
    if (!isSomewhere && !mayBeLost) this.faults.push('neither a copy nor images are left');
  }
}
