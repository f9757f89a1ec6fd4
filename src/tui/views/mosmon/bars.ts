import type { NodeView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour, Rect } from '../../drawing/frame.js';
import { type Line, type Span, span } from '../../drawing/line.js';
import { scaleTo } from '../../drawing/scale.js';
import { isMember } from '../../past/cluster-figures.js';
import type { MeasureSpec } from './measures.js';

/** What the bars are drawn from. */
export interface BarChart {
  readonly measure: MeasureSpec;
  readonly logScale: boolean;
  /** The nodes shown, all of them. */
  readonly nodes: readonly NodeView[];
  /** Index of the first one in sight. */
  readonly first: number;
  readonly selected: number | undefined;
  readonly charset: Charset;
}

/** Cells of a letter, a label and the axis at the left. */
export const AXIS_CELLS = 9;

/** How many cells a node takes: its id and a space, more where there is room. */
export function cellsPerNode(nodes: readonly NodeView[], width: number): number {
  const id = Math.max(1, ...nodes.map((node) => String(node.id).length));
  const room = Math.floor((width - AXIS_CELLS) / Math.max(1, nodes.length));
  return Math.max(id + 1, Math.min(WIDEST_CELLS, room));
}

/**
 * A bar per node as mosmon drew them: the measure's letters down the left edge, five labels, a
 * base line of dashes and the ids below it.
 */
export function barLines(chart: BarChart, { width, height }: Rect): readonly Line[] {
  const { measure, nodes, first, charset } = chart;
  const cells = cellsPerNode(nodes, width);
  const shown = nodes.slice(first, first + Math.max(1, Math.floor((width - AXIS_CELLS) / cells)));
  const allRows = Math.max(0, height - 2);
  // Quarters of equal height, and above them a row for the value of the highest bar.
  const plotRows =
    allRows > 2 * QUARTERS ? QUARTERS * Math.floor((allRows - 1) / QUARTERS) : allRows;
  const top = topOf(measure, nodes);
  const scale: Scale = { top, rows: plotRows, logScale: chart.logScale };
  const bars = shown.map((node) => barOf(node, measure, scale, charset));
  const spare = Math.max(0, width - AXIS_CELLS - cells * shown.length);
  const markRow =
    measure.reference === undefined
      ? undefined
      : Math.round(partOf(measure.reference, scale) * plotRows);
  const rows = Array.from({ length: allRows }, (_, row): Line => {
    const fromBase = allRows - 1 - row;
    return [
      axisSpan(row, fromBase, scale, measure, charset),
      ...bars.flatMap((bar) => barCells(bar, fromBase, markRow, cells, charset)),
      ...(fromBase === markRow ? [span(charset.barEmpty.repeat(spare), { colour: 'faint' })] : []),
    ];
  });
  const base: Line = [
    span(`${fitText(measure.text(0), AXIS_CELLS - 1, 'right')}${charset.border.down}`, {
      colour: 'dim',
    }),
    span(charset.foot.repeat(Math.max(0, width - AXIS_CELLS)), { colour: 'dim' }),
  ];
  return [...rows, base, idLine(shown, cells, chart)].slice(-height);
}

/** What the top of the scale stands for: the highest value of all nodes, or the next round one. */
export function topOf(measure: MeasureSpec, nodes: readonly NodeView[]): number {
  let top = measure.leastTop;
  for (const node of nodes) top = Math.max(top, measure.total?.(node) ?? measure.value(node));
  return measure.rounded ? QUARTERS * scaleTo(top, QUARTERS).ticks[1]! : top;
}

const WIDEST_CELLS = 16;
const QUARTERS = 4;

interface Scale {
  readonly top: number;
  readonly rows: number;
  readonly logScale: boolean;
}

interface Bar {
  /** Height in rows. */
  readonly filled: number;
  /** Height of what could be used, in rows. */
  readonly total: number;
  readonly style: Span['style'];
  readonly label: string;
  /** Instead of a bar: why there is none. */
  readonly word: string;
}

