import { dialogBox } from '../dialogs/dialog-box.js';
import type { Frame, Overlay, Rect } from '../drawing/frame.js';
import { fitLine, type Line } from '../drawing/line.js';
import { suggestionsBox } from '../prompt/suggestions.js';
import type { DashboardState } from '../state.js';
import { tourLines } from '../tour/tour-lines.js';
import { eventLine } from './event-line.js';
import { functionBar } from './function-bar.js';
import { layoutOf, sideArea, viewArea } from './layout.js';
import { viewOf } from './registry.js';
import { sideLines } from './side-panel.js';
import { titleLine } from './title.js';

/** The whole screen. */
export function screenFrame(state: DashboardState): Frame {
  const { columns, rows } = state.size;
  const { title, event, functionBar: bar } = layoutOf(state);
  const lines: Line[] = Array.from({ length: rows }, () => []);
  const put = (top: number | undefined, block: readonly Line[]) => {
    if (top !== undefined) lines.splice(top, block.length, ...block);
  };
  const area = viewArea(state);
  const { lines: body, charts = [] } = viewOf(state).body(state, area);
  const side = sideArea(state);
  put(
    area.top,
    side === undefined ? body.slice(0, area.height) : beside(body, area, sideLines(state, side)),
  );
  put(title, [titleLine(state)]);
  if (event !== undefined) put(event, [eventLine(state)]);
  if (bar !== undefined) put(bar, [functionBar(state)]);
  const tour = tourLines(state);
  return {
    columns,
    rows: rows + tour.length,
    lines: [...lines.slice(0, rows).map((line) => fitLine(line, columns)), ...tour],
    charts,
    overlay: overlayOf(state, event),
    hovers: viewOf(state).hovers === true && state.dialog === undefined,
  };
}

/** A dialog, or what a command line may become. */
function overlayOf(state: DashboardState, event: number | undefined): Overlay | undefined {
  const { dialog, prompt } = state;
  if (dialog !== undefined) return dialogBox(state, dialog);
  if (prompt?.kind !== 'command' || event === undefined) return undefined;
  return suggestionsBox(state, prompt, event);
}

function beside(body: readonly Line[], { width }: Rect, side: readonly Line[]): readonly Line[] {
  return side.map((line, row) => [...fitLine(body[row] ?? [], width), ...line]);
}
