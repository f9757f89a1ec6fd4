import type { Study } from '../../lab/study/study.js';
import type { Window } from '../../metrics/window.js';
import type { Scenario } from '../../scenario/scenario.js';

/** What a thread that runs cells is told once. */
export interface StudyOrders {
  /** Of the cells. */
  readonly scenarios: readonly Scenario[];
  readonly study: Study;
}

/** A run to be made. */
export interface StudyRun {
  /** Place of its cell. */
  readonly cell: number;
  /** What its row is found by: all that it depends on, but the seed. */
  readonly key: string;
  readonly window: Window;
  /** Only from which the warm-up is found. */
  readonly isPilot: boolean;
  readonly replication: number;
  readonly seed: number;
}

/** What came of it. */
export interface StudyRunDone extends StudyRun {
  readonly line: string;
  readonly failed: string | undefined;
  /** Of the wall clock. */
  readonly seconds: number;
}
