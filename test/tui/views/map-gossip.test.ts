import { describe, expect, it } from 'vitest';
import { Canvas } from '../../../src/tui/drawing/canvas.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { drawGossip, gossipAsks, overheardOnMap } from '../../../src/tui/views/map/gossip.js';
import { withMap } from '../../../src/tui/views/map/map-acts.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const state = openedState(new FakeSession({ nodes: 3 }), undefined, { view: 'map' });

describe('the load messages on the map', () => {
  /** Node 1 at dot 0 0, node 2 at 100 50; node 3 is not on the map. */
  const centreOf = (node: number) =>
    node === 3 ? undefined : { x: 100 * (node - 1), y: 50 * (node - 1) };

  function strokes(ago: number, { rate = 1, from = 1, to = 2 } = {}) {
    const canvas = new Canvas(100, 50, UNICODE);
    const drawn: string[] = [];
    canvas.line = (a, b, colour) => void drawn.push(`${a.x},${a.y}-${b.x},${b.y} ${colour}`);
    const gossip = [{ at: 10, from, to }];
    const sample = { ...state.sample, now: 10 + ago };
    drawGossip(withMap({ ...state, rate, sample }, { gossip }), canvas, centreOf);
    return drawn;
  }

  it.each([
    // A flight takes a second, or half of the seconds that pass in one; a stroke is 12 % of it.
    [0, {}, '0,0-0,0'],
    [0.1, {}, '0,0-10,5'],
    [0.5, {}, '38,19-50,25'],
    [1, {}, '88,44-100,50'],
    [3, {}, '88,44-100,50'],
    [0.5, { rate: 2 }, '38,19-50,25'],
    [2, { rate: 8 }, '38,19-50,25'],
    [0.5, { from: 2, to: 1 }, '62,31-50,25'],
  ])('are, %d s after they were sent, %j, the stroke %s', (ago, way, stroke) => {
    expect(strokes(ago, way)).toEqual([`${stroke} key`]);
  });

  it('are not drawn to or from where there is nothing', () => {
    expect(strokes(0.5, { from: 3 })).toEqual([]);
    expect(strokes(0.5, { to: 3 })).toEqual([]);
  });

  it('are asked for, and kept, from g to g', () => {
    const heard = (from: DashboardState) =>
      overheardOnMap(from, { type: 'overheard', messages: [{ at: 1, from: 1, to: 2 }] });
    expect(gossipAsks(state)).toEqual([]);
    expect(heard(state)).toBe(state);
    const shown = pressKeys(state, 'g').state;
    expect(shown.views.map.gossip).toEqual([]);
    expect(gossipAsks({ ...shown, rate: 8 })).toEqual([{ type: 'overhear', seconds: 4 }]);
    expect(gossipAsks({ ...shown, rate: 1 })).toEqual([{ type: 'overhear', seconds: 1 }]);
    expect(heard(shown).views.map.gossip).toEqual([{ at: 1, from: 1, to: 2 }]);
    expect(pressKeys(shown, 'g').state.views.map.gossip).toBeUndefined();
  });
});
