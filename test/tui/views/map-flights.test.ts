import { describe, expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

describe('a flight on the map', () => {
  // 20 processes on node 1, in the middle of the top row, fill the rows of squares below its label.
  it.each([2, 3, 4, 5, 6, 7])(
    'to node %i covers no load of a node, and no square of a process that stays',
    (target) => {
      const session = new FakeSession({ nodes: 7, processes: 20 });
      const processes = [...session.processes.values()];
      for (const process of processes) process.node = 1;
      Object.assign(processes[0]!, { target, state: 'M' });
      const opened = openedState(session, { columns: 200, rows: 50 });
      const panels = { ...opened.settings.panels, side: false };
      const state = { ...opened, settings: { ...opened.settings, panels } };
      const rows = frameText(screenFrame(pressKeys(state, '4').state), state.charset).split('\n');
      expect(
        rows
          .join('')
          .match(/[━─╸]*[┼╋][━╸─]*/g)
          ?.map(({ length }) => length),
      ).toEqual(Array(7).fill(21));
      // Without the legend below.
      const squares = rows.slice(0, -3).join('').match(/[■◆]/g);
      expect(squares).toHaveLength(19);
    },
  );
});
