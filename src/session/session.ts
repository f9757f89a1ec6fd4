import type { Answer, Command } from '../cluster/command.js';
import type { Observer } from '../cluster/event.js';
import type { NodeId } from '../cluster/node-spec.js';
import type { ClusterView } from '../cluster/view.js';

/** What a node decided last: a policy's decision with its place and time. */
export interface LastDecision {
  readonly at: number;
  readonly node: NodeId;
  readonly move: number | undefined;
  readonly to: NodeId | undefined;
  readonly reason: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a process would get at a node: the forecast behind the migrate dialog. */
export interface Forecast {
  readonly node: NodeId;
  /** Upper load of the node now. */
  readonly load: number;
  /** Share of one standard CPU (work seconds per second) the process would get there. */
  readonly rate: number;
  /** Why it cannot go there; undefined: it can. */
  readonly refusal: string | undefined;
}

/** What the run is, for the header. */
export interface SessionInfo {
  readonly scenario: string;
  readonly about: string;
  readonly policy: string;
  readonly information: string;
  readonly seed: number;
}

/**
 * The waist of the program: a running cluster behind one interface. Screen, headless run,
 * recordings and real nodes meet here. Virtual time moves only by `advance` and `step`.
 */
export interface Session {
  readonly info: SessionInfo;
  /** Whether nothing can happen any more: no process is alive and none will arrive. */
  readonly over: boolean;
  view(): ClusterView;
  send(command: Command): Answer;
  /** @returns a function that ends the subscription */
  subscribe(observer: Observer): () => void;
  /**
   * Lets virtual time go on to `until` (seconds), or less when `maxEvents` events have happened
   * before that, or, with `untilOver`, when nothing can happen any more.
   * @returns whether there is nothing left to do before `until`
   */
  advance(until: number, maxEvents?: number, untilOver?: boolean): boolean;
  lastDecision(node: NodeId): LastDecision | undefined;
  /** One forecast per node, in the order of N#. */
  forecast(pid: number): readonly Forecast[];
}
