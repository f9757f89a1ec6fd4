import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { NodeView, ProcessView, Totals } from '../../cluster/facts/view.js';
import type { Past, Session, SessionInfo } from '../../session/session.js';

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
  /** What has happened since the sample before, oldest first; of many only the last ones. */
  readonly events: readonly ClusterEvent[];
  /** Which of its moments that is; undefined: its past is gone. */
  readonly past?: PastSample | undefined;
  /** Whether its futures can be run ahead. */
  readonly hasFutures?: boolean;
}

export type PastSample = Omit<Past, 'seek' | 'switchTo' | 'begin'>;

export function sampleOf(session: Session, events: readonly ClusterEvent[] = []): Sample {
  const view = session.view();
  return {
    info: session.info,
    now: view.now,
    totals: view.totals,
    nodes: view.nodes(),
    processes: view.processes(),
    over: session.over,
    events,
    past: session.past && pastSampleOf(session.past),
    hasFutures: session.futures !== undefined,
  };
}

function pastSampleOf({ presentSeconds, isPast, branch, branches, memory }: Past): PastSample {
  return { presentSeconds, isPast, branch, branches, memory };
}
