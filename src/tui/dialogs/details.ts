import type { Message } from '../message.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { nodeInFocus, processInFocus } from '../views/registry.js';
import { hintLine } from './dialog-lines.js';
import { openWhy } from './why.js';

/** Tells of the process in focus, or, without one, of the node. */
export function openDetails(state: DashboardState): Update {
  const process = processInFocus(state);
  return process === undefined ? openNodeDetails(state) : openProcessDetails(state, process.pid);
}

export function openProcessDetails(state: DashboardState, pid: number): Update {
  const dialog = { kind: 'process-details', pid, explanation: undefined, selected: 0 } as const;
  return next({ ...state, dialog }, { type: 'explain', pid });
}

/** Tells of the node in focus. */
export function openNodeDetails(state: DashboardState): Update {
  const node = nodeInFocus(state)?.id;
  if (node === undefined) return next(state);
  return next({ ...state, dialog: { kind: 'node-details', node, selected: 0 } });
}

/** What the session knows of the process arrives after the dialog has opened. */
export function explainedInDetails(
  state: DashboardState,
  { pid, explanation }: Extract<Message, { type: 'explained' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'process-details' || dialog.pid !== pid) return state;
  return { ...state, dialog: { ...dialog, explanation } };
}

/** The keys of a dialog that tells of a process or a node. */
export function pressInSubject(state: DashboardState, key: string): Update | undefined {
  if (key === 'enter') return next({ ...state, dialog: undefined });
  if (key === 'w') return openWhy({ ...state, dialog: undefined });
  return undefined;
}

export const SUBJECT_HINTS = hintLine([
  ['w', 'why'],
  ['Up Down', 'scroll'],
  ['Esc', 'close'],
]);
