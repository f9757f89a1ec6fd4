import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import type { NodeForecast } from '../../../src/session/session.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import type { LogEntry } from '../../../src/tui/past/event-log.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { sideLines } from '../../../src/tui/views/side-panel.js';
import { openedState } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const PID = 1000;

/** Forty events of process 1000 at node 1, one a second, and one of node 2. */
function opened(more: Partial<DashboardState> = {}): DashboardState {
  const state = openedState(new FakeSession({ nodes: 12, processes: 5 }), {
    columns: 200,
    rows: 50,
  });
  const entryOf = (serial: number, event: object): LogEntry => ({
    ...{ serial, command: 'R', reason: undefined },
    event: { at: serial, ...event } as unknown as ClusterEvent,
  });
  const entries = [
    ...Array.from({ length: 40 }, (_, serial) =>
      entryOf(serial, { type: 'selected', pid: PID, node: 1 }),
    ),
    entryOf(40, {
      type: 'migration-started',
      pid: PID,
      from: 1,
      to: 2,
      reason: 'x',
      cause: 'user',
    }),
    entryOf(41, { type: 'node-left', node: 2 }),
  ];
  return { ...state, log: { ...state.log, entries, nextSerial: 42 }, ...more };
}

const textsOf = (state: DashboardState, width: number, height: number) =>
  sideLines(state, { left: 0, top: 1, width, height }).map((line) => lineText(line).trimEnd());

const forecastOf = (node: number, rate: number) =>
  ({
    node,
    rate,
    load: 1,
    believedLoad: 1,
    ageSeconds: 1,
    waitPerWork: 0,
    verdict: 'less',
  }) as unknown as NodeForecast;

function explained(rates: readonly number[], to?: number): DashboardState {
  const explanation = {
    ...{ pid: PID, node: 1, home: 1, whyHere: 'it began here', verdict: 'it stays', to },
    ...{
      numbers: { best: 12 },
      forecasts: rates.map((rate, index) => forecastOf(index + 1, rate)),
    },
  };
  return opened({ explained: { type: 'explained', pid: PID, explanation } as never });
}

describe('the panel beside the list', () => {
  it('has why, the node and what happened, one below the other', () => {
    const texts = textsOf(opened(), 70, 40);
    expect(texts).toHaveLength(40);
    expect(texts.every((text) => text.startsWith('│'))).toBe(true);
    expect(texts[0]).toBe(`│ why ${PID} R is on node 1`);
    expect(texts[2]).toBe('│ node 1 cm1');
    const events = texts.indexOf('│ events');
    // Ten facts of the node and a line after them.
    expect(events).toBe(2 + 1 + 10 + 1);
    expect(texts[events + 1]).toBe('│   0:00:41  node 2 has left the cluster');
    // A migration that has begun has its line when it ends.
    expect(texts[events + 2]).toBe(`│   0:00:39  ${PID}: /mfs/selected is node 1`);
    expect(texts.at(-1)).toMatch(/selected is node 1$/);
  });

  // Fourteen lines stand above them.
  it.each([
    [18, 3],
    [17, 0],
    [30, 15],
  ])('in %d rows has %d events, three or none', (height, count) => {
    const events = textsOf(opened(), 70, height).filter((text) => / {2}0:00:\d\d {2}/.test(text));
    expect(events).toHaveLength(count);
  });

  it('has in two panels what happened in one of its own, from top to bottom', () => {
    const texts = textsOf(opened(), 151, 20);
    // The first panel has the odd column.
    expect(texts[0]).toBe(`${`│ why ${PID} R is on node 1`.padEnd(76)}│ events`);
    expect(texts.filter((text) => /│ {3}0:00:\d\d {2}/.test(text))).toHaveLength(19);
    expect(textsOf(opened(), 90, 20)[0]).not.toContain('events');
    expect(textsOf(opened(), 91, 20)[0]).toMatch(/ {2}│ events$/);
  });

  it('has of many nodes where it is, the one that decides, and those that give most', () => {
    const rows = (state: DashboardState) =>
      textsOf(state, 70, 40).flatMap((text) => /^│ [ ▶] +(\d+) +\d\.\d\d/.exec(text)?.[1] ?? []);
    // Nodes 1 and 12 must be there: of the other ten the six of the highest rates are.
    const many = explained([0, 5, 9, 8, 1, 7, 6, 2, 10, 3, 4, 0]);
    expect(rows(many)).toEqual(['1', '2', '3', '4', '6', '7', '9', '12']);
    expect(textsOf(many, 70, 40)).toContain('│        and 4 more: w');
    expect(rows(explained([1, 1, 1, 1, 1, 1, 1, 1]))).toHaveLength(8);
    expect(textsOf(explained([1, 1, 1, 1, 1, 1, 1, 1]), 70, 40).join()).not.toContain('more: w');
    // Of those that give as much the first ones.
    expect(rows(explained(Array(12).fill(1)))).toEqual(['1', '2', '3', '4', '5', '6', '7', '12']);
    expect(rows(explained(Array(12).fill(1), 11))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '11',
    ]);
  });

  it('says what is known of the process under the cursor only', () => {
    const other = explained([1, 2]);
    const stale = { ...other, explained: { ...other.explained!, pid: 1001 } } as DashboardState;
    expect(textsOf(other, 70, 40).join()).toContain('it began here');
    expect(textsOf(stale, 70, 40).join()).not.toContain('it began here');
  });
});

describe('the panel beside the events', () => {
  const events = (size: number, height: number) => {
    const { history } = opened();
    const points = Array.from({ length: 5 }, (_, index) => ({
      ...history.points[0]!,
      at: 10 * index,
    }));
    const at = {
      ...opened({ view: 'events' }),
      history: { ...history, points, whole: points, at: 40 },
    };
    const views = { ...at.views, events: { ...at.views.events, selected: 20 } };
    return textsOf({ ...at, views }, size, height);
  };

  // The diagram has at most sixteen rows between its heading and its axis.
  it('has the load about the moment of the event under the cursor', () => {
    const texts = events(70, 40);
    const heading = texts.indexOf('│ load at 0:00:20');
    expect(heading).toBe(14);
    expect(texts[heading + 17]).toMatch(/0:00:00 .*0:00:40$/);
    expect(texts.slice(heading + 18).join('')).toMatch(/^│+$/);
  });

  it.each([
    [22, true],
    [21, false],
  ])('in %d rows has it: %s', (height, has) => {
    expect(events(70, height).join().includes('load at')).toBe(has);
  });

  it('has it in two panels beside the node', () => {
    const texts = events(151, 12);
    expect(texts[0]).toMatch(/^│ why 1000 R is on node 1 +│ load at 0:00:20$/);
    // The second panel has 73 of its 75 columns, the first one 76.
    expect(texts[11]!.length).toBeLessThanOrEqual(151);
    expect(texts[11]).toMatch(/0:00:40$/);
    expect(texts[11]).toHaveLength(151);
  });
});
