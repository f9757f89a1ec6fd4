import type { Scenario } from '../../scenario/scenario.js';
import type { Measuring } from '../running/replications.js';

/** What a thread that runs cells is told once. */
export interface StudyOrders {
  readonly cells: readonly { readonly hash: string; readonly scenario: Scenario }[];
  readonly measuring: Measuring;
}

/** A run to be made. */
export interface StudyRun {
  /** Place of its cell. */
  readonly cell: number;
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
