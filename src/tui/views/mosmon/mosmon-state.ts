export type Measure = 'load' | 'openmosix' | 'speed' | 'memory' | 'raw' | 'use';

/** What the bars show, and how. */
export interface MosmonState {
  readonly measure: Measure;
  readonly logScale: boolean;
  /** Whether nodes that are no members are shown. */
  readonly dead: boolean;
  readonly totals: boolean;
  /** One cell per node instead of a bar. */
  readonly heat: boolean;
  /** Node at the left edge, counted among those shown. */
  readonly scroll: number;
}

export const INITIAL_MOSMON: MosmonState = {
  measure: 'load',
  logScale: false,
  dead: false,
  totals: true,
  heat: false,
  scroll: 0,
};
