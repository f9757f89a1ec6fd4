import type { Answer, Command } from '../cluster/facts/command.js';
import type { Futures, Way } from '../session/futures.js';
import type { BranchView, Part, Past, Session, Sought, WhichMoment } from '../session/session.js';
import type { SimulatedSession } from '../session/simulated.js';
import { type Branch, Branches, forkOf, ownerOf, viewOf } from './branch.js';
import { CheckpointStore } from './checkpoint-store.js';
import { type Course, courseAlong } from './course.js';
import { digestOf } from './digest.js';
import type { Journal } from './journal.js';
import { compareMoments, type Mark, type Moment, type SentCommand } from './moment.js';
import { packed, unpacked } from './packed.js';
import type { RecordedBranches } from './recording.js';
import { searched } from './search.js';
import { SessionAround } from './session-around.js';
import { WrittenStates } from './written-states.js';

/**
 * A simulated cluster that remembers how it came to where it is: every command with its moment, and
 * its state now and then. So it can be taken to any moment that it has been at, and from there go
 * on as it did, or, after a command, otherwise: then that is a branch, and what was before is kept.
 */
export class RecordedSession extends SessionAround implements Session, Past {
  #journal: Journal | undefined;
  futures: Futures | undefined;
  readonly #branches = new Branches();
  #branch = this.#branches.first;
  /** Commands until now. */
  #commands = 0;
  readonly #written = new WrittenStates();
  readonly #store: CheckpointStore;
  readonly #session: SimulatedSession;

  /** @param session at its beginning; its checkpoints take `mostBytes` at most */
  constructor(session: SimulatedSession, { mostBytes = MOST_BYTES } = {}) {
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
    return this.#branches.views;
  }

  get memory(): Past['memory'] {
    return this.#store.memory;
  }

