import { type Answer, type Command, refused } from '../cluster/facts/command.js';
import type { ClusterEvent, Observer, Subscription } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Question } from '../cluster/facts/question.js';
import type { ClusterView } from '../cluster/facts/view.js';
import { Observers } from '../cluster/watching/observers.js';
import { SeenCluster } from '../session/seen-cluster.js';
import type {
  Clockwork,
  ClockworkOptions,
  Explanation,
  Forecast,
  HeardLoad,
  LastDecision,
  LoadMessage,
  Past,
  Session,
  SessionInfo,
} from '../session/session.js';
import { AttachedTime } from './attached-time.js';
import { processOf, type Seen } from './wire.js';
import { writtenCommand } from './written-command.js';

/** Who can be asked: a connection to the cluster. */
export interface Asked {
  /** Whether nobody is there any more. */
  readonly isLost: boolean;
  /** @throws UserError */
  request(method: string, params: object): Promise<unknown>;
}

export interface AttachedOptions {
  /** What the cluster calls this client. */
  readonly you: string;
  /** What there was to be seen at first. */
  readonly seen: Seen;
}

/** A cluster that runs elsewhere: what was seen of it last. What it is asked, it answers later. */
export class AttachedSession implements Session {
  /** Is told how many events were not received, because they came faster than they were read. */
  onGap: (count: number) => void = () => {};
  /** Is told why something was not done that has no answer of its own. */
  onRefusal: (reason: string) => void = () => {};
  readonly #observers = new Observers();
  /** What was told before anybody listened; undefined: somebody has. */
  #early: ClusterEvent[] | undefined = [];
  readonly #asked: Asked;
  readonly #you: string;
  readonly #time: AttachedTime;
  #seen: Seen;
  #view: SeenCluster;

  constructor(asked: Asked, { you, seen }: AttachedOptions) {
    this.#asked = asked;
    this.#you = you;
    this.#seen = seen;
    this.#view = viewOf(seen);
    this.#time = new AttachedTime((method, params) => this.#wish(method, params), seen.time);
  }

  get info(): SessionInfo {
    const noPast = 'nothing is kept of the past of this cluster';
    return { noPast, ...this.#seen.info };
  }

  get over(): boolean {
    return this.#seen.over;
  }

  get run(): number {
    return this.#seen.run;
  }

  /** Virtual seconds per second. */
  get rate(): number {
    return this.#time.rate;
  }

  get past(): Past | undefined {
    const { past } = this.#seen;
    if (past === undefined) return undefined;
    const go = (method: string, params: object) => this.#ask<void>(method, params);
    return {
      ...past,
      // Infinity, the newest moment, is null in JSON.
      seek: (seconds) => go('seek', { seconds }),
      switchTo: (branch) => go('branch', { branch }),
      // A way is taken over from futures, and these are run where the cluster is.
      begin: () => this.onRefusal('a branch like that begins where the cluster runs'),
    };
  }

  /** Takes what the cluster tells unasked. */
  take(method: string, params: unknown): void {
    if (method === 'seen') this.#look(params as Seen);
    else if (method === 'events') {
      for (const event of (params as { events: readonly ClusterEvent[] }).events) this.#tell(event);
    } else if (method === 'gap') {
      const { first, next } = params as { first: number; next: number };
      this.onGap(next - first);
    }
  }

  view(): ClusterView {
    return this.#view;
  }

  async send(command: Command): Promise<Answer> {
    return await this.#answer('send', writtenCommand(command));
  }

  async ask({ ask, node, on }: Question): Promise<Answer> {
    const words = node === undefined ? [ask] : [ask, String(node)];
    return await this.#answer('ask', { words, on });
  }

  subscribe(observer: Observer, subscription?: Subscription): () => void {
    const end = this.#observers.add(observer, subscription);
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const event of early) this.#observers.tell(event);
    return end;
  }

  /** Nothing: its time goes on elsewhere. */
  advance(): boolean {
    return true;
  }

  beginTime({ onFrame }: ClockworkOptions): Clockwork {
    this.#time.onFrame = onFrame;
    return this.#time;
  }

  async lastDecision(node: NodeId): Promise<LastDecision | undefined> {
    return (await this.#ask<LastDecision | null>('decision', { node })) ?? undefined;
  }

  heard(node: NodeId): Promise<readonly HeardLoad[]> {
    return this.#ask('heard', { node });
  }

  messages(seconds: number): Promise<readonly LoadMessage[]> {
    return this.#ask('messages', { seconds });
  }

  async explain(pid: number): Promise<Explanation | undefined> {
    return (await this.#ask<Explanation | null>('explain', { pid })) ?? undefined;
  }

  forecast(pid: number): Promise<readonly Forecast[]> {
    return this.#ask('forecast', { pid });
  }

  #look(seen: Seen): void {
    this.#seen = seen;
    this.#view = viewOf(seen);
    this.#time.look(seen.time);
  }

  /** One's own commands need not be marked. */
  #tell(event: ClusterEvent): void {
    const shown = event.whose === this.#you ? { ...event, whose: undefined } : event;
    if (this.#early === undefined) this.#observers.tell(shown);
    else this.#early.push(shown);
  }

  /** @returns as soon as it is done, or refused */
  #wish(method: string, params: object): Promise<unknown> {
    return this.#ask<unknown>(method, params, (resolve, reason) => {
      this.onRefusal(reason);
      resolve(undefined);
    });
  }

  #answer(method: string, params: object): Promise<Answer> {
    return this.#ask<Answer>(method, params, (resolve, reason) => resolve(refused(reason)));
  }

  /**
   * Asks, and waits for the answer; there is none when nobody is there any more: the session ends.
   * @param otherwise what is done about a refusal
   */
  async #ask<T>(
    method: string,
    params: object,
    otherwise = (_: (answer: T) => void, reason: string) => this.onRefusal(reason),
  ): Promise<T> {
    try {
      return (await this.#asked.request(method, params)) as T;
    } catch (error) {
      return await new Promise<T>((resolve) => {
        if (!this.#asked.isLost) otherwise(resolve, (error as Error).message);
      });
    }
  }
}

function viewOf({ now, totals, nodes, processes }: Seen): SeenCluster {
  return new SeenCluster(now, totals, nodes, processes.map(processOf));
}
