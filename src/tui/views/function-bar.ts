import { fitLine, type Line, span } from '../drawing/line.js';
import type { KeyBinding } from '../key-binding.js';
import { bindingsIn } from '../keymap.js';
import type { DashboardState } from '../state.js';

/** The last line: keys and what they do; those that cannot act now are dim, and come after. */
export function functionBar(state: DashboardState): Line {
  const words = barWords(state).flatMap(({ binding, isOff }) => [
    span(barLabel(binding), { colour: isOff ? 'dim' : 'key', ground: 'bar', bold: !isOff }),
    span(` ${binding.short} `, { colour: isOff ? 'dim' : 'text', ground: 'bar' }),
  ]);
  const begin = span(' '.repeat(BEGIN), { ground: 'bar' });
  return fitLine([begin, ...words], state.size.columns, { ground: 'bar' });
}

/** The key whose word is at a cell of the bar. */
export function bindingAt(cell: number, state: DashboardState): KeyBinding | undefined {
  return barWords(state).find(({ left, width }) => cell >= left && cell < left + width)?.binding;
}

/** Where the first word begins; the space after the last one need not fit. */
const BEGIN = 1;

interface BarWord {
  readonly binding: KeyBinding;
  readonly isOff: boolean;
  readonly left: number;
  readonly width: number;
}

/**
 * The keys that fit, in their order. Quitting comes first in importance, then what can act now,
 * then what cannot.
 */
function barWords(state: DashboardState): readonly BarWord[] {
  const shown = bindingsIn(state).filter((binding) => binding.short !== undefined);
  const off = new Set(shown.filter((binding) => binding.disabled?.(state) !== undefined));
  const importance = (binding: KeyBinding) => (binding.stays ? 0 : off.has(binding) ? 2 : 1);
  const kept = new Set<KeyBinding>();
  let room = state.size.columns;
  for (const binding of [...shown].sort((a, b) => importance(a) - importance(b))) {
    const width = widthOf(binding);
    if (width > room) continue;
    room -= width;
    kept.add(binding);
  }
  let left = BEGIN;
  return shown
    .filter((binding) => kept.has(binding))
    .map((binding) => {
      const width = widthOf(binding);
      const word = { binding, isOff: off.has(binding), left, width };
      left += width;
      return word;
    });
}

function widthOf(binding: KeyBinding): number {
  return barLabel(binding).length + (binding.short ?? '').length + 2;
}

/** The first of the keys in the label. */
function barLabel({ label }: KeyBinding): string {
  return label.split(' ')[0]!;
}
