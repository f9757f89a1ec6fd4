import type { Rect } from '../drawing/frame.js';
import { kept } from '../drawing/kept.js';
import type { DashboardState } from '../state.js';

/**
 * Where the parts of the screen are. A screen too small for all of them drops, in this order: the
 * chart, nodes (first into columns, then the last ones, then one line of loads for all), the
 * meters but the first, the line of loads, the first meter, the event line, the function bar, the
 * list's header, the title. One row of the process list always stays.
 */
export interface Layout {
  readonly title: number | undefined;
  readonly meters: Rect;
  readonly nodes: NodesArea;
  readonly chart: Rect | undefined;
  readonly listHeader: number | undefined;
  readonly list: Rect;
  readonly event: number | undefined;
  readonly functionBar: number | undefined;
}

/** What a view has of the screen: all but title, event line and function bar. */
export function viewArea(state: DashboardState): Rect {
  const { size } = state;
  const { title, event, functionBar: bar } = layoutOf(state);
  const top = title === undefined ? 0 : 1;
  const width = viewColumns(state);
  return { left: 0, top, width, height: (event ?? bar ?? size.rows) - top };
}

type SideInputs = Pick<DashboardState, 'size' | 'settings' | 'view' | 'views' | 'sample'>;

/** The panel beside the view; undefined: the screen is not wide, or it is not wanted. */
export function sideArea(state: DashboardState): Rect | undefined {
  const width = sideColumns(state);
  if (width === 0) return undefined;
  return { ...viewArea(state), left: viewColumns(state), width };
}

/** Cells of a row that the view has for itself. */
export function viewColumns(state: SideInputs): number {
  return state.size.columns - sideColumns(state);
}

/**
 * The view keeps two thirds, on a very wide screen, whose lists would end in emptiness, a half; what
 * it shows of many nodes at once has the whole width.
 */
function sideColumns(state: SideInputs): number {
  const { size, settings, view, views, sample } = state;
  const { columns, rows } = size;
  const showsAll =
    (view === 'beliefs' && sample.nodes.length > FEW_BELIEVERS) ||
    (view === 'mosmon' && views.mosmon.heat);
  if (!settings.panels.side || showsAll) return 0;
  if (columns < LEAST_WITH_SIDE || rows < LEAST_SIDE_ROWS) return 0;
  const part = columns < LEAST_WITH_TWO_SIDES ? columns / 3 : columns / 2;
  return Math.min(2 * MOST_SIDE_COLUMNS, Math.round(part));
}

/** Of so many the matrix of beliefs needs no more than two thirds. */
const FEW_BELIEVERS = 8;
const LEAST_WITH_SIDE = 180;
const LEAST_SIDE_ROWS = 20;
/** From so many on there are two panels beside each other, else one. */
const LEAST_WITH_TWO_SIDES = 270;
/** The width of one panel, at most. */
export const MOST_SIDE_COLUMNS = 90;

/** table: a header line and rows of nodes in columns; strip: one line of loads. */
export interface NodesArea extends Rect {
  readonly form: 'table' | 'strip' | 'none';
  /** Nodes side by side. */
  readonly across: number;
}

/** Which of the parts that can be left out are wanted. */
export interface Panels {
  readonly meters: boolean;
  readonly nodes: boolean;
  readonly chart: boolean;
  /** What is beside the view on a wide screen. */
  readonly side: boolean;
}

export function layoutOf(state: SideInputs): Layout {
  const { size, settings, sample } = state;
  return layoutFor(viewColumns(state), size.rows, settings.panels, sample.nodes.length);
}

/** One layout for all that ask while a frame is made. */
const layoutFor = kept(layOut);

function layOut(columns: number, rows: number, panels: Panels, nodes: number): Layout {
  let free = rows - 1;
  const take = (wanted: number, keep: number): number => {
    if (free - wanted < keep) return 0;
    free -= wanted;
    return wanted;
  };
  const titleRows = take(1, 0);
  const headerRows = take(1, 0);
  const barRows = take(1, 0);
  const eventRows = take(1, 1);
  const firstMeter = panels.meters ? take(1, 2) : 0;
  const strip = panels.nodes ? take(1, 3) : 0;
  const meterRows = firstMeter + (panels.meters ? take(2, 6) : 0);

  const wide = panels.chart && columns >= WIDE_COLUMNS;
  const table = nodeTable(
    columns,
    panels.nodes ? nodes : 0,
    Math.min(free + strip - 5, Math.ceil(rows * 0.36)),
    wide,
  );
  if (table.height > 0) free += strip - table.height;
  let nodeRows = table.height > 0 ? table.height : strip;
  const spare = MIN_SIDE_CHART_ROWS - meterRows - nodeRows;
  if (table.chartBeside && spare > 0 && rows >= 30) nodeRows += take(spare, 12);
  const beside = table.chartBeside && meterRows + nodeRows >= 7;
  const chartBelow =
    panels.chart && !beside && (table.height > 0 || !panels.nodes) && columns >= 60
      ? take(BELOW_CHART_ROWS, Math.ceil(rows * 0.4))
      : 0;

  const metersTop = titleRows;
  const nodesTop = metersTop + meterRows;
  const headerTop = nodesTop + nodeRows + chartBelow;
  const leftWidth = beside ? besideWidth(columns) : columns;
  const listTop = headerTop + headerRows;
  const listHeight = free + 1;
  return {
    title: titleRows > 0 ? 0 : undefined,
    meters: { left: 0, top: metersTop, width: leftWidth, height: meterRows },
    nodes: {
      left: 0,
      top: nodesTop,
      width: leftWidth,
      height: nodeRows,
      form: nodeRows === 0 ? 'none' : table.height > 0 ? 'table' : 'strip',
      across: table.across,
    },
    chart: beside
      ? {
          left: leftWidth + 1,
          top: metersTop,
          width: columns - leftWidth - 1,
          height: meterRows + nodeRows,
        }
      : chartBelow > 0
        ? { left: 0, top: nodesTop + nodeRows, width: columns, height: chartBelow }
        : undefined,
    listHeader: headerRows > 0 ? headerTop : undefined,
    list: { left: 0, top: listTop, width: columns, height: listHeight },
    event: eventRows > 0 ? listTop + listHeight : undefined,
    functionBar: barRows > 0 ? listTop + listHeight + eventRows : undefined,
  };
}

/** Width of one node's line, with which a second one beside it is worth while. */
export const NODE_COLUMNS = 58;

const WIDE_COLUMNS = 112;
const MIN_SIDE_CHART_ROWS = 9;
const BELOW_CHART_ROWS = 9;
/** A header and two nodes. */
const MIN_TABLE_ROWS = 3;

interface NodeTable {
  readonly height: number;
  readonly across: number;
  readonly chartBeside: boolean;
}

function nodeTable(columns: number, nodes: number, mostRows: number, wide: boolean): NodeTable {
  const most = Math.max(0, mostRows);
  if (most < Math.min(MIN_TABLE_ROWS, nodes + 1) || nodes === 0 || columns < 50) {
    return { height: 0, across: 1, chartBeside: false };
  }
  if (nodes + 1 <= most) return { height: nodes + 1, across: 1, chartBeside: wide };
  const mostAcross = Math.max(1, Math.floor(columns / NODE_COLUMNS));
  const across = Math.min(mostAcross, Math.ceil(nodes / (most - 1)));
  return {
    height: Math.min(most, Math.ceil(nodes / across) + 1),
    across,
    chartBeside: false,
  };
}

function besideWidth(columns: number): number {
  return Math.min(110, Math.max(72, Math.round(columns * 0.58)));
}
