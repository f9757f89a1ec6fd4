import { levelLabel } from '../study/study.js';
import { levelsLabel, variedFactors } from './cell-names.js';
import { MOST_SERIES, SeriesStyles } from './series-style.js';
import type { ReportCell, StudyDocument } from './study-results.js';

/** Which factor of a study stands where in its charts. */
export interface Axes {
  /** Its levels are along an axis; undefined: the study varies nothing. */
  readonly x: string | undefined;
  /** Whether the levels of x are numbers, so that values may be joined by lines. */
  readonly isNumeric: boolean;
  /** Its levels have colours and signs; undefined: one series. */
  readonly series: string | undefined;
  /** What is left: each combination of levels is a panel. */
  readonly others: readonly string[];
}

/**
 * A factor of numbers goes along the axis, the policy or the factor with most levels becomes the series.
 */
export function axesOf({ factors }: Pick<StudyDocument, 'factors'>): Axes {
  const varied = variedFactors({ factors });
  const byLevels = [...varied].sort((a, b) => factors[b]!.length - factors[a]!.length);
  const numeric = byLevels.find(
    (name) => factors[name]!.length > 2 && factors[name]!.every(isNumber),
  );
  const x = numeric ?? byLevels.find((name) => name !== 'policy') ?? byLevels[0];
  const free = byLevels.filter((name) => name !== x && factors[name]!.length <= MOST_SERIES);
  const series = free.includes('policy') ? 'policy' : free[0];
  const others = varied.filter((name) => name !== x && name !== series);
  return { x, isNumeric: numeric !== undefined, series, others };
}

/** Where a cell stands by these axes. */
export function placeOf(
  { levels }: Pick<ReportCell, 'levels'>,
  { x, isNumeric, series, others }: Axes,
) {
  const level = x === undefined ? '' : levels[x];
  return {
    panel: levelsLabel(levels, others),
    series: series === undefined ? '' : levelsLabel(levels, [series]),
    x: isNumeric ? Number(level) : levelLabel(level),
  };
}

function isNumber(level: unknown): boolean {
  return typeof level === 'number' && Number.isFinite(level);
}

/** How cells stand in charts whose axis is something else: in panels, with a series in each. */
export interface CellPlace {
  readonly panel: string;
  readonly series: string;
}

/** Which factor is told apart by colours and signs in such charts; undefined: none. */
function seriesOf(document: Pick<StudyDocument, 'factors'>): string | undefined {
  const { x, series } = axesOf(document);
  if (series !== undefined || x === undefined) return series;
  return document.factors[x]!.length <= MOST_SERIES ? x : undefined;
}

export function cellPlaces(document: Pick<StudyDocument, 'factors'>) {
  const series = seriesOf(document);
  const panels = variedFactors(document).filter((name) => name !== series);
  return {
    ...{ series, panels },
    placeOf: ({ levels }: Pick<ReportCell, 'levels'>): CellPlace => ({
      panel: levelsLabel(levels, panels),
      series: series === undefined ? '' : levelsLabel(levels, [series]),
    }),
  };
}

/** The styles of all charts of a study. */
export function stylesOf(document: Pick<StudyDocument, 'factors'>): SeriesStyles {
  const series = seriesOf(document);
  const levels = series === undefined ? [] : document.factors[series]!;
  return new SeriesStyles(levels.map((level) => levelsLabel({ [series!]: level }, [series!])));
}
