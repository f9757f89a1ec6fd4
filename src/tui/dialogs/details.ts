import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Message } from '../message.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { hintLine } from './dialog-lines.js';

export function openProcessDetails(state: DashboardState, pid: number): Update {
  const dialog = { kind: 'process-details', pid, explanation: undefined, selected: 0 } as const;
  return next({ ...state, dialog }, { type: 'explain', pid });
}

export function openNodeDetails(state: DashboardState, node: NodeId): Update {
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

export const SUBJECT_HINTS = hintLine([
  ['w', 'why'],
  ['Up Down', 'scroll'],
  ['Esc', 'close'],
]);
