import type { Brand } from '../../base/brand.js';

/** A process that is alive: an index into the table, used again after its end. */
export type Slot = Brand<number, 'Slot'>;

/** Takes a number for a slot; `| 0` tells the compiler that it is an index. */
export function asSlot(value: number): Slot {
  return (value | 0) as Slot;
}

export const NO_SLOT = asSlot(-1);
