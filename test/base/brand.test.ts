import { expect, it } from 'vitest';
import { asSlot, type Slot } from '../../src/cluster/cpus/process-table.js';
import type { NodeId } from '../../src/cluster/facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../../src/cluster/node-index.js';

const ofIndex = (index: NodeIndex) => index;
const ofId = (id: NodeId) => id;
const ofSlot = (slot: Slot) => slot;

// The compiler reads this: it complains of an expectation of an error where there is none.
it('takes no number of one kind for one of another', () => {
  const [index, id, slot] = [asNodeIndex(1), 1 as NodeId, asSlot(1)];
  // @ts-expect-error An N# is no index.
  ofIndex(id);
  // @ts-expect-error A slot is no index.
  ofIndex(slot);
  // @ts-expect-error A number is no index.
  ofIndex(1);
  // @ts-expect-error An index is no N#.
  ofId(index);
  // @ts-expect-error A slot is no N#.
  ofId(slot);
  // @ts-expect-error An index is no slot.
  ofSlot(index);
  // @ts-expect-error A number is no slot.
  ofSlot(1);
  expect([ofIndex(index), ofId(1), ofSlot(slot)]).toEqual([1, 1, 1]);
});
