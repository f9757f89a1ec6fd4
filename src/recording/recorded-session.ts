import type { Answer, Command } from '../cluster/facts/command.js';
import type { BranchView, Futures, Part, Past, Session } from '../session/session.js';
import type { SimulatedSession } from '../session/simulated.js';
import { Branch, lineageOf } from './branch.js';
import { CheckpointStore } from './checkpoint-store.js';
import { digestOf } from './digest.js';
import { compareMoments, type Mark, type Moment, type SentCommand } from './moment.js';
import { packed, unpacked } from './packed.js';
import type { RecordedBranches } from './recording.js';
import { SessionAround } from './session-around.js';

/** Is told what makes a run what it is, as it happens. */
export interface Journal {
  /** Before the command is carried out. */
  sent(branch: number, sent: SentCommand): void;
  branched(branch: BranchView, since: Moment): void;
  switched(branch: number): void;
  marked(branch: number, mark: Mark): void;
}

export interface RecordedOptions {
  /** What checkpoints may take; default: 64 MB. */
  readonly mostBytes?: number;
}

/**
 * A simulated cluster that remembers how it came to where it is: every command with its moment, and
 * its state now and then. So it can be taken to any moment that it has been at, and from there go
 * on as it did, or, after a command, otherwise: then that is a branch, and what was before is kept.
 */
export class RecordedSession extends SessionAround implements Session, Past {
  #journal: Journal | undefined;
  futures: Futures | undefined;
  #branch = new Branch(1);
  readonly #branches: Branch[] = [this.#branch];
  /** Commands until now. */
  #commands = 0;
  /**
   * States that were written down on the way to the present, and have not been compared with this
   * run.
   */
  #unchecked: Mark[] = [];
  #divergence: Moment | undefined;
  readonly #store: CheckpointStore;
  readonly #session: SimulatedSession;

  /** @param session at its beginning */
  constructor(session: SimulatedSession, { mostBytes = MOST_BYTES }: RecordedOptions = {}) {
    super(session);
    this.#session = session;
    this.#store = new CheckpointStore(mostBytes);
    this.#keepCheckpoint();
  }

  get past(): Past {
    return this;
  }

  get over(): boolean {
    return this.#session.over && this.#next === undefined;
  }

  get presentSeconds(): number {
    return this.#branch.end.seconds;
  }

  get isPast(): boolean {
    return compareMoments(this.moment, this.#branch.end) < 0;
  }

  get branch(): number {
    return this.#branch.id;
  }

  get branches(): readonly BranchView[] {
    return this.#branches.map(viewOf);
  }

  get memory(): Past['memory'] {
    const { bytes, mostBytes, count } = this.#store;
    return { bytes, mostBytes, checkpoints: count };
  }

  /**
   * Where the run first was not as it had been when it was recorded, by another version of the
   * program; undefined: it is the same.
   */
  get divergence(): Moment | undefined {
    return this.#divergence;
  }

  /** Where the run is. */
  get moment(): Moment {
    const { simulation, steps } = this.#session;
    return { seconds: simulation.agenda.now, steps, commands: this.#commands };
  }

  /** What is told from now on; undefined: nobody. */
  set journal(journal: Journal | undefined) {
    this.#journal = journal;
  }

  /** In the past it begins a branch: what came after is kept under its old name. */
  send(command: Command): Answer {
    if (this.isPast) this.#branchOff();
    const sent = { at: this.moment, command };
    this.#journal?.sent(this.#branch.id, sent);
    this.#branch.commands.push(sent);
    return this.#carryOut(sent);
  }

  advance(until: number, { maxEvents = Infinity, untilOver = false }: Part = {}): boolean {
    const last = this.#session.steps + maxEvents;
    for (;;) {
      this.#keepDue();
      const next = this.#next;
      if (next !== undefined && next.at.seconds <= until && this.#isAt(next)) {
        this.#pass(next);
        continue;
      }
      const { steps } = this.#session;
      const goal = next === undefined ? until : Math.min(until, next.at.seconds);
      const turn = next !== undefined && next.at.steps > steps ? next.at.steps : last;
      const stop = Math.min(last, this.#store.dueAt(this.#owner), turn);
      const isDone = this.#session.advance(goal, {
        maxEvents: stop - steps,
        untilOver: untilOver && next === undefined,
      });
      if (isDone && goal === next?.at.seconds) {
        this.#pass(next);
      } else if (isDone || this.#session.steps >= last) {
        this.#comeFurther();
        return isDone;
      }
    }
  }

  seek(seconds: number): void {
    if (seconds >= this.presentSeconds) {
      this.#goToEnd(this.#branch);
      return;
    }
    this.#keepPresent();
    this.#goBack((at) => at.seconds <= seconds);
    this.advance(Math.max(seconds, 0));
  }

  switchTo(id: number): void {
    const branch = this.#branches.find((known) => known.id === id);
    if (branch !== undefined) this.#goToEnd(branch);
  }

  /**
   * Takes up a recording: from now on it is this session's past. The session is at its beginning,
   * and its present where the recording ends.
   */
  load({ branches, branch }: RecordedBranches): void {
    this.#branches.length = 0;
    for (const { id, parent, since, commands, end } of branches) {
      const from = parent && {
        parent: this.#branches.find((known) => known.id === parent)!,
        since,
      };
      const made = new Branch(id, from || undefined);
      made.commands.push(...commands);
      made.end = end;
      this.#branches.push(made);
    }
    this.#branch = this.#branches.find(({ id }) => id === branch)!;
    const ids = lineageOf(this.#branch).map(({ id }) => id);
    this.#unchecked = ids.flatMap((id, index) => {
      const fork = lineageOf(this.#branch)[index + 1]?.since;
      const { marks } = branches.find((known) => known.id === id)!;
      return marks.filter(({ at }) => fork === undefined || compareMoments(at, fork) <= 0);
    });
    this.#store.forget();
    this.#keepCheckpoint();
  }

  /** Tells the journal what the state is now. */
  mark(): void {
    if (this.isPast) return;
    this.#journal?.marked(this.#branch.id, { at: this.moment, digest: digestOf(this.save()) });
  }

  /** What comes next on the way that is known: a command, or a state that was written down. */
  get #next(): SentCommand | Mark | undefined {
    const command = this.#branch.commands[this.#commands];
    const mark = this.#unchecked[0];
    if (command === undefined || mark === undefined) return command ?? mark;
    return compareMoments(mark.at, command.at) <= 0 ? mark : command;
  }