function barOf(node: NodeView, measure: MeasureSpec, scale: Scale, { name }: Charset): Bar {
  const value = measure.value(node);
  const part = partOf(value, scale);
  const rows = part * scale.rows;
  const total = partOf(measure.total?.(node) ?? 0, scale) * scale.rows;
  return {
    filled: name === 'ascii' ? Math.round(rows) : rows,
    total: Math.round(total),
    style: { colour: isMember(node) ? measure.colour(node) : offColour(node) },
    label: value > 0 ? measure.text(value) : '',
    word: isMember(node) ? '' : node.state === 'down' ? 'DEAD' : 'LEFT',
  };
}

/** A node that has left is nothing wrong; one that has crashed is. */
export function offColour({ state }: NodeView): Colour {
  return state === 'down' ? 'bad' : 'dim';
}

function partOf(value: number, { top, logScale }: Scale): number {
  return logScale ? Math.log1p(value) / Math.log1p(top) : value / top;
}

function valueAt(part: number, { top, logScale }: Scale): number {
  return logScale ? Math.expm1(part * Math.log1p(top)) : part * top;
}

/** The letter, the label and the axis of a row; there are labels at the quarters of the scale. */
function axisSpan(
  row: number,
  fromBase: number,
  scale: Scale,
  measure: MeasureSpec,
  { border }: Charset,
): Span {
  const letter = row % 2 === 0 ? (measure.word[row / 2] ?? ' ') : ' ';
  const quarter = Array.from({ length: QUARTERS }, (_, index) => QUARTERS - index).find(
    (index) => Math.round((scale.rows * index) / QUARTERS) - 1 === fromBase,
  );
  const isTooTight = scale.rows < QUARTERS && quarter !== QUARTERS;
  const value =
    quarter === undefined || isTooTight ? undefined : valueAt(quarter / QUARTERS, scale);
  const label = value === undefined ? '' : measure.text(value);
  return span(`${letter}${fitText(label, AXIS_CELLS - 2, 'right')}${border.down}`, {
    colour: 'dim',
  });
}

/** One row of one node's column: its bar, over it the value where there is room. */
function barCells(
  bar: Bar,
  fromBase: number,
  markRow: number | undefined,
  cells: number,
  charset: Charset,
): Line {
  const wide = Math.max(1, cells - 2);
  const left = cells > 2 ? 1 : 0;
  const gap = (width: number) =>
    span((fromBase === markRow ? charset.barEmpty : ' ').repeat(width), { colour: 'faint' });
  const pad = (text: string, style: Span['style']): Line => [
    gap(left),
    span(text, style),
    gap(cells - left - text.length),
  ];
  if (bar.word !== '') {
    const letter = bar.word[bar.word.length - 1 - fromBase] ?? ' ';
    return pad(fitText(letter, wide), bar.style);
  }
  const level = bar.filled - fromBase;
  if (level > 0) {
    const { levels } = charset;
    const glyph =
      levels[Math.min(levels.length - 1, Math.max(1, Math.round(level * (levels.length - 1))))]!;
    return pad(glyph.repeat(wide), bar.style);
  }
  if (fromBase < bar.total) return pad('+'.repeat(wide), { colour: 'faint' });
  if (fromBase === Math.max(bar.total, Math.ceil(bar.filled)) && bar.label.length < cells) {
    return [span(fitText(` ${bar.label}`, cells), { colour: 'dim' })];
  }
  return [gap(cells)];
}

function idLine(
  shown: readonly NodeView[],
  cells: number,
  { selected, charset, nodes, first }: BarChart,
): Line {
  const more = first + shown.length < nodes.length ? charset.ellipsis : ' ';
  const less = first > 0 ? charset.ellipsis : ' ';
  return [
    span(`${fitText(' Node #', AXIS_CELLS - 1)}${less}`, { colour: 'title' }),
    ...shown.map((node) => {
      const isSelected = node.id === selected;
      const id = String(node.id);
      const left = cells > id.length + 1 ? ' ' : '';
      return span(fitText(left + id, cells - 1) + (node === shown.at(-1) ? more : ' '), {
        colour: isMember(node) ? 'strong' : offColour(node),
        ...(isSelected ? { ground: 'selected' as const } : {}),
        bold: isSelected,
      });
    }),
  ];
}
