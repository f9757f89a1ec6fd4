import type { Sample } from '../past/sample.js';
import type { DashboardState } from '../state.js';

/** The tours: of the reference cluster for everybody, of what gossip does for those who teach. */
export type TourId = 'first' | 'teachers';

/** Where somebody who is shown around has come to. */
export interface Tour {
  readonly id: TourId;
  readonly step: number;
  /** How the cluster was when the step began. */
  readonly begun: Sample;
  /** Rows of the screen that its words take. */
  readonly rows: number;
}

/** One thing to do, in one sentence; the next step begins when it is done. */
export interface TourStep {
  readonly text: string;
  /** Undefined: it is the last one, which the user ends. */
  done?(state: DashboardState, begun: Sample): boolean;
}

export interface TourPlan {
  readonly id: TourId;
  /** The shipped scenario that it goes through. */
  readonly scenario: string;
  readonly steps: readonly TourStep[];
}
