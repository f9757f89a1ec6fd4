import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { nodeFactLines } from '../../../src/tui/dialogs/node/node-details.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { EVENTS } from '../../../src/tui/views/events/events.js';
import { viewArea } from '../../../src/tui/views/layout.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

describe('the cursor of the list', () => {
  const state = openedState(new FakeSession({ processes: 9 }));
  const { listed } = state.views.mtop;
  const rowAfter = (...keys: string[]) => {
    const { selectedPid } = pressKeys(state, ...keys).state.views.mtop;
    return listed.findIndex(({ pid }) => pid === selectedPid);
  };

  it.each([
    [['down'], 1],
    [['down', 'down', 'down'], 3],
    [['down', 'down', 'up'], 1],
    [['up'], 0],
    [['end'], 8],
    [['end', 'down'], 8],
    [['end', 'up'], 7],
    [['end', 'home'], 0],
  ])('is after %j on row %d', (keys, row) => {
    expect(rowAfter(...keys)).toBe(row);
  });
});

describe('the mouse on the events', () => {
  const opened = openedState(undefined, undefined, { view: 'events' });
  const entries = [1, 2, 3, 4, 5].map((serial) => ({
    ...{ serial, command: undefined, reason: undefined },
    event: { type: 'node-recovered', at: serial, node: serial } as ClusterEvent,
  }));
  const state = { ...opened, log: { ...opened.log, entries, nextSerial: 6 } };
  const area = viewArea(state);
  const lines = EVENTS.body(state, area).lines.map(lineText);

  it.each([1, 3, 5])('chooses the event that stands in its row: that of node %d', (node) => {
    const row = area.top + lines.findIndex((line) => line.includes(`node ${node} has recovered`));
    const mouse = { type: 'mouse', action: 'press', column: 5, row, double: false } as const;
    expect(EVENTS.pointer(state, mouse, area).state.views.events.selected).toBe(node);
  });

  it('chooses on a small screen, which has no titles, what is in its row as well', () => {
    const small = { ...area, height: 2 };
    expect(EVENTS.body(state, small).lines.map(lineText)[1]).toContain('node 4');
    const mouse = { type: 'mouse', action: 'press', column: 5, row: area.top + 1 } as const;
    const chosen = EVENTS.pointer(state, { ...mouse, double: false }, small).state;
    expect(chosen.views.events.selected).toBe(4);
  });

  it('chooses nothing beside them', () => {
    for (const row of [area.top, area.top + area.height - 1]) {
      const mouse = { type: 'mouse', action: 'press', column: 5, row, double: false } as const;
      expect(EVENTS.pointer(state, mouse, area).state).toBe(state);
    }
  });
});

describe('the facts of a node', () => {
  const state = openedState(new FakeSession({ nodes: 1 }));
  const barOf = (change: 'up' | 'down', upperLoad: number) => {
    const node = { ...state.sample.nodes[0]!, state: change, upperLoad, speed: 10_000 };
    const line = nodeFactLines(node, state).find((one) => lineText(one).startsWith('load '))!;
    return lineText(line)
      .replace(/[\d.]+ per CPU$/, '')
      .replace('load', '')
      .trim();
  };

  it('have a bar of its load, which is empty where it is not a member', () => {
    expect(barOf('down', 1)).toBe(barOf('up', 0));
    expect(barOf('down', 1)).not.toBe(barOf('up', 1));
  });
});
