import { describe, expect, it } from 'vitest';
import { measureOf } from '../../../src/tui/views/mosmon/measures.js';
import { sessionOf } from '../../support/session-of.js';

describe('what mosmon measures', () => {
  // One unit is a load of 1.0 on a CPU of the yardstick's speed: on one twice as fast, half of it.
  it('is openMosix’s load by the yardstick, and the speed that is believed', () => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: endless }]
timeline: [{ at: 1s, do: setspeed, node: node2, speed: 777 }]`);
    session.advance(30);
    const [loaded, slow] = session.view().nodes();
    expect(measureOf('openmosix', 10000).value(loaded!)).toBeCloseTo(1, 9);
    expect(measureOf('openmosix', 20000).value(loaded!)).toBeCloseTo(2, 9);
    expect(measureOf('speed', 20000).value(slow!)).toBe(777);
  });
});
