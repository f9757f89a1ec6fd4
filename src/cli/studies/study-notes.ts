import { levelTexts } from '../../lab/study/study.js';
import { workloadWarnings } from '../../lab/workload-warnings.js';
import type { OpenCell, OpenStudy } from './open-study.js';

/** How many cells a note names; the others are counted. */
const NAMED = 3;

/** Where the means of a study mislead, whatever comes out: a sentence each, with the cells that it is of. */
export function studyNotes({
  study,
  cells,
}: Pick<OpenStudy, 'study' | 'cells'>): readonly string[] {
  const found = new Map<string, OpenCell[]>();
  for (const cell of cells) {
    for (const warning of workloadWarnings(cell.scenario)) {
      found.set(warning, [...(found.get(warning) ?? []), cell]);
    }
  }
  return [...found].map(([warning, of]) => {
    if (of.length === cells.length) return warning;
    const names = of.slice(0, NAMED).map(({ levels }) => nameOf(levels, study.factors));
    const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
    return `${names.join('; ')}${more}: ${warning}`;
  });
}

/** By the factors in which cells differ: "rho 0.9, policy none". */
function nameOf(levels: OpenCell['levels'], factors: OpenStudy['study']['factors']): string {
  const varied = Object.entries(levels).filter(([name]) => factors[name]!.length > 1);
  return levelTexts(Object.fromEntries(varied)).join(', ');
}
