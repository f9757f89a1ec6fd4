import type { Dialog } from './dialogs/dialog.js';
import { dialogBox } from './dialogs/dialog-box.js';
import { moveInDialog } from './dialogs/open-dialog.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import { bindingAt } from './views/function-bar.js';
import { layoutOf } from './views/layout.js';
import { viewOf } from './views/registry.js';
import { tabAt } from './views/tabs.js';
import type { MouseMessage, Updating } from './views/view.js';
import { viewPlace } from './views/view-place.js';

/**
 * The mouse: a click on a tab shows its view, one on a word of the function bar acts, all else is
 * the matter of the view. In a dialog a click selects, a second one acts.
 * @param update what handles the message that a click stands for
 */
export function pressMouse(state: DashboardState, mouse: MouseMessage, update: Updating): Update {
  const wheel = mouse.action === 'wheel-up' ? -1 : mouse.action === 'wheel-down' ? 1 : 0;
  if (state.prompt !== undefined && mouse.action === 'press') {
    return pressMouse({ ...state, prompt: undefined }, mouse, update);
  }
  if (state.dialog !== undefined) {
    if (wheel !== 0) return next(moveInDialog(state, state.dialog, wheel));
    return mouse.action === 'press'
      ? clickInDialog(state, state.dialog, mouse, update)
      : next(state);
  }
  const { title, functionBar: bar } = layoutOf(state.size, state.sample.nodes.length);
  if (mouse.action === 'press' && mouse.row === title) {
    const view = tabAt(mouse.column, state);
    return view === undefined ? next(state) : update(state, { type: 'show-view', view: view.id });
  }
  if (mouse.action === 'press' && mouse.row === bar) {
    const binding = bindingAt(mouse.column, state);
    return binding === undefined
      ? next(state)
      : update(state, { type: 'key', key: binding.keys[0]! });
  }
  const view = viewOf(state);
  if (mouse.action === 'move' && view.hovers !== true) return next(state);
  return view.pointer(state, mouse, viewPlace(state), update);
}

function clickInDialog(
  state: DashboardState,
  dialog: Dialog,
  { column, row }: MouseMessage,
  update: Updating,
): Update {
  const box = dialogBox(state, dialog);
  const item = row - box.itemsTop;
  const beside = column < box.left || column >= box.left + box.width;
  if (beside || item < 0 || item >= box.itemsInSight || dialog.kind === 'help') return next(state);
  const index = box.firstItem + item;
  return index === dialog.selected && dialog.kind !== 'spawn'
    ? update(state, { type: 'key', key: 'enter' })
    : next(moveInDialog(state, dialog, index - dialog.selected));
}
