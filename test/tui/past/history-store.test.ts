import { describe, expect, it } from 'vitest';
import type { NodeView } from '../../../src/cluster/facts/view.js';
import { historyUntil, NO_HISTORY, remember } from '../../../src/tui/past/history.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import { ALL_OF_IT, timeWindow } from '../../../src/tui/views/diagrams/time-window.js';
import { historyChart } from '../../../src/tui/views/mtop/load-chart.js';
import { openedState } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

describe('the whole history', () => {
  const sample = sampleOf(new FakeSession());
  let history = NO_HISTORY;
  for (let second = 0; second <= 5000; second++) {
    history = remember(history, { ...sample, now: second });
  }

  it('reaches from the beginning to now with few points, evenly spread', () => {
    expect(history.whole[0]!.at).toBe(0);
    expect(history.whole.at(-1)!.at).toBeGreaterThan(5000 - 2 * history.spacing);
    expect(history.whole.length).toBeLessThanOrEqual(600);
    const gaps = history.whole.slice(1).map(({ at }, index) => at - history.whole[index]!.at);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * history.spacing);
  });

  it('is shown from edge to edge, a late part of it by the second', () => {
    const all = timeWindow(history, { spanSeconds: undefined, cursor: undefined });
    expect([all.start, all.end]).toEqual([0, 5000]);
    const late = timeWindow(history, { spanSeconds: 60, cursor: undefined });
    expect(late.points.length).toBeGreaterThanOrEqual(60);
  });

  it('follows a cursor into the past', () => {
    const { start, end } = timeWindow(history, { spanSeconds: 100, cursor: 1000 });
    expect([start, end]).toEqual([950, 1050]);
  });

  it('marks what was done from outside', () => {
    const crash = { type: 'node-crashed', at: 5001, node: 4, killed: 2 } as const;
    const marked = remember(history, { ...sample, now: 5001, events: [crash] });
    expect(marked.marks).toEqual([{ at: 5001, text: 'node 4 crashed', colour: 'bad' }]);
  });

  it('marks what was done at a time already seen, and adds no point for it', () => {
    const change = {
      type: 'policy-changed',
      at: 5000,
      policy: 'none',
      before: 'openmosix',
    } as const;
    const marked = remember(history, { ...sample, now: 5000, events: [change] });
    expect(marked.marks.map(({ text }) => text)).toEqual(['policy openmosix to none']);
    expect(marked.points).toBe(history.points);
  });

  it('marks that time goes at another rate, but not the first one', () => {
    const first = remember(history, { ...sample, now: 5001 }, 1);
    const faster = remember(first, { ...sample, now: 5002 }, 10);
    const same = remember(faster, { ...sample, now: 5003 }, 10);
    expect(first.marks).toEqual([]);
    expect(same.marks.map(({ at, text }) => [at, text])).toEqual([[5002, 'rate 10']]);
  });
});

describe('what the history says of now', () => {
  const session = new FakeSession();
  const sample = sampleOf(session);
  const started = remember(NO_HISTORY, { ...sample, now: 2 });
  const cm1Load = (load: number): readonly NodeView[] =>
    sample.nodes.map((node) =>
      node.id === 1 ? { ...node, upperLoad: (load * 10_000) / node.speed } : node,
    );

  // Points are a second apart; the table of nodes beside the curves is not.
  it('is what the nodes say now, also between two points', () => {
    const history = remember(started, { ...sample, nodes: cm1Load(9), now: 2.5 });
    expect(history.points.map(({ at }) => at)).toEqual([2]);
    const { points } = timeWindow(history, ALL_OF_IT);
    expect(points.map(({ at }) => at)).toEqual([2, 2.5]);
    expect(points.at(-1)!.highestLoad).toBeCloseTo(9, 12);
    const { series } = historyChart(
      { ...openedState(session), history },
      { left: 0, top: 0, width: 40, height: 8 },
    );
    expect(series.map(({ title, values }) => [title, values.length])).toContainEqual(['high', 2]);
    expect(series[1]!.values.at(-1)).toBeCloseTo(9, 12);
  });

  it('is what a command has led to at the time of the last point', () => {
    const history = remember(started, { ...sample, nodes: cm1Load(9), now: 2 });
    const { points } = timeWindow(history, ALL_OF_IT);
    expect(points.map(({ at }) => at)).toEqual([2]);
    expect(points[0]!.highestLoad).toBeCloseTo(9, 12);
  });

  it('is in the past what was so then', () => {
    const history = remember(started, { ...sample, nodes: cm1Load(9), now: 9 });
    const { points } = timeWindow(historyUntil(history, 5), ALL_OF_IT);
    expect(points.map(({ at }) => at)).toEqual([2]);
    expect(points[0]!.highestLoad).toBeLessThan(9);
  });
});