  /** Whether it is the turn of that. */
  #isAt({ at }: SentCommand | Mark): boolean {
    return this.#session.steps >= at.steps && this.moment.seconds >= at.seconds;
  }

  /**
   * Another version of the program may come to the time of a command in fewer or more steps: then
   * it is carried out as near as can be.
   */
  #pass(next: SentCommand | Mark): void {
    const isThere = compareMoments(this.moment, next.at) === 0;
    if ('command' in next) {
      if (!isThere) this.#divergence ??= next.at;
      this.#carryOut(next);
    } else {
      this.#unchecked.shift();
      if (!isThere || next.digest !== digestOf(this.save())) this.#divergence ??= next.at;
    }
  }

  #carryOut({ command }: SentCommand): Answer {
    this.#commands++;
    const answer = this.#session.send(command);
    this.#comeFurther();
    return answer;
  }

  #comeFurther(): void {
    if (!this.isPast) this.#branch.end = this.moment;
  }

  #goToEnd(branch: Branch): void {
    const isOther = branch !== this.#branch;
    if (isOther) {
      this.#keepPresent();
      this.#branch = branch;
      this.#unchecked = [];
      this.#journal?.switched(branch.id);
    }
    this.#goBack((at) => compareMoments(at, branch.end) <= 0, isOther);
    this.#goOnTo(branch.end);
  }

  /** To the last state that was kept before a moment, unless the run is nearer itself. */
  #goBack(isBefore: (at: Moment) => boolean, isOther = false): void {
    const { at, bytes } = this.#store.before(this.#branch, isBefore)!;
    const isNearer = !isOther && isBefore(this.moment) && compareMoments(this.moment, at) >= 0;
    if (isNearer) return;
    this.#session.restore(unpacked(bytes));
    this.#commands = at.commands;
  }

  #goOnTo(moment: Moment): void {
    while (compareMoments(this.moment, moment) < 0) {
      const { steps } = this.#session;
      this.advance(moment.seconds, { maxEvents: moment.steps - steps });
    }
  }

  #branchOff(): void {
    const since = this.moment;
    const id = this.#branches.length + 1;
    this.#unchecked = [];
    this.#branch = new Branch(id, { parent: this.#branch, since });
    this.#branches.push(this.#branch);
    this.#journal?.branched(viewOf(this.#branch), since);
    this.#keepCheckpoint();
  }

  /** The branch, of this one and its forebears, to which the moment belongs. */
  get #owner(): Branch {
    const { steps } = this.#session;
    let owner = this.#branch;
    while (owner.parent !== undefined && steps < owner.since.steps) owner = owner.parent;
    return owner;
  }

  #keepDue(): void {
    if (this.#store.isDue(this.#owner, this.#session.steps)) this.#keepCheckpoint();
  }

  /** So that the way back to the present is short. */
  #keepPresent(): void {
    if (!this.isPast) this.#keepCheckpoint();
  }

  #keepCheckpoint(): void {
    const state = this.save();
    const at = this.moment;
    this.#store.add(this.#owner, { at, bytes: packed(state) });
    if (!this.isPast) this.#journal?.marked(this.#branch.id, { at, digest: digestOf(state) });
  }
}

const MOST_BYTES = 64 * 1024 ** 2;

function viewOf({ id, parent, since, end, first }: Branch): BranchView {
  return {
    id,
    parent: parent?.id,
    sinceSeconds: since.seconds,
    endSeconds: end.seconds,
    first: first?.command,
  };
}
