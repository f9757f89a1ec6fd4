import { formatClock } from '../../../base/units.js';
import type { Sought, WhichMoment } from '../../../session/session.js';
import { span } from '../../drawing/line.js';
import { refusalNotice } from '../../notice.js';
import type { DashboardState } from '../../state.js';
import { noPastReason } from '../../travel.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, SearchDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';

/** Looks for a moment of the past; time stands still meanwhile. */
export function openSearch(
  state: DashboardState,
  { what, sought, which }: { what: string; sought: Sought; which: WhichMoment },
): Update {
  const reason = noPastReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const dialog: SearchDialog = { kind: 'search', what, at: state.sample.now, selected: 0 };
  return next({ ...state, dialog, paused: true }, { type: 'find', sought, which });
}

export function searchContent({ what, at }: SearchDialog): DialogContent {
  return {
    title: `looking for the ${what}`,
    intro: [[span(`at ${formatClock(at)}`, { colour: 'strong' })]],
    items: [],
    marked: false,
    hints: hintLine([['Esc', 'stay here']]),
  };
}
