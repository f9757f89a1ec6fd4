import { cellWidth, truncate } from '../drawing/cell-width.js';
import type { Overlay, Size, Style } from '../drawing/frame.js';
import {
  fitLine,
  type Line,
  lineText,
  lineWidth,
  onGround,
  span,
  wrapLine,
} from '../drawing/line.js';
import { clamp } from '../drawing/scale.js';
import type { DashboardState } from '../state.js';
import type { Dialog } from './dialog.js';
import { hintLines } from './dialog-lines.js';
import { dialogContent } from './open-dialog.js';

/** A dialog as it lies on the screen, and where its items are. */
export interface DialogBox extends Overlay {
  readonly width: number;
  /** Screen row of the first item in sight. */
  readonly itemsTop: number;
  readonly firstItem: number;
  readonly itemsInSight: number;
}

export function dialogBox(state: DashboardState, dialog: Dialog): DialogBox {
  const content = dialogContent(state, dialog);
  const { columns } = state.size;
  const rows = roomFor(state.size);
  const all = [...content.intro, ...content.items, content.hints];
  const inner = clamp(Math.max(MIN_CELLS, ...all.map(lineWidth)), 1, Math.max(1, columns - 4));
  const width = Math.min(columns, inner + 4);
  const intro = content.intro.flatMap((line) => wrapLine(line, inner));
  const hints = hintLines(content.hints, inner);
  const frameRows = 2 + intro.length + hints.length;
  const itemsInSight = clamp(content.items.length, 0, Math.max(1, rows - frameRows));
  const lastFirst = Math.max(0, content.items.length - itemsInSight);
  const firstItem = content.marked
    ? clamp(dialog.selected - Math.floor(itemsInSight / 2), 0, lastFirst)
    : clamp(dialog.selected, 0, lastFirst);
  const items = content.items.slice(firstItem, firstItem + itemsInSight).map((item, index) => {
    const isSelected = content.marked && firstItem + index === dialog.selected;
    const line = cut(item, inner, state);
    return isSelected ? onGround(line, 'selected') : line;
  });
  const more = content.items.length - itemsInSight;
  const lines = [...intro, ...items, ...hints].map((line) =>
    sideBorders(fitLine(line, inner), state),
  );
  const boxed = [
    topBorder(content.title, width, state),
    ...lines,
    bottomBorder(
      more > 0 ? `${firstItem + 1}-${firstItem + itemsInSight} of ${content.items.length}` : '',
      width,
      state,
    ),
  ];
  const top = Math.max(0, Math.floor((rows - boxed.length) / 2));
  return {
    left: Math.max(0, Math.floor((columns - width) / 2)),
    top,
    width,
    lines: boxed.slice(0, rows).map((line) => dialogGround(fitLine(line, width))),
    itemsTop: top + 1 + intro.length,
    firstItem,
    itemsInSight,
  };
}

/** A line of so many cells; where it is cut off, that is seen. */
function cut(line: Line, cells: number, { charset }: DashboardState): Line {
  if (lineWidth(line) <= cells) return fitLine(line, cells);
  const text = lineText(line).trimEnd();
  if (cellWidth(text) <= cells) return fitLine(line, cells);
  return [...fitLine(line, cells - 1), span(charset.ellipsis, { colour: 'dim' })];
}

const MIN_CELLS = 30;
const LOWEST_ROWS = 2;

/** Rows for a dialog: where it can, it leaves in sight what has happened, and the keys. */
function roomFor({ rows }: Size): number {
  return rows < 16 ? rows : rows - LOWEST_ROWS;
}

const BORDER: Style = { colour: 'dim' };

function topBorder(title: string, width: number, { charset }: DashboardState): Line {
  const { topLeft, topRight, across } = charset.border;
  const text = truncate(title, Math.max(0, width - 6), charset.ellipsis);
  return [
    span(topLeft + across, BORDER),
    span(` ${text} `, { colour: 'title', bold: true }),
    span(across.repeat(Math.max(0, width - lineWidth([span(text)]) - 5)) + topRight, BORDER),
  ];
}

function bottomBorder(text: string, width: number, { charset }: DashboardState): Line {
  const { bottomLeft, bottomRight, across } = charset.border;
  const label = text === '' || text.length > width - 6 ? '' : ` ${text} `;
  return [
    span(bottomLeft + across.repeat(Math.max(0, width - label.length - 3)), BORDER),
    span(label, { colour: 'dim' }),
    span(across + bottomRight, BORDER),
  ];
}

function sideBorders(line: Line, { charset }: DashboardState): Line {
  const { down } = charset.border;
  return [span(`${down} `, BORDER), ...line, span(` ${down}`, BORDER)];
}

function dialogGround(line: Line): Line {
  return line.map(({ text, style }) =>
    span(text, style.ground === undefined ? { ...style, ground: 'dialog' } : style),
  );
}
