import { mean } from '../../base/statistics.js';
import type { ClusterEvent, EventType } from '../../cluster/facts/event.js';
import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import type { FutureFigures, FuturePoint, Outlook } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import { clusterFigures } from '../../tui/past/cluster-figures.js';

const WATCHED: readonly EventType[] = ['completed', 'killed', 'node-crashed'];

/** What a future is asked about. */
type Asked = Pick<Outlook, 'pid' | 'fate' | 'fateSinceSeconds'>;

/** Counts what becomes of a run from where it is, and sees when what was asked about happens. */
export class FutureWatch {
  /** Whether what was asked about has happened. */
  isOver = false;
  #end: FutureFigures['end'];
  #fatedAt: number | undefined;
  #completedOfNow = 0;
  readonly #slowdowns: number[] = [];
  readonly #slowdownsOfNow: number[] = [];
  readonly #responses: number[] = [];
  #makespan: number | null = null;
  readonly #session: SimulatedSession;
  readonly #asked: Asked;
  readonly #speeds: ReadonlyMap<number, number>;
  /** Those that are alive where it begins. */
  readonly #alive: Set<number>;
  readonly #totals: ReturnType<SimulatedSession['view']>['totals'];
  readonly #unsubscribe: () => void;

  constructor(session: SimulatedSession, asked: Asked = {}) {
    this.#session = session;
    this.#asked = asked;
    this.#speeds = new Map(session.nodes.map(({ id, speed }) => [id, speed]));
    const view = session.view();
    this.#alive = new Set(view.processes().map(({ pid }) => pid));
    this.#totals = { ...view.totals };
    const options = { types: WATCHED, transient: true };
    this.#unsubscribe = session.subscribe((event) => this.#see(event), options);
  }

  /** Nothing is counted any more. */
  end(): void {
    this.#unsubscribe();
  }

  /** The run as it is now. */
  point(): FuturePoint {
    const view = this.#session.view();
    const { meanLoad, highestLoad, balance } = clusterFigures(view.nodes());
    const { fate } = this.#asked;
    if (fate?.what === 'load' && highestLoad >= fate.least) this.#fulfil(view.now);
    return {
      at: view.now,
      load: meanLoad,
      balance,
      completed: view.totals.completed - this.#totals.completed,
      migrations: view.totals.migrations - this.#totals.migrations,
      meanSlowdown: meanOf(this.#slowdowns),
    };
  }

  figures(): FutureFigures {
    const { totals } = this.#session.view();
    return {
      completed: totals.completed - this.#totals.completed,
      completedOfNow: this.#completedOfNow,
      meanSlowdown: meanOf(this.#slowdowns),
      meanSlowdownOfNow: meanOf(this.#slowdownsOfNow),
      meanResponse: meanOf(this.#responses),
      migrations: totals.migrations - this.#totals.migrations,
      killed: totals.killed - this.#totals.killed,
      makespan: this.#makespan,
      end: this.#end,
      fatedAt: this.#fatedAt,
    };
  }

  #see(event: ClusterEvent): void {
    if (event.type === 'completed') this.#complete(event);
    else if (event.type === 'killed') this.#kill(event);
    else if (event.type === 'node-crashed') this.#crash(event);
  }

  #complete(event: ClusterEvent & { type: 'completed' }): void {
    const { at, pid, home, arrivalSeconds, workSeconds } = event;
    const response = at - arrivalSeconds;
    const alone = (workSeconds * STANDARD_SPEED) / (this.#speeds.get(home) ?? STANDARD_SPEED);
    const isOfNow = this.#alive.delete(pid);
    if (isOfNow) this.#completedOfNow++;
    this.#responses.push(response);
    if (alone > 0) {
      this.#slowdowns.push(response / alone);
      if (isOfNow) this.#slowdownsOfNow.push(response / alone);
    }
    this.#makespan = at;
    if (pid === this.#asked.pid) this.#finish({ at, killed: false });
  }

  #kill({ at, pid, cause }: ClusterEvent & { type: 'killed' }): void {
    const { fate } = this.#asked;
    if (fate?.what === 'killed' && fate.cause === cause) this.#fulfil(at);
    if (pid === this.#asked.pid) this.#finish({ at, killed: true });
  }

  #crash({ at, node }: ClusterEvent & { type: 'node-crashed' }): void {
    const { fate } = this.#asked;
    if (fate?.what === 'crashed' && fate.node === node) this.#fulfil(at);
  }

  /** What was asked about happens. */
  #fulfil(at: number): void {
    if (at < (this.#asked.fateSinceSeconds ?? 0)) return;
    this.#fatedAt ??= at;
    this.isOver = true;
  }

  #finish(end: FutureFigures['end']): void {
    this.#end ??= end;
    this.isOver = true;
  }
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
