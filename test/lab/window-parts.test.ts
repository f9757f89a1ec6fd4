import { describe, expect, it } from 'vitest';
import { WindowRun } from '../../src/lab/window-run.js';
import type { Extent } from '../../src/metrics/window.js';
import { USUAL_SLOWDOWN } from '../../src/metrics/window-figures.js';
import { none } from '../../src/scheduler/policies/none.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** One CPU, processes of 1 s at 0, 2, 4, ... 98 s. */
function runOf(warmUp: Extent, watch: Extent | undefined, count = 50) {
  const scenario = scenarioOf(`
policy: none
nodes: [{ cpus: 1, speed: 10000 }]
workload: [{ home: 1, count: ${count}, arrivals: { every: 2s }, work: 1s }]`);
  const session = createSession(scenario, { policy: none, measures: false });
  const rule = { window: { warmUp, watch }, slowdown: USUAL_SLOWDOWN, programGain: 1 };
  return { session, run: new WindowRun(session, rule) };
}

const seconds = (of: number): Extent => ({ kind: 'seconds', seconds: of });
const processes = (count: number): Extent => ({ kind: 'processes', count });

describe('a run with a window', () => {
  it.each([
    ['none', processes(0), 0],
    ['none of seconds', seconds(0), 0],
    ['seconds', seconds(5), 5],
    ['processes, which ends with the last of them', processes(3), 4],
  ])('begins its window after a warm-up of %s', (_, warmUp, begin) => {
    const { run, session } = runOf(warmUp, processes(4));
    expect(run.beginSeconds).toBe(begin === 0 ? 0 : undefined);
    expect(run.isDone).toBe(false);
    expect(run.advance(Number.POSITIVE_INFINITY, {})).toBe(true);
    expect(run.beginSeconds).toBe(begin);
    expect(run.isDone).toBe(true);
    expect(run.figures()).toMatchObject({
      fromSeconds: begin,
      processes: { arrived: 4, completed: 4 },
    });
    expect(session.view().now).toBe(run.figures().toSeconds);
  });

  it.each([
    [processes(2), processes(5), 13],
    [seconds(3), seconds(4), 7],
    [seconds(3), seconds(3.5), 7],
    [processes(1), seconds(6), 6],
    [seconds(4), undefined, 99],
    [processes(0), processes(1), 1],
  ])('ends where it does, in whatever parts it is advanced: %j, %j', (warmUp, watch, end) => {
    const whole = runOf(warmUp, watch).run;
    while (!whole.advance(Number.POSITIVE_INFINITY, { untilOver: true }));
    expect(whole.figures().toSeconds).toBe(end);
    for (const maxEvents of [1, 2, 5]) {
      const { run } = runOf(warmUp, watch);
      for (let turn = 0; turn < 400; turn++) {
        if (run.advance(Number.POSITIVE_INFINITY, { maxEvents, untilOver: true })) break;
      }
      expect(run.figures()).toEqual(whole.figures());
      expect(run.isDone).toBe(watch !== undefined);
    }
  });

  // The end of a run is the end of its window too: of a warm-up that is cut short nothing is left.
  it('ends where the run ends, if that is before', () => {
    const cut = runOf(seconds(5), seconds(10));
    expect(cut.run.advance(4, {})).toBe(true);
    expect([cut.run.beginSeconds, cut.session.view().now]).toEqual([4, 4]);
    expect(cut.run.figures().processes).toMatchObject({ arrived: 0, completed: 0 });
    const short = runOf(seconds(3), seconds(10));
    expect(short.run.advance(8, {})).toBe(true);
    expect([short.run.beginSeconds, short.run.isDone]).toEqual([3, false]);
    expect(short.run.figures()).toMatchObject({ fromSeconds: 3, toSeconds: 8 });
    expect(short.run.figures().processes).toMatchObject({ arrived: 3, completed: 2, alive: 1 });
    expect(short.run.advance(13, {})).toBe(true);
    expect(short.run.isDone).toBe(true);
  });
});
