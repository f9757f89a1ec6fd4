import { expect, it } from 'vitest';
import { NO_SLOT, ProcessTable } from '../../../src/cluster/cpus/process-table.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { processSpec } from '../../support/cluster-builder.js';

it('a process is found by its pid, whether it came before the first question or after', () => {
  const table = new ProcessTable();
  const add = (pid: number) => table.add(processSpec(1), pid, asNodeIndex(0), 0);
  const early = add(7);
  expect([table.find(7), table.find(8), table.find(-1)]).toEqual([early, NO_SLOT, NO_SLOT]);
  const late = add(8);
  expect(table.find(8)).toBe(late);
  table.remove(early);
  expect([table.find(7), table.find(-1)]).toEqual([NO_SLOT, NO_SLOT]);
  const again = add(9);
  expect([again, table.find(9), table.find(7)]).toEqual([early, early, NO_SLOT]);
});
