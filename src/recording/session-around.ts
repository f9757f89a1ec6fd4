import type { Answer } from '../cluster/facts/command.js';
import type { Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId, NodeSpec } from '../cluster/facts/node-spec.js';
import type { Question } from '../cluster/facts/question.js';
import type { ClusterView } from '../cluster/facts/view.js';
import type { Saved } from '../kernel/archive.js';
import type {
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  SessionInfo,
} from '../session/session.js';
import type { SimulatedSession } from '../session/simulated.js';

/** What a session around a simulated one leaves to that. */
export abstract class SessionAround {
  readonly #inner: SimulatedSession;

  constructor(inner: SimulatedSession) {
    this.#inner = inner;
  }

  get info(): SessionInfo {
    return this.#inner.info;
  }

  /** What the nodes are made of. */
  get nodes(): readonly NodeSpec[] {
    return this.#inner.nodes;
  }

  /** What the workload has to say. */
  get notes(): readonly string[] {
    return this.#inner.notes;
  }

  view(): ClusterView {
    return this.#inner.view();
  }

  ask(question: Question): Answer {
    return this.#inner.ask(question);
  }

  /** Observers are also told what happens again on the way to a moment of the past. */
  subscribe(observer: Observer, subscription?: Subscription): () => void {
    return this.#inner.subscribe(observer, subscription);
  }

  lastDecision(node: NodeId): LastDecision | undefined {
    return this.#inner.lastDecision(node);
  }

  heard(node: NodeId): readonly HeardLoad[] {
    return this.#inner.heard(node);
  }

  messages(seconds: number): readonly LoadMessage[] {
    return this.#inner.messages(seconds);
  }

  explain(pid: number): Explanation | undefined {
    return this.#inner.explain(pid);
  }

  forecast(pid: number): readonly Forecast[] {
    return this.#inner.forecast(pid);
  }

  save(): Saved {
    return this.#inner.save();
  }
}
