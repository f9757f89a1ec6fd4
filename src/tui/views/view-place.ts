import type { Rect } from '../drawing/frame.js';
import type { DashboardState } from '../state.js';
import { layoutOf } from './layout.js';

/** Where the view is: what title, event line and function bar leave free. */
export function viewPlace({ size, sample }: DashboardState): Rect {
  const { title, event, functionBar: bar } = layoutOf(size, sample.nodes.length);
  const top = title === undefined ? 0 : 1;
  return { left: 0, top, width: size.columns, height: (event ?? bar ?? size.rows) - top };
}
