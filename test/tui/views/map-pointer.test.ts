import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../src/tui/drawing/frame.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { viewArea } from '../../../src/tui/views/layout.js';
import { MAP } from '../../../src/tui/views/map/map.js';
import { layoutNow, mapArea, withMap } from '../../../src/tui/views/map/map-acts.js';
import type { MouseMessage } from '../../../src/tui/views/view.js';
import { openedState } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const state = openedState(new FakeSession({ nodes: 4, processes: 6 }), undefined, { view: 'map' });
const { nodeAreas, squares } = layoutNow(state);
const [square] = squares as [(typeof squares)[number]];
const { pid, node } = square.process;
/** A cell of the label of a node, and one beside all nodes. */
const labelOf = (id: number) => {
  const area = nodeAreas.find((one) => one.node.id === id)!;
  return { column: area.left, row: area.labelRow };
};
const NOWHERE = { column: 0, row: 999 };
/** A node other than that of the process. */
const other = node === 1 ? 2 : 1;

function mouse(
  action: MouseMessage['action'],
  { column, row }: { readonly column: number; readonly row: number },
  from: DashboardState = state,
  double = false,
) {
  const message = { type: 'mouse', action, column, row, double } as const;
  return MAP.pointer(from, message, viewArea(from));
}

const press = (from = state, double = false) => mouse('press', square, from, double);

describe('the mouse on the map', () => {
  it('chooses a process and picks it up when pressed, and only chooses it when let go there', () => {
    const pressed = press().state;
    expect(pressed.selectedNode).toBe(node);
    expect(pressed.views.map).toMatchObject({ pid, carried: pid, dragged: undefined });
    const { state: after, effects = [] } = mouse('release', square, pressed);
    expect(after.views.map).toMatchObject({ pid, carried: undefined });
    expect(effects).toEqual([]);
  });

  it('picks nothing up where the session is only watched, nor sends it home', () => {
    const watching = { ...state, readOnly: true };
    expect(press(watching).state.views.map).toMatchObject({ pid, carried: undefined });
    expect(press(watching, true).effects ?? []).toEqual([]);
    expect(press(watching, true).state.notice).toBeDefined();
  });

  it('chooses a node pressed on, and nothing beside all of them', () => {
    const chosen = press(mouse('release', square, press().state).state).state;
    const onNode = mouse('press', labelOf(other), chosen).state;
    expect(onNode.selectedNode).toBe(other);
    expect(onNode.views.map).toMatchObject({ pid: undefined, carried: undefined });
    const beside = mouse('press', NOWHERE, chosen).state;
    expect(beside.selectedNode).toBe(node);
    expect(beside.views.map).toMatchObject({ pid: undefined, carried: undefined });
    expect(mouse('press', labelOf(other), state, true).state.views.map.zoom).toEqual([]);
  });

  it('drags a process over nodes, each of which is the one where it would go', () => {
    const over = mouse('drag', labelOf(other), press().state).state;
    expect(over.selectedNode).toBe(other);
    expect(over.views.map).toMatchObject({ carried: pid, dragged: labelOf(other) });
    const beside = mouse('drag', NOWHERE, over).state;
    expect(beside.selectedNode).toBe(other);
    expect(beside.views.map.dragged).toEqual(NOWHERE);
    const back = mouse('release', NOWHERE, beside).state;
    expect(back.selectedNode).toBe(node);
    expect(back.views.map).toMatchObject({ pid, carried: undefined, dragged: undefined });
  });

  it('drags nothing where nothing was picked up', () => {
    expect(mouse('drag', labelOf(other)).state).toBe(state);
    expect(mouse('release', labelOf(other)).effects ?? []).toEqual([]);
  });

  it('goes from process to process by its wheel', () => {
    const down = mouse('wheel-down', NOWHERE, withMap(state, { pid })).state;
    expect(down.views.map.pid).toBe(squares[1]!.process.pid);
    expect(mouse('wheel-up', NOWHERE, down).state.views.map.pid).toBe(pid);
  });
});

describe('the last line of the map', () => {
  const texts = (from: DashboardState, area: Rect) =>
    MAP.body(from, area).lines.map((line) => line.map(({ text }) => text).join(''));
  const last = (from: DashboardState) => texts(from, viewArea(from)).at(-1);

  it('tells of what is under the mouse, else under the cursor', () => {
    const chosen = withMap({ ...state, selectedNode: other }, { pid });
    expect(last(chosen)).toMatch(new RegExp(`^ ${pid} `));
    const onSquare = { hovered: square };
    expect(last(withMap(state, onSquare))).toMatch(new RegExp(`^ ${pid} `));
    const onLabel = { pid, hovered: labelOf(other) };
    expect(last(withMap(state, onLabel))).toContain(`node ${other}`);
    expect(last(withMap(chosen, { hovered: NOWHERE }))).toMatch(new RegExp(`^ ${pid} `));
  });

  it('is left out on a map of three rows', () => {
    const area = { left: 0, top: 1, width: 60 };
    expect(mapArea({ ...area, height: 4 })).toEqual({ ...area, height: 3 });
    expect(mapArea({ ...area, height: 3 })).toEqual({ ...area, height: 3 });
    expect(texts(state, { ...area, height: 4 })).toHaveLength(4);
    expect(texts(state, { ...area, height: 3 })).toHaveLength(3);
  });
});
