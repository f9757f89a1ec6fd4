import { mean } from '../../base/statistics.js';
import { capital, cellLabel, measureOf } from './cell-names.js';
import type { ReportCell, StudyResults } from './study-results.js';

/** A run with that many times the mean of all says that their mean is not yet known. */
const OUTLIER = 5;

/** Where the figures mislead, a sentence each. */
export function warningsOf(results: StudyResults): readonly string[] {
  const { document, cells } = results;
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
      isNoted('one sample'),
      (place) => `There is one sample${place}: it says nothing of how far off it is.`,
    ),
    ...said(
      isNoted('not reached'),
      (place) => `The precision that was asked for is not reached${place}.`,
    ),
    ...said(
      isNoted('not settled'),
      (place) => `How long the start lasts could not be told (MSER-5)${place}.`,
    ),
    ...said(
      isNoted('the start weighs too much'),
      (place) =>
        `The empty start may weigh more than the intervals say${place}: leave out more processes, or watch more.`,
    ),
    ...said(
      isNoted('neighbouring batches depend on each other'),
      (place) => `Neighbouring batches depend on each other${place}: intervals are too narrow.`,
    ),
    ...said(
      ({ means }) => [...means.values()].some(({ failed }) => failed > 0),
      (place) => `Runs failed${place}: they are in no mean.`,
    ),
    ...said(
      ({ losses }) => losses.alive > 0,
      (place) =>
        `Processes were alive at the end of runs${place}: they are in no mean of processes.`,
    ),
    ...said(
      ({ losses }) => losses.killed > 0,
      (place) => `Processes were killed${place}: they are in no mean of processes.`,
    ),
    ...document.metrics.flatMap((metric) => {
      const values = results.valuesOf(metric);
      return said(
        (cell) => hasOutlier(values.get(cell)!),
        (place) =>
          `${capital(measureOf(metric).title)}: one run has more than ${OUTLIER} times the mean of all${place}.`,
      );
    }),
  ];
}

function isNoted(note: string): (cell: ReportCell) => boolean {
  return ({ means }) => [...means.values()].some((mean) => mean.note === note);
}

function hasOutlier(values: readonly number[]): boolean {
  const centre = mean(values);
  return values.length > 1 && centre > 0 && values.some((value) => value > OUTLIER * centre);
}
