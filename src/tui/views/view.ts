import type { NodeView, ProcessView } from '../../cluster/facts/view.js';
import type { ChartRegion, Rect } from '../drawing/frame.js';
import type { Line } from '../drawing/line.js';
import type { KeyBinding } from '../key-binding.js';
import type { Effect, Message } from '../message.js';
import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';
import type { ViewId } from './view-id.js';

/** One way of looking at the cluster; it fills the screen between title and event line. */
export interface View {
  readonly id: ViewId;
  readonly title: string;
  /** Its own keys; they go before the keys of all views. */
  readonly keys: readonly KeyBinding[];
  /** The parts of it that Tab goes through. */
  readonly panels: readonly string[];
  body(state: DashboardState, area: Rect): ViewBody;
  /** Whether it wants to know where the mouse is while no button is held. */
  readonly hovers?: boolean;
  /** A click, a drag or the wheel in its area. */
  pointer(state: DashboardState, mouse: MouseMessage, area: Rect): Update;
  /** A key before all bindings: for a view in which text is typed. Undefined: not for it. */
  press?(state: DashboardState, key: string): Update | undefined;
  /** What it asks of the session whenever time or its own state has changed. */
  asks?(state: DashboardState): readonly Effect[];
  /** The process that keys act on. */
  process?(state: DashboardState): ProcessView | undefined;
  /** The virtual time that it is about; undefined: now. */
  moment?(state: DashboardState): number | undefined;
  /** The node that keys act on. */
  node?(state: DashboardState): NodeView | undefined;
  /** What is unusual about what it shows, at the right of the event line, the weightiest first. */
  badges?(state: DashboardState): readonly Line[];
  /** Where the cursor is, at the right end of the event line. */
  position?(state: DashboardState): string;
}

/** What a view puts on the screen: a line per row of its area. */
export interface ViewBody {
  readonly lines: readonly Line[];
  readonly charts?: readonly ChartRegion[];
}

export type MouseMessage = Extract<Message, { type: 'mouse' }>;
