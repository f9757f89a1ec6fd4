import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/session/session.js';
import { lineWidth } from '../../../src/tui/drawing/line.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import { type DashboardState, withSample } from '../../../src/tui/state.js';
import { update } from '../../../src/tui/update.js';
import { VIEWS } from '../../../src/tui/views/registry.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const WIDE = { columns: 200, rows: 50 };

function textOf(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

/** What stands at the right of the rule. */
function sideOf(state: DashboardState): string {
  const rows = textOf(state).split('\n').slice(1, -2);
  return rows.map((row) => row.slice(row.lastIndexOf('│') + 2)).join('\n');
}

function explained(state: DashboardState, pid: number): DashboardState {
  const explanation: Explanation = {
    ...{ pid, node: 2, home: 1, to: undefined, numbers: {} },
    whyHere: 'the policy sent it here',
    verdict: 'it stays: no node is faster',
    forecasts: [],
  };
  return update(state, { type: 'explained', pid, explanation }).state;
}

describe('the panel beside a view', () => {
  it('says why the process under the cursor is where it is, of its node, and what happened', () => {
    const state = explained(openedState(undefined, WIDE), 1000);
    expect(sideOf(state)).toMatch(/why 1000 R is on node 1\nhere +the policy sent it here/);
    expect(sideOf(state)).toMatch(/node 1 cm1\naddress +192\.168\.0\.1/);
    expect(sideOf(state)).toContain('events');
  });

  // 66 cells of a panel less 2 of its rule: 31 for the numbers by which is decided, 31 for the words.
  it('does not cut off the number by which a node lost', () => {
    const state = openedState(undefined, WIDE);
    const verdict = 'the best: 0.4736, here 0.4735';
    const forecast = {
      node: 2,
      load: 0.4,
      believedLoad: 0.4,
      ageSeconds: 1,
      rate: 1,
      waitPerWork: 0,
      refusal: undefined,
    };
    const explanation = {
      ...{ pid: 1000, node: 1, home: 1, to: undefined, numbers: { best: 2 } },
      ...{
        whyHere: 'it was started here',
        verdict: 'it stays',
        forecasts: [{ ...forecast, verdict }],
      },
    } as Explanation;
    const shown = update(state, { type: 'explained', pid: 1000, explanation }).state;
    expect(sideOf(shown)).toContain(verdict);
  });

  it('has a panel of its own for what happened where the screen is very wide', () => {
    const size = { columns: 300, rows: 50 };
    const state = explained(openedState(undefined, size), 1000);
    const [first = ''] = textOf(state).split('\n').slice(1);
    expect(first).toMatch(/│ why 1000 R is on node 1 +│ events/);
    expect(first.indexOf('│ why')).toBe(150);
  });

  it('asks about the process when the cursor moves and when time goes on, not in between', () => {
    const session = new FakeSession();
    const state = openedState(session, WIDE);
    expect(pressKeys(state, 'down').effects).toEqual([{ type: 'explain', pid: 1004 }]);
    const known = update(state, { type: 'explained', pid: 1000, explanation: undefined }).state;
    expect(pressKeys(known, '+').effects.map(({ type }) => type)).toEqual(['pace']);
    session.advance(1);
    const { effects } = update(state, { type: 'sampled', sample: sampleOf(session) });
    expect(effects).toEqual([{ type: 'explain', pid: 1000 }]);
  });

  it.each([
    ['on a screen of 179 columns', { columns: 179, rows: 50 }, true],
    ['where the setup leaves it out', WIDE, false],
  ])('is not there %s, and asks nothing', (_, size, side) => {
    const opened = openedState(undefined, size);
    const panels = { ...opened.settings.panels, side };
    const state = { ...opened, settings: { ...opened.settings, panels } };
    expect(textOf(state)).not.toContain('why 1000');
    expect(pressKeys(state, 'down').effects).toEqual([]);
  });

  it.each(VIEWS.map(({ id }) => id))('leaves %s whole at 180, 200 and 300 columns', (view) => {
    for (const [columns, rows] of [
      [180, 20],
      [200, 50],
      [300, 80],
    ] as const) {
      const { lines } = screenFrame({ ...openedState(undefined, { columns, rows }), view });
      expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
    }
  });

  it('is of the node where a view has nodes: its processes, and the events that concern it', () => {
    const session = new FakeSession();
    let state = openedState(session, WIDE);
    session.subscribe((event) => {
      state = withSample(state, sampleOf(session, [event]));
    });
    session.tell({ type: 'node-crashed', at: 3, node: 5, killed: 2 });
    session.tell({ type: 'node-left', at: 4, node: 2 });
    const onFive = pressKeys(state, '3', 'down', 'down', 'down', 'down').state;
    expect(sideOf(onFive)).toMatch(
      /node 5 cm5[\s\S]*events of node 5\n +0:00:03 +node 5 has crashed/,
    );
    expect(sideOf(onFive)).not.toContain('node 2 has left');
  });

  it('is beside few believers, whose matrix needs no more; many have the whole width', () => {
    const beliefsOf = (nodes: number) =>
      textOf({ ...openedState(new FakeSession({ nodes, processes: 9 }), WIDE), view: 'beliefs' });
    expect(beliefsOf(7)).toMatch(/│ node 1 cm1/);
    expect(beliefsOf(7)).toContain('node 1 cm1 since the beginning');
    expect(beliefsOf(12)).not.toMatch(/│ node 1 cm1/);
  });

  it('leaves the rows below a short list to balance and migrations, which stand still', () => {
    const rowOf = (processes: number) =>
      textOf(openedState(new FakeSession({ nodes: 7, processes }), WIDE))
        .split('\n')
        .findIndex((row) => row.startsWith(' balance  '));
    expect(rowOf(15)).toBeGreaterThan(30);
    expect(rowOf(16)).toBe(rowOf(15));
    expect(rowOf(40)).toBe(-1);
  });

  it('asks why at the first key, although time has not gone on since the start', () => {
    const { state, effects } = pressKeys(openedState(undefined, WIDE), 'p');
    expect(effects).toContainEqual({ type: 'explain', pid: state.sample.processes[0]!.pid });
  });

  it('has on a very wide screen below its node what that was like since the beginning', () => {
    const wide = textOf(openedState(new FakeSession(), { columns: 300, rows: 80 }));
    expect(wide).toMatch(/│ +node 1 cm1 since the beginning/);
    const nodes = textOf(pressKeys(openedState(undefined, { columns: 300, rows: 80 }), '3').state);
    expect(nodes.match(/since the beginning/g)).toHaveLength(1);
  });

  it('takes no clicks', () => {
    const state = pressKeys(openedState(undefined, WIDE), '3').state;
    const click = { type: 'mouse', action: 'press', column: 190, row: 6 } as const;
    expect(update(state, click).state.selectedNode).toBe(state.selectedNode);
  });
});

describe('an event and its moment', () => {
  it('lead to each other: t shows the moment in the history, e its events, Esc goes back', () => {
    const session = new FakeSession();
    let state = openedState(session);
    session.subscribe((event) => {
      state = withSample(state, sampleOf(session, [event]));
    });
    for (let second = 1; second <= 20; second++) {
      session.advance(second);
      session.tell({ type: 'node-left', at: second, node: 2 });
    }
    const onEvent = pressKeys(state, '6', 'down', 'down', 'down').state;
    const moment = pressKeys(onEvent, 't').state;
    expect([moment.view, moment.views.history.cursor]).toEqual(['history', 17]);
    expect(moment.notice?.text).toContain('node 2 has left');
    const events = pressKeys(moment, 'e').state;
    expect([events.view, events.views.events.selected]).toEqual([
      'events',
      onEvent.views.events.selected,
    ]);
    expect(pressKeys(events, 'escape').state.view).toBe('history');
    expect(pressKeys(events, 'escape', 'escape').state.view).toBe('events');
  });
});
