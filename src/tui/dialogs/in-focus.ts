import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { nodeInFocus, processInFocus } from '../views/registry.js';
import { openNodeDetails, openProcessDetails } from './details.js';
import type { WhyNodeDialog, WhyProcessDialog } from './dialog.js';

/**
 * Dialogs about what the view shown has in focus. Views open the dialogs of details.ts about what
 * they have in focus themselves: they are listed in the registry, which is read here.
 */

/** Tells of the process in focus, or, without one, of the node. */
export function openDetails(state: DashboardState): Update {
  const process = processInFocus(state);
  if (process !== undefined) return openProcessDetails(state, process.pid);
  const node = nodeInFocus(state);
  return node === undefined ? next(state) : openNodeDetails(state, node.id);
}

/** Asks why the process in focus is where it is; without one, what the node decided last. */
export function openWhy(state: DashboardState): Update {
  const process = processInFocus(state);
  if (process !== undefined) {
    const { pid } = process;
    const dialog: WhyProcessDialog = { kind: 'why-process', pid, answer: undefined, selected: 0 };
    return next({ ...state, dialog }, { type: 'explain', pid });
  }
  const node = nodeInFocus(state)?.id;
  if (node === undefined) return next(state);
  const dialog: WhyNodeDialog = { kind: 'why-node', node, answer: undefined, selected: 0 };
  return next({ ...state, dialog }, { type: 'decide', node });
}

/** The keys of a dialog that tells of a process or a node. */
export function pressInSubject(state: DashboardState, key: string): Update | undefined {
  if (key === 'enter') return next({ ...state, dialog: undefined });
  if (key === 'w') return openWhy({ ...state, dialog: undefined });
  return undefined;
}
