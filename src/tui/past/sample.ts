import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { NodeView, ProcessView, Totals } from '../../cluster/facts/view.js';
import {
  type PastView,
  pastViewOf,
  type Session,
  type SessionInfo,
} from '../../session/session.js';

/** The cluster at one instant, as the dashboard keeps it between two frames. */
export interface Sample {
  readonly info: SessionInfo;
  readonly now: number;
  readonly totals: Totals;
  /** In the order of N#. */
  readonly nodes: readonly NodeView[];
  /** In the order of their pids. */
  readonly processes: readonly ProcessView[];
  readonly over: boolean;
  /** As the session has it. */
  readonly run?: number | undefined;
  /** What has happened since the sample before, oldest first; of many only the last ones. */
  readonly events: readonly ClusterEvent[];
  /** Which of its moments that is; undefined: its past is gone. */
  readonly past?: PastView | undefined;
  /** How its time goes on; undefined: as the dashboard has set it. */
  readonly time?: TimeSample;
  /** Whether its futures can be run ahead. */
  readonly hasFutures?: boolean;
}

/** Others may change it as well. */
export interface TimeSample {
  readonly paused: boolean;
  /** Virtual seconds per second. */
  readonly rate: number;
}

export function sampleOf(session: Session, events: readonly ClusterEvent[] = []): Sample {
  const view = session.view();
  return {
    info: session.info,
    now: view.now,
    totals: view.totals,
    nodes: view.nodes(),
    processes: view.processes(),
    over: session.over,
    run: session.run,
    events,
    past: session.past && pastViewOf(session.past),
    hasFutures: session.futures !== undefined,
  };
}
