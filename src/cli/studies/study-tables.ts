import { SlowdownSums } from '../../lab/slowdown-sums.js';
import { memoryProcesses, startBias as startBiasOf } from '../../lab/start-bias.js';
import { csvLine } from '../../lab/study/csv.js';
import type { RunRow } from '../../lab/study/run-row.js';
import { cellTable } from '../../lab/study/tables/cell-table.js';
import { classTable } from '../../lab/study/tables/class-table.js';
import { contrastTable } from '../../lab/study/tables/contrast-table.js';
import { gainTable } from '../../lab/study/tables/gain-table.js';
import { runTable } from '../../lab/study/tables/run-table.js';
import { sampleTable } from '../../lab/study/tables/sample-table.js';
import { loadTable, pilotTable, stayTable } from '../../lab/study/tables/series-table.js';
import type { ResultCell, Results, Table, TableName } from '../../lab/study/tables/table.js';
import { meanPilot } from '../../lab/study/truncations.js';
import { theoryOf } from '../../lab/theory.js';
import type { LoadsOverTime } from '../../metrics/load-series.js';
import type { StaysOverTime } from '../../metrics/stays.js';
import type { OpenStudy } from './open-study.js';
import type { StudyRuns } from './study-runs.js';

/** The tables that a study has, of the runs that count. */
export function tablesOf(open: OpenStudy, runs: StudyRuns): ReadonlyMap<TableName, Table> {
  const { study } = open;
  const results = resultsOf(open, runs);
  const tables = new Map<TableName, Table>([
    ['runs', runTable(results)],
    ...(Object.entries(summariesOf(open, runs)) as [TableName, Table][]),
  ]);
  if (study.hasSamples || study.seriesSeconds !== undefined) {
    const { slowdowns, loads, stays } = detailsOf(results, runs);
    if (study.hasSamples) tables.set('slowdowns', sampleTable(results, slowdowns));
    if (study.seriesSeconds !== undefined) {
      tables.set('loads', loadTable(results, loads));
      tables.set('stays', stayTable(results, stays));
    }
  }
  if (study.isTruncated) {
    const means = results.cells.map((cell, index) => {
      const { pilots } = runs.cells[index]!;
      return [cell, Array.from((pilots && meanPilot(pilots)) ?? [])] as const;
    });
    tables.set('pilots', pilotTable(results, new Map(means)));
  }
  return tables;
}

/** The tables of cells, of what is in memory of their runs. */
export function summariesOf(open: OpenStudy, runs: StudyRuns) {
  const { by, bounds } = open.study;
  const results = resultsOf(open, runs);
  return {
    cells: cellTable(results),
    contrasts: contrastTable(results),
    ...(by.length > 0 && { classes: classTable(results) }),
    ...(bounds.length > 0 && { gains: gainTable(results) }),
  };
}

/** Line by line, since a million of them are no text. */
export function* csvLinesOf(table: Table): Iterable<string> {
  for (const row of table) yield csvLine(row);
}

function resultsOf({ study, cells }: OpenStudy, { cells: inRun }: StudyRuns): Results {
  return {
    study,
    cells: cells.map(({ hash, levels, scenario }, cell) => {
      const { runs, state, truncation, window } = inRun[cell]!;
      const startBias = startBiasOf(window, memoryProcesses(scenario));
      return { hash, levels, runs, state, truncation, startBias, theory: theoryOf(scenario) };
    }),
  };
}

/** What stands in the lines of the runs only. */
function detailsOf({ cells }: Results, runs: StudyRuns) {
  const slowdowns = new Map(cells.map((cell) => [cell, new SlowdownSums()]));
  const loads = new Map<ResultCell, LoadsOverTime>();
  const stays = new Map<ResultCell, StaysOverTime>();
  for (const run of runs.made()) {
    const row = JSON.parse(runs.line(run).toString()) as RunRow;
    const cell = cells[run.cell]!;
    if (row.slowdowns !== undefined) slowdowns.get(cell)!.add(row.slowdowns);
    if (row.loads !== undefined) loads.set(cell, row.loads);
    if (row.stays !== undefined) stays.set(cell, row.stays);
  }
  runs.close();
  return { slowdowns, loads, stays };
}
