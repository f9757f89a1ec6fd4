import { cellLabel } from './cell-names.js';
import { capital, measureOf, type ReportCell, type StudyResults } from './study-results.js';

/** A run with that many times the mean of all says that their mean is not yet known. */
const OUTLIER = 5;

/** Where the figures mislead, a sentence each. */
export function warningsOf({ document, cells }: StudyResults): readonly string[] {
  const where = (found: readonly ReportCell[]) => {
    if (found.length === cells.length) return cells.length === 1 ? '' : ' in all cells';
    const names = found.slice(0, 3).map((cell) => cellLabel(cell, document));
    const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
    return ` in ${names.join('; ')}${more}`;
  };
  const said = (isIt: (cell: ReportCell) => boolean, sentence: (where: string) => string) => {
    const found = cells.filter(isIt);
    return found.length === 0 ? [] : [sentence(where(found))];
  };
  return [
    ...document.notes.map((note) => `${capital(note)}.`),
    ...said(
      ({ state }) => state.rows.length === 1,
      (place) => `There is one sample${place}: it says nothing of how far off it is.`,
    ),
    ...said(
      ({ state }) => state.isReached === false,
      (place) => `The precision that was asked for is not reached${place}.`,
    ),
    ...said(
      ({ state }) => state.rows.some(({ failed }) => failed !== undefined),
      (place) => `Runs failed${place}: they are in no mean.`,
    ),
    ...said(
      some('alive'),
      (place) =>
        `Processes were alive at the end of runs${place}: they are in no mean of processes.`,
    ),
    ...said(
      some('killed'),
      (place) => `Processes were killed${place}: they are in no mean of processes.`,
    ),
    ...document.metrics.flatMap((metric) =>
      said(
        (cell) => hasOutlier(cell, metric),
        (place) =>
          `${capital(measureOf(metric).title)}: one run has more than ${OUTLIER} times the mean of all${place}.`,
      ),
    ),
  ];
}

function some(measure: string): (cell: ReportCell) => boolean {
  return ({ state }) => state.rows.some(({ figures }) => (figures?.[measure] ?? 0) > 0);
}

function hasOutlier({ state }: ReportCell, metric: string): boolean {
  const values = state.rows.flatMap(({ figures }) => figures?.[metric] ?? []);
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return values.length > 1 && mean > 0 && Math.max(...values) > OUTLIER * mean;
}
