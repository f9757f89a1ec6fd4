import type { Later } from '../base/later.js';
import type { Answer, Command } from '../cluster/facts/command.js';
import type { ClusterEvent, Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Question } from '../cluster/facts/question.js';
import type { ClusterView } from '../cluster/facts/view.js';
import type { Futures } from '../session/futures.js';
import { Pace } from '../session/pace.js';
import type {
  Clockwork,
  ClockworkOptions,
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  Part,
  Past,
  Session,
  SessionInfo,
} from '../session/session.js';
import { CommonPast } from './common-past.js';

/**
 * A session that several command and whose time they share. Of each event it says whose command it
 * was, to its owner only of the others' ones.
 */
export class CommonSession implements Session {
  /** What moves its time; undefined: nothing yet. */
  time: Clockwork | undefined;
  #onFrame: (() => void) | undefined;
  /** Who commands it now. */
  #commander: string | undefined;
  readonly #inner: Session;
  readonly #owner: string | undefined;
  readonly #past: CommonPast | undefined;

  /** @param owner who sees it without being attached; undefined: nobody does */
  constructor(inner: Session, owner?: string) {
    this.#inner = inner;
    this.#owner = owner;
    const { past } = inner;
    this.#past = past && new CommonPast(past);
  }

  get info(): SessionInfo {
    return this.#inner.info;
  }

  get over(): boolean {
    return this.#inner.over;
  }

  get past(): Past | undefined {
    return this.#past;
  }

  get futures(): Futures | undefined {
    return this.#inner.futures;
  }

  view(): ClusterView {
    return this.#inner.view();
  }

  send(command: Command): Later<Answer> {
    return this.sendAs(this.#owner, command);
  }

  sendAs(whose: string | undefined, command: Command): Later<Answer> {
    this.#commander = whose;
    try {
      return this.#inner.send(command, whose === this.#owner ? undefined : whose);
    } finally {
      this.#commander = undefined;
    }
  }

  ask(question: Question): Later<Answer> {
    return this.#inner.ask(question);
  }

  subscribe(observer: Observer, subscription?: Subscription): () => void {
    return this.#inner.subscribe(
      (event) => observer(this.#commander === this.#owner ? event : this.#marked(event)),
      subscription,
    );
  }

  /** As `subscribe`, but the owner's commands are marked as well. */
  follow(observer: Observer, subscription?: Subscription): () => void {
    return this.#inner.subscribe((event) => observer(this.#marked(event)), subscription);
  }

  advance(until: number, part?: Part): boolean {
    return this.#inner.advance(until, part);
  }

  beginTime(options: ClockworkOptions): Clockwork {
    this.#onFrame = options.onFrame;
    this.time = new Pace(this.#inner, options);
    this.time.play();
    return this.time;
  }

  lastDecision(node: NodeId): Later<LastDecision | undefined> {
    return this.#inner.lastDecision(node);
  }

  heard(node: NodeId): Later<readonly HeardLoad[]> {
    return this.#inner.heard(node);
  }

  messages(seconds: number): Later<readonly LoadMessage[]> {
    return this.#inner.messages(seconds);
  }

  explain(pid: number): Later<Explanation | undefined> {
    return this.#inner.explain(pid);
  }

  forecast(pid: number): Later<readonly Forecast[]> {
    return this.#inner.forecast(pid);
  }

  /** Shows what somebody has done while time stands still. */
  refresh(): void {
    if (this.time?.paused) this.#onFrame?.();
  }

  #marked(event: ClusterEvent): ClusterEvent {
    return this.#commander === undefined ? event : { ...event, whose: this.#commander };
  }
}
