import { NO_SLOT, type ProcessTable, type Slot } from './process-table.js';

/**
 * Pairing heaps of processes by (finish, pid): the one on top is done first. The links are in the
 * records of the processes, so that a heap needs no memory of its own, and one of a handful of
 * processes, the common case, touches nothing but their records.
 *
 * Source: Fredman, Sedgewick, Sleator & Tarjan, "The pairing heap", Algorithmica 1 (1986).
 * `previous` is the left sibling or, of the leftmost child, the parent.
 */

/** @returns the top of a heap (NO_SLOT: of an empty one) with one more process */
export function inserted(table: ProcessTable, top: Slot, slot: Slot): Slot {
  return top === NO_SLOT ? slot : melded(table, top, slot);
}

/** @returns the top of a heap without its top; NO_SLOT: it is empty now */
export function withoutTop(table: ProcessTable, top: Slot): Slot {
  const first = table.child(top);
  if (first === NO_SLOT) return NO_SLOT;
  table.setChild(top, NO_SLOT);
  return paired(table, first);
}

/** @returns the top of a heap without one of its processes */
export function without(table: ProcessTable, top: Slot, slot: Slot): Slot {
  if (slot === top) return withoutTop(table, top);
  const previous = table.previous(slot);
  const next = table.sibling(slot);
  if (table.child(previous) === slot) table.setChild(previous, next);
  else table.setSibling(previous, next);
  if (next !== NO_SLOT) table.setPrevious(next, previous);
  table.setSibling(slot, NO_SLOT);
  table.setPrevious(slot, NO_SLOT);
  const rest = withoutTop(table, slot);
  return rest === NO_SLOT ? top : melded(table, top, rest);
}

/** Every process of a heap, in no particular order. */
export function* slotsOf(table: ProcessTable, top: Slot): Generator<Slot> {
  const open: Slot[] = top === NO_SLOT ? [] : [top];
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    yield slot;
    for (let child = table.child(slot); child !== NO_SLOT; child = table.sibling(child)) {
      open.push(child);
    }
  }
}

/** Makes one heap of two, given by tops without siblings. */
function melded(table: ProcessTable, a: Slot, b: Slot): Slot {
  return isBefore(table, a, b) ? withChild(table, a, b) : withChild(table, b, a);
}

function isBefore(table: ProcessTable, a: Slot, b: Slot): boolean {
  const finishA = table.finish(a);
  const finishB = table.finish(b);
  return finishA < finishB || (finishA === finishB && table.pid(a) < table.pid(b));
}

function withChild(table: ProcessTable, parent: Slot, slot: Slot): Slot {
  const first = table.child(parent);
  table.setSibling(slot, first);
  table.setPrevious(slot, parent);
  if (first !== NO_SLOT) table.setPrevious(first, slot);
  table.setChild(parent, slot);
  return parent;
}

/** Melds siblings in pairs from the left, then the pairs from the right. */
function paired(table: ProcessTable, first: Slot): Slot {
  let pairs = NO_SLOT;
  let slot = first;
  while (slot !== NO_SLOT) {
    const second = table.sibling(slot);
    const next = second === NO_SLOT ? NO_SLOT : table.sibling(second);
    table.setSibling(slot, NO_SLOT);
    let pair = slot;
    if (second !== NO_SLOT) {
      table.setSibling(second, NO_SLOT);
      pair = melded(table, slot, second);
    }
    // The pairs wait in a list by their sibling links, the last one first.
    table.setSibling(pair, pairs);
    pairs = pair;
    slot = next;
  }
  let top = pairs;
  let rest = table.sibling(top);
  table.setSibling(top, NO_SLOT);
  while (rest !== NO_SLOT) {
    const next = table.sibling(rest);
    table.setSibling(rest, NO_SLOT);
    top = melded(table, rest, top);
    rest = next;
  }
  table.setPrevious(top, NO_SLOT);
  return top;
}
