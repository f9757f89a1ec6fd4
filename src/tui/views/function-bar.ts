import type { KeyBinding } from '../key-binding.js';
import { bindingsIn } from '../keymap.js';
import type { Line } from '../line.js';
import { fitLine, span } from '../line.js';
import type { DashboardState } from '../state.js';

/** The last line: keys and what they do; those that cannot act now are dim. */
export function functionBar(state: DashboardState): Line {
  const words = placedBindings(state).flatMap(({ binding }) => {
    const off = binding.disabled?.(state) !== undefined;
    return [
      span(` ${barLabel(binding)}`, { colour: off ? 'faint' : 'key', ground: 'bar', bold: !off }),
      span(` ${binding.short} `, { colour: off ? 'faint' : 'text', ground: 'bar' }),
    ];
  });
  return fitLine(words, state.size.columns, { ground: 'bar' });
}

/** The key whose word is at a cell of the bar. */
export function bindingAt(cell: number, state: DashboardState): KeyBinding | undefined {
  return placedBindings(state).find(({ left, width }) => cell >= left && cell < left + width)
    ?.binding;
}

interface PlacedBinding {
  readonly binding: KeyBinding;
  readonly left: number;
  readonly width: number;
}

/** Quitting and the help come first in importance; what does not fit after them is left out. */
function placedBindings(state: DashboardState): readonly PlacedBinding[] {
  const shown = bindingsIn(state).filter((binding) => binding.short !== undefined);
  const important = shown.filter(
    ({ action }) => typeof action === 'object' && action.type === 'quit',
  );
  let room = state.size.columns - important.reduce((cells, binding) => cells + widthOf(binding), 0);
  const placed: PlacedBinding[] = [];
  let left = 0;
  for (const binding of shown) {
    const width = widthOf(binding);
    if (!important.includes(binding)) {
      if (width > room) continue;
      room -= width;
    }
    placed.push({ binding, left, width });
    left += width;
  }
  return placed;
}

function widthOf(binding: KeyBinding): number {
  return barLabel(binding).length + (binding.short ?? '').length + 3;
}

/** The first of the keys in the label. */
function barLabel({ label }: KeyBinding): string {
  return label.split(' ')[0]!;
}
