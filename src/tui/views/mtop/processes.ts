import type { ProcessView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Rect, Style } from '../../drawing/frame.js';
import { kept } from '../../drawing/kept.js';
import { fitLine, type Line, onGround, span } from '../../drawing/line.js';
import type { DashboardState } from '../../state.js';
import { viewColumns } from '../layout.js';
import type { CellContext, Column, ColumnId } from './column.js';
import { columnsThatFit } from './columns.js';
import type { SortOrder } from './mtop-state.js';
import { nodesFocused } from './node-cursor.js';
import { nodesSeenFrom } from './perspective.js';

/** The titles of the list; the one it is sorted by is marked with the direction. */
export function listHeaderLine(state: DashboardState): Line {
  const { views, charset, settings } = state;
  const cells = viewColumns(state);
  const { sort } = views.mtop;
  const { columns, lastWidth } = columnsThatFit(cells, settings.columns, state.info.pidCells);
  const titles = columns.flatMap((column, index) => {
    const width = index === columns.length - 1 ? lastWidth : column.width;
    const isSorted = column.id === sort.column;
    return [
      span(index === 0 ? '' : ' ', { ground: 'head' }),
      span(fitText(titleText(column, sort, charset), width, column.align), {
        colour: 'strong',
        ground: isSorted ? 'sorted' : 'head',
        bold: isSorted || column.id === 'node',
      }),
    ];
  });
  return fitLine(titles, cells, { ground: 'head' });
}

/** The rows of the list that are in sight. */
export function listLines(state: DashboardState, area: Rect): readonly Line[] {
  const { charset, settings, sample, views } = state;
  const { standpoint, branches, tagged, scroll, listed, selectedRow } = views.mtop;
  const nodes = nodesByNumber(sample.nodes, standpoint);
  const rowOf = rowsFor(
    ...([area.width, settings.columns, charset, nodes, branches, tagged] as const),
    state.info.pidCells,
  );
  return Array.from({ length: area.height }, (_, row) => {
    const index = scroll + row;
    const line = rowOf(listed[index]);
    const isSelected = index === selectedRow && index < listed.length && !nodesFocused(state);
    return isSelected ? onGround(line, 'selected') : line;
  });
}

const nodesByNumber = kept(nodesSeenFrom);

/** The row of a process, which is drawn once, however often the cursor passes it. */
const rowsFor = kept(
  (
    width: number,
    ids: readonly ColumnId[],
    charset: Charset,
    nodes: CellContext['nodes'],
    branches: CellContext['branches'],
    tagged: CellContext['tagged'],
    pidCells: number | undefined,
  ) => {
    const { columns, lastWidth } = columnsThatFit(width, ids, pidCells);
    const context: CellContext = { charset, nodes, branches, tagged };
    const empty = fitLine([], width);
    const drawn = new Map<ProcessView, Line>();
    return (process: ProcessView | undefined): Line => {
      if (process === undefined) return empty;
      const before = drawn.get(process);
      if (before !== undefined) return before;
      const line = fitLine(processLine(process, columns, lastWidth, context), width);
      drawn.set(process, line);
      return line;
    };
  },
);

/** The column of the list at a cell of its header. */
export function columnAt(cell: number, state: DashboardState): Column | undefined {
  const { columns } = columnsThatFit(
    viewColumns(state),
    state.settings.columns,
    state.info.pidCells,
  );
  let end = 0;
  for (const column of columns) {
    end += column.width + 1;
    if (cell < end) return column;
  }
  return columns.at(-1);
}

function titleText({ id, title, width }: Column, sort: SortOrder, charset: Charset): string {
  const sign = sort.descending ? charset.falling : charset.rising;
  if (id === 'node') return title + (id === sort.column ? sign : ' ');
  return id !== sort.column || title.length >= width ? title : title + sign;
}

function processLine(
  process: ProcessView,
  columns: readonly Column[],
  lastWidth: number,
  context: CellContext,
): Line {
  return columns.flatMap((column, index) => {
    const width = index === columns.length - 1 ? lastWidth : column.width;
    const text = fitText(
      column.text(process, context),
      width,
      column.align,
      context.charset.ellipsis,
    );
    const style = context.tagged.has(process.pid) ? TAGGED : {};
    return [span(index === 0 ? '' : ' '), span(text, { ...style, ...column.style?.(process) })];
  });
}

/** A column's own colour goes before it. */
const TAGGED: Style = { colour: 'key', bold: true };
