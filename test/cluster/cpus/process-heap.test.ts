import { expect, it } from 'vitest';
import { inserted, slotsOf, without, withoutTop } from '../../../src/cluster/cpus/process-heap.js';
import { NO_SLOT, ProcessTable, type Slot } from '../../../src/cluster/cpus/process-table.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { processSpec } from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';

const actions = fc.array(
  fc.record({
    do: fc.constantFrom('insert', 'insert', 'insert', 'pop', 'remove'),
    which: fc.nat(),
    // Few values, so that many are equal and pids decide.
    finish: fc.nat(6),
  }),
  { maxLength: 120 },
);

it('a heap of processes does what a sorted list does, removal from the middle included', () => {
  fc.assert(
    fc.property(actions, (acts) => {
      const table = new ProcessTable();
      let top = NO_SLOT;
      let list: Slot[] = [];
      let pid = 1000;
      for (const act of acts) {
        if (act.do === 'insert') {
          // Later pids first, so that the order of insertion is not that of the pids.
          const slot = table.add(processSpec(1), pid--, asNodeIndex(0), 0);
          table.setFinish(slot, act.finish);
          top = inserted(table, top, slot);
          list.push(slot);
        } else if (list.length > 0) {
          const slot = act.do === 'pop' ? top : list[act.which % list.length]!;
          top = act.do === 'pop' ? withoutTop(table, top) : without(table, top, slot);
          list = list.filter((other) => other !== slot);
          table.remove(slot);
        }
        list.sort((a, b) => table.finish(a) - table.finish(b) || table.pid(a) - table.pid(b));
        expect(top).toBe(list[0] ?? NO_SLOT);
        expect([...slotsOf(table, top)].sort()).toEqual([...list].sort());
      }
      while (list.length > 0) {
        expect(top).toBe(list.shift());
        top = withoutTop(table, top);
      }
      expect(top).toBe(NO_SLOT);
    }),
    { numRuns: 200 },
  );
});
