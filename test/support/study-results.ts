import type { StudyDocument, StudyResults } from '../../src/lab/report/study-results.js';
import { stateOf } from '../../src/lab/study/progress.js';
import type { RunRow } from '../../src/lab/study/run-row.js';
import type { Level } from '../../src/lab/study/study.js';
import type { Theory } from '../../src/lab/theory.js';

/** A cell of made-up results. */
export interface MadeCell {
  readonly levels: Readonly<Record<string, Level>>;
  /** Of each replication, by measure. */
  readonly runs: readonly Readonly<Record<string, number>>[];
  readonly theory?: Theory;
}

/** Results as `study run` would leave them, of figures that a test chooses. */
export function resultsOf(
  made: readonly MadeCell[],
  changes: Partial<StudyDocument> = {},
): StudyResults {
  const count = made[0]!.runs.length;
  const names = Object.keys(made[0]!.levels);
  const levelsOf = (name: string) => {
    const texts = new Set(made.map(({ levels }) => JSON.stringify(levels[name])));
    return [...texts].map((text) => JSON.parse(text) as Level);
  };
  const document: StudyDocument = {
    ...{ study: 'made up', scenario: 'none', version: '0', node: 'v20', seed: 1, files: [] },
    factors: Object.fromEntries(names.map((name) => [name, levelsOf(name)])),
    metrics: ['meanSlowdown'],
    replications: { from: count, to: count, by: 1, until: undefined },
    window: { warmUp: { kind: 'processes', count: 0 }, watch: undefined },
    slowdown: { yardstick: 'home', boundSeconds: 10 },
    notes: [],
    cells: made.map(({ levels, theory }, index) => ({
      ...{ hash: `hash${index}`, levels },
      ...(theory === undefined ? {} : { theory }),
    })),
    ...changes,
  };
  const cells = document.cells.map((cell, index) => ({
    ...cell,
    state: stateOf(rowsOf(cell.hash, made[index]!.runs), document.replications),
  }));
  return { document, cells };
}

function rowsOf(cell: string, runs: MadeCell['runs']): ReadonlyMap<number, RunRow> {
  return new Map(
    runs.map((figures, replication) => [
      replication,
      { cell, replication, seed: replication, figures },
    ]),
  );
}
