import type { Results } from '../study/tables.js';
import {
  levelsLabel,
  type ReportCell,
  type StudyDocument,
  type StudyResults,
} from './study-results.js';

/** The factors in which cells differ, in the order of the file. */
export function variedFactors({ factors }: Pick<StudyDocument, 'factors'>): readonly string[] {
  return Object.keys(factors).filter((name) => factors[name]!.length > 1);
}

/** What a cell is called in a chart. */
export function cellLabel({ levels }: ReportCell, document: StudyDocument): string {
  return levelsLabel(levels, variedFactors(document)) || document.study;
}

/** As the tables of a study want it. */
export function resultsOf({ document, cells }: StudyResults): Results {
  const { factors, metrics, replications, compare: base } = document;
  return { study: { factors, metrics, replications, base }, cells };
}
