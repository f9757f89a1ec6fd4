import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { redraw } from '../../src/kernel/redraw.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { FutureView } from '../../src/session/futures.js';
import {
  DRAWS,
  fateOf,
  inevitableSince,
  type Likelihood,
  otherStep,
  outlookOf,
  unknownLikelihood,
  usualStep,
  withFuture,
} from '../../src/session/likelihood.js';
import { futuresHere } from '../support/futures-here.js';
import { sessionOf } from '../support/session-of.js';

/** Processes that need between 20 and 120 MB come by chance: now and then they are too many. */
const CLUSTER = `
nodes: [{ count: 1, name: "node%d", cpus: 1, memory: 256MB, swap: 64MB }]
workload:
  - { home: node1, arrivals: { every: exponential 5s }, work: exponential 5s, memory: 20MB..120MB }
`;

/** A run until a process was killed for want of memory. */
function killedRun() {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  const kills: ClusterEvent[] = [];
  session.subscribe((event) => kills.push(event), { types: ['killed'] });
  while (kills.length === 0) session.advance(session.view().now + 1);
  return { session, kill: kills[0]! };
}

function likelihoodOf(session: RecordedSession, unknown: Likelihood): Likelihood {
  let known = unknown;
  futuresHere(CLUSTER, session).start(outlookOf(known), (index, future) => {
    if (future.figures !== undefined) known = withFuture(known, index, future);
  });
  return known;
}

describe('how likely a kill had been', () => {
  const { session, kill } = killedRun();
  const unknown = unknownLikelihood(fateOf(kill)!, kill.at, 2);
  const known = likelihoodOf(session, unknown);

  it('is the part of the runs with other random numbers in which it happens as well', () => {
    const some = known.moments.filter((_, index) => index % 6 === 0);
    const counted = some.map(({ at }) => {
      const draws = Array.from({ length: DRAWS }, (_, index) => {
        const { session: other, events } = sessionOf(CLUSTER);
        other.advance(at);
        redraw(other, index + 1);
        events.length = 0;
        other.advance(kill.at + 2);
        return events.some((event) => event.type === 'killed' && event.at >= kill.at - 2);
      });
      return { at, drawn: DRAWS, happened: draws.filter(Boolean).length };
    });
    expect(some).toEqual(counted);
    expect(counted[0]!.happened).toBeLessThan(DRAWS);
  });

  // A pause is drawn by its process and its number: that alone would be the same in all futures.
  it('counts futures in which pauses are drawn anew as well', () => {
    const ends = [undefined, 1, 2, 1].map((draw) => {
      const { session: other, events } = sessionOf(`
policy: none
nodes: [{ cpus: 1 }]
workload: [{ work: 20s, profile: { burst: exponential 1s, think: exponential 5s } }]
`);
      other.advance(30);
      if (draw !== undefined) redraw(other, draw);
      other.advance(10_000);
      return events.find(({ type }) => type === 'completed')!.at;
    });
    expect(new Set(ends).size).toBe(3);
    expect(ends[3]).toBe(ends[1]);
  });

  it('is asked of twenty moments, or of as many as there were', () => {
    expect(unknownLikelihood(unknown.fate, 100, 2).moments.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => 60 + 2 * index),
    );
    expect(unknownLikelihood(unknown.fate, 7, 2).moments.map(({ at }) => at)).toEqual([1, 3, 5]);
    expect(usualStep(7)).toBe(0.2);
    expect(usualStep(86_400)).toBe(30);
    expect(otherStep(unknown, 1)).toBe(5);
    expect(otherStep(unknown, -1)).toBe(1);
  });

  it('is asked at steps from a tenth of a second to an hour, none longer than there was time', () => {
    const steps = (at: number) => {
      const found = [0.1];
      for (let step: number | undefined = 0.1; step !== undefined; ) {
        step = otherStep({ ...unknown, at, stepSeconds: step }, 1);
        if (step !== undefined) found.push(step);
      }
      return found;
    };
    const minutes = [60, 120, 300, 600, 1200, 3600];
    expect(steps(1e6)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, ...minutes]);
    expect(steps(300)).toEqual(steps(1e6).slice(0, -3));
    expect(otherStep({ ...unknown, at: 1, stepSeconds: 0.1 }, -1)).toBeUndefined();
    expect([usualStep(1), usualStep(20), usualStep(299)]).toEqual([0.1, 1, 10]);
  });
});

describe('inevitable', () => {
  it.each([
    [[10, 30, 29, 30, 30], 3],
    [[30, 30, 30, 30, 30], 0],
    [[30, 30, 30, 30, 29], undefined],
  ])('is, of %j in 30, what happens in all from the moment %s on', (happened, since) => {
    const moments = happened.map((times, at) => ({ at, drawn: 30, happened: times }));
    const fate = { what: 'killed', cause: 'out of memory' } as const;
    expect(inevitableSince({ fate, at: 5, stepSeconds: 1, moments })).toBe(since);
  });

  it('can only be what is a kill or a crash', () => {
    const crash = { type: 'node-crashed', at: 9, node: 3 as never, killed: 2 } as const;
    expect(fateOf(crash)).toEqual({ what: 'crashed', node: 3 });
    expect(fateOf({ type: 'node-joined', at: 9, node: 3 as never })).toBeUndefined();
    const future: FutureView = { part: 1, curve: [], figures: undefined };
    const unknown = unknownLikelihood(fateOf(crash)!, 9, 1);
    expect(withFuture(unknown, 10, future).moments[1]).toEqual({ at: 1, drawn: 1, happened: 0 });
  });
});
