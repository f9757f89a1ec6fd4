import { MEASURES, type Measure } from '../measures.js';
import { levelLabel } from '../study/study.js';
import type { DocumentCell, StudyDocument } from './study-results.js';

export function measureOf(metric: string): Pick<Measure, 'key' | 'title' | 'unit'> {
  return (
    MEASURES.find(({ key }) => key === metric) ?? { key: metric, title: metric, unit: 'number' }
  );
}

/** "mean response, s" */
export function measureLabel(metric: string): string {
  const { title, unit } = measureOf(metric);
  return unit === 'seconds' ? `${title}, s` : title;
}

/** "mean response, s", "migrations, a run": as it stands at an axis. */
export function axisLabel(metric: string): string {
  const { title, unit } = measureOf(metric);
  return `${title}${AXIS_UNITS[unit]}`;
}

const AXIS_UNITS: Readonly<Record<Measure['unit'], string>> = {
  seconds: ', s',
  part: ', part of 1',
  count: ', a run',
  load: ', processes per CPU',
  number: '',
};

/** "rho 0.8, jsq": the levels of some factors; policies and information speak for themselves. */
export function levelsLabel(levels: DocumentCell['levels'], factors: readonly string[]): string {
  return factors
    .map((name) => {
      const label = levelLabel(levels[name]);
      return SPEAKING.includes(name) ? label : `${shortName(name)} ${label}`;
    })
    .join(', ');
}

/** The last word of a path: "window" for `openmosix.window`. */
export function shortName(factor: string): string {
  return factor.slice(factor.lastIndexOf('.') + 1);
}

const SPEAKING = ['policy', 'information'];

/** The factors in which cells differ, in the order of the file. */
export function variedFactors({ factors }: Pick<StudyDocument, 'factors'>): readonly string[] {
  return Object.keys(factors).filter((name) => factors[name]!.length > 1);
}

/** What a cell is called in a chart. */
export function cellLabel({ levels }: DocumentCell, document: StudyDocument): string {
  return levelsLabel(levels, variedFactors(document)) || document.study;
}

/** What cells are compared with: "policy none". */
export function baseLabel({ compare = {} }: Pick<StudyDocument, 'compare'>): string {
  return Object.entries(compare)
    .map(([name, level]) => `${name} ${levelLabel(level)}`)
    .join(', ');
}

/** As a sentence or a title begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