  /**
   * Where the run first was not as it had been when it was recorded, by another version of the
   * program; undefined: it is the same.
   */
  get divergence(): Moment | undefined {
    return this.#written.divergence;
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
  send(command: Command, whose?: string): Answer {
    if (this.isPast) this.#branchOff();
    const sent = { at: this.moment, command };
    this.#journal?.sent(this.#branch.id, sent, whose);
    this.#branch.commands.push(sent);
    return this.#carryOut(sent);
  }

  advance(until: number, { maxEvents = Infinity, untilOver = false }: Part = {}): boolean {
    const last = this.#session.steps + maxEvents;
    for (;;) {
      if (this.#store.isDue(this.#owner, this.#session.steps)) this.#keepCheckpoint();
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
      if (isDone && goal === next?.at.seconds) this.#pass(next);
      else if (isDone || this.#session.steps >= last) {
        this.#comeFurther();
        return isDone;
      }
    }
  }

  seek(wanted: number): void {
    const seconds = Math.max(0, wanted);
    if (seconds >= this.presentSeconds) this.#goToEnd(this.#branch);
    else {
      this.#keepPresent();
      this.#goBack(seconds, (at) => at.seconds <= seconds);
      this.advance(seconds);
    }
  }

  switchTo(id: number): void {
    const branch = this.#branches.find(id);
    if (branch !== undefined) this.#goToEnd(branch);
  }

  begin({ from, commands = [] }: Way): void {
    const { now } = this.view();
    if (typeof from === 'number') this.seek(from);
    this.#keepPresent();
    this.#branchOff(from === 'before the last command' ? this.lastSent : undefined);
    for (const command of commands) this.send(command);
    this.advance(now);
  }

  find(sought: Sought, which: WhichMoment): Generator<number, number | undefined> {
    this.#keepPresent();
    return searched(this, sought, which);
  }

  /** When the last state before that time was kept. */
  keptBefore(seconds: number): number {
    return this.#store.before(this.#branch, (at) => at.seconds < seconds)?.at.seconds ?? 0;
  }

  rewind(): void {
    this.#goBack(0, ({ seconds, steps }) => seconds === 0 && steps === 0);
  }

  /** The course of the run from where it is, with nothing that was sent later. */
  get course(): Course {
    return { state: packed(this.save()).bytes, before: [], from: this.moment, after: [] };
  }

  /** The course of a branch, of the one that the run is on if none is named. */
  courseFrom(from: Moment | number, branch = this.branch): Course {
    if (branch === this.branch) this.#keepPresent();
    return courseAlong(this.#branches.find(branch)!, from, this.#store);
  }

  /** The moment until which two branches are the same. */
  forkOf(a: number, b: number): Moment {
    return forkOf(this.#branches.find(a)!, this.#branches.find(b)!);
  }

  get lastSent(): Moment | undefined {
    return this.#branch.lastSent(this.#commands);
  }

  /**
   * Takes up a recording: from now on it is this session's past. The session is at its beginning,
   * and its present where the recording ends.
   */
  load(recorded: RecordedBranches): void {
    const { branch, marks } = this.#branches.load(recorded);
    this.#branch = branch;
    this.#written.replace(marks);
    this.#store.forget();
    this.#keepCheckpoint();
  }

  /** Tells the journal where the run is now, and what its state is there. */
  mark({ withDigest }: { readonly withDigest: boolean }): void {
    if (this.isPast) return;
    const digest = withDigest ? digestOf(this.save()) : undefined;
    this.#journal?.marked(this.#branch.id, { at: this.moment, digest });
  }

  /** What comes next on the way that is known: a command, or a state that was written down. */
  get #next(): SentCommand | Mark | undefined {
    const [command, mark] = [this.#branch.commands[this.#commands], this.#written.next];
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
      if (!isThere) this.#written.differsAt(next.at);
      this.#carryOut(next);
    } else {
      this.#written.compare(isThere, () => digestOf(this.save()));
    }
  }

  #carryOut({ command }: SentCommand): Answer {
    this.#commands++;
    const answer = this.#session.send(command);
    this.#comeFurther();
    return answer;
  }

  #comeFurther(): void {
    this.#branch.comeTo(this.moment);
  }

  #goToEnd(branch: Branch): void {
    const isOther = branch !== this.#branch;
    if (isOther) {
      this.#keepPresent();
      this.#branch = branch;
      this.#written.replace([]);
      this.#journal?.switched(branch.id);
    }
    this.#goBackTo(branch.end, isOther);
  }

  #goBackTo(moment: Moment, isOther = false): void {
    this.#goBack(moment.seconds, (at) => compareMoments(at, moment) <= 0, isOther);
    this.#goOnTo(moment);
  }

  /**
   * To a state that was kept before a moment, unless the run is nearer itself; so long before it
   * that the load messages are heard again which a screen shows of it.
   */
  #goBack(seconds: number, isBefore: (at: Moment) => boolean, isOther = false): void {
    const start = Math.max(0, seconds - HEARD_SECONDS);
    const isEarly = (at: Moment) => at.seconds <= start && isBefore(at);
    const { at, bytes } = this.#store.before(this.#branch, isEarly)!;
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

  #branchOff(since = this.moment): void {
    this.#written.replace([]);
    this.#branch = this.#branches.begin(this.#branch, since);
    this.#journal?.branched(viewOf(this.#branch), since);
    if (compareMoments(since, this.moment) < 0) this.#goBackTo(since, true);
    this.#keepCheckpoint();
  }

  /** The branch to which the moment belongs. */
  get #owner(): Branch {
    return ownerOf(this.#branch, this.#session.steps);
  }

  /** So that the way back to the present is short. */
  #keepPresent(): void {
    if (!this.isPast) this.#keepCheckpoint();
  }

  #keepCheckpoint(): void {
    const [state, at] = [this.save(), this.moment];
    this.#store.add(this.#owner, { at, ...packed(state) });
    if (!this.isPast) this.#journal?.marked(this.#branch.id, { at, digest: digestOf(state) });
  }
}

const MOST_BYTES = 64 * 1024 ** 2;
/** How long a load message is seen, at the rates at which one can be. */
const HEARD_SECONDS = 10;
