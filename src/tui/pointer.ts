import { showView } from './acts.js';
import type { Dialog } from './dialogs/dialog.js';
import { dialogBox } from './dialogs/dialog-box.js';
import { moveInDialog, pressInDialog } from './dialogs/open-dialog.js';
import { actOf } from './key-binding.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import { bindingAt } from './views/function-bar.js';
import { layoutOf, viewArea } from './views/layout.js';
import { viewOf } from './views/registry.js';
import { tabAt } from './views/tabs.js';
import type { MouseMessage } from './views/view.js';

/**
 * The mouse: a click on a tab shows its view, one on a word of the function bar acts, anything else
 * is up to the view. In a dialog a click selects, a second one acts.
 */
export function pressMouse(state: DashboardState, mouse: MouseMessage): Update {
  // The words of a tour are not to be clicked.
  if (mouse.row >= state.size.rows) return next(state);
  if (state.prompt !== undefined && mouse.action === 'press') {
    return pressMouse({ ...state, prompt: undefined }, mouse);
  }
  if (state.dialog !== undefined) return pressMouseInDialog(state, state.dialog, mouse);
  const { title, functionBar: bar } = layoutOf(state);
  if (mouse.action === 'press' && mouse.row === title) {
    const view = tabAt(mouse.column, state);
    return view === undefined ? next(state) : showView(view.id)(state);
  }
  if (mouse.action === 'press' && mouse.row === bar) {
    const binding = bindingAt(mouse.column, state);
    return binding === undefined ? next(state) : actOf(binding, state);
  }
  const view = viewOf(state);
  if (mouse.action === 'move' && view.hovers !== true) return next(state);
  const area = viewArea(state);
  // What is beside the view is only to be read; but what is dragged there may be let go.
  const isBeside = mouse.column >= area.left + area.width;
  if (isBeside && mouse.action === 'press') return next(state);
  return view.pointer(state, mouse, area);
}

function pressMouseInDialog(state: DashboardState, dialog: Dialog, mouse: MouseMessage): Update {
  switch (mouse.action) {
    case 'wheel-up':
      return next(moveInDialog(state, dialog, -1));
    case 'wheel-down':
      return next(moveInDialog(state, dialog, 1));
    case 'press':
      return clickInDialog(state, dialog, mouse);
    default:
      return next(state);
  }
}

function clickInDialog(
  state: DashboardState,
  dialog: Dialog,
  { column, row }: MouseMessage,
): Update {
  const box = dialogBox(state, dialog);
  const item = row - box.itemsTop;
  const beside = column < box.left || column >= box.left + box.width;
  if (beside || item < 0 || item >= box.itemsInSight || dialog.kind === 'help') return next(state);
  const index = box.firstItem + item;
  return index === dialog.selected && dialog.kind !== 'spawn'
    ? pressInDialog(state, dialog, 'enter')
    : next(moveInDialog(state, dialog, index - dialog.selected));
}
