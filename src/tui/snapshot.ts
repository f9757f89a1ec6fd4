import type { Session } from '../session/session.js';
import { type Charset, UNICODE } from './drawing/charset.js';
import type { Size } from './drawing/frame.js';
import { frameText } from './drawing/text.js';
import { type History, NO_HISTORY, remember } from './past/history.js';
import { sampleOf } from './past/sample.js';
import { initialState } from './state.js';
import { screenFrame } from './views/screen.js';
import type { ViewId } from './views/view-id.js';

export interface SnapshotOptions {
  readonly charset?: Charset;
  /** What the chart and the load averages are made of: see `advanceRemembering`. */
  readonly history?: History;
  /** Default: mtop. */
  readonly view?: ViewId;
}

/** One screen as plain text: what the dashboard shows now. */
export function snapshotText(session: Session, size: Size, options: SnapshotOptions = {}): string {
  const charset = options.charset ?? UNICODE;
  const state = initialState({
    info: session.info,
    size,
    charset,
    readOnly: false,
    rate: 1,
    sample: sampleOf(session),
    history: options.history ?? NO_HISTORY,
  });
  return frameText(screenFrame({ ...state, view: options.view ?? state.view }), charset);
}

/** Lets the session go on to `untilSeconds` and remembers what a dashboard would have seen. */
export function advanceRemembering(
  session: Session,
  untilSeconds: number,
  past: History = NO_HISTORY,
): History {
  let history = remember(past, sampleOf(session));
  const start = session.view().now;
  const seconds = Math.max(0, untilSeconds - start);
  const step = Math.max(1, seconds / MOST_SAMPLES);
  for (let at = start + step; at < untilSeconds; at += step) {
    session.advance(at);
    history = remember(history, sampleOf(session));
  }
  session.advance(untilSeconds);
  return remember(history, sampleOf(session));
}

const MOST_SAMPLES = 240;
