import type { CellStanding, StudyStanding } from '../../lab/report/standing.js';
import { bar } from '../drawing/bar.js';
import { fitText } from '../drawing/cell-width.js';
import type { Charset } from '../drawing/charset.js';
import { type Line, span } from '../drawing/line.js';
import { columnsOf, type StudyColumn } from './study-columns.js';

/** The table of the cells of a study. */
export interface StudyTable {
  readonly head: Line;
  row(cell: CellStanding): Line;
}

/** @param columns cells of a row; undefined: as wide as it needs to be, and without bars */
export function tableOf(
  standing: StudyStanding,
  charset: Charset,
  columns: number | undefined,
): StudyTable {
  const all = columnsOf(standing, charset);
  const shown = columns === undefined ? all : fitted(all, columns - 2 * MARGIN.length);
  const rest = columns === undefined ? 0 : columns - 2 * MARGIN.length - widthOf(shown);
  const barColumns = rest < LEAST_BAR ? 0 : Math.min(MOST_BAR, rest) - GAP.length;
  // The bars stand between the levels and the figures.
  const levels = shown.filter(({ isLevel }) => isLevel).length;
  const margin = span(columns === undefined ? '' : MARGIN);
  const line = (parts: readonly Line[], drawn: Line): Line => {
    const between = parts.map((part, place) => (place === 0 ? part : [span(GAP), ...part]));
    const [before, after] = [between.slice(0, levels).flat(), between.slice(levels).flat()];
    if (drawn.length === 0) return [margin, ...before, ...after];
    const gap = span(GAP);
    if (levels === 0) return [margin, ...drawn, gap, ...after];
    return [margin, ...before, gap, ...drawn, ...after];
  };
  return {
    head: line(
      shown.map(({ title, width, align }) => [
        span(fitText(title, width, align, charset.ellipsis)),
      ]),
      barColumns > 0 ? [span(' '.repeat(barColumns))] : [],
    ),
    row: (cell) =>
      line(
        shown.map(({ text, width, align, colour }) => [
          span(fitText(text(cell), width, align, charset.ellipsis), { colour: colour(cell) }),
        ]),
        bar(cell.made / cell.expected, barColumns, barColour(cell), charset),
      ),
  };
}

/** Between two columns. */
const GAP = '  ';
/** At both ends. */
const MARGIN = ' ';
const LEAST_BAR = 12;
const MOST_BAR = 34;
/** To how few cells a level may be cut. */
const LEAST_LEVEL = 8;

/** The column of least rank goes, then levels are cut, the longest first, then others go, then titles are cut: never figures. */
function fitted(columns: readonly StudyColumn[], room: number): readonly StudyColumn[] {
  let shown = columns;
  for (let isFirst = true; widthOf(shown) > room; isFirst = false) {
    const longest = Math.max(0, ...shown.map((column) => (column.isLevel ? column.width : 0)));
    const least = Math.min(...shown.map(({ rank }) => rank ?? Number.POSITIVE_INFINITY));
    if (longest > LEAST_LEVEL && !(isFirst && Number.isFinite(least))) {
      const cut = shown.find((column) => column.isLevel && column.width === longest)!;
      shown = shown.map((it) => (it === cut ? { ...it, width: it.width - 1 } : it));
    } else if (Number.isFinite(least)) shown = shown.filter(({ rank }) => rank !== least);
    else {
      const [wide] = shown
        .filter(({ width, textWidth, isLevel }) => !isLevel && width > textWidth)
        .toSorted((one, other) => other.width - other.textWidth - one.width + one.textWidth);
      if (wide === undefined) return shown;
      shown = shown.map((it) => (it === wide ? { ...it, width: it.width - 1 } : it));
    }
  }
  return shown;
}

function widthOf(columns: readonly StudyColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP.length * (columns.length - 1));
}

function barColour({ made, wanted, isReached }: CellStanding) {
  if (made < wanted) return 'low';
  return isReached === false ? 'bad' : 'good';
}
