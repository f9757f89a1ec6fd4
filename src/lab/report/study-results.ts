import { MEASURES, type Measure } from '../measures.js';
import { type Level, levelText, type Study } from '../study/study.js';
import type { ResultCell } from '../study/tables.js';
import type { Theory } from '../theory.js';

/** What the folder of a study says of it: `study.json`. */
export interface StudyDocument
  extends Pick<Study, 'factors' | 'metrics' | 'replications' | 'window' | 'slowdown' | 'scenario'> {
  readonly study: string;
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  readonly seed: number;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly compare?: Study['base'];
  /** Where its means mislead, whatever came out. */
  readonly notes: readonly string[];
  readonly cells: readonly DocumentCell[];
}

export interface DocumentCell {
  readonly hash: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly theory?: Theory;
}

/** A cell with its runs. */
export type ReportCell = ResultCell & Pick<DocumentCell, 'theory'>;

/** All that a report is made of. */
export interface StudyResults {
  readonly document: StudyDocument;
  readonly cells: readonly ReportCell[];
}

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

/** A level as a reader wants to see it: `{ use: power-of-d, d: 3 }` is "power-of-d, d 3". */
export function levelLabel(level: Level): string {
  if (typeof level !== 'object' || level === null || Array.isArray(level)) return levelText(level);
  const parts = Object.entries(level).map(([key, value]) =>
    key === 'use' ? levelText(value) : `${key} ${levelText(value)}`,
  );
  return parts.join(', ');
}

/** "rho 0.8, policy jsq": the levels of some factors of a cell. */
export function levelsLabel(levels: ResultCell['levels'], factors: readonly string[]): string {
  return factors
    .map((name) => {
      const label = levelLabel(levels[name]);
      return name === 'policy' ? label : `${name} ${label}`;
    })
    .join(', ');
}

/** As a sentence or a title begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What cells are compared with: "policy none". */
export function baseLabel({ compare = {} }: Pick<StudyDocument, 'compare'>): string {
  return Object.entries(compare)
    .map(([name, level]) => `${name} ${levelLabel(level)}`)
    .join(', ');
}
