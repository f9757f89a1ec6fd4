import { span } from '../drawing/line.js';
import { send } from '../sending.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import type { ConfirmDialog, DialogContent } from './dialog.js';
import { hintLine, wrapped } from './dialog-lines.js';

export function confirmContent(state: DashboardState, { question }: ConfirmDialog): DialogContent {
  return {
    title: 'are you sure?',
    intro: wrapped(question, Math.max(1, state.size.columns - 4), 'bad'),
    items: [[span(' no, leave it ')], [span(' yes, do it ')]],
    marked: true,
    hints: hintLine([
      ['y', 'yes'],
      ['n Esc', 'no'],
      ['Enter', 'as chosen'],
    ]),
  };
}

export function pressInConfirm(
  state: DashboardState,
  { commands, selected }: ConfirmDialog,
  key: string,
): Update | undefined {
  if (key === 'y' || (key === 'enter' && selected === 1)) return send(state, commands);
  return key === 'n' || key === 'enter' ? next({ ...state, dialog: undefined }) : undefined;
}
