import { EMPTY_LINE } from '../prompt/line-editor.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';

/**
 * Opens the dialogs that list the keys. They are keys themselves: what the dialogs show is in
 * help.ts and palette.ts, which read the keymap.
 */

/** Opens the help, over a dialog where one is open. */
export function openHelp(state: DashboardState): Update {
  return next({ ...state, dialog: { kind: 'help', selected: 0, over: state.dialog } });
}

/** All that can be done or gone to, found by a few letters. */
export function openPalette(state: DashboardState): Update {
  const dialog = { kind: 'palette', line: EMPTY_LINE, selected: 0 } as const;
  return next({ ...state, dialog }, { type: 'list-scenarios' });
}
