import { describe, expect, it } from 'vitest';
import { mapLayout } from '../../../src/tui/views/map/map-layout.js';
import { FakeSession } from '../../support/fake-session.js';

const AREA = { left: 3, top: 1, width: 117, height: 36 };

function areasOf(count: number) {
  const nodes = new FakeSession({ nodes: count }).view().nodes();
  const places = nodes.map((node) => ({ node, group: undefined }));
  return mapLayout(places, [], AREA).nodeAreas;
}

describe('the places of nodes on the map', () => {
  it.each([2, 3, 5, 7, 8, 13, 40])('%d nodes reach from the top to the bottom', (count) => {
    const areas = areasOf(count);
    expect(Math.min(...areas.map(({ top }) => top))).toBe(AREA.top);
    const ends = areas.map(({ top, height }) => top + height);
    expect(Math.max(...ends)).toBe(AREA.top + AREA.height);
  });

  it.each([3, 5, 7, 8, 13, 40])('%d nodes reach from the left to the right', (count) => {
    const areas = areasOf(count);
    expect(Math.min(...areas.map(({ left }) => left))).toBe(AREA.left);
    const ends = areas.map(({ left, width }) => left + width);
    expect(Math.max(...ends)).toBe(AREA.left + AREA.width);
  });

  it.each([1, 2])('%d above each other stand in the middle', (count) => {
    for (const { left, width } of areasOf(count)) {
      expect(Math.abs(left + width / 2 - (AREA.left + AREA.width / 2))).toBeLessThanOrEqual(0.5);
    }
  });
});
