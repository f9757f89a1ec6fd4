import { describe, expect, it } from 'vitest';
import { frameText } from '../../../../src/tui/drawing/text.js';
import { sampleOf } from '../../../../src/tui/past/sample.js';
import type { CellContext } from '../../../../src/tui/views/mtop/column.js';
import { COLUMNS, columnOf, columnsThatFit } from '../../../../src/tui/views/mtop/columns.js';
import { screenFrame } from '../../../../src/tui/views/screen.js';
import { openedState } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

function titles(cells: number): string {
  return columnsThatFit(cells)
    .columns.map(({ title }) => title)
    .join(' ');
}

describe('the columns of the list', () => {
  it('are as wide as the pids of the cluster, where those are longer than usual', () => {
    const widthOf = (pidCells?: number) => columnsThatFit(120, ['pid', 'command'], pidCells);
    expect(widthOf().columns[0]!.width).toBe(6);
    expect(widthOf(4).columns[0]!.width).toBe(6);
    expect(widthOf(9).columns[0]!.width).toBe(9);
    expect(widthOf(9).lastWidth).toBe(widthOf().lastWidth - 3);
  });

  it('are dropped from a narrow screen in a fixed order, the command never', () => {
    expect(titles(120)).toBe(
      'PID USER HOME N# ST NI %CPU %MEM RSS TIME+ LEFT MIG CANTMOVE START COMMAND',
    );
    expect(titles(80)).toBe('PID USER HOME N# ST NI %CPU %MEM RSS TIME+ MIG COMMAND');
    expect(titles(40)).toBe('PID N# ST %CPU TIME+ COMMAND');
    expect(titles(1)).toBe('COMMAND');
  });

  it('tell the work that is left and the first reason to stay', () => {
    const session = new FakeSession({ processes: 2 });
    const [one, other] = [...session.processes.values()];
    Object.assign(one!, { cantmove: 0x60, workLeftSeconds: 90 * 60 });
    Object.assign(other!, { cantmove: 0x80000000, workLeftSeconds: Number.POSITIVE_INFINITY });
    const state = openedState(session, { columns: 120, rows: 40 }, { sample: sampleOf(session) });
    const text = frameText(screenFrame(state), state.charset);
    expect(text).toMatch(/ 90min +\d+ mem_lock\+ /);
    expect(text).toMatch(/ endless +\d+ user_lock /);
  });

  it.each([
    [0, '0:00.00'],
    [9.876, '0:09.87'],
    [59.999, '0:59.99'],
    [60, '1:00.00'],
    [3723.5, '62:03.50'],
    [359_999.99, '5999:59.99'],
    [360_000, '100h00'],
    [363_660, '101h01'],
  ])('write %d s of CPU time as top does: %s', (cpuSeconds, text) => {
    const [process] = [...new FakeSession({ processes: 1 }).processes.values()];
    const written = columnOf('time').text({ ...process!, cpuSeconds }, {} as CellContext);
    expect(written).toBe(text);
  });

  it('give the last one the room that is left', () => {
    const widths = [12, 30, 100].map(
      (cells) => columnsThatFit(cells, ['pid', 'command']).lastWidth,
    );
    expect(widths).toEqual([12, 23, 93]);
    // What stands at the right is not made wider, but narrower where there is no room.
    const right = [4, 6, 7, 100].map((cells) => columnsThatFit(cells, ['pid']).lastWidth);
    expect(right).toEqual([4, 6, 6, 6]);
  });

  it('sort every two processes one way only', () => {
    const processes = [...new FakeSession({ processes: 6 }).processes.values()];
    processes.forEach((process, index) => {
      process.workLeftSeconds = index < 2 ? Number.POSITIVE_INFINITY : index;
      process.cantmove = index % 2 === 0 ? 0x80000000 : 0x20;
    });
    for (const { id } of COLUMNS) {
      for (const a of processes) {
        for (const b of processes) {
          const order = columnOf(id).compare(a, b);
          expect([id, Math.sign(order) + Math.sign(columnOf(id).compare(b, a))]).toEqual([id, 0]);
        }
      }
    }
  });
});
