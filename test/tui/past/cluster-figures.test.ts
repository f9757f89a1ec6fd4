import { describe, expect, it } from 'vitest';
import { balanceOf, clusterFigures } from '../../../src/tui/past/cluster-figures.js';
import { NO_HISTORY, remember } from '../../../src/tui/past/history.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import { FakeSession } from '../../support/fake-session.js';

describe('the balance', () => {
  it.each([
    [[1, 1, 1], 1],
    [[3, 0, 0], 0],
    [[2, 1, 0], 0.5],
    [[0, 0], 1],
    [[5], 1],
    [[], 1],
  ])('of %j is %d', (loads, balance) => {
    expect(balanceOf(loads)).toBeCloseTo(balance, 12);
  });
});

it('counts only members as the cluster', () => {
  const session = new FakeSession();
  session.states.set(3, 'down');
  session.states.set(4, 'left');
  session.states.set(5, 'leaving');
  const figures = clusterFigures(session.view().nodes());
  expect(figures).toMatchObject({ nodesUp: 5, nodes: 7, cpus: 10, logicalCpus: 20 });
});

describe('the history', () => {
  it('averages what runs as uptime does', () => {
    const session = new FakeSession({ processes: 10 });
    let history = NO_HISTORY;
    for (let second = 0; second <= 60; second++) {
      session.advance(second);
      history = remember(history, sampleOf(session));
    }
    expect(history.loadAverages[0]).toBeCloseTo(10 * (1 - Math.exp(-1)), 9);
    expect(history.loadAverages[1]).toBeCloseTo(10 * (1 - Math.exp(-0.2)), 9);
  });

  it('keeps points at least a second apart, and not without end', () => {
    const session = new FakeSession();
    let history = NO_HISTORY;
    for (let half = 0; half < 3000; half++) {
      session.advance(half / 2);
      history = remember(history, sampleOf(session));
    }
    expect(history.points).toHaveLength(600);
    const gaps = history.points.slice(1).map(({ at }, index) => at - history.points[index]!.at);
    expect(Math.min(...gaps)).toBe(1);
  });

  it('is not changed by a second look at the same time', () => {
    const sample = sampleOf(new FakeSession());
    const history = remember(NO_HISTORY, sample);
    expect(remember(history, sample)).toEqual(history);
  });
});
